"""YAML text to plain values and their places.

Every scalar stays a string (the schema converts it), so `no`, `12:30` and `2026-02-30` mean what was typed. A text is
read quickly first; only where that reading gives up, or where a place is asked for, is it read thoroughly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from broadsheet.load.fault import FORBIDDEN, Fault, forbidden_characters
from broadsheet.load.quick import Unclear, read_quickly
from broadsheet.load.thorough import Loc, Reading, read_thoroughly

__all__ = ["FORBIDDEN", "Fault", "Loc", "Marks", "Parsed", "forbidden_characters", "parse"]


@dataclass(frozen=True)
class Marks:
    """The places of keys and values in a text: Loc -> (line, column), both from 1.

    Only problems need places, and most files have none, so the text is read for its places at the first question.
    """

    text: str = ""
    first_line: int = 1

    @cached_property
    def reading(self) -> Reading:
        """The thorough reading of the text."""
        return read_thoroughly(self.text, self.first_line)

    @property
    def keys(self) -> Mapping[Loc, tuple[int, int]]:
        """The places of the keys of mappings."""
        return self.reading.keys

    @property
    def values(self) -> Mapping[Loc, tuple[int, int]]:
        """The places of values; for a mapping or list, the place where it begins."""
        return self.reading.values

    def value(self, loc: Loc) -> tuple[int, int]:
        """Return the place of a value, or of the innermost list or mapping around it that exists."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, (1, 1))

    def key(self, loc: Loc) -> tuple[int, int]:
        """Return the place of a mapping's key; for an item of a list, the place of the item."""
        return self.keys.get(loc) or self.value(loc)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result of `parse`. `value` is None for an empty text and for one that could not be read to its end."""

    value: Any
    marks: Marks
    faults: tuple[Fault, ...]


def parse(text: str, *, first_line: int = 1) -> Parsed:
    """Read one YAML document. `first_line` is the line of the file on which `text` begins. Never raises."""
    marks = Marks(text, first_line)
    try:
        return Parsed(read_quickly(text), marks, ())
    except (Unclear, yaml.YAMLError, ValueError):
        return Parsed(marks.reading.root, marks, tuple(marks.reading.faults))
