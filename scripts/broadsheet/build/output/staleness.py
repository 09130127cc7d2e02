"""Find the stale targets of a site: segment by segment, and target by target only where a segment has changed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from broadsheet.build.output.folder import link_file
from broadsheet.build.output.gate import SiteError
from broadsheet.build.output.inspection import Findings, is_as_written
from broadsheet.build.output.manifest import (
    Segment,
    TargetOutput,
    WrittenFile,
    by_segment,
    key_of_targets,
    segment_of,
    to_segments,
)
from broadsheet.build.output.site_plan import AnyTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """Which targets of a site must be rendered, and which can be reused.

    `order` has the names of all segments, in the order of the site's targets. `unchanged` segments are reused as a
    whole. `targets` has every target of the other segments by name; those with a `reusable` entry are not stale.
    """

    order: tuple[str, ...]
    unchanged: Mapping[str, Segment]
    targets: Mapping[str, AnyTarget]
    reusable: Mapping[str, TargetOutput]

    @property
    def stale(self) -> list[AnyTarget]:
        """The targets that must be rendered."""
        return [target for name, target in self.targets.items() if name not in self.reusable]

    def segments(self, entries: Mapping[str, TargetOutput]) -> dict[str, Segment]:
        """Return all segments of the new site; `entries` are those of `targets`."""
        changed = to_segments(entries)
        return {name: self.unchanged.get(name) or changed[name] for name in self.order}


def find_stale(
    targets: Iterable[AnyTarget], last: Mapping[str, Segment], found: Findings, keep: Callable[[str], bool]
) -> Staleness:
    """Compare targets with the `last` segments, whose files in the staging folder are as `found`.

    A target is stale if it is new or its key has changed, unless `keep` is true of its name and it was rendered before.
    """
    segments = by_segment((target.name, target) for target in targets)
    touched = {segment_of(uri) for uris in (found.missing, found.extra) for uri in uris}
    if touched:
        touched.add("")  # its files may be anywhere
    unchanged = {
        segment: last[segment]
        for segment, part in segments.items()
        if segment in last and segment not in touched and last[segment].key == key_of_targets(part, _keys(part))
    }
    changed = {segment: part for segment, part in segments.items() if segment not in unchanged}
    reusable: dict[str, TargetOutput] = {}
    for segment, part in changed.items():
        entries = last[segment].entries() if segment in last else {}
        for name, target in part.items():
            entry = entries.get(name)
            if entry and (entry.key == target.key or keep(name)):
                reusable[name] = entry
    merged = {name: target for part in changed.values() for name, target in part.items()}
    return Staleness(order=tuple(segments), unchanged=unchanged, targets=merged, reusable=reusable)


def _keys(targets: Mapping[str, AnyTarget]) -> Iterator[bytes]:
    return (target.key for target in targets.values())


def link_reusable(staleness: Staleness, missing: Container[str], site: str, staging: str) -> Staleness:
    """Link the reusable files that are `missing` from staging out of the site.

    Targets whose files are damaged there too become stale.
    """
    needed = [(name, made) for name, entry in staleness.reusable.items() for made in entry.files if made.uri in missing]
    damaged = {name for name, made in needed if not is_as_written(site, made)}
    for name, made in needed:
        if name not in damaged:
            link_file(site, staging, made.uri)
    if not damaged:
        return staleness
    return replace(
        staleness, reusable={name: entry for name, entry in staleness.reusable.items() if name not in damaged}
    )


@dataclass(frozen=True, slots=True)
class SiteFiles(Container[str]):
    """The addresses of all files of a new site.

    `targets` maps the address of each file outside `unchanged` segments to the name of its target. The files of an
    unchanged segment are decoded when they are first needed.
    """

    targets: Mapping[str, str]
    unchanged: Mapping[str, Segment]
    _decoded: dict[str, frozenset[str]] = field(default_factory=dict)

    def __contains__(self, uri: object) -> bool:
        """Whether the site has a file with this address."""
        return uri in self.targets or (
            isinstance(uri, str) and (self._is_in(segment_of(uri), uri) or self._is_in("", uri))
        )

    def _is_in(self, segment: str, uri: str) -> bool:
        if segment not in self.unchanged:
            return False
        if segment not in self._decoded:
            self._decoded[segment] = frozenset(made.uri for made in self.unchanged[segment].made())
        return uri in self._decoded[segment]


def site_files(entries: Mapping[str, TargetOutput], unchanged: Mapping[str, Segment]) -> SiteFiles:
    """Return all files of a site with these entries and segments. Raises PressError if two targets have one file."""
    targets: dict[str, str] = {}
    reused = SiteFiles({}, unchanged)
    for name, entry in entries.items():
        for made in entry.files:
            other = targets.setdefault(made.uri, name)
            if other != name or made.uri in reused:
                raise SiteError(
                    f"{made.uri if other == name else other} and {name} would be one file; rename one of them"
                )
    return SiteFiles(targets, unchanged)


def files_of_changed_segments(segments: Mapping[str, Segment], others: Mapping[str, Segment]) -> Iterator[WrittenFile]:
    """Yield the files of those `segments` that are not the very same in `others`."""
    for name, segment in segments.items():
        if others.get(name) is not segment:
            yield from segment.made()
