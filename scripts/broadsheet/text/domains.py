"""Which publisher a URL belongs to: its registrable domain by the public-suffix list, without asking the network."""

from __future__ import annotations

import ipaddress
import re
from functools import cache
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


_USUAL = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")


def registrable_domain(url: str) -> str:
    """Return the registrable domain of an http(s) URL in its ASCII form.

    `https://www.news.bbc.co.uk:443/x` gives `bbc.co.uk`; `https://münchen.de/` gives `xn--mnchen-3ya.de`; an IP
    address is its own domain; a host that is itself a public suffix (`www.gov.uk`) is too, without its `www.`.
    """
    return _domain_of(_host_of(url))


def _host_of(url: str) -> str:
    """Return the host of a URL in lower case, without a port. Most URLs need no urlsplit to find it."""
    usual = _USUAL.match(url)
    return usual[1] if usual else urlsplit(url).hostname or ""


@cache
def _domain_of(host: str) -> str:
    host = host.rstrip(".")
    try:
        return ipaddress.ip_address(host).compressed
    except ValueError:
        pass
    ascii_host = to_ascii(host)
    bare = ascii_host.removeprefix("www.")
    if "." not in bare:  # www.com is a name of its own
        bare = ascii_host
    domain: str | None = _suffixes().privatesuffix(bare)
    return domain or bare


def to_ascii(host: str) -> str:
    """Return a host name in lower-case ASCII (IDNA 2008, UTS 46), or as it is where it cannot be encoded."""
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host.lower()


def for_display(domain: str) -> str:
    """Return a domain as people write it: `xn--mnchen-3ya.de` gives `münchen.de`."""
    if "xn--" not in domain:
        return domain
    try:
        return idna.decode(domain)
    except idna.IDNAError:
        return domain


def url_segment(domain: str) -> str:
    """Return a domain as one segment of a path: only an IPv6 address changes, `:` to `-`."""
    return domain.replace(":", "-")


def home_of(domain: str) -> str:
    """Return the address of a domain's front page."""
    return f"https://[{domain}]/" if ":" in domain else f"https://{domain}/"
