"""Keys and items to the lines of a file: what goes on one line, in quotes, in brackets, or folded; where comments go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from broadsheet.model import Article, BriefingKeys, Category, Claim, Correction, Entity, Image, KeyPoint
from broadsheet.model.base import prose_keys
from broadsheet.text.yaml_scalars import block, quoted, scalar, written
from broadsheet.write.yaml.nodes import Group, MappingEntry, Scalar

WIDTH = 110
INDENT = "  "
# What people write: in quotes, or folded when it is long.
PROSE = prose_keys(BriefingKeys, KeyPoint, Article, Image, Claim, Correction, Category, Entity) | {"title", "alt"}
_NUMBERS = frozenset({"rank", "sources", "order"})
_FLAGS = frozenset({"paywall"})
_IN_LINE = frozenset({"says"})  # mappings that are written in braces where they fit on the line
_ON_LINES = frozenset({"key_points"})  # lists that are never written in brackets
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")
_FLAG = re.compile(r"true|false|yes|no|on|off", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The place of an entry: its key or that of its list, the key above that, and the most characters of a line."""

    key: str = ""
    parent: str = ""
    room: int = WIDTH
    as_written: bool = False

    def of(self, entry: MappingEntry) -> _Place:
        """Return the place of an entry of the group at this place."""
        return replace(self, key=entry.key or self.key, parent=self.key)

    def within(self) -> _Place:
        return replace(self, room=self.room - len(INDENT))


def lines_of(group: Group, *, as_written: bool = False, width: int = WIDTH) -> list[str]:
    """Return the lines of a whole file. `as_written` keeps the choice between brackets and lines; else it is made anew."""
    return _group(group, _Place(as_written=as_written, room=width))


def _group(group: Group, place: _Place) -> list[str]:
    return [
        line
        for entry in group.entries
        for line in (_item if group.is_list else _key)(entry, place.of(entry))
    ]  # fmt: skip


def _key(entry: MappingEntry, place: _Place) -> list[str]:
    head = f"{_key_text(entry.key)}:"
    rest, depth = _value(entry, head, place)
    return [*entry.above, f"{rest[0]}{_beside(entry)}", *_indented(rest[1:], 2), *_indented(entry.below, depth)]


def _item(entry: MappingEntry, place: _Place) -> list[str]:
    if not isinstance(entry.value, Group) or _in_brackets(entry.value, "-", place) is not None:
        rest, depth = _value(entry, "-", place)
        return [*entry.above, f"{rest[0]}{_beside(entry)}", *_indented(rest[1:], 2), *_indented(entry.below, depth)]
    # The first line of the value shares the line of the dash, so comments above it go above the dash.
    inner = _group(entry.value, place.within())
    first = next(number for number, line in enumerate(inner) if line and not line.startswith("#"))
    above = [*entry.above, *([entry.beside] if entry.beside else []), *inner[:first]]
    return [*above, f"- {inner[first]}", *_indented(inner[first + 1 :], 2), *_indented(entry.below, 2)]


def _value(entry: MappingEntry, head: str, place: _Place) -> tuple[list[str], int]:
    """Return the lines of a value, the first one after `head`, and the indentation of comments below the value."""
    if not isinstance(entry.value, Group):
        lines = _text(entry.value, head, place)
        # A comment indented as deep as a folded text would become part of the text.
        return lines, 2 if len(lines) == 1 else 1
    line = _in_brackets(entry.value, head, place)
    return ([f"{head} {line}"] if line is not None else [head, *_group(entry.value, place.within())]), 2


def _text(value: Scalar, head: str, place: _Place) -> list[str]:
    if value is None:
        return [head]
    if not isinstance(value, str) or not _is_prose(place, is_item=head == "-"):
        return [f"{head} {_plain(value, place)}"]
    line = f"{head} {quoted(value)}"
    if len(line) > place.room or "\n" in value:
        below = block(value, place.room - len(INDENT))
        if below is not None:
            return [f"{head} {below[0]}", *below[1:]]
    return [line]


def _is_prose(place: _Place, *, is_item: bool) -> bool:
    return place.key == "key_points" if is_item else place.key in PROSE or place.parent in _IN_LINE


def _plain(value: Any, place: _Place, *, flow: bool = False) -> str:
    """Return a value on one line. Numbers and booleans have no quotes where the key expects them."""
    if value is None:
        return "null"
    text = written(value)
    is_typed = (place.key in _NUMBERS and _NUMBER.fullmatch(text)) or (place.key in _FLAGS and _FLAG.fullmatch(text))
    if is_typed:
        return text
    if flow and isinstance(value, str) and (place.key in PROSE or place.parent in _IN_LINE):
        return quoted(text)
    return scalar(value, flow=flow)


def _key_text(key: str) -> str:
    return key if _NUMBER.fullmatch(key) else scalar(key)


def _in_brackets(group: Group, head: str, place: _Place) -> str | None:
    """Return a group in brackets, or None where it is written on lines of its own."""
    if not group.entries:
        return "[]" if group.is_list else "{}"
    if any(entry.has_remarks for entry in group.entries):
        return None
    if place.as_written:
        wanted = bool(group.brackets)
    else:
        flat = not any(isinstance(entry.value, Group) for entry in group.entries)
        wanted = flat and (place.key not in _ON_LINES if group.is_list else place.key in _IN_LINE)
    if not wanted:
        return None
    line = _flow(group, place)
    stays = place.as_written and group.brackets == "on a line"
    return line if stays or len(f"{head} {line}") <= place.room else None


def _flow(group: Group, place: _Place) -> str:
    parts = []
    for entry in group.entries:
        here = place.of(entry)
        value = _flow(entry.value, here) if isinstance(entry.value, Group) else _plain(entry.value, here, flow=True)
        parts.append(value if group.is_list else f"{_key_text(entry.key)}: {value}")
    return f"[{', '.join(parts)}]" if group.is_list else f"{{{', '.join(parts)}}}"


def _beside(entry: MappingEntry) -> str:
    return f"  {entry.beside}" if entry.beside else ""


def _indented(lines: Iterable[str], depth: int) -> list[str]:
    return [line and " " * depth + line for line in lines]
