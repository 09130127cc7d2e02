"""The entries of a text as a tree, each with the place where it begins and ends. Comments are added by `remarks`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from broadsheet.load.events import events_of, value_of
from broadsheet.write.yaml import Group, MappingEntry

_TIGHT = re.compile(r"#(?=[^\s#=*~!|+-])")
_BLOCK_HEADER = re.compile(r"[>|][-+0-9]*[ \t]*(#[^\n]*)?")


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """An entry of the tree: a key with its value, an item with its dash, or (with `start` -1) the whole text.

    All places are offsets from the beginning of the text. `column` is the column of the list or mapping that contains it,
    `value` the value as `load` reads it. `ends` are the offsets where the key and the value end; a block scalar has none.
    """

    start: int
    column: int
    parent: Node | None
    key: str = ""
    kind: str = "scalar"
    value: str | None = None
    value_start: int = -1
    value_end: int = -1
    is_flow: bool = False
    lines: tuple[int, int] = (0, 0)
    ends: list[int] = field(default_factory=list)
    entries: list[Node] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def in_flow(self) -> bool:
        """Whether it is inside brackets."""
        return any(node.is_flow for node in self.around() if node is not self)

    def around(self) -> Iterator[Node]:
        """Yield the entry itself, then every entry that contains it, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def frozen(self, *, airy: bool) -> MappingEntry:
        """Return the finished entry. `airy` keeps empty lines above it."""
        beside = [_spaced(comment) for comment in self.beside]
        above = [*(line for line in self.above if airy or line), *beside[1:]]
        return MappingEntry(
            key=self.key,
            value=self.value if self.kind == "scalar" else self.group(airy=airy),
            above=tuple(above),
            beside=beside[0] if beside else "",
            below=tuple(_spaced(line) for line in self.below if airy or line),
        )

    def group(self, *, airy: bool) -> Group:
        """Return the list or mapping that is the value of this entry."""
        on_a_line = self.lines[0] == self.lines[1]
        return Group(
            entries=tuple(entry.frozen(airy=airy) for entry in self.entries),
            is_list=self.kind == "list",
            brackets="" if not self.is_flow else "on a line" if on_a_line else "on lines",
        )


def _spaced(comment: str) -> str:
    """Return a comment after a value with a space after its #, without which `check` may take it for the value's end."""
    return f"# {comment[1:]}" if _TIGHT.match(comment) else comment


class SyntaxTree:
    """A text as a tree of entries.

    `every` lists the entries in the order of the text. `covered` lists the start and end of every key and scalar value:
    a `#` inside them does not begin a comment.
    """

    def __init__(self, text: str) -> None:
        """Build the tree of a text that `load` found to be without faults."""
        self.text = text
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.root = Node(start=-1, column=-1, parent=None)
        self.every: list[Node] = []
        self.briefings_citing: list[tuple[int, int]] = []
        self._open: list[tuple[Node, int]] = []
        self._waiting: Node | None = None  # the key whose value comes next
        for event in events_of(text):
            if isinstance(event, yaml.ScalarEvent):
                self._take_scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._begin(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._end(event)

    def line_of(self, place: int) -> int:
        """Return the line, counted from 0, of an offset."""
        return bisect_right(self.line_starts, place) - 1

    def _take_scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.briefings_citing.append((start, end))
        if self._open and self._open[-1][0].kind == "map" and self._waiting is None:
            self._waiting = self._node(*self._open[-1], start, event.value)
            self._waiting.ends.append(end)
            return
        node = self._next(start)
        node.value = value_of(event)
        node.value_start, node.value_end = start, end
        if event.style in ("|", ">"):
            if (header := _BLOCK_HEADER.match(self.text, start)) and header[1]:
                node.beside.append(header[1].rstrip())
        elif event.value or event.style or not node.ends:
            node.ends.append(end)

    def _begin(self, event: Any) -> None:
        mark = event.start_mark
        node = self._next(mark.index) if self._open else self.root
        node.kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
        node.is_flow = bool(event.flow_style)
        node.value_start, node.lines = mark.index, (mark.line, mark.line)
        self._open.append((node, mark.column))

    def _end(self, event: Any) -> None:
        node, _ = self._open.pop()
        if node.is_flow:
            node.lines = (node.lines[0], event.end_mark.line)
            node.value_end = event.end_mark.index
            node.ends.append(node.value_end)

    def _next(self, start: int) -> Node:
        """Return the entry whose value begins here: the last key, or a new item."""
        node, self._waiting = self._waiting, None
        return node or self._item(*self._open[-1], start)

    def _item(self, parent: Node, column: int, start: int) -> Node:
        """Begin an item. In a block it starts at its dash, which may be lines above its value."""
        line = self.line_of(start)
        while not parent.is_flow:
            dash = self.line_starts[line] + column
            before = self.text[self.line_starts[line] : dash]
            if dash < start and self.text[dash] == "-" and "#" not in before:
                start = dash
                break
            line -= 1
        return self._node(parent, column, start)

    def _node(self, parent: Node, column: int, start: int, key: str = "") -> Node:
        node = Node(start=start, column=column, parent=parent, key=key)
        parent.entries.append(node)
        self.every.append(node)
        return node
