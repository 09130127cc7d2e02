"""Surrogate pairs: JSON writers put an emoji into double quotes as `\\ud83d\\ude80`, which YAML does not know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import yaml

from broadsheet.load.events import events_of

_SURROGATE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}|\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_PAIR_OR_ESCAPE = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\.", re.DOTALL)
SHORTER_BY = 2  # characters: \\ud83d\\ude80 has twelve, \\U0001F680 ten

Shifts = Mapping[int, Sequence[int]]
"""Line, from 0 -> columns, from 0, after which everything stands SHORTER_BY characters further left than it was written."""


def with_joined_pairs(text: str) -> tuple[str, Shifts]:
    """Return a text with each surrogate pair inside double quotes written as one escape, and where it became shorter.

    A lone surrogate stays, and is an error for libyaml. Outside of double quotes a backslash is a plain character.
    """
    if not _SURROGATE.search(text):
        return text, {}
    line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
    shifts: dict[int, list[int]] = {}
    parts: list[str] = []
    here = 0
    for start, end in _double_quoted(text):
        parts.append(text[here:start])
        here = end

        def joined(found: re.Match[str], start: int = start) -> str:
            if found[1] is None:
                return found.group()
            place = start + found.end()
            line = bisect_right(line_starts, place) - 1
            shifts.setdefault(line, []).append(place - line_starts[line])
            high, low = int(found[1], 16), int(found[2], 16)
            return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

        parts.append(_PAIR_OR_ESCAPE.sub(joined, text[start:end]))
    return "".join([*parts, text[here:]]), {
        line: [column - SHORTER_BY * (number + 1) for number, column in enumerate(columns)]
        for line, columns in shifts.items()
    }


def _double_quoted(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every scalar in double quotes, up to the first syntax error."""
    spans: list[tuple[int, int]] = []
    try:
        # Another escape of the same length in place of a surrogate: libyaml reads on, and every offset stays.
        for event in events_of(_SURROGATE.sub(r"\\u0041", text)):
            if isinstance(event, yaml.ScalarEvent) and event.style == '"':
                start, end = event.start_mark, event.end_mark
                spans.append((start.index, end.index))  # type: ignore[union-attr]
    except (yaml.YAMLError, ValueError):
        pass
    return spans
