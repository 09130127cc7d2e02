"""Feeds for readers' programs: Atom, RSS 2.0 and JSON Feed 1.1 at the paper and at every list of stories.

All addresses are absolute, all ids permanent, all dates from the data, and texts are whole. Only the feeds of sources and
names, of which there are thousands, leave out what each article says. Atom aside, theirs and those of threads have the
standfirst alone, as archived documents do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any

from broadsheet.archive import Archive
from broadsheet.pages import Site, Target, key_of
from broadsheet.pages.feeds import LISTED, OPML_URI, Feed, all_feeds, entries_of, feed_groups
from broadsheet.publish.asset import Asset, Assets, target_of
from broadsheet.publish.feeds.atom import atom_entry, atom_feed
from broadsheet.publish.feeds.entries import told_change, told_correction, told_edition, told_story
from broadsheet.publish.feeds.entry import Depth, Entry, Head
from broadsheet.publish.feeds.json_feed import json_feed, json_item
from broadsheet.publish.feeds.opml import opml
from broadsheet.publish.feeds.rss import rss_feed, rss_item

IN_FULL_EVERYWHERE = ("paper", "topic")
ARCHIVED = ("paper", "topic")
AT_HAND = 256  # entries: a feed asks for its own in one format after the other
ROOM = 48 * 2**20  # characters of texts that a process remembers

__all__ = ["feed_targets"]


class _Written:
    """Briefings as each format writes them: one of them stands in dozens of feeds, so the last texts are at hand."""

    def __init__(self, archive: Archive, site: Site) -> None:
        self._archive = archive
        self._site = site
        self._texts: dict[tuple[str, str, Depth], Any] = {}
        self._size = 0
        self.entry = lru_cache(maxsize=AT_HAND)(self._entry)

    def _entry(self, path: str, depth: Depth) -> Entry:
        """Return a briefing as an entry."""
        return told_story(self._archive, self._site, self._archive.stories[path], depth)

    def atom(self, path: str, depth: Depth) -> str:
        """Return a briefing as Atom."""
        return str(self._text("atom", path, depth))

    def rss(self, path: str, depth: Depth) -> str:
        """Return a briefing as RSS."""
        return str(self._text("rss", path, depth))

    def json(self, path: str, depth: Depth) -> bytes:
        """Return a briefing as JSON Feed."""
        return bytes(self._text("json", path, depth))

    def _text(self, name: str, path: str, depth: Depth) -> Any:
        key = (name, path, depth)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = _FORMATS[name](self.entry(path, depth))
            self._size += len(found)
            while self._size > ROOM:
                self._size -= len(self._texts.pop(next(iter(self._texts))))
        return found


_FORMATS: dict[str, Callable[[Entry], str | bytes]] = {"atom": atom_entry, "rss": rss_item, "json": json_item}


def feed_targets(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield every feed, and the list of them as OPML. Without `site_url` there is none: feeds need absolute addresses."""
    if not site.url:
        return
    written = _Written(archive, site)
    for feed in all_feeds(archive, site):
        if feed.kind == "editions":
            yield _editions(archive, site, feed)
        elif feed.kind == "corrections":
            yield _corrections(archive, site, feed)
        else:
            yield _of_stories(archive, site, feed, written)
            if feed.kind in ARCHIVED:
                yield from _archived(archive, site, feed, written)
    groups = feed_groups(archive, site, LISTED)
    told = [(title, [(feed.url, feed.title) for feed in feeds]) for title, _, feeds in groups]
    yield target_of(OPML_URI, key_of(told), lambda: opml(site, groups))


def _of_stories(archive: Archive, site: Site, feed: Feed, written: _Written) -> Assets:
    paths = entries_of(feed, site)
    key = [archive.digests(paths), site.picture_uris(paths), feed.title, feed.about, _documents(feed, site)]
    if feed.kind == "thread":  # what is new in a part depends on all before it
        key.append(archive.digests(feed.paths))
    return Target(feed.atom, key_of(*key), partial(_make, archive, site, feed, paths, written), together=True)


def _make(archive: Archive, site: Site, feed: Feed, paths: Sequence[str], written: _Written) -> tuple[Asset, ...]:
    updated = max((archive.stories[path].record.updated for path in paths), default=None)
    if feed.kind == "thread":
        whole = _changes(archive, site, feed, paths, written, "whole")
        brief = _changes(archive, site, feed, paths, written, "brief")
        return _in_three(site, feed, updated, whole, brief)
    first: Depth = "whole" if feed.kind in IN_FULL_EVERYWHERE else "story"
    other: Depth = "whole" if feed.kind in IN_FULL_EVERYWHERE else "brief"
    atom = [written.atom(path, first) for path in paths]
    rss = [written.rss(path, other) for path in paths]
    json = [written.json(path, other) for path in paths]
    documents = _documents(feed, site) if feed.kind in ARCHIVED else 0
    older = _document(feed, documents) if documents else ""
    return _assets(site, feed, updated, atom, rss, json, older)


