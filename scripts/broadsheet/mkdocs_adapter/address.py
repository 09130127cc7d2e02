"""The address of the site as machines write it: `site_url` may come from people, a hosting service, or a command line."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit

from broadsheet.text.domains import to_ascii

EXAMPLE = "https://news.example.org/ or https://name.github.io/repository/"

NO_ADDRESS = (
    "mkdocs.yml has no site_url, so this site has no feeds, no sitemap and no canonical addresses, and shared links have no "
    f"picture; all else works. Set it to the address of the site, such as {EXAMPLE}"
)

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
_USUAL_PORT = {"http": 80, "https": 443}


def site_address(url: str) -> str:
    """Return the address of a site: ASCII, host in lower case, a slash at its end. Nothing stays nothing.

    `https://Zürich.example/news` gives `https://xn--zrich-kva.example/news/`. Raises ValueError with what is wrong and
    what to do about it.
    """
    url = url.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _wrong(url, f"is no address ({error})") from None
    if parts.scheme not in _USUAL_PORT or not parts.hostname:
        raise _wrong(url, "does not begin with https:// and a host")
    if parts.query or parts.fragment or url[-1] in "?#":
        raise _wrong(url, "has a ? or # part, which no address of a site has")
    if parts.username is not None:
        raise _wrong(url, "holds a user name")
    host = _host(parts.hostname)
    if not host:
        raise _wrong(url, f"names a host that cannot be: {parts.hostname}")
    if any(part in (".", "..") for part in parts.path.split("/")) or "\\" in parts.path:
        raise _wrong(url, "has a path that leads elsewhere")
    path = "/".join(quote(part, safe="%:@!$&'()*+,;=~") for part in parts.path.split("/") if part)
    where = f"{host}:{port}" if port and port != _USUAL_PORT[parts.scheme] else host
    return f"{parts.scheme}://{where}/{path}{'/' if path else ''}"


def _host(name: str) -> str:
    """Return a host in ASCII, or nothing where that cannot be."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        host = to_ascii(name).rstrip(".")
        return host if len(host) <= 253 and all(_LABEL.match(label) for label in host.split(".")) else ""
    return f"[{address.compressed}]" if address.version == 6 else address.compressed


def _wrong(url: str, why: str) -> ValueError:
    return ValueError(f"site_url: “{url}” {why}; write the whole address of the site, such as {EXAMPLE}")
