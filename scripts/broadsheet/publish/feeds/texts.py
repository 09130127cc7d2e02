"""Serialised entries of briefings, kept for reuse: one briefing is in dozens of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from broadsheet.archive import Archive
from broadsheet.pages import Site, key_of
from broadsheet.publish.feeds.entries import entry_for_story
from broadsheet.publish.feeds.entry import Depth, Entry
from broadsheet.publish.feeds.format import Format
from broadsheet.publish.feeds.times import NEVER, all_minutes, moments_of

RECENT = 256  # entries kept: a feed asks for the same ones once for each format
CAPACITY = 48 * 2**20  # characters of serialised entries that a process keeps


class EntryTexts:
    """Briefings as entries, and those entries serialised in each format. Both are cached."""

    def __init__(self, archive: Archive, site: Site) -> None:
        """Start with nothing cached."""
        self._archive = archive
        self._site = site
        self._texts: dict[tuple[str, str, Depth], str] = {}
        self._size = 0
        self.minutes = all_minutes(archive)
        self.entry = lru_cache(maxsize=RECENT)(self._entry)

    def _entry(self, path: str, depth: Depth) -> Entry:
        """Return a briefing as an entry."""
        return entry_for_story(self._archive, self._site, self._archive.stories[path], depth, self.minutes[path])

    def key(self, paths: Sequence[str]) -> bytes:
        """Return a digest of what the entries of stories are made of: it changes when one of them does."""
        return key_of(
            self._archive.digests(paths), self._site.picture_uris(paths), [self.minutes[path] for path in paths]
        )

    def updated(self, paths: Sequence[str]) -> datetime:
        """Return the latest change of any of the stories; `NEVER` where there are no stories."""
        stories = self._archive.stories
        return max((moments_of(stories[path], self.minutes[path], self._site.zone)[1] for path in paths), default=NEVER)

    def text(self, form: Format, path: str, depth: Depth) -> str:
        """Return a briefing as a serialised entry."""
        key = (form.file, path, depth)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = form.entry(self.entry(path, depth))
            self._size += len(found)
            while self._size > CAPACITY:
                self._size -= len(self._texts.pop(next(iter(self._texts))))
        return found
