"""Feeds as Atom (RFC 4287), with archived documents behind them (RFC 5005)."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.pages import Site
from broadsheet.publish.feeds.entry import Entry, Head
from broadsheet.publish.feeds.format import Format
from broadsheet.publish.xml import attribute, tag
from broadsheet.text.time_zone import rfc3339

TYPE = "application/atom+xml"
_HISTORY = "http://purl.org/syndication/history/1.0"


def atom_feed(site: Site, head: Head, entries: Sequence[str]) -> bytes:
    """Return a whole feed; `entries` come from `atom_entry`."""
    history = f' xmlns:fh="{_HISTORY}"' if head.current else ""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{history} xml:lang="{attribute(site.language)}">\n',
        tag("id", site.absolute(head.uri if head.current else head.url)),
        tag("title", head.title),
        tag("subtitle", head.about) if head.about else "",
        _link("self", site.absolute(head.uri), TYPE),
        _link("alternate", site.absolute(head.url), "text/html"),
        "<fh:archive/>\n" if head.current else "",
        _link("current", site.absolute(head.current), TYPE) if head.current else "",
        _link("prev-archive", site.absolute(head.older), TYPE) if head.older else "",
        _link("next-archive", site.absolute(head.newer), TYPE) if head.newer else "",
        tag("updated", rfc3339(head.updated)),
        _author(site.name, site.url),
        "<generator>Broadsheet</generator>\n",
        *entries,
        "</feed>\n",
    ]
    return "".join(parts).encode()


def atom_entry(entry: Entry) -> str:
    """Return an entry as XML."""
    section, picture = entry.section, entry.enclosure
    language = f' xml:lang="{attribute(entry.language)}"' if entry.language else ""
    parts = [
        f"<entry{language}>\n",
        tag("id", entry.id),
        tag("title", entry.title),
        _link("alternate", entry.url, "text/html"),
        _link("enclosure", picture.url, "image/jpeg", f' length="{picture.length}"') if picture else "",
        tag("published", rfc3339(entry.published)),
        tag("updated", rfc3339(entry.updated)),
        *[_author(name, home) for name, home in entry.authors],
        f'<category term="{attribute(section[0])}" label="{attribute(section[1])}"/>\n' if section else "",
        tag("summary", entry.summary) if entry.summary else "",
        tag("content", entry.html, ' type="html"'),
        "</entry>\n",
    ]
    return "".join(parts)


def _link(relation: str, address: str, kind: str, more: str = "") -> str:
    return f'<link rel="{relation}" type="{kind}" href="{attribute(address)}"{more}/>\n'


def _author(name: str, home: str) -> str:
    return f"<author>\n{tag('name', name)}{tag('uri', home) if home else ''}</author>\n"


ATOM = Format(file="feed.xml", media_type=TYPE, label="Atom", entry=atom_entry, document=atom_feed, in_full=True)
