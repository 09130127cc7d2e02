"""An entry of a feed as a value, and the ids that never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal
from urllib.parse import quote, urlsplit

from broadsheet.pages import Site

Depth = Literal["whole", "story", "brief"]
"""How much of a briefing an entry holds: all of it, all but what each article says, or its standfirst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A picture: whole address, bytes, and what it shows."""

    url: str
    length: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of a story, an edition or a correction. Texts are plain, `html` is clean.

    `authors` are (name, address of its front page or nothing); `section` is (key, label); `summary` is empty where `html`
    says no more; `language` is empty for the paper's own.
    """

    id: str
    url: str
    title: str
    published: date
    updated: date
    authors: Sequence[tuple[str, str]] = ()
    section: tuple[str, str] | None = None
    tags: Sequence[str] = ()
    summary: str = ""
    html: str
    language: str = ""
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the entries. `url` is the list's address below the root, `updated` that of its newest entry.

    `older`, `newer` and `current` are the documents that a part of an archived feed lies between (RFC 5005); a feed that
    people subscribe to has no `current`.
    """

    url: str
    title: str
    about: str
    updated: date
    uri: str = ""
    older: str = ""
    newer: str = ""
    current: str = ""


def tag_id(site: Site, day: date, name: str) -> str:
    """Return a tag URI (RFC 4151) made of the feed's authority, a day and a name: nothing that is ever edited."""
    authority = site.feed_authority or urlsplit(site.url).hostname or "localhost"
    return f"tag:{authority},{day.isoformat()}:{quote(name, safe='/#')}"


def midnight(day: date) -> datetime:
    """Return the moment that feeds name for a day; a briefing has no time of its own."""
    return datetime.combine(day, time(), UTC)
