"""Well-known sites: platforms, aggregators, hosts, agencies and wrappers of addresses, as `sites.yml` has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import yaml

from broadsheet.text.domains import registrable_domain, to_ascii

_FEDIVERSE = re.compile(
    r"https?://([^/?#]+)/(?:@|users/)([A-Za-z0-9_.-]{1,64}(?:@[A-Za-z0-9.-]+)?)/(?:statuses/)?[0-9]{15,20}(?:[/?#]|\Z)"
)
_AFTER_HOST = re.compile(r"https?://[^/?#]*([^?#]*)", re.IGNORECASE)
_NO_ACCOUNTS = frozenset({"i", "home", "hashtag", "search", "share", "intent", "watch", "p", "tag", "about", "m"})
_BYLINE_PARTS = re.compile(r"\s*(?:[,;/|()\[\]·–—]|\s-\s|\band\b|\bund\b|\bet\b|&)\s*")
_TOGETHER = re.compile(r"\b(?:and|und|et)\b|&", re.IGNORECASE)
_BYLINE_START = re.compile(r"(?:by|von|par|de|door|av|di|from|via)\s+", re.IGNORECASE)
_LONGEST_ACCOUNT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A well-known domain: its name, its kind, and how its paths name accounts, as (pattern, what is shown)."""

    name: str
    kind: str
    accounts: tuple[tuple[re.Pattern[str], str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapper:
    """How the addresses of some hosts hold another address.

    `path` must match the path from its first slash. Exactly one of `parameters`, `rest`, `belongs_to` and `special` says
    where the address is; without any, nobody can know. `archive` says that the page is a copy.
    """

    name: str
    path: re.Pattern[str]
    parameters: tuple[str, ...] = ()
    rest: str = ""
    belongs_to: str = ""
    special: str = ""
    archive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WellKnown:
    """The whole file. `wrappers` are by host pattern, each with its place in the file; `agencies` are by byline in lower case."""

    sites: Mapping[str, Site]
    same: Mapping[str, str]
    agencies: Mapping[str, str]
    agency_domains: Mapping[str, str]
    wrappers: Mapping[str, tuple[tuple[int, Wrapper], ...]]


@cache
def well_known() -> WellKnown:
    """Return what `sites.yml` says. Read once."""
    text = files("broadsheet.model").joinpath("sites.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    wrappers: dict[str, tuple[tuple[int, Wrapper], ...]] = {}
    for place, entry in enumerate(data["wrappers"]):
        for host in entry["hosts"]:
            wrappers[host] = (*wrappers.get(host, ()), (place, _wrapper(entry)))
    return WellKnown(
        sites={domain: _site(entry) for domain, entry in data["sites"].items()},
        same=data["same"],
        agencies={
            _byline_key(byline): name
            for name, entry in data["agencies"].items()
            for byline in (name, *entry["bylines"])
        },
        agency_domains={name: entry["domain"] for name, entry in data["agencies"].items()},
        wrappers=wrappers,
    )


def _site(entry: Mapping[str, Any]) -> Site:
    accounts = tuple((_pattern(path), shown) for path, shown in entry.get("accounts", {}).items())
    return Site(name=entry["name"], kind=entry["kind"], accounts=accounts)


def _pattern(path: str) -> re.Pattern[str]:
    """Return `/posts/{}_` as a pattern for the beginning of a path."""
    before, after = path.split("{}")
    end = re.escape(after) + (r"(?:/|\Z)" if after[-1:].isalnum() or not after else "")
    return re.compile(f"{re.escape(before)}([^/]+?){end}", re.IGNORECASE)


def _wrapper(entry: Mapping[str, Any]) -> Wrapper:
    special = next(
        (
            name
            for name in ("google_news", "translated", "cached", "bing", "proofpoint", "yahoo", "substack")
            if entry.get(name)
        ),
        "",
    )
    return Wrapper(
        name=entry["name"],
        path=re.compile(entry.get("path", "")),
        parameters=tuple(entry.get("parameters", ())),
        rest=entry.get("rest", ""),
        belongs_to=entry.get("belongs_to", ""),
        special=special,
        archive=entry.get("archive", False),
    )


def site_of(domain: str) -> Site | None:
    """Return what is known of a registrable domain."""
    return well_known().sites.get(domain)


def account_of(url: str, domain: str) -> str:
    """Return the account that posted what is at an address of a platform, as it is shown: `@name`, `r/name`.

    `domain` is the registrable domain of the address.
    Empty where the address does not say. Addresses such as `/@name/123456789012345678` are Mastodon's on any host.
    """
    site = site_of(domain)
    if site is None or not site.accounts:
        found = _FEDIVERSE.match(url) if "/@" in url or "/statuses/" in url else None
        return _fediverse_account(found[1], found[2]) if found else ""
    after_host = _AFTER_HOST.match(url)
    path = after_host[1] if after_host else ""
    for pattern, shown in site.accounts:
        if (found := pattern.match(path)) and found[1].casefold() not in _NO_ACCOUNTS:
            return shown.format(_plain(found[1]))
    return ""


def _fediverse_account(host: str, name: str) -> str:
    return f"@{name}" if "@" in name else f"@{name}@{to_ascii(host.partition(':')[0])}"


def _plain(name: str) -> str:
    """Return a part of a path as text on one line, without what could pass for something else."""
    text = "".join(letter for letter in unquote(name) if letter.isprintable() and letter not in "<>\"'&")
    return " ".join(text.split())[:_LONGEST_ACCOUNT]


@lru_cache(maxsize=4096)
def agency_of(byline: str) -> str:
    """Return the agency whose text an article is by its byline: `AP` for `Jane Doe, Associated Press`, else nothing.

    It must be the whole byline or its last part. A paper that names an agency beside its own reporters by `and` did some
    of the work, so that counts as the paper's own.
    """
    agencies = well_known().agencies
    whole = _BYLINE_START.sub("", byline.strip(), count=1).rstrip(".")
    if found := agencies.get(_byline_key(whole)):
        return found
    parts = [agencies.get(_byline_key(part), "") for part in _BYLINE_PARTS.split(whole) if part]
    if parts and (all(parts) or (parts[-1] and not _TOGETHER.search(whole))):
        return parts[0] or parts[-1]
    return ""


def _byline_key(byline: str) -> str:
    """Return the form in which bylines are compared. Short names are written as they are: `pa` may be anybody."""
    return byline if len(byline) <= 4 else byline.casefold()


def wrappers_at(host: str) -> tuple[Wrapper, ...]:
    """Return the wrappers of a host, in the order of the file. `host` is in lower case."""
    found = [one for pattern in _patterns_of(host) for one in well_known().wrappers.get(pattern, ())]
    return tuple(wrapper for _, wrapper in sorted(found, key=lambda one: one[0]))


def _patterns_of(host: str) -> Iterator[str]:
    host = host.rstrip(".").removeprefix("www.")
    yield host
    if (bare := host.removeprefix("m.").removeprefix("mobile.")) != host:
        yield bare
    if not host.isascii() or "." not in host:
        return
    labels = host.split(".")
    for place in range(1, len(labels) - 1):
        yield f"*.{'.'.join(labels[place:])}"
    if "google" in labels:
        domain = registrable_domain(f"https://{host}/")
        if domain.startswith("google."):
            yield f"{host.removesuffix(domain)}google.*"
