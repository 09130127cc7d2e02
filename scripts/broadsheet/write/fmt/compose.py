"""YAML text to a Group: the values that `load` reads, each with the comments that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from broadsheet.write.fmt.comments import attach
from broadsheet.write.fmt.tree import SyntaxTree
from broadsheet.write.yaml import Group

_MODELINE = "# yaml-language-server:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A whole text: the comments about the file at its top, its entries, and the comments at its end."""

    head: tuple[str, ...]
    group: Group
    tail: tuple[str, ...]

    @property
    def comments(self) -> list[str]:
        """All comments, in the order of the text."""
        return [line for line in (*self.head, *_comments_in(self.group), *self.tail) if line]


def compose(text: str, *, airy: bool = False) -> Composed:
    """Return the entries and comments of a text that `load` found to be a mapping without faults.

    `airy` keeps single empty lines between entries; without it, only the one after the comments at the top is kept.
    """
    nodes = SyntaxTree(text)
    attach(nodes)
    head: list[str] = []
    if entries := nodes.root.entries:
        if airy:
            entries[0].above = _without_edges(entries[0].above, end=False)
        else:
            head, entries[0].above = _split_head(entries[0].above)
    tail = tuple(line for line in nodes.root.below if airy or line)
    return Composed(head=tuple(head), group=nodes.root.group(airy=airy), tail=tail)


def _split_head(above: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split the comments above the first entry: a modeline and comments before the last empty line are about the file."""
    last = max((number for number, line in enumerate(above) if not line), default=0)
    modelines = [number for number, line in enumerate(above, 1) if line.startswith(_MODELINE)]
    cut = max([last, *modelines[:1]])
    return _without_edges(above[:cut]), [line for line in above[cut:] if line]


def _without_edges(lines: Sequence[str], *, end: bool = True) -> list[str]:
    """Return the lines without empty ones at the beginning and, unless `end` is false, at the end."""
    kept = list(lines)
    while kept and not kept[0]:
        kept = kept[1:]
    while end and kept and not kept[-1]:
        kept = kept[:-1]
    return kept


def _comments_in(group: Group) -> Iterator[str]:
    for entry in group.entries:
        yield from entry.above
        if entry.beside:
            yield entry.beside
        if isinstance(entry.value, Group):
            yield from _comments_in(entry.value)
        yield from entry.below
