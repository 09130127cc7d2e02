"""Lines that do not begin in the column of their neighbours: which of two is out of line, by what most others do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.load.fault import Fault

_STRUCTURE = re.compile(r"( *)((?:-(?: +|$))*)(?:(\"[^\"]*\"|'[^']*'|[^\s#\"'\-\[\]{},:][^:#]*?)[ ]*(:)(?:\s|$))?")
_MOST_COLUMNS = 1_000  # of a line that are read: a key is shorter
_NEARBY = 60  # lines above and below that are compared
_FARTHEST = 4  # columns between lines that are meant to begin together


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of structure: its number and the columns of its first hyphen, key and colon, all from 0, -1 for none."""

    number: int
    hyphen: int
    key: int
    colon: int
    name: str


def is_structure(line: str) -> bool:
    """Return whether a line begins with a key or with the hyphen of an item."""
    return _read(0, line) is not None


def is_own_colon(line: str, colon: int) -> bool:
    """Return whether a line begins with a key whose colon is at a column, from 0."""
    found = _read(0, line)
    return found is not None and found.colon == colon


def misfit(lines: Sequence[str], number: int, *, colon: int = -1, first_line: int = 1) -> Fault | None:
    """Return the fault of the line that is out of line where libyaml stumbled over line `number`, from 0, or None.

    Two lines near each other begin in different columns; the one that fewer other lines agree with is at fault. `colon` is
    the column, from 0, of a colon that libyaml did not expect: then that must be the colon of the line's own key.
    """
    here = _read(number, lines[number])
    if here is None or (colon >= 0 and here.colon != colon):
        return None
    by_hyphen = here.hyphen >= 0

    def place(line: _Line) -> int:
        return line.hyphen if by_hyphen else line.key

    start, end = max(0, number - _NEARBY), min(len(lines), number + _NEARBY + 1)
    near = [line for at in range(start, end) if (line := _read(at, lines[at])) and place(line) >= 0]
    above = [line for line in near if line.number < number and 0 < abs(place(line) - place(here)) <= _FARTHEST]
    if not above:
        return None
    fellow = min(above, key=lambda line: (abs(place(line) - place(here)), number - line.number))
    ours = sum(place(line) == place(here) for line in near)
    theirs = sum(place(line) == place(fellow) for line in near)
    wrong, right = (fellow, here) if ours > theirs else (here, fellow)
    what, other = ("the item", "that") if by_hyphen else (f"“{wrong.name[:60]}”", f"“{right.name[:60]}”")
    spaces = place(right) - place(wrong)
    return Fault(
        first_line + wrong.number,
        place(wrong) + 1,
        "yaml-syntax",
        f"{what} begins in column {place(wrong) + 1}, but {other} in line {first_line + right.number} in column {place(right) + 1}",
        f"{'add' if spaces > 0 else 'remove'} {abs(spaces)} space{'' if abs(spaces) == 1 else 's'} before it, "
        "so that both begin in the same column",
    )


def _read(number: int, line: str) -> _Line | None:
    found = _STRUCTURE.match(line[:_MOST_COLUMNS])
    if not found or not (found[2] or found[3]):
        return None
    return _Line(
        number,
        len(found[1]) if found[2] else -1,
        found.start(3) if found[3] else -1,
        found.start(4) if found[3] else -1,
        (found[3] or "").strip("\"'"),
    )