def _changes(
    archive: Archive, site: Site, feed: Feed, paths: Sequence[str], written: _Written, depth: Depth
) -> list[Entry]:
    thread = archive.threads[archive.stories[paths[0]].thread or ""]
    places = {path: place for place, path in enumerate(thread.stories)}
    return [told_change(archive, site, thread, places[path], written.entry(path, depth)) for path in paths]


def _in_three(
    site: Site, feed: Feed, updated: date | None, entries: Sequence[Entry], others: Sequence[Entry] | None = None
) -> tuple[Asset, ...]:
    """Return a feed of `entries`; RSS and JSON have `others` where they are not to hold the same."""
    others = entries if others is None else others
    return _assets(
        site,
        feed,
        updated,
        [atom_entry(entry) for entry in entries],
        [rss_item(entry) for entry in others],
        [json_item(entry) for entry in others],
    )


def _assets(
    site: Site,
    feed: Feed,
    updated: date | None,
    atom: Sequence[str],
    rss: Sequence[str],
    json: Sequence[bytes],
    older: str = "",
) -> tuple[Asset, ...]:
    def head(name: str, older: str = "") -> Head:
        return Head(
            url=feed.url,
            title=feed.title,
            about=feed.about,
            updated=updated or date(1970, 1, 1),
            uri=f"{feed.url}{name}",
            older=older,
        )

    return (
        Asset(uri=feed.atom, content=atom_feed(site, head("feed.xml", older), atom)),
        Asset(uri=f"{feed.url}rss.xml", content=rss_feed(site, head("rss.xml"), rss)),
        Asset(uri=f"{feed.url}feed.json", content=json_feed(site, head("feed.json"), json)),
    )


def _documents(feed: Feed, site: Site) -> int:
    """Return how many archived documents are full. Each holds as many entries as the feed, so that no story falls between."""
    return max(0, len(feed.paths) - 1) // max(1, site.feed_items)


def _document(feed: Feed, number: int) -> str:
    return f"{feed.url}feed-{number}.xml"


def _archived(archive: Archive, site: Site, feed: Feed, written: _Written) -> Iterator[Assets]:
    """Yield the documents behind a feed, numbered from the oldest, so that a full one stays as it is."""
    whole, last = len(feed.paths), _documents(feed, site)
    for number in range(1, last + 1):
        end = whole - site.feed_items * (number - 1)
        paths = feed.paths[end - site.feed_items : end]
        key = key_of(archive.digests(paths), site.picture_uris(paths), feed.title, feed.about, number, number < last)
        uri = _document(feed, number)
        yield target_of(uri, key, partial(_make_archived, archive, site, feed, paths, number, last, written))


def _make_archived(
    archive: Archive, site: Site, feed: Feed, paths: Sequence[str], number: int, last: int, written: _Written
) -> bytes:
    head = Head(
        url=feed.url,
        title=feed.title,
        about=feed.about,
        updated=max(archive.stories[path].record.updated for path in paths),
        uri=_document(feed, number),
        older=_document(feed, number - 1) if number > 1 else "",
        newer=_document(feed, number + 1) if number < last else "",
        current=feed.atom,
    )
    return atom_feed(site, head, [written.atom(path, "brief") for path in paths])


def _editions(archive: Archive, site: Site, feed: Feed) -> Assets:
    editions = list(archive.editions.values())[: site.feed_items]
    key = key_of([(edition.number, archive.digests(edition.stories)) for edition in editions], feed.title, feed.about)
    return _entries_target(site, feed, key, lambda: [told_edition(archive, site, edition) for edition in editions])


def _corrections(archive: Archive, site: Site, feed: Feed) -> Assets:
    notices = archive.corrections[: site.feed_items]
    key = key_of(archive.digests(notice.path for notice in notices), len(notices), feed.title, feed.about)

    def make() -> list[Entry]:
        seen: Counter[tuple[date, str]] = Counter()
        entries = []
        for notice in notices:
            seen[notice.day, notice.path] += 1
            entries.append(told_correction(archive, site, notice, seen[notice.day, notice.path]))
        return entries

    return _entries_target(site, feed, key, make)


def _entries_target(site: Site, feed: Feed, key: bytes, make: Callable[[], list[Entry]]) -> Assets:
    def assets() -> tuple[Asset, ...]:
        entries = make()
        return _in_three(site, feed, max((entry.updated for entry in entries), default=None), entries)

    return Target(feed.atom, key, assets)
