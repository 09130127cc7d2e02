"""RSS, Atom and JSON Feed: an item is a briefing, or those of one file or of near-same titles of all files are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from broadsheet.intake.importers.articles import untracked
from broadsheet.intake.importers.cleaning import line, shortened
from broadsheet.intake.importers.entries import NO_TITLE, Entry, Feed, first_words
from broadsheet.intake.importers.gathering import THEIR_WORDS, gather
from broadsheet.intake.importers.grouping import Item, by_title
from broadsheet.intake.importers.incoming import Incoming, Options, Source, Unreadable, unpacked
from broadsheet.intake.importers.json_feed import is_json, parse_json
from broadsheet.intake.importers.notes import NoBriefing, Notes
from broadsheet.intake.importers.xml_feed import parse_xml
from broadsheet.text.dates import Reading, day_of, read

MOST_BYTES = 16 * 1024 * 1024
MOST_ITEMS = 5_000
LEAD = 1_200  # characters of an item's text: a summary, not the article


def read_feed(source: Source, options: Options) -> Iterator[Incoming]:
    """Yield a briefing for each item of a file, or for each group of them. Raises Unreadable."""
    feed, items, refused = items_of(source)
    if options.group == "file":
        groups = [items] if items else []
    else:
        groups = by_title(items, options.zone) if options.group == "title" else [[item] for item in items]
    yield from _briefings(groups, options, feed.title)
    yield from refused


def read_together(items: Sequence[Item], options: Options) -> Iterator[Incoming]:
    """Yield a briefing for each group of near-same titles among the items of several files."""
    yield from _briefings(by_title(items, options.zone), options)


def items_of(source: Source) -> tuple[Feed, list[Item], list[Incoming]]:
    """Return a feed, its items, and what of it is refused. Raises Unreadable."""
    content = unpacked(source)
    if len(content) > MOST_BYTES:
        raise Unreadable(f"is larger than {MOST_BYTES // 1024 // 1024} MB, which no feed is")
    feed = parse_json(content) if is_json(content) else parse_xml(content)
    numbered = [*enumerate(feed.entries[:MOST_ITEMS], 1)]
    items = [_item(source.name, number, one, feed.language) for number, one in numbered if not one.refusal]
    refused = [
        Incoming(origin=f"{source.name}, item {number}", title="", refusal=one.refusal)
        for number, one in numbered
        if one.refusal
    ]
    if len(feed.entries) > MOST_ITEMS:
        reason = f"of {len(feed.entries):,} items, only the first {MOST_ITEMS:,} are read"
        refused.append(Incoming(origin=f"{source.name}, item {MOST_ITEMS + 1:,}", title="", refusal=reason))
    return feed, items, refused


def _item(origin: str, number: int, entry: Entry, feed_language: str) -> Item:
    language = entry.language or feed_language
    readings = [(one, read(one, language)) for one in entry.dates if line(one)]
    given, reading = next((one for one in readings if one[1].day), readings[0] if readings else (None, Reading()))
    notes = [
        f"the date “{line(one)[:40]}” {other.why}, and is left out"
        for one, other in readings
        if other is not reading and not other.day
    ]
    title = entry.title or first_words(entry.text)
    article = {
        "title": title,
        "url": entry.link,
        "publisher": entry.publisher,
        "author": entry.author,
        "published": given,
        "language": language,
    }
    return Item(
        origin=origin,
        number=number,
        title=title,
        text=entry.text,
        when=reading.when,
        article={key: value for key, value in article.items() if value},
        notes=tuple(notes if reading.day else ()),
        comments={} if entry.title or not title else {"title": NO_TITLE},
    )


def _briefings(groups: Iterable[Sequence[Item]], options: Options, feed_title: str = "") -> Iterator[Incoming]:
    for group in groups:
        yield _briefing(group, options, feed_title)


def _briefing(items: Sequence[Item], options: Options, feed_title: str) -> Incoming:
    notes = Notes()
    first = items[0]
    is_file = options.group == "file" and feed_title and len(items) > 1
    title = feed_title if is_file else first.title
    text = next((item.text for item in items if item.text), "")
    if len(text) > LEAD:
        notes.say(f"of the text, the first {LEAD:,} characters are kept")
    for item in items:
        for note in item.notes:
            notes.say(note)
    values = {
        "title": title,
        "summary": shortened(text, LEAD),
        "articles": untracked([item.article for item in items], notes),
    }
    comments = {**({} if is_file else first.comments), **({"summary": THEIR_WORDS} if text else {})}
    origin = _origin(items)
    try:
        keys, comments = gather(values, options, notes, comments)
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


def _origin(items: Sequence[Item]) -> str:
    """Return where items are from: `a.xml, item 1, 4; b.xml, item 2`."""
    numbers: dict[str, list[str]] = {}
    for item in items[:8]:
        numbers.setdefault(item.origin, []).append(str(item.number))
    named = "; ".join(f"{origin}, item {', '.join(some)}" for origin, some in numbers.items())
    return f"{named} …" if len(items) > 8 else named
