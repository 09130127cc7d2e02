"""Which drafts of a site are stale: told segment by segment, and draft by draft only where a segment has changed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from broadsheet.build.output.gate import SiteError
from broadsheet.build.output.inspection import Findings
from broadsheet.build.output.manifest import (
    Segment,
    TargetOutput,
    WrittenFile,
    by_segment,
    in_segments,
    key_of_targets,
    segment_of,
)
from broadsheet.build.output.render import AnyTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """The segments of a site to be, in the order of its targets.

    `whole` are those that stay as they are. Of the others, `targets` has every target by its name, and `fresh` the entries
    that need not be made anew.
    """

    order: tuple[str, ...]
    whole: Mapping[str, Segment]
    targets: Mapping[str, AnyTarget]
    fresh: Mapping[str, TargetOutput]

    def segments(self, entries: Mapping[str, TargetOutput]) -> dict[str, Segment]:
        """Return all segments; `entries` are what the targets became that are not in whole ones."""
        all_others = in_segments(entries)
        return {name: self.whole.get(name) or all_others[name] for name in self.order}


def find_stale(
    targets: Iterable[AnyTarget], kept: Mapping[str, Segment], found: Findings, once: Callable[[str], bool]
) -> Staleness:
    """Hold targets against what is kept of a site, whose folder lies there as it was `found`.

    Targets that are to be made `once`, by their names, are fresh although they are stale.
    """
    parts = by_segment((target.name, target) for target in targets)
    touched = {segment_of(uri) for uris in (found.missing, found.extra) for uri in uris}
    if touched:
        touched.add("")  # which may have files anywhere
    whole = {
        name: kept[name]
        for name, some in parts.items()
        if name in kept and name not in touched and kept[name].key == key_of_targets(some, _keys(some))
    }
    changed = {name: some for name, some in parts.items() if name not in whole}
    fresh: dict[str, TargetOutput] = {}
    for segment, some in changed.items():
        entries = kept[segment].entries() if segment in kept else {}
        for name, target in some.items():
            entry = entries.get(name)
            if entry and (entry.key == target.key or once(name)):
                fresh[name] = entry
    together = {name: target for some in changed.values() for name, target in some.items()}
    return Staleness(order=tuple(parts), whole=whole, targets=together, fresh=fresh)


def _keys(targets: Mapping[str, AnyTarget]) -> Iterator[bytes]:
    return (target.key for target in targets.values())


@dataclass(frozen=True, slots=True)
class Files(Container[str]):
    """All files of a site: `makers` has those outside of `whole` segments by their addresses, each with its target's name."""

    makers: Mapping[str, str]
    whole: Mapping[str, Segment]
    _read: dict[str, frozenset[str]] = field(default_factory=dict)

    def __contains__(self, uri: object) -> bool:
        """Whether there is such a file. Of a segment that stays as it is, the files are read when somebody asks."""
        return uri in self.makers or (isinstance(uri, str) and (self._has(segment_of(uri), uri) or self._has("", uri)))

    def _has(self, segment: str, uri: str) -> bool:
        if segment not in self.whole:
            return False
        if segment not in self._read:
            self._read[segment] = frozenset(made.uri for made in self.whole[segment].made())
        return uri in self._read[segment]


def makers_of(entries: Mapping[str, TargetOutput], whole: Mapping[str, Segment]) -> dict[str, str]:
    """Return the names of the targets that made files, by their addresses. Raises PressError where two made one."""
    makers: dict[str, str] = {}
    unchanged = Files({}, whole)
    for name, entry in entries.items():
        for made in entry.files:
            other = makers.setdefault(made.uri, name)
            if other != name or made.uri in unchanged:
                raise SiteError(
                    f"{made.uri if other == name else other} and {name} would be one file; rename one of them"
                )
    return makers


def others(mine: Mapping[str, Segment], theirs: Mapping[str, Segment]) -> Iterator[WrittenFile]:
    """Yield the files of segments that are not the same elsewhere."""
    for name, segment in mine.items():
        if theirs.get(name) is not segment:
            yield from segment.made()
