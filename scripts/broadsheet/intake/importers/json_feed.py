"""JSON Feed: `title`, `summary` and `content_text` are plain texts, `content_html` is HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from broadsheet.intake.importers.cleaning import html_text, line, plain
from broadsheet.intake.importers.entries import Entry, Feed, address, names
from broadsheet.intake.importers.incoming import Unreadable, parsed_json

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)


def is_json(content: bytes) -> bool:
    """Whether a feed is one of JSON by its first character, in UTF-8 or UTF-16."""
    return content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"{")


def parse_json(content: bytes) -> Feed:
    """Return the feed. Raises Unreadable."""
    whole = parsed_json(content)
    version, items = whole.get("version"), whole.get("items")
    says_so = isinstance(version, str) and _VERSION.match(version)
    if not isinstance(items, list) or not (says_so or {"home_page_url", "feed_url"} & set(whole)):
        raise Unreadable("is no RSS, Atom or JSON Feed")
    bases = (whole.get("home_page_url"), whole.get("feed_url"))
    authors = _people(whole)
    return Feed(
        title=line(whole.get("title")),
        language=line(whole.get("language")),
        entries=[_entry(item, bases, authors) for item in items],
    )


def _entry(item: Any, bases: tuple[Any, ...], authors: str) -> Entry:
    if not isinstance(item, Mapping):
        return Entry(refusal="it is no JSON object")
    texts = (plain(item.get("summary")), plain(item.get("content_text")), html_text(item.get("content_html")))
    return Entry(
        title=line(item.get("title")),
        text=next(filter(None, texts), ""),
        link=address((item.get("url"), item.get("external_url"), _address_in(item.get("id"))), bases),
        dates=(item.get("date_published"), item.get("date_modified")),
        author=_people(item) or authors,
        language=line(item.get("language")),
    )


def _people(item: Mapping[str, Any]) -> str:
    """Return the authors of an item or of the feed; version 1 has one `author`, and some write an object for a list."""
    for value in (item.get("authors"), item.get("author")):
        people = value if isinstance(value, list) else [value]
        if found := names({"name": one} if isinstance(one, str) else one for one in people):
            return found
    return ""


def _address_in(value: Any) -> str:
    """Return an id if it is an address; `17` is none, although it could be resolved like one."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else ""
