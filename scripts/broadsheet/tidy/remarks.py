"""Which comment belongs to what: YAML does not say, so it is the way people read them.

A comment is what begins with # outside of every value. It belongs to the entry on whose line it stands, else to the next
one; but one that is indented further than the next belongs to what it is indented below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from broadsheet.tidy.knots import Knot, Knots

_COMMENT = re.compile(r"#[^\n]*")


def attach(knots: Knots) -> None:
    """Give every comment, and every empty line over an entry, to the entry that it belongs to."""
    places = [knot.start for knot in knots.every]
    for start, remark in _remarks(knots):
        number = bisect_right(places, start)
        previous = knots.every[number - 1] if number else knots.root
        following = knots.every[number] if number < len(places) else None
        line = knots.line_of(start)
        alone = not knots.text[knots.line_starts[line] : start].strip(" \t")
        if not alone and (entry := _on_line(previous, knots.line_starts[line], start)):
            entry.beside.append(remark)
            continue
        gap = [""] if alone and _is_blank(knots, line - 1) else []
        column = start - knots.line_starts[line] if alone else -1
        _joined(previous, following, start, column, knots.root).extend([*gap, remark])
    for knot in knots.every:
        line = knots.line_of(knot.start)
        begins = not knots.text[knots.line_starts[line] : knot.start].strip(" \t")
        is_first = knot.parent is not knots.root and knot.parent is not None and knot.parent.entries[0] is knot
        if begins and not is_first and _is_blank(knots, line - 1) and not knot.in_flow:
            knot.above.append("")


def _remarks(knots: Knots) -> Iterator[tuple[int, str]]:
    """Yield every comment and where it begins, but those in the first line of a folded text."""
    here, end = 0, len(knots.text)
    for first, last in [*knots.covered, (end, end)]:
        yield from ((found.start(), found.group().rstrip()) for found in _COMMENT.finditer(knots.text, here, first))
        here = max(here, last)


def _is_blank(knots: Knots, line: int) -> bool:
    return line >= 0 and not knots.text[knots.line_starts[line] : knots.line_starts[line + 1]].strip()


def _on_line(knot: Knot, line_start: int, place: int) -> Knot | None:
    """Return the entry that ends last before a place on its line: by its key, its value or its closing bracket."""
    ends = [
        (end, one) for one in knot.around() for end in one.ends if line_start <= end <= place and one.parent is not None
    ]
    return max(ends, key=lambda pair: pair[0])[1] if ends else None


def _joined(previous: Knot, following: Knot | None, place: int, column: int, root: Knot) -> list[str]:
    """Return the comments that one joins which stands by itself between two entries."""
    if (previous.kind == "scalar" or previous.is_flow) and previous.start < place <= previous.value_start:
        return previous.above  # between a key and its value
    for knot in previous.around():
        if knot.is_flow and knot.value_start < place < knot.value_end:
            return following.above if following and following.start < knot.value_end else knot.below
    if following is not None and following.parent is previous:
        is_item = previous.parent is not None and previous.parent.kind == "list"
        return previous.above if is_item else following.above
    if following is not None and column <= following.column:
        return following.above
    for knot in previous.around():
        if knot.parent is not None and not knot.in_flow and knot.column < column:
            return knot.below
    return following.above if following is not None else root.below
