"""A briefing as the text of its file: keys in a fixed order, quotes where they are needed, long texts folded.

Reading the file gives back the same values, character for character.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadsheet.text.yaml_scalars import folded, quoted, scalar, written
from broadsheet.write.yaml.layout import WIDTH, lines_of
from broadsheet.write.yaml.nodes import ORDER, Group, MappingEntry, in_order, known_keys, node_of, plain

__all__ = [
    "ORDER",
    "WIDTH",
    "Group",
    "MappingEntry",
    "briefing_text",
    "folded",
    "in_order",
    "key_lines",
    "known_keys",
    "lines_of",
    "node_of",
    "plain",
    "quoted",
    "scalar",
    "written",
]


def briefing_text(keys: Mapping[str, Any], *, body: str = "") -> str:
    """Return the text of a whole file: YAML, or front matter and Markdown where there is a `body`.

    Values are strings, numbers, booleans, dates, and lists and mappings of them. Empty values are left out; unknown keys
    come last, in the order given.
    """
    group = node_of(keys)
    assert isinstance(group, Group)
    text = "".join(f"{line}\n" for line in lines_of(in_order(group)))
    body = body.strip("\n")  # white space before the first word may mean something in Markdown
    return f"---\n{text}---\n{body}\n" if body.strip() else text


def key_lines(key: str, value: Any, *, width: int = WIDTH) -> list[str]:
    """Return the lines of a file for one key and its value. `width` is the most characters of a line."""
    group = node_of({key: value})
    assert isinstance(group, Group)
    return lines_of(in_order(group), width=width)
