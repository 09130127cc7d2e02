"""Addresses that wrap or shorten another: redirects, AMP, archives, short links. What they lead to, where they say it."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from broadsheet.model.scalars import Url
from broadsheet.model.sites import Wrapper, wrappers_at
from broadsheet.text.domains import registrable_domain

_URL: TypeAdapter[str] = TypeAdapter(Url)
_HOST = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")
_PARTS = re.compile(r"https?://[^/?#]*([^?#]*)(?:\?([^#]*))?", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"(https?)(?::|%3a)(?:/|%2f)*", re.IGNORECASE)
_NOT_IN_A_URL = re.compile(r"[\s<>\"\\^`{|}]")
_MOST = 20  # wrappers around one address
_TRANSLATION = re.compile(r"_x_tr_\w+=.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """What a wrapped address leads to.

    `url` is the address inside, or empty where the outer one does not hold it. `domain` is the registrable domain of its
    publisher, or empty where nobody can know it. `archive` says that the outer page is a copy; `name` is the outer site.
    """

    name: str
    url: str
    domain: str
    archive: bool


def unwrap(url: str) -> Unwrapped | None:
    """Return what a wrapped address leads to, or None where an address is an article's own. Raises ValueError for no URL."""
    host = _host_of(url)
    wrapper = _wrapper_of(host, url)
    if wrapper is None:
        return None
    name, archive, inner = wrapper.name, wrapper.archive, ""
    for _ in range(_MOST):
        if wrapper.belongs_to:
            return Unwrapped(name=name, url=inner, domain=wrapper.belongs_to, archive=archive)
        found = _inside(wrapper, url)
        if not found:
            return Unwrapped(name=name, url=inner, domain="", archive=archive)
        url = inner = found
        wrapper = _wrapper_of(_host_of(url), url)
        if wrapper is None:
            return Unwrapped(name=name, url=inner, domain=registrable_domain(inner), archive=archive)
    return Unwrapped(name=name, url="", domain="", archive=archive)


def source_domain(url: str) -> str:
    """Return the registrable domain of the publisher of an article, behind what may wrap its address.

    Where nobody can know it, that of the wrapper.
    """
    found = unwrap(url)
    if found is None:
        return registrable_domain(url)
    return found.domain or registrable_domain(found.url or url)


@lru_cache(maxsize=65_536)
def _wrappers_at(host: str) -> tuple[Wrapper, ...]:
    return wrappers_at(host)


def _host_of(url: str) -> str:
    usual = _HOST.match(url)
    return usual[1] if usual else (urlsplit(url).hostname or "").lower()


def _wrapper_of(host: str, url: str) -> Wrapper | None:
    wrappers = _wrappers_at(host)
    if not wrappers:
        return None
    parts = _PARTS.match(url)
    path = (parts[1] if parts else "") or "/"
    return next((one for one in wrappers if one.path.match(path)), None)


def _inside(wrapper: Wrapper, url: str) -> str:
    """Return the address in a wrapped one, or nothing."""
    parts = _PARTS.match(url)
    if parts is None:
        return ""
    path, query = parts[1] or "/", parts[2] or ""
    if wrapper.parameters:
        values = _values(query)
        return next((found for name in wrapper.parameters if (found := _sound(values.get(name, "")))), "")
    if wrapper.rest:
        match = wrapper.path.match(path)
        rest = (path[match.end() :] + url[parts.end(1) :]).lstrip("?") if match else ""
        return _sound(rest, scheme=wrapper.rest) if rest else ""
    if wrapper.special:
        return _sound(_SPECIAL[wrapper.special](url, path, query))
    return ""


def _values(query: str) -> dict[str, str]:
    """Return the parameters of a query. A plus sign is one: it is part of the address in a value."""
    values: dict[str, str] = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        values.setdefault(name.removeprefix("amp;"), unquote(value))
    return values


def _sound(found: str, scheme: str = "") -> str:
    """Return an address that a briefing may hold and that leads to a public host, or nothing."""
    found = found.strip()
    match = _SCHEME.match(found)
    if match and "%" in match[0]:
        found = unquote(found)
        match = _SCHEME.match(found)
    if match:
        found = f"{match[1].lower()}://{found[match.end() :]}"
    elif scheme:
        found = f"{scheme}://{found.lstrip('/')}"
    else:
        return ""
    found = _NOT_IN_A_URL.sub(lambda sign: quote(sign[0]), found)
    try:
        url = _URL.validate_python(found)
        host = urlsplit(url).hostname or ""
    except (ValidationError, ValueError):
        return ""
    return url if "." in host.strip(".") and not host.rstrip(".").endswith((".localhost", ".local")) else ""


def _base64(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _google_news(_url: str, path: str, _query: str) -> str:
    """Return the address in the number of an article: a protocol buffer, where it is not encrypted."""
    data = _base64(path.rstrip("/").rpartition("/")[2])
    start = data.find(b"http")
    if start < 2:
        return ""
    length = data[start - 1]
    if length < 128 and data[start - 2] >= 128:  # two bytes, low first
        length = length * 128 + data[start - 2] - 128
    if start + length > len(data):
        return ""
    try:
        return data[start : start + length].decode("ascii")
    except UnicodeDecodeError:
        return ""


def _translated(url: str, path: str, query: str) -> str:
    host = _host_of(url).removesuffix(".translate.goog")
    if "." in host:
        return ""
    host = host.replace("--", "\0").replace("-", ".").replace("\0", "-")
    kept = [part for part in query.split("&") if part and not _TRANSLATION.match(part)]
    return f"https://{host}{path}{'?' if kept else ''}{'&'.join(kept)}"


def _cached(_url: str, _path: str, query: str) -> str:
    found = re.match(r"cache:(?:[\w-]{6,24}:)?(.+)", _values(query).get("q", "").split(" ")[0].split("+")[0])
    if not found:
        return ""
    return found[1] if _SCHEME.match(found[1]) else f"http://{found[1]}"


def _bing(_url: str, _path: str, query: str) -> str:
    value = _values(query).get("u", "")
    return _base64(value[2:]).decode("utf-8", "replace") if value.startswith("a1") else ""


def _proofpoint(_url: str, path: str, query: str) -> str:
    if path.startswith("/v3/"):
        found = re.match(r"/v3/__(.+?)__;", f"{path}{'?' if query else ''}{query}")
        return found[1] if found and "*" not in found[1] else ""
    value = _values(query).get("u", "")
    return unquote(value.replace("-", "%").replace("_", "/")) if path.startswith("/v2/") else value


def _yahoo(_url: str, path: str, query: str) -> str:
    found = re.search(r"/RU=([^/]+)/", f"{path}/")
    return unquote(found[1]) if found else _values(query).get("u", "")


def _substack(_url: str, path: str, query: str) -> str:
    _, _, name, rest = path.split("/", 3)
    return f"https://{name}.substack.com/{rest}{'?' if query else ''}{query}"


_SPECIAL = {
    "substack": _substack,
    "google_news": _google_news,
    "translated": _translated,
    "cached": _cached,
    "bing": _bing,
    "proofpoint": _proofpoint,
    "yahoo": _yahoo,
}
