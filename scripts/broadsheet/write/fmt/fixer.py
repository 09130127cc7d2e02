"""Apply the corrections of `mends` to one file, and record each with its place in the file as it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from broadsheet.check import identify, registries_of
from broadsheet.check.schema_messages import name_of
from broadsheet.load import Document, Loc, Tree
from broadsheet.model.article_urls import archived_copy
from broadsheet.model.registries import Registries, fold
from broadsheet.text.escaping import visible
from broadsheet.write.fmt.fixes import MENDS, SPELLINGS, WHITE_SPACE, Fix, FixContext
from broadsheet.write.yaml import Group, MappingEntry, known_keys, plain

_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One correction: its place in the old file, the name of the value, what was done, and the values before and after."""

    line: int
    column: int
    name: str
    did: str
    before: Any
    after: Any

    def said(self, file: str) -> str:
        """Return the correction as a line of the report."""
        values = "" if self.did == WHITE_SPACE else f": {_shown(self.before, self.after)}"
        return visible(f"{file}:{self.line}:{self.column}: {self.name}: {self.did}{values}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixer:
    """The corrections to apply, and what they must know of the project: its registries, its briefings and their days."""

    registries: Registries
    paths: Collection[str]
    days: dict[str, date]
    fixes: tuple[Fix, ...] = MENDS

    @classmethod
    def of(cls, tree: Tree) -> Fixer:
        """Return a Mender with every correction, for the project of a tree."""
        identities, _ = identify(tree.briefings, tree.folder)
        return cls(
            registries=registries_of(tree)[0],
            paths=frozenset(identity.path for identity in identities.values()),
            days={file: identity.day for file, identity in identities.items()},
        )

    def work(self, document: Document) -> Work:
        """Return the function that corrects one file."""
        articles = (document.data or {}).get("articles")
        around = FixContext(
            registries=self.registries,
            paths=self.paths,
            day=self.days.get(document.file),
            articles=len(articles) if isinstance(articles, list) else 0,
        )
        return Work(document, around, self.fixes)


PLAIN = Fixer(registries=Registries(), paths=(), days={}, fixes=SPELLINGS)


class Work:
    """Corrects the values of one file, and records each correction."""

    def __init__(self, document: Document, around: FixContext, fixes: tuple[Fix, ...]) -> None:
        """Begin with no corrections."""
        self._document = document
        self._around = around
        self._by_place: dict[str, list[Fix]] = {}
        for fix in fixes:
            for place in fix.at:
                self._by_place.setdefault(place, []).append(fix)
        self._renames = fixes is not SPELLINGS
        self._noted: list[Fixed] = []

    @property
    def fixed(self) -> tuple[Fixed, ...]:
        """The corrections so far, from the top of the file."""
        return tuple(sorted(self._noted, key=lambda one: (one.line, one.column)))

    def __call__(self, group: Group) -> Group:
        """Return the entries of the file with corrected values."""
        return self._group(group, (), (), self._around)

    def _group(self, group: Group, written: Loc, meant: Loc, around: FixContext) -> Group:
        renames = self._renames and not group.is_list
        renamed = self._with_known_keys(group, written, meant) if renames else group
        if meant[:1] == ("articles",) and len(meant) == 2:
            around = replace(around, article=renamed.values if not renamed.is_list else {})
        if meant[:1] == ("articles",) and len(meant) == 2:
            group, renamed = self._with_copy(group, renamed, written, meant)
        entries = tuple(
            self._entry(
                entry,
                (*written, number if group.is_list else original.key),
                (*meant, number if group.is_list else entry.key),
                around,
            )
            for number, (entry, original) in enumerate(zip(renamed.entries, group.entries, strict=True))
        )
        return replace(group, entries=entries)

    def _with_copy(self, group: Group, renamed: Group, written: Loc, meant: Loc) -> tuple[Group, Group]:
        """Add `archived` to an article whose URL is that of a copy; the URL itself is mended like any other."""
        url = renamed.values.get("url") if self._renames and not renamed.is_list else None
        copy = archived_copy(url.strip()) if isinstance(url, str) and "archived" not in renamed.values else None
        if copy is None:
            return group, renamed
        place = 1 + next(number for number, entry in enumerate(renamed.entries) if entry.key == "url")
        line, column = self._document.marks.value((*written, group.entries[place - 1].key))
        name = name_of((*meant, "archived"))
        self._noted.append(Fixed(line=line, column=column, name=name, did="archived copy", before="", after=copy[1]))
        added = MappingEntry(key="archived", value=copy[1])
        return tuple(
            replace(one, entries=(*one.entries[:place], added, *one.entries[place:])) for one in (group, renamed)
        )  # type: ignore[return-value]

    def _with_known_keys(self, group: Group, written: Loc, meant: Loc) -> Group:
        """Rename keys that differ from a known key only in case, spaces, hyphens or underscores."""
        known = {fold(key): key for key in known_keys(meant)}
        there = {entry.key for entry in group.entries}
        entries = []
        for entry in group.entries:
            key = known.get(fold(entry.key), entry.key)
            if key != entry.key and key not in there:
                there.add(key)
                self._note(True, (*written, entry.key), (*meant, key), "name of the key", entry.key, key)
                entries.append(replace(entry, key=key))
            else:
                entries.append(entry)
        return replace(group, entries=tuple(entries))

    def _entry(self, entry: MappingEntry, written: Loc, meant: Loc, around: FixContext) -> MappingEntry:
        if isinstance(entry.value, Group):
            entry = replace(entry, value=self._group(entry.value, written, meant, around))
        place = ".".join("*" if isinstance(part, int) or before == "says" else part for before, part in _pairs(meant))
        for fix in self._by_place.get(place, ()):
            entry = self._fixed(entry, fix, written, meant, replace(around, key=str(meant[-1])))
        return entry

    def _fixed(self, entry: MappingEntry, fix: Fix, written: Loc, meant: Loc, around: FixContext) -> MappingEntry:
        before = plain(entry.value)
        if before is None or (isinstance(before, dict)):
            return entry
        if isinstance(before, list) and not fix.takes_lists:
            return entry
        after = fix.fix(before, around)
        if after in (before, ""):
            return entry
        self._note(False, written, meant, fix.did, before, after)
        return replace(entry, value=_with_values(entry.value, after))

    def _note(self, is_key: bool, written: Loc, meant: Loc, did: str, before: Any, after: Any) -> None:
        marks = self._document.marks
        line, column = marks.key(written) if is_key else marks.value(written)
        self._noted.append(Fixed(line=line, column=column, name=name_of(meant), did=did, before=before, after=after))


def _pairs(loc: Loc) -> list[tuple[str | int, str]]:
    return [(before, part) for before, part in zip(("", *loc), loc, strict=False)]  # type: ignore[misc]


def _with_values(value: Any, after: Any) -> Any:
    """Return the new value. Items of a list keep their comments if their number is the same; else the first gets them all."""
    if not isinstance(after, list):
        return after
    old = value.entries if isinstance(value, Group) else ()
    if len(old) == len(after):
        entries = tuple(replace(entry, value=item) for entry, item in zip(old, after, strict=True))
    else:
        entries = tuple(MappingEntry(value=item) for item in after)
        if remarks := _remarks_of(old):
            entries = (replace(entries[0], above=remarks), *entries[1:])
    return Group(entries=entries, is_list=True)


def _remarks_of(entries: tuple[MappingEntry, ...]) -> tuple[str, ...]:
    return tuple(
        line
        for entry in entries
        for line in (*entry.above, *([entry.beside] if entry.beside else []), *entry.below)
        if line
    )  # fmt: skip


def _shown(before: Any, after: Any) -> str:
    """Return both values in quotes; of long ones, the part around the first difference."""
    one, other = _text(before), _text(after)
    same = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    start = max(0, same - 30) if max(len(one), len(other)) > _LONGEST else 0
    return " → ".join(
        f"“{'…' * (start > 0)}{text[start : start + _LONGEST]}{'…' * (len(text) > start + _LONGEST)}”"
        for text in (one, other)
    )


def _text(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
