"""RSS, Atom and JSON Feed: an item is a briefing, or those of one file or of near-same titles are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from broadsheet.intake.importers.articles import http_url, untracked
from broadsheet.intake.importers.cleaning import line, plain, shortened
from broadsheet.intake.importers.gathering import THEIR_WORDS, gather
from broadsheet.intake.importers.incoming import Incoming, Options, Source, Unreadable, unpacked
from broadsheet.intake.importers.json_feed import is_json, parse_json
from broadsheet.intake.importers.moments import day_of, moment
from broadsheet.intake.importers.notes import NoBriefing, Notes

MOST_BYTES = 16 * 1024 * 1024
MOST_ITEMS = 5_000
ALIKE = 0.6  # of the words of two headlines
LEAD = 1_200  # characters of an item's text: a summary, not the article


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An item of a feed. `number` counts from 1."""

    number: int
    title: str
    text: str
    when: date | datetime | None
    article: Mapping[str, Any]


def read_feed(source: Source, options: Options) -> Iterator[Incoming]:
    """Yield a briefing for each item, or for each group of them. Raises Unreadable."""
    content = unpacked(source)
    if len(content) > MOST_BYTES:
        raise Unreadable(f"is larger than {MOST_BYTES // 1024 // 1024} MB, which no feed is")
    feed, found = parse_json(content) if is_json(content) else _parse(content)
    tongue = feed.get("language")
    entries = found[:MOST_ITEMS]
    items = [_item(number, entry, tongue) for number, entry in enumerate(entries, 1)]
    for group in _groups(items, options.group):
        yield _briefing(source, group, line(feed.get("title")), options)
    if len(found) > MOST_ITEMS:
        reason = f"of {len(found):,} items, only the first {MOST_ITEMS:,} are read"
        yield Incoming(origin=f"{source.name}, item {MOST_ITEMS + 1:,}", title="", refusal=reason)


def _parse(content: bytes) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """Return the feed and its entries. Raises Unreadable."""
    import feedparser  # noqa: PLC0415 - every command would wait for it

    try:
        parsed = feedparser.parse(BytesIO(content))  # bytes alone it would take for the name of a file
    except Exception as error:  # whatever its parsers trip over, it is the file
        raise Unreadable(f"cannot be read as a feed ({type(error).__name__})") from None
    if not parsed.get("version") and not parsed.entries:
        raise Unreadable("is no RSS, Atom or JSON Feed")
    return parsed.feed, parsed.entries


def _item(number: int, entry: Mapping[str, Any], tongue: Any) -> _Item:
    link = next(
        (
            url
            for one in (entry.get("link"), *(link.get("href") for link in entry.get("links") or ()), entry.get("id"))
            if (url := http_url(one))
        ),
        entry.get("link"),
    )
    contents = [one.get("value") for one in entry.get("content") or () if isinstance(one, Mapping)]
    text = next((text for one in (entry.get("summary"), *contents) if (text := plain(one))), "")
    when = _when(entry)
    title = line(entry.get("title"))
    authors = [line(one.get("name")) for one in entry.get("authors") or () if isinstance(one, Mapping)]
    article = {
        "title": title,
        "url": link,
        "author": ", ".join(name for name in authors if name) or entry.get("author"),
        "published": when.isoformat() if when else line(entry.get("published")),
        "language": entry.get("language") or tongue,
    }
    return _Item(number=number, title=title, text=text, when=when, article=article)


def _when(entry: Mapping[str, Any]) -> date | datetime | None:
    for key in ("published", "updated", "created"):
        if when := moment(entry.get(key)):
            return when
        if parsed := entry.get(f"{key}_parsed"):
            try:
                return datetime(*parsed[:6]).replace(tzinfo=UTC)
            except (TypeError, ValueError):
                continue
    return None


def _groups(items: Sequence[_Item], by: str) -> list[list[_Item]]:
    """Return the items that are one briefing, in the order of the first of each."""
    if by == "file":
        return [list(items)] if items else []
    if by == "item":
        return [[item] for item in items]
    groups: list[list[_Item]] = []
    holding: dict[str, list[int]] = {}  # word -> groups whose first headline has it
    words_of: list[frozenset[str]] = []
    for item in items:
        words = _words(item.title)
        shared = Counter(place for word in words for place in holding.get(word, ())[-200:])
        place = next(
            (
                place
                for place, common in shared.most_common(5)
                if common >= 2 and common / len(words | words_of[place]) >= ALIKE and _near(groups[place][0], item)
            ),
            None,
        )
        if place is not None:
            groups[place].append(item)
            continue
        for word in words:
            holding.setdefault(word, []).append(len(groups))
        groups.append([item])
        words_of.append(words)
    return groups


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", title.casefold()) if len(word) > 2 or not word.isascii())


def _near(one: _Item, other: _Item) -> bool:
    """Whether two items are of days beside each other; a headline of last year's event may be the same."""
    first, second = day_of(one.when), day_of(other.when)
    return first is None or second is None or abs((first - second).days) <= 2


def _briefing(source: Source, items: Sequence[_Item], paper: str, options: Options) -> Incoming:
    notes = Notes()
    origin = f"{source.name}, item {', '.join(str(item.number) for item in items[:8])}{' …' if len(items) > 8 else ''}"
    title = paper if options.group == "file" and paper and len(items) > 1 else items[0].title
    text = next((item.text for item in items if item.text), "")
    if len(text) > LEAD:
        notes.say(f"of the text, the first {LEAD:,} characters are kept")
    values = {
        "title": title,
        "summary": shortened(text, LEAD),
        "articles": untracked([{key: value for key, value in item.article.items() if value} for item in items], notes),
    }
    try:
        keys, comments = gather(values, options, notes, {"summary": THEIR_WORDS} if text else None)
    except NoBriefing as missing:
        return Incoming(origin=origin, title=shortened(title, 200), refusal=str(missing), notes=notes.all)
    days = [day for item in items if (day := day_of(item.when, options.zone))]
    return Incoming(
        origin=origin,
        title=shortened(title, 200),
        keys=keys,
        day=options.day or max(days, default=None),
        notes=notes.all,
        comments=comments,
    )
