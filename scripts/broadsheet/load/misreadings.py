"""Texts that YAML reads without an error, but otherwise than they were meant.

An error is certain: `title：` is no key. A warning is for the writer to decide: `now #1 in Europe` loses its end if it was
no comment, and “…” around a whole value may be quotes for YAML or for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from broadsheet.load.fault import Fault
from broadsheet.load.keys import NOT_TEXT, PROSE, known_keys
from broadsheet.load.lookalikes import CLOSING, OPENING, POSSIBLE, SPACES, odd_colon, odd_space
from broadsheet.load.parse import Loc, Marks
from broadsheet.load.surrogates import with_joined_pairs
from broadsheet.load.thorough import Reading
from broadsheet.text.yaml_scalars import quoted

# A comment has a space after its #. A ruler, a double ## and a commented-out item are comments too.
_CUT = re.compile(r"[ \t]+(?=#(?:[^\s#=*~!|+-]|[ \t]*(?:\n|\Z)))")
_CUT_NUMBER = re.compile(r"[ \t]+(?=#[ \t]\d)")
_CUT_LINE = re.compile(r"[ \t]*\n([ ]+)(?=#[^\s#=*~!|+-])(?!#[\w-]*:(?:\s|\Z))")
_COMMENT = re.compile(r"[ \t]#[ \t]")
_HASH = re.compile(r"[ \t]#(?:[^\s#=*~!|+-]|[ \t]*\d|[ \t]*$)", re.MULTILINE)
_ODD_KEY = re.compile(f"^[{SPACES}]|[{SPACES}]$")
_INDENT = re.compile(r"[ ]*")
_ITEM_IN_TEXT = re.compile(r"\n[ ]*- ")
_ITEM = re.compile(r"^( *)- .*\n(?: *\n)*\1 +- ", re.MULTILINE)
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A value without quotes that ends at ` #`, with what follows.

    `start` and `end` are the offsets of both together in the text, `hash` that of the `#`. `value` is what YAML reads,
    `whole` what was most likely meant.
    """

    loc: Loc
    start: int
    end: int
    hash: int
    value: str
    whole: str
    in_brackets: bool


def misreadings(text: str, marks: Marks) -> list[Fault]:
    """Return what YAML reads otherwise than meant, at most a hundred of a kind, sorted by kind.

    `marks` are those of `text`, in which `parse` found a value.
    """
    has_lookalikes = not text.isascii() and bool(POSSIBLE.search(text))
    if not (has_lookalikes or _HASH.search(text) or _ITEM.search(text)):
        return []
    reading, first_line = marks.reading, marks.first_line
    text, _ = with_joined_pairs(text)  # the offsets of the reading are those of this text
    lines = text.split("\n") if has_lookalikes else []
    return [
        *(_cut_fault(cut, text, first_line) for cut in islice(_cuts(text, reading), _MOST)),
        *islice(_odd_lines(lines, reading, first_line), _MOST),
        *islice(_quotes(reading, first_line), _MOST),
        *islice(_items_in_text(text, reading, first_line), _MOST),
    ]


def cuts_in(text: str) -> list[Cut]:
    """Return every value of a text that ends at a ` #` which is most likely part of it.

    The text has no surrogate pairs: see `with_joined_pairs`.
    """
    return list(_cuts(text, Marks(text).reading)) if _HASH.search(text) else []


def without_cuts(text: str, cuts: Sequence[Cut]) -> str:
    """Return a text with every cut value and what follows it in double quotes."""
    parts, here = [], 0
    for cut in sorted(cuts, key=lambda cut: cut.start):
        space = "" if text[cut.start - 1 : cut.start] in ("", " ", "\t", "\n", "[", "{", ",") else " "
        parts += [text[here : cut.start], space, quoted(cut.whole)]
        here = cut.end
    return "".join([*parts, text[here:]])


