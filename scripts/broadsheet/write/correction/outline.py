"""Where the keys of a file stand, and its list of corrections with its items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

KEY = "corrections"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ODD_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}  # as `load` reads them


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of the text; `style` says how a value is written: "flow", "block" or "plain"."""

    start: int
    end: int
    style: str
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the top of the file holds: its keys, and the list of corrections with its items."""

    keys: tuple[tuple[str, int, int], ...]  # name, where it begins, column
    value: Span | None
    items: tuple[Span, ...]
    flow: bool


def outline_of(block: str) -> Outline:
    """Walk over the events of a text that is known to be sound."""
    keys: list[tuple[str, int, int]] = []
    items: list[Span] = []
    value: Span | None = None
    flow = False
    key: str | None = None
    starts: list[Any] = []
    last = 0  # where the last thing that is no white space or comment ended
    event: Any
    for event in yaml.parse(block.translate(_ODD_BREAKS), Loader=_LOADER):
        mark: Any = event.start_mark
        after: Any = event.end_mark
        depth = len(starts)
        inside = depth >= 2 and key == KEY
        if isinstance(event, yaml.ScalarEvent):
            last = after.index
            if depth == 1 and key is None:
                key = event.value
                keys.append((key, mark.index, mark.column))
                continue
            if depth == 1:
                if key == KEY:
                    value = Span(start=mark.index, end=last, style="plain")
                key = None
            elif inside and depth == 2:
                items.append(Span(start=mark.index, end=last, style="plain"))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if depth == 0:
                flow = bool(event.flow_style)
            starts.append(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            begin = starts.pop()
            if begin.flow_style:
                last = after.index
            style = "flow" if begin.flow_style else "block"
            span = Span(start=begin.start_mark.index, end=last, style=style, column=begin.start_mark.column)
            if key == KEY and len(starts) == 2:
                items.append(span)
            elif len(starts) == 1:
                if key == KEY:
                    value = span
                key = None
    return Outline(keys=tuple(keys), value=value, items=tuple(items), flow=flow)
