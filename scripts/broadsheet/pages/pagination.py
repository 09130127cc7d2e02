"""A long list in parts: the newest stories on its front page, older ones on pages that stay as they are.

Pages are numbered from the oldest and begin to exist when they are full, so a day's work never moves a story from one
to another; only the newest of them changes once more, when it gets a newer neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from broadsheet.archive import Archive
from broadsheet.pages.phrases import month_in_words
from broadsheet.pages.teaser import blurb, line

IN_FULL = 10
A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`front` are the newest paths, `pages` the others, page 1 first; in each the newest path comes first."""

    front: Sequence[str]
    pages: Sequence[Sequence[str]]


def in_parts(paths: Sequence[str]) -> Parts:
    """Part a list of paths, newest first: every page holds `A_PAGE`, and at least `IN_FULL` stay on the front."""
    full = max(0, len(paths) - IN_FULL) // A_PAGE
    ends = [len(paths) - A_PAGE * number for number in range(full + 1)]
    return Parts(front=paths[: ends[-1]], pages=[paths[end - A_PAGE : end] for end in ends[:-1]])


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stories of an archive as list items, each made once however many lists it stands in."""

    archive: Archive
    _items: dict[str, dict[str, Any]] = field(default_factory=dict)
    _lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    _slugs: dict[str, list[str]] = field(default_factory=dict)

    def item(self, path: str) -> dict[str, Any]:
        """Return a story with standfirst and source bar."""
        if path not in self._items:
            self._items[path] = blurb(self.archive, self.archive.stories[path])
        return self._items[path]

    def line(self, path: str) -> dict[str, Any]:
        """Return a story as one line."""
        if path not in self._lines:
            self._lines[path] = line(self.archive.stories[path])
        return self._lines[path]

    def slugs(self, path: str) -> Sequence[str]:
        """Return the entities of a story that have pages."""
        if path not in self._slugs:
            self._slugs[path] = [one.slug for one in self.archive.stories[path].entities if one.slug]
        return self._slugs[path]

    def by_month(self, paths: Iterable[str], in_full: int = 0) -> list[dict[str, Any]]:
        """Return stories under the months they appeared in: the first `in_full` as `stories`, the others as `lines`."""
        months = []
        placed = enumerate(paths)
        for (year, month), found in groupby(placed, key=lambda one: (int(one[1][:4]), int(one[1][5:7]))):
            stories, lines = [], []
            for place, path in found:
                if place < in_full:
                    stories.append(self.item(path))
                else:
                    lines.append(self.line(path))
            months.append(
                {
                    "label": month_in_words(year, month),
                    "url": f"{year:04}/{month:02}/",
                    "stories": stories,
                    "lines": lines,
                }
            )
        return months
