"""The part of a line around a column, cut to the width of a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from broadsheet.text.escaping import escaped

TAB = 4
LEAD = 0.6  # share of the width before the column: the cause is more often before it than after it


def excerpt(line: str, column: int, room: int) -> tuple[str, int]:
    """Return the part of a line around a column, counted from 1, and the number of terminal cells before that column.

    At most `room` cells are shown, with `…` where text was cut. A tab is shown as spaces, wide characters take two cells,
    and control characters are escaped.
    """
    line = line.rstrip("\r\n")
    place = max(0, min(column - 1, len(line)))
    start, end = max(0, place - room), min(len(line), place + room)  # more does not fit in any case
    cells = [_shown(character) for character in line[start:end]]
    widths = [_width(cell) for cell in cells]
    at, first, last = place - start, 0, len(cells)
    if start or end < len(line) or sum(widths) > room:
        first = _back(widths, at, int(room * LEAD))
        if start == 0 and first == 1:
            first = 0
        last = _forth(widths, first, room - 2)
    before, after = "…" * bool(start or first), "…" * bool(end < len(line) or last < len(cells))
    return f"{before}{''.join(cells[first:last])}{after}", len(before) + sum(widths[first:at])


def _back(widths: Sequence[int], at: int, room: int) -> int:
    """Return the first index such that the cells before index `at` take at most `room`."""
    used = 0
    while at and used + widths[at - 1] <= room:
        at -= 1
        used += widths[at]
    return at


def _forth(widths: Sequence[int], first: int, room: int) -> int:
    """Return the end index such that the cells from `first` on take at most `room`."""
    used = 0
    while first < len(widths) and used + widths[first] <= room:
        used += widths[first]
        first += 1
    return first


def _shown(character: str) -> str:
    return " " * TAB if character == "\t" else escaped(character)


def _width(cell: str) -> int:
    if len(cell) > 1:
        return len(cell)
    if unicodedata.combining(cell) or unicodedata.category(cell) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(cell) in "WF" else 1
