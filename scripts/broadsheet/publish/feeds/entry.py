"""An entry of a feed, the head of a feed, and permanent ids, independent of any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import quote, urlsplit

from broadsheet.pages import Site

Depth = Literal["whole", "story", "brief"]
"""How much of a briefing an entry holds: everything, everything but the article summaries, or the standfirst only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A picture: its absolute address, its size in bytes, and its alternative text."""

    url: str
    length: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story, an edition or a correction in a feed. All texts are plain but `html`, which is sanitised.

    `authors` are (name, address of the front page, or an empty string); `section` is (key, label); `summary` is empty
    where it would repeat `html`; `language` is a tag, or empty for the paper's own language.
    """

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    authors: Sequence[tuple[str, str]] = ()
    section: tuple[str, str] | None = None
    tags: Sequence[str] = ()
    summary: str = ""
    html: str
    language: str = ""
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a feed, before its entries. `url` is the address of the list, `uri` that of the feed, below the root.

    `updated` is the latest change of any entry. `older`, `newer` and `current` are the addresses of the neighbours of an
    archived document (RFC 5005); the feed that people subscribe to has no `current`.
    """

    url: str
    title: str
    about: str
    updated: datetime
    uri: str = ""
    older: str = ""
    newer: str = ""
    current: str = ""


def tag_id(site: Site, day: date, name: str) -> str:
    """Return a tag URI (RFC 4151) made of the feed's authority, a day and a name, none of which ever changes."""
    authority = site.feed_authority or urlsplit(site.url).hostname or "localhost"
    return f"tag:{authority},{day.isoformat()}:{quote(name, safe='/#')}"