def _cuts(text: str, reading: Reading) -> Iterator[Cut]:
    for loc, event, is_key, in_brackets in reading.plain:
        key = _key(loc)
        if is_key or key in NOT_TEXT:
            continue
        start, end, value = event.start_mark.index, event.end_mark.index, event.value
        found = _CUT.match(text, end) or (_CUT_NUMBER.match(text, end) if value and key in PROSE else None)
        if found is None and value and (found := _CUT_LINE.match(text, end)):
            # A text of several lines goes on where a line is indented deeper than its key or hyphen.
            parent = reading.keys.get(loc)
            indent = parent[1] - 1 if parent else len(_INDENT.match(text, text.rfind("\n", 0, start) + 1)[0])  # type: ignore[index]
            found = found if len(found[1]) > indent else None
        if found is None:
            continue
        place = found.end()
        line_end = text.find("\n", place)
        rest = text[place : line_end if line_end >= 0 else len(text)]
        if comment := _COMMENT.search(rest, 2):
            rest = rest[: comment.start()]
        rest = rest.rstrip()
        if rest == "#" and not value:
            continue
        yield Cut(
            loc=loc,
            start=start if value else place,
            end=place + len(rest),
            hash=place,
            value=value,
            whole=f"{value} {rest}" if value else rest,
            in_brackets=in_brackets,
        )


def _cut_fault(cut: Cut, text: str, first_line: int) -> Fault:
    line = text.count("\n", 0, cut.hash)
    column = cut.hash - text.rfind("\n", 0, cut.hash)
    lost = text[cut.hash : cut.end]
    return Fault(
        first_line + line,
        column,
        "lost-after-hash",
        f"“{lost[:60]}{'…' * (len(lost) > 60)}” is lost: YAML takes what follows ` #` for a comment",
        "put the whole value in quotes; if it is a comment, write a space after the #",
        "warning",
    )


def _key(loc: Loc) -> str:
    """Return the innermost key of a place."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _odd_lines(lines: Sequence[str], reading: Reading, first_line: int) -> Iterator[Fault]:
    """Yield lines inside values without quotes that only look like keys and items."""
    seen = -1
    for _, event, is_key, _ in reading.plain if lines else ():
        if is_key and not _ODD_KEY.search(event.value):
            continue
        for number in range(max(seen + 1, event.start_mark.line), min(event.end_mark.line + 1, len(lines))):
            seen = number
            found = odd_space(lines[number], known_keys()) or odd_colon(lines[number], known_keys())
            if found and (number > event.start_mark.line or found.column >= event.start_mark.column):
                yield replace(found, line=first_line + number)


def _quotes(reading: Reading, first_line: int) -> Iterator[Fault]:
    """Yield values without quotes that begin and end with a typographic quote."""
    for loc, event, is_key, _ in reading.plain:
        value = event.value
        if is_key or len(value) < 2 or value[0] not in OPENING or value[-1] not in CLOSING or _key(loc) in NOT_TEXT:
            continue
        if any(character in value[1:-1] for character in (value[0], value[-1])):
            continue  # two quotations with words between, or a quotation in one
        line, column = event.start_mark.line + first_line, event.start_mark.column + 1
        message = f"the typographic quotes {value[0]} and {value[-1]} do not quote a value, and are shown to readers"
        hint = "put the value in straight quotes instead, or around them if they are part of the text"
        yield Fault(line, column, "typographic-quotes", message, hint, "warning")


def _items_in_text(text: str, reading: Reading, first_line: int) -> Iterator[Fault]:
    """Yield items of a list that are indented deeper than the item above, and so became part of its text."""
    for loc, event, is_key, _ in reading.plain:
        if is_key or event.start_mark.line == event.end_mark.line or not isinstance(loc[-1] if loc else "", int):
            continue
        written = text[event.start_mark.index : event.end_mark.index]
        if found := _ITEM_IN_TEXT.search(written):
            place = event.start_mark.index + found.end() - 2
            message = "this item is read as part of the text of the item above it"
            hint = "indent it like that item; if the hyphen is part of the text, put the text in quotes"
            line = text.count("\n", 0, place)
            yield Fault(first_line + line, place - text.rfind("\n", 0, place), "item-in-text", message, hint, "warning")
