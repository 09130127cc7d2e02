"""JSON Feed, in the words of feedparser, which does not read it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from broadsheet.intake.importers.incoming import Unreadable, parsed_json

VERSION = "https://jsonfeed.org/version/"


def is_json(content: bytes) -> bool:
    """Whether a feed is one of JSON by its first character."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def parse_json(content: bytes) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return the feed and its entries. Raises Unreadable."""
    whole = parsed_json(content)
    version, items = whole.get("version"), whole.get("items")
    if not isinstance(version, str) or not version.startswith(VERSION) or not isinstance(items, list):
        raise Unreadable("is no RSS, Atom or JSON Feed")
    entries: list[Mapping[str, Any]] = [_entry(item) for item in items if isinstance(item, dict)]
    return {"title": _text(whole.get("title")), "language": whole.get("language")}, entries


def _entry(item: Mapping[str, Any]) -> dict[str, Any]:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return {
        "title": _text(item.get("title")),
        "link": item.get("url") or item.get("external_url"),
        "id": item.get("id"),
        "summary": _text(item.get("summary")) or _text(item.get("content_text")) or item.get("content_html"),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "language": item.get("language"),
        "authors": [one for one in authors or () if isinstance(one, dict)],
    }


def _text(value: Any) -> str:
    """Return a plain text as HTML, as feedparser's are: `<` is a character in it and no tag."""
    return escape(value, quote=False) if isinstance(value, str) else ""
