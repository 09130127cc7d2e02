"""Keys and items to the lines of a file: what stands on one line, what in quotes, what is folded, where comments go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from broadsheet.model import Article, BriefingKeys, Category, Claim, Correction, Entity, Image, KeyPoint
from broadsheet.model.base import prose_keys
from broadsheet.write.yaml.nodes import Group, MappingEntry, Scalar
from broadsheet.write.yaml.scalars import block, quoted, scalar, written

WIDTH = 110
INDENT = "  "
# What people write: in quotes, or folded when it is long.
PROSE = prose_keys(BriefingKeys, KeyPoint, Article, Image, Claim, Correction, Category, Entity) | {"title", "alt"}
_NUMBERS = frozenset({"rank", "sources", "order"})
_FLAGS = frozenset({"paywall"})
_IN_LINE = frozenset({"says"})  # a mapping that stands in braces where there is room
_ON_LINES = frozenset({"key_points"})  # a list that never stands in brackets
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")
_FLAG = re.compile(r"true|false|yes|no|on|off", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where an entry stands: the key that it has or that its list has, the key above, and the room for a line."""

    key: str = ""
    parent: str = ""
    room: int = WIDTH
    as_written: bool = False

    def of(self, entry: MappingEntry) -> _Place:
        """Return the place of an entry of the group that stands here."""
        return replace(self, key=entry.key or self.key, parent=self.key)

    def within(self) -> _Place:
        return replace(self, room=self.room - len(INDENT))


def lines_of(group: Group, *, as_written: bool = False, width: int = WIDTH) -> list[str]:
    """Return the lines of a whole file. `as_written` leaves brackets where they were and puts none where they were not."""
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
    # Its first line stands beside the dash, so what is above that line comes above the dash.
    inner = _group(entry.value, place.within())
    first = next(number for number, line in enumerate(inner) if line and not line.startswith("#"))
    above = [*entry.above, *([entry.beside] if entry.beside else []), *inner[:first]]
    return [*above, f"- {inner[first]}", *_indented(inner[first + 1 :], 2), *_indented(entry.below, 2)]


def _value(entry: MappingEntry, head: str, place: _Place) -> tuple[list[str], int]:
    """Return the lines of a value, the first with what stands before it, and how far comments below are indented."""
    if not isinstance(entry.value, Group):
        lines = _text(entry.value, head, place)
        # A comment as deep as a folded text would be taken for a part of it.
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
    """Return a value on its line; numbers and yes or no stay without quotes where they are meant."""
    if value is None:
        return "null"
    text = written(value)
    meant = (place.key in _NUMBERS and _NUMBER.fullmatch(text)) or (place.key in _FLAGS and _FLAG.fullmatch(text))
    if meant:
        return text
    if flow and isinstance(value, str) and (place.key in PROSE or place.parent in _IN_LINE):
        return quoted(text)
    return scalar(value, flow=flow)


def _key_text(key: str) -> str:
    return key if _NUMBER.fullmatch(key) else scalar(key)


def _in_brackets(group: Group, head: str, place: _Place) -> str | None:
    """Return a group on the rest of a line, or None where it takes lines of its own."""
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
