"""The true cause of a syntax error, which is often not what libyaml stumbles over, and not on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from broadsheet.load.fault import Fault
from broadsheet.load.indentation import is_own_colon, is_structure, misfit
from broadsheet.load.keys import known_keys
from broadsheet.load.lookalikes import closed_by_odd_quote, fence, missing_space, odd_colon, odd_quote, odd_space, tab

NEVER_CLOSED = "a quote is opened here and never closed"
_LINES_BACK = 3  # lines with text above the error that may be its cause
_MOST_COLUMNS = 4_000  # of a line that are searched
_HASH = re.compile(r"[ \t](#[^\s#=*~!|+-].*)")
_OPEN_BRACKET = re.compile(r"[\[{]")


def cause_of(
    lines: Sequence[str], fault: Fault, *, start: int, end: int, problem: str, first_line: int
) -> Fault | None:
    """Return the cause of a syntax error, or None where libyaml's own words are right.

    `fault` is libyaml's error in our words. `start` and `end` are the lines, from 0, where libyaml began the value or
    bracket that it was reading, and where it stopped. `first_line` is the line of the file on which the text begins.
    """
    for found in _causes(lines, fault, start, min(end, len(lines) - 1), problem, first_line):
        if found is not None:
            return found
    return None


def _causes(
    lines: Sequence[str], fault: Fault, start: int, end: int, problem: str, first_line: int
) -> Iterator[Fault | None]:
    at = min(fault.line - first_line, len(lines) - 1)
    nearby = _with_text(lines, at)

    def on(number: int, found: Fault | None) -> Fault | None:
        return found and replace(found, line=first_line + number)

    first = next((number for number, line in enumerate(lines) if line.strip()), at)
    for number in dict.fromkeys((at, end, *([first] if first in nearby else []))):
        yield on(number, fence(_cut(lines[number])))
    for number in dict.fromkeys((at, end)):
        yield on(number, tab(_cut(lines[number])))
    for number in nearby:
        yield on(number, odd_space(_cut(lines[number])) or odd_colon(_cut(lines[number])))
    for number in nearby[:2]:
        if number == at or "mapping values" in problem:
            yield on(number, missing_space(_cut(lines[number]), known_keys()))
    if fault.message == NEVER_CLOSED:
        yield on(at, closed_by_odd_quote(lines[at], fault.column))
    if "mapping values" in problem:
        for number in _value_lines(lines, at):
            yield on(number, odd_quote(_cut(lines[number])))
    yield _lost_comment(lines, at, start, end, problem, first_line)
    if "mapping values" in problem:
        yield misfit(lines, at, colon=fault.column - 1, first_line=first_line)
        # The colon is right, so the line above is the one that is no key, and goes on here.
        if len(nearby) > 1 and is_own_colon(lines[at], fault.column - 1) and not is_structure(_cut(lines[nearby[1]])):
            above = lines[nearby[1]]
            column = len(above) - len(above.lstrip()) + 1
            hint = "write `key: value`, and indent the lines of a long text"
            yield Fault(first_line + nearby[1], column, "yaml-syntax", "a key without a colon", hint)
    elif ("expected key" in problem or "'-' indicator" in problem) and "quote" not in fault.message:
        yield misfit(lines, at, first_line=first_line)
    is_stray = not is_structure(lines[at][:_MOST_COLUMNS]) and lines[at][:1].strip() and "quote" not in fault.message
    if is_stray and fault.message.startswith(("YAML:", "a value may", "text may not")):
        message = "a line that is neither `key: value` nor an item of a list"
        hint = 'delete it, or put it in quotes after its key: `key: "…"`'
        yield Fault(first_line + at, 1, "yaml-syntax", message, hint)


def _lost_comment(lines: Sequence[str], at: int, start: int, end: int, problem: str, first_line: int) -> Fault | None:
    """Return the ` #` that cut a value, where what it cut off is missed: a closing bracket, or the line before more text."""
    if "flow" in problem or "',' or" in problem:
        candidates = range(start, min(end + 1, start + 200))
    else:
        above = _with_text(lines, at)[1:2]
        if not above or not lines[at][:1].isspace():
            return None
        candidates = range(above[0], above[0] + 1)
    for number in candidates:
        line = _cut(lines[number])
        found = _HASH.search(line)
        if found and line[: found.start()].count('"') % 2 == 0 and not line.lstrip().startswith("#"):
            return Fault(
                first_line + number,
                found.start(1) + 1,
                "yaml-syntax",
                f"“{found[1].rstrip()[:60]}” is lost: YAML takes what follows ` #` for a comment",
                "put the value in quotes",
            )
    return None


def _with_text(lines: Sequence[str], at: int) -> list[int]:
    """Return the number of a line and those of the lines with text above it, nearest first."""
    above = (number for number in range(at - 1, max(-1, at - 100), -1) if lines[number].strip())
    return [at, *(number for number, _ in zip(above, range(_LINES_BACK), strict=False))]


def _value_lines(lines: Sequence[str], at: int) -> Iterator[int]:
    """Yield the number of a line, and those above it up to the line with the key of the value that goes on there."""
    for number in _with_text(lines, at):
        yield number
        if is_structure(lines[number][:_MOST_COLUMNS]) and number != at:
            return


def _cut(line: str) -> str:
    return line[:_MOST_COLUMNS]
