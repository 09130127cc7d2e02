"""The thorough reading: values, the place of every key and value, and every fault in one pass.

Tags, anchors, aliases, merge keys, duplicate keys, keys that are lists or mappings, deep nesting, second documents and
escaped control characters become a `Fault` each. The reading goes on after a fault where the values are still certain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Any

import yaml

from broadsheet.load.events import MAX_DEPTH, events_of, value_of
from broadsheet.load.fault import FORBIDDEN, Fault, forbidden_fault
from broadsheet.load.surrogates import SHORTER_BY, Shifts, with_joined_pairs
from broadsheet.load.syntax import TOO_DEEP, syntax_faults

Loc = tuple[str | int, ...]
"""The place of a value among the values: keys and list indexes from the top, such as ("articles", 0, "url")."""

_TAG_HINT = "put a text that begins with ! in quotes"
_LOOKS_AHEAD = 900  # characters; libyaml allows a depth of 1,000
_REFUSED = "\0refused"  # in place of a key that is refused; its value is read and dropped


def read_thoroughly(text: str, first_line: int) -> Reading:
    """Read a text to its end, or to the first fault that leaves the rest uncertain. Never raises."""
    lines = re.split("\r\n|\r|\n", text)
    text, shifts = with_joined_pairs(text)
    reading = Reading(first_line - 1, end=(first_line - 1 + len(lines), len(lines[-1]) + 1), shifts=shifts)
    try:
        for event in events_of(text):
            reading.take(event)
    except _TooDeep:
        reading.root = None
    except _SecondDocument:
        pass
    except yaml.YAMLError as error:
        reading.root = None
        if TOO_DEEP in str(error):  # libyaml looks a thousand brackets ahead; before them is where it became too deep
            before: Any = getattr(error, "problem_mark", None)
            return read_thoroughly(text[: max(0, before.index - _LOOKS_AHEAD)], first_line)
        for fault in syntax_faults(text, error, reading.last_scalar, reading.brackets, first_line):
            line, column = reading.place(fault.line - first_line, fault.column - 1)
            reading.faults.append(replace(fault, line=line, column=column))
    except ValueError:  # PyYAML does not catch what it raises for a %-escape in a tag
        reading.root = None
        reading.faults.append(Fault(*reading.last_place, "yaml-tag", "a tag (!name) that cannot be read", _TAG_HINT))
    return reading


class _SecondDocument(Exception):
    """Ends the reading. The fault is recorded, and the value of the first document is kept."""


class _TooDeep(Exception):
    """Ends the reading. The fault is recorded."""


class _Open:
    """A list or mapping that is being filled. `key` is the key of a mapping whose value comes next."""

    __slots__ = ("items", "key", "loc")

    def __init__(self, items: dict[str, Any] | list[Any], loc: Loc) -> None:
        self.items = items
        self.loc = loc
        self.key: str | None = None


class Reading:
    """The state of a thorough reading, and its result.

    `root` is the value, None where the text could not be read; `keys` and `values` map a Loc to its line and column, both
    from 1. `plain` are the scalars without quotes, each with its Loc, whether it is a
    key, and whether it is inside brackets.
    """

    def __init__(self, line_offset: int, *, end: tuple[int, int], shifts: Shifts) -> None:
        """Begin with nothing read.

        `line_offset` is the number of lines of the file before the text, and `end` the last place of the text: libyaml
        reports one line more where the text does not end with a line break.
        """
        self.first_line = line_offset + 1
        self._end = end
        self._shifts = shifts
        self.plain: list[tuple[Loc, Any, bool, bool]] = []
        self.root: Any = None
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.values: dict[Loc, tuple[int, int]] = {}
        self.faults: list[Fault] = []
        self.last_scalar: yaml.ScalarEvent | None = None
        self._last_event: yaml.Event | None = None
        self._offset = line_offset + 1
        self._open: list[_Open] = []
        self._documents = 0
        self.brackets: list[Any] = []  # where those that are open were opened

    @property
    def last_place(self) -> tuple[int, int]:
        """The line and column of the last event."""
        return self._place(self._last_event) if self._last_event else (self._offset, 1)

    def take(self, event: yaml.Event) -> None:
        """Add one event. Raises _TooDeep and _SecondDocument."""
        self._last_event = event
        if isinstance(event, yaml.ScalarEvent):
            self.last_scalar = event
            self._refuse_anchor_and_tag(event)
            self._take_scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_anchor_and_tag(event)
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], event)
            if event.flow_style:
                self.brackets.append(event.start_mark)
        elif isinstance(event, yaml.AliasEvent):
            self._fault(
                event, "yaml-alias", "aliases (*name) are not allowed", "put a text that begins with * in quotes"
            )
            self._add(f"*{event.anchor}", event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            if self.brackets:
                self.brackets.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._fault(
                    event,
                    "yaml-documents",
                    "a second document begins here",
                    "one file holds one briefing: remove the `---`",
                )
                raise _SecondDocument

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(
                event, "yaml-anchor", "anchors (&name) are not allowed", "put a text that begins with & in quotes"
            )
        if event.tag is not None:
            self._fault(event, "yaml-tag", f"tags ({event.tag}) are not allowed", _TAG_HINT)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        if found := FORBIDDEN.search(event.value):
            self.faults.append(forbidden_fault(*self._place(event), found.group()))
        if self._open and isinstance(self._open[-1].items, dict) and self._open[-1].key is None:
            self._take_key(event)
        else:
            self._add(value_of(event), event)

    def _take_key(self, event: Any) -> None:
        mapping, text = self._open[-1], event.value
        if not event.style and text == "<<":
            self._fault(event, "yaml-merge", "merge keys (<<) are not allowed", "write the keys out")
            mapping.key = _REFUSED
            return
        loc = (*mapping.loc, text)
        if text in mapping.items:
            first = self.keys[loc][0]
            self._fault(
                event,
                "duplicate-key",
                f"the key “{text}” stands here and in line {first} already",
                "keep one of the two",
            )
            loc = (*mapping.loc, text, len(self.keys))  # the first one's place is kept
        self.keys[loc] = self._place(event)
        if not event.style:
            self.plain.append((loc, event, True, bool(self.brackets)))
        mapping.key = text

    def _add(self, value: Any, event: yaml.Event) -> Loc:
        """Add a value to the list or mapping that is being filled, and return its Loc."""
        if not self._open:
            loc: Loc = ()
            self.root = value
        else:
            parent = self._open[-1]
            if isinstance(parent.items, list):
                loc = (*parent.loc, len(parent.items))
                parent.items.append(value)
            elif parent.key is None:  # a list or mapping used as a key
                self._fault(
                    event, "yaml-key", "a key must be a plain word", "put a text that begins with [ or { in quotes"
                )
                parent.key, loc = _REFUSED, (*parent.loc, _REFUSED)
            else:
                loc = (*parent.loc, parent.key)
                if parent.key is not _REFUSED:
                    parent.items.setdefault(parent.key, value)
                parent.key = None
        self.values.setdefault(loc, self._place(event))
        if isinstance(event, yaml.ScalarEvent) and not event.style:
            self.plain.append((loc, event, False, bool(self.brackets)))
        return loc

    def _begin(self, items: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        loc = self._add(items, event)
        if len(self._open) >= MAX_DEPTH:
            self._fault(
                event, "yaml-depth", f"nested more than {MAX_DEPTH} deep", "a briefing needs four levels at most"
            )
            raise _TooDeep
        self._open.append(_Open(items, loc))

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return the line and column in the file, both from 1, of a place in the text, both from 0."""
        if self._shifts and (shifted := self._shifts.get(line)):
            column += SHORTER_BY * bisect_right(shifted, column)
        return min((line + self._offset, column + 1), self._end)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark: Any = event.start_mark
        return self.place(mark.line, mark.column)

    def _fault(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.faults.append(Fault(*self._place(event), code, message, hint))
