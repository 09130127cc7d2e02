"""One more note at the foot of a file: where it may stand, and the proof that nothing else has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from broadsheet.load.parse import FORBIDDEN, parse
from broadsheet.write.correction.outline import KEY, Outline, outline_of
from broadsheet.write.yaml import ORDER, WIDTH, key_lines, quoted

_BREAK = re.compile("\r\n|\n|\r")
_LATER = ORDER[ORDER.index(KEY) + 1 :]
_LONGEST = 10_000


class CorrectionRefused(ValueError):
    """Nothing can be added, and the message says why."""


def with_correction(text: str, day: date, note: str) -> str:
    """Return the text of a `.yml` or `.md` briefing with one more correction.

    Raises CorrectionRefused where the note is empty or there already, or where the file cannot be read.
    """
    note = " ".join(note.split())
    if not note:
        raise CorrectionRefused("the note is empty: say what was wrong, and what is right")
    if len(note) > _LONGEST:
        raise CorrectionRefused(f"the note is longer than {_LONGEST:,} characters: shorten it")
    if FORBIDDEN.search(note):
        raise CorrectionRefused("the note holds a character that cannot be seen: retype the words around it")
    mark = text[:1] if text.startswith("\ufeff") else ""
    head, block, tail = _parts(text.removeprefix("\ufeff"))
    before = _values(block)
    entry = {"date": day.isoformat(), "text": note}
    known = before.get(KEY) or []
    if not isinstance(known, list):
        raise CorrectionRefused("`corrections` is no list: write one correction a line after “- ”")
    if any(isinstance(one, dict) and {**one, "text": _line(one.get("text"))} == entry for one in known):
        raise CorrectionRefused(f"the briefing has this correction of {day} already")
    wanted = {**before, KEY: [*known, entry]}
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    for block_after in _attempts(block, day, note, newline):
        parsed = parse(block_after)
        if not parsed.faults and parsed.value == wanted:
            return mark + head + block_after + tail
    raise CorrectionRefused(
        "the file is written in a way that no line can be added to: run `broadsheet fmt` on it, or add it by hand"
    )


def _line(text: Any) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def _parts(text: str) -> tuple[str, str, str]:
    """Split a text into what stands before the keys, the keys, and what follows: a long read, or nothing."""
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", text)
    start = 0
    for number, line in enumerate(lines):
        if line.rstrip() == "---":
            start = number + 1
            break
        if line.strip() and not line.startswith(("#", "%")):
            break
    end = next((n for n in range(start, len(lines)) if lines[n].rstrip() in ("---", "...")), len(lines))
    return "".join(lines[:start]), "".join(lines[start:end]), "".join(lines[end:])


def _values(block: str) -> dict[str, Any]:
    parsed = parse(block)
    if parsed.faults:
        raise CorrectionRefused(f"the file has errors; fix them first: {parsed.faults[0].message}")
    if not isinstance(parsed.value, dict):
        raise CorrectionRefused("the file holds no briefing")
    return parsed.value


def _attempts(block: str, day: date, note: str, newline: str) -> Iterator[str]:
    """Yield the block with the correction at the places where it may stand; the best comes first."""
    found = outline_of(block)
    if found.flow:
        return
    if found.value is None:
        column = found.keys[0][2]
        lines = _indented([f"{KEY}:", *(f"  {line}" for line in _item(day, note, column + 2))], column)
        yield _inserted(block, _end_of_keys(block, found), lines, newline)
        yield _inserted(block, len(block), lines, newline)
        return
    value = found.value
    if found.items and value.style == "flow":
        yield block[: found.items[-1].end] + ", " + _flow_item(day, note) + block[found.items[-1].end :]
    elif found.items:
        last = found.items[-1]
        if last.style == "flow":
            lines = _indented([f"- {_flow_item(day, note)}"], value.column)
        else:
            lines = _indented(_item(day, note, value.column), value.column)
        yield _inserted(block, _line_after(block, last.end), lines, newline)
        yield _inserted(block, _next_line(block, value.end), lines, newline)
    else:
        column = next(column for name, _, column in found.keys if name == KEY)
        lines = _indented(_item(day, note, column + 2), column + 2)
        empty = block[: value.start].rstrip(" ") + block[value.end :]
        yield _inserted(empty, _next_line(empty, len(block[: value.start].rstrip(" "))), lines, newline)


def _end_of_keys(block: str, found: Outline) -> int:
    """Return where the key belongs: before those that come after it, with the comments above them."""
    later = [start - column for name, start, column in found.keys if name in _LATER]
    if not later:
        return len(block.rstrip()) and _next_line(block, len(block.rstrip()))
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", block[: min(later)])
    while lines and (not lines[-1] or lines[-1].startswith("#")):
        lines.pop()
    return len("".join(lines))


def _line_after(block: str, end: int) -> int:
    """Return where the line after a value begins; the end of a folded text lies beyond the empty lines behind it."""
    bare = len(block[:end].rstrip())
    return _next_line(block, bare)


def _next_line(block: str, at: int) -> int:
    if block[:at].endswith(("\n", "\r")):
        return at
    found = _BREAK.search(block, at)
    return found.end() if found else len(block)


def _inserted(block: str, at: int, lines: Iterable[str], newline: str) -> str:
    before = block[:at]
    if before and not before.endswith(("\n", "\r")):
        before += newline
    return before + "".join(line + newline for line in lines) + block[at:]


def _item(day: date, note: str, column: int) -> list[str]:
    text = key_lines("text", note, width=WIDTH - column - 2)
    return [f"- date: {day.isoformat()}", *(line and f"  {line}" for line in text)]


def _flow_item(day: date, note: str) -> str:
    return f"{{date: {day.isoformat()}, text: {quoted(note)}}}"


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [line and " " * column + line for line in lines]
