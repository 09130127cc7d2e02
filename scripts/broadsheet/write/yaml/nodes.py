"""The content of a file before layout: keys and items in order, each with its comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from broadsheet.model.briefing import BriefingKeys, Claim, Contributor, Correction, Image, KeyPoint

Scalar: TypeAlias = str | int | float | date | None
ORDER = tuple(BriefingKeys.model_fields)
_PARTS: dict[str, tuple[str, ...]] = {
    "key_points": tuple(KeyPoint.model_fields),
    "articles": (
        "title", "url", "publisher", "author", "via", "published", "language", "summary", "entities", "tone", "sentiment",
        "intent", "role", "paywall", "archived",
    ),
    "image": tuple(Image.model_fields),
    "claims": tuple(Claim.model_fields),
    "corrections": tuple(Correction.model_fields),
    "contributors": tuple(Contributor.model_fields),
}  # fmt: skip
_NOTHING: tuple[Any, ...] = (None, "", [], {}, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingEntry:
    """A key with its value, or an item of a list, which has no key.

    `above` are the comments and empty lines above it, `beside` is the comment at the end of its line, and `below` are
    comments after its value that are indented below it.
    """

    value: Scalar | Group
    key: str = ""
    above: tuple[str, ...] = ()
    beside: str = ""
    below: tuple[str, ...] = ()

    @property
    def has_remarks(self) -> bool:
        """Whether the entry, or an entry inside it, has a comment."""
        inner = self.value.entries if isinstance(self.value, Group) else ()
        return bool(any(self.above) or self.beside or self.below) or any(entry.has_remarks for entry in inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A mapping or a list. `brackets` says whether it was written in brackets, on one line or on several."""

    entries: tuple[MappingEntry, ...]
    is_list: bool = False
    brackets: Literal["", "on a line", "on lines"] = ""

    @property
    def values(self) -> Any:
        """The values as a plain mapping or list, without comments."""
        if self.is_list:
            return [plain(entry.value) for entry in self.entries]
        return {entry.key: plain(entry.value) for entry in self.entries}


def known_keys(loc: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys allowed in the mapping at `loc` of a briefing, or none where the format has no mapping."""
    if not loc:
        return ORDER
    depth = 1 if loc[0] == "image" else 2
    return _PARTS.get(str(loc[0]), ()) if len(loc) == depth else ()


def plain(value: Scalar | Group) -> Any:
    """Return a value without comments."""
    return value.values if isinstance(value, Group) else value


def node_of(value: Any) -> Scalar | Group:
    """Return a plain value as a Group or scalar. Keys with an empty value are left out."""
    if isinstance(value, Mapping):
        filled = ((key, item) for key, item in value.items() if item not in _NOTHING)
        return Group(entries=tuple(MappingEntry(key=str(key), value=node_of(item)) for key, item in filled))
    if isinstance(value, (list, tuple)):
        return Group(entries=tuple(MappingEntry(value=node_of(item)) for item in value), is_list=True)
    return value  # type: ignore[no-any-return]


def in_order(group: Group, name: str = "") -> Group:
    """Return a briefing, or its part `name`, with its keys in the fixed order. Unknown keys come last, as they were."""
    entries = tuple(
        replace(entry, value=in_order(entry.value, entry.key or name)) if isinstance(entry.value, Group) else entry
        for entry in group.entries
    )
    if not group.is_list:
        order = _PARTS.get(name, ()) if name else ORDER
        places = {key: place for place, key in enumerate(order)}
        entries = tuple(sorted(entries, key=lambda entry: places.get(entry.key, len(places))))
    return replace(group, entries=entries)
