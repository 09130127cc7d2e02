"""RSS and Atom by feedparser, which is asked for what is written: no dates of its own reading, and no HTML of its own cleaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from broadsheet.intake.importers.cleaning import html_text, line, loose_text, plain, title_text
from broadsheet.intake.importers.entries import Entry, Feed, address, names
from broadsheet.intake.importers.incoming import Unreadable

_LINKS = (
    "alternate",
    "",
    "via",
    "related",
    "enclosure",
)  # of Atom, the best first; `self` and `replies` are no articles


def parse_xml(content: bytes) -> Feed:
    """Return the feed. Raises Unreadable."""
    import feedparser  # noqa: PLC0415 - every command would wait for it

    try:
        parsed = feedparser.parse(  # bytes alone it would take for the name of a file
            BytesIO(content), sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever its parsers trip over, it is the file
        raise Unreadable(f"cannot be read as a feed ({type(error).__name__})") from None
    if not parsed.get("version") and not parsed.entries:
        is_page = content[:2000].lstrip().lower().startswith((b"<!doctype html", b"<html"))
        raise Unreadable(f"is no RSS, Atom or JSON Feed{', but a web page' if is_page else ''}")
    feed = parsed.feed
    is_atom = str(parsed.get("version")).startswith("atom")
    bases = (feed.get("link"), *(one.get("href") for one in _mappings(feed.get("links"))), feed.get("id"))
    return Feed(
        title=_title(feed, is_atom),
        language=line(feed.get("language")),
        entries=[_entry(one, is_atom, bases) for one in parsed.entries],
    )


def _entry(entry: Mapping[str, Any], is_atom: bool, bases: tuple[Any, ...]) -> Entry:
    source = entry.get("source") or {}
    publisher = loose_text(source.get("title")) if isinstance(source, Mapping) else ""
    title = _title(entry, is_atom)
    if publisher and title.endswith(f" - {publisher}"):  # as Google News writes headlines
        title = title[: -len(publisher) - 3]
    text = _text(entry, is_atom)
    if publisher and line(text) in (f"{title} {publisher}", title):  # and descriptions
        text = ""
    detail = entry.get("title_detail") or {}
    return Entry(
        title=title,
        text=text,
        link=_link(entry, detail.get("base"), bases),
        dates=tuple(entry[key] for key in ("published", "updated", "created") if key in entry),
        author=names({"name": loose_text(name)} for name in _people(entry)),
        publisher=publisher,
        language=line(entry.get("language") or detail.get("language")),
    )


def _people(entry: Mapping[str, Any]) -> list[Any]:
    return [one.get("name") for one in _mappings(entry.get("authors"))] or [entry.get("author")]


def _title(of: Mapping[str, Any], is_atom: bool) -> str:
    """Return a title: Atom says what it is, while RSS has HTML and plain texts alike and says nothing."""
    detail = of.get("title_detail") or {}
    if not is_atom:
        return loose_text(of.get("title"))
    return line(of.get("title")) if detail.get("type") == "text/plain" else title_text(of.get("title"))


def _text(entry: Mapping[str, Any], is_atom: bool) -> str:
    """Return the first text of an entry; a text/plain of Atom is believed, everything else is HTML."""
    for one in (entry.get("summary_detail"), *_mappings(entry.get("content"))):
        if isinstance(one, Mapping):
            read = plain if is_atom and one.get("type") == "text/plain" else html_text
            if text := read(one.get("value")):
                return text
    return html_text(entry.get("summary"))


def _link(entry: Mapping[str, Any], base: Any, bases: tuple[Any, ...]) -> str:
    links = sorted(
        (one for one in _mappings(entry.get("links")) if one.get("rel", "") in _LINKS),
        key=lambda one: _LINKS.index(one.get("rel", "")),
    )
    named = entry.get("id")
    found = [entry.get("feedburner_origlink"), entry.get("link"), *(one.get("href") for one in links)]
    return address([*found, named if str(named).startswith("http") else None], (base, *bases))


def _mappings(values: Any) -> Iterable[Mapping[str, Any]]:
    return [one for one in values or () if isinstance(one, Mapping)]
