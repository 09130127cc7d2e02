"""Feeds for feed readers, in every format of `FORMATS`: of the whole paper, and of every list of stories.

All addresses are absolute, all ids permanent, and all dates come from the data. The feeds of the paper and of topics hold
full texts. The feeds of sources and entities, of which there are thousands, leave out the summaries of the single articles.
In those feeds and in the feeds of threads, a format that is not `in_full` holds the standfirst only; so do archived
documents in every format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from broadsheet.archive import Archive
from broadsheet.pages import Site, Target, key_of
from broadsheet.pages.feeds import LISTED, OPML_URI, Feed, all_feeds, entries_of, feed_groups
from broadsheet.publish.asset import Asset, Assets, target_of
from broadsheet.publish.feeds.atom import ATOM
from broadsheet.publish.feeds.entries import entry_for_change, entry_for_correction, entry_for_edition
from broadsheet.publish.feeds.entry import Depth, Entry, Head
from broadsheet.publish.feeds.format import Format
from broadsheet.publish.feeds.formats import FORMATS
from broadsheet.publish.feeds.opml import opml
from broadsheet.publish.feeds.texts import EntryTexts
from broadsheet.publish.feeds.times import NEVER

IN_FULL_EVERYWHERE = ("paper", "topic")
ARCHIVED = ("paper", "topic")

__all__ = ["FORMATS", "Format", "feed_targets"]


def feed_targets(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield a target for every feed, and one for the OPML list of them.

    Yield nothing without `site_url`: feeds need absolute addresses.
    """
    if not site.url:
        return
    texts = EntryTexts(archive, site)
    for feed in all_feeds(archive, site):
        if feed.kind == "editions":
            yield _editions(archive, site, feed)
        elif feed.kind == "corrections":
            yield _corrections(archive, site, feed)
        else:
            yield _of_stories(archive, site, feed, texts)
            if feed.kind in ARCHIVED:
                yield from _archived(site, feed, texts)
    groups = feed_groups(archive, site, LISTED)
    listed = [(title, [(feed.url, feed.title) for feed in feeds]) for title, _, feeds in groups]
    yield target_of(OPML_URI, key_of(listed), lambda: opml(site, groups))


def _of_stories(archive: Archive, site: Site, feed: Feed, texts: EntryTexts) -> Assets:
    paths = entries_of(feed, site)
    key = [texts.key(paths), feed.title, feed.about, _documents(feed, site)]
    if feed.kind == "thread":  # an entry says what is new since all earlier parts
        key.append(archive.digests(feed.paths))
    return Target(feed.atom, key_of(*key), partial(_make, archive, site, feed, paths, texts), together=True)


def _make(archive: Archive, site: Site, feed: Feed, paths: Sequence[str], texts: EntryTexts) -> tuple[Asset, ...]:
    def serialised(form: Format) -> list[str]:
        depth = _depth(feed, form)
        if feed.kind == "thread":
            return [form.entry(entry) for entry in _changes(archive, site, paths, texts, depth)]
        return [texts.text(form, path, depth) for path in paths]

    documents = _documents(feed, site) if feed.kind in ARCHIVED else 0
    return _files(site, feed, texts.updated(paths), serialised, older=_document(feed, documents) if documents else "")


def _depth(feed: Feed, form: Format) -> Depth:
    """Return how much of a story a feed holds in a format."""
    if feed.kind in IN_FULL_EVERYWHERE:
        return "whole"
    if not form.in_full:
        return "brief"
    return "whole" if feed.kind == "thread" else "story"


def _changes(archive: Archive, site: Site, paths: Sequence[str], texts: EntryTexts, depth: Depth) -> list[Entry]:
    """Return the entries of a thread's feed, each with what is new in it."""
    thread = archive.threads[archive.stories[paths[0]].thread or ""]
    places = {path: place for place, path in enumerate(thread.stories)}
    return [entry_for_change(archive, site, thread, places[path], texts.entry(path, depth)) for path in paths]


def _files(
    site: Site, feed: Feed, updated: datetime, serialised: Callable[[Format], Sequence[str]], *, older: str = ""
) -> tuple[Asset, ...]:
    """Return a feed in every format. `older` is the address of the archived document before it, if there is one."""
    return tuple(
        Asset(
            uri=feed.url + form.file,
            content=form.document(
                site,
                Head(
                    url=feed.url,
                    title=feed.title,
                    about=feed.about,
                    updated=updated,
                    uri=feed.url + form.file,
                    older=older,
                ),
                serialised(form),
            ),
        )
        for form in FORMATS
    )


def _documents(feed: Feed, site: Site) -> int:
    """Return the number of full archived documents. Each holds as many entries as the feed, so that no story is lost."""
    return max(0, len(feed.paths) - 1) // max(1, site.feed_items)


def _document(feed: Feed, number: int) -> str:
    return f"{feed.url}feed-{number}.xml"


def _archived(site: Site, feed: Feed, texts: EntryTexts) -> Iterator[Assets]:
    """Yield the archived documents of a feed, numbered from the oldest, so that a full one does not change."""
    whole, last = len(feed.paths), _documents(feed, site)
    for number in range(1, last + 1):
        end = whole - site.feed_items * (number - 1)
        paths = feed.paths[end - site.feed_items : end]
        key = key_of(texts.key(paths), feed.title, feed.about, number, number < last)
        uri = _document(feed, number)
        yield target_of(uri, key, partial(_make_archived, site, feed, paths, number, last, texts))


def _make_archived(site: Site, feed: Feed, paths: Sequence[str], number: int, last: int, texts: EntryTexts) -> bytes:
    head = Head(
        url=feed.url,
        title=feed.title,
        about=feed.about,
        updated=texts.updated(paths),
        uri=_document(feed, number),
        older=_document(feed, number - 1) if number > 1 else "",
        newer=_document(feed, number + 1) if number < last else "",
        current=feed.atom,
    )
    return ATOM.document(site, head, [texts.text(ATOM, path, "brief") for path in paths])


def _editions(archive: Archive, site: Site, feed: Feed) -> Assets:
    editions = list(archive.editions.values())[: site.feed_items]
    key = key_of([(edition.number, archive.digests(edition.stories)) for edition in editions], feed.title, feed.about)
    return _entries_target(site, feed, key, lambda: [entry_for_edition(archive, site, edition) for edition in editions])


def _corrections(archive: Archive, site: Site, feed: Feed) -> Assets:
    notices = archive.corrections[: site.feed_items]
    key = key_of(archive.digests(notice.path for notice in notices), len(notices), feed.title, feed.about)

    def make() -> list[Entry]:
        seen: Counter[tuple[date, str]] = Counter()
        entries = []
        for notice in notices:
            seen[notice.day, notice.path] += 1
            entries.append(entry_for_correction(archive, site, notice, seen[notice.day, notice.path]))
        return entries

    return _entries_target(site, feed, key, make)


def _entries_target(site: Site, feed: Feed, key: bytes, make: Callable[[], list[Entry]]) -> Assets:
    """Return a target of a feed that has the same entries in every format."""

    def files() -> tuple[Asset, ...]:
        entries = make()
        updated = max((entry.updated for entry in entries), default=NEVER)
        return _files(site, feed, updated, lambda form: [form.entry(entry) for entry in entries])

    return Target(feed.atom, key, files)
