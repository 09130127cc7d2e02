"""Render targets to files, in several processes where there are many, and lint the files while they are in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from broadsheet.build.output.folder import read_file, write_file
from broadsheet.build.output.html_lint import HtmlLinter, LintResult
from broadsheet.build.output.manifest import Segment, TargetOutput, WrittenFile, segment_of
from broadsheet.build.output.site_plan import AnyTarget, DrawPage, OnProgress, SitePlan
from broadsheet.build.output.staleness import Staleness
from broadsheet.build.workers import map_chunks
from broadsheet.pages import Page, Target
from broadsheet.pages.target import digest_of, html_of
from broadsheet.publish import AggregateTarget, Before, nothing_before

MANY_TARGETS = 1200  # from which on several processes pay off, each of which takes memory; a day's work needs one
CHUNK = 40  # targets that a process renders before it reports progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """`entries` by target name, of all targets outside unchanged segments. `lint_result` is about the rendered files."""

    entries: dict[str, TargetOutput]
    lint_result: LintResult


class PreviousFiles:
    """Reads files of the last site, for targets that extend the file they became last time."""

    def __init__(self, site: str, segments: Mapping[str, Segment]) -> None:
        """Read from the folder `site`, which `segments` describe."""
        self._site = site
        self._segments = segments
        self._decoded: dict[str, dict[str, TargetOutput]] = {}

    def __call__(self, uri: str) -> bytes | None:
        """Return the bytes of the file that the target of the same name became, or None if it is not as written."""
        name = segment_of(uri)
        if name not in self._decoded:
            segment = self._segments.get(name)
            self._decoded[name] = segment.entries() if segment else {}
        entry = self._decoded[name].get(uri)
        if entry and [made.uri for made in entry.files] == [uri]:
            with suppress(OSError):
                content = read_file(self._site, uri)
                return content if digest_of(content) == entry.files[0].digest else None
        return None


class Renderer:
    """Renders targets into one folder, in whatever process it is called."""

    def __init__(
        self, folder: str, draw: DrawPage, linter: HtmlLinter | None, previous: Before = nothing_before
    ) -> None:
        """Without a `linter`, nothing is linted. `previous` returns files of the last site."""
        self._folder = folder
        self._draw = draw
        self._linter = linter
        self._previous = previous

    def __call__(self, targets: Sequence[AnyTarget]) -> tuple[list[tuple[WrittenFile, ...]], LintResult]:
        """Render targets. Return the files of each, and what the linter found in them."""
        lint_result, made = LintResult(), []
        for target in targets:
            contents = self._contents(target)
            made.append(tuple([write_file(self._folder, uri, content) for uri, content in contents]))
            if self._linter:
                lint_result.add(self._linter.read(contents))
        return made, lint_result

    def _contents(self, target: AnyTarget) -> list[tuple[str, bytes]]:
        if isinstance(target, AggregateTarget):
            asset = target.make(partial(read_file, self._folder), self._previous)
            return [(asset.uri, asset.content)]
        made = target.make()
        if isinstance(made, Page):
            return [(html_of(made.uri), self._draw(made))]
        return [(asset.uri, asset.content) for asset in made]


def render(
    edition: SitePlan,
    staleness: Staleness,
    folder: str,
    previous: Before,
    linter: HtmlLinter | None,
    *,
    jobs: int,
    on_progress: OnProgress,
) -> Rendered:
    """Render the stale targets of a site into a folder. `on_progress` is called for each of them."""
    stale = staleness.stale
    made: dict[str, tuple[WrittenFile, ...]] = {}
    if (
        edition.documents in stale
    ):  # not linted here: every build lints them, since other targets may remove a page they link to
        made[edition.documents.name] = Renderer(folder, edition.draw, None)([edition.documents])[0][0]
        on_progress()
    renderer = Renderer(folder, edition.draw, linter, previous)
    others = [target for target in stale if target.name not in made]
    lint_result = LintResult()
    for wave, wave_jobs in _waves(others, jobs):
        for chunk, chunk_files, chunk_result in render_chunks(wave, renderer, jobs=wave_jobs):
            lint_result.add(chunk_result)
            for target, files in zip(chunk, chunk_files, strict=True):
                made[target.name] = files
                on_progress()
    entries = {
        name: TargetOutput(target.key, made[name]) if name in made else staleness.reusable[name]
        for name, target in staleness.targets.items()
    }
    return Rendered(entries=entries, lint_result=lint_result)


def _waves(targets: Sequence[AnyTarget], jobs: int) -> Iterator[tuple[Sequence[AnyTarget], int]]:
    """Yield targets in three waves, each with its number of processes; a target's parts are in an earlier wave."""
    single = [target for target in targets if not isinstance(target, AggregateTarget)]
    jobs = jobs if len(single) >= MANY_TARGETS else 1
    # By name, targets of one briefing are neighbours. A single process begins with what needs most memory, while it holds least.
    single.sort(key=lambda target: (jobs > 1 or not target.heavy, target.name))
    aggregates = [target for target in targets if isinstance(target, AggregateTarget)]
    early = [target for target in aggregates if not target.last]
    parts = {name for target in early for name in target.of}
    end_of_parts = next((place for place in range(len(single), 0, -1) if single[place - 1].name in parts), 0)
    yield single[:end_of_parts], jobs
    yield [*early, *single[end_of_parts:]], jobs  # the file of a year takes long, so it is begun first
    yield [target for target in aggregates if target.last], jobs


def render_chunks(
    targets: Sequence[AnyTarget], renderer: Renderer, *, jobs: int
) -> Iterator[tuple[Sequence[AnyTarget], list[tuple[WrittenFile, ...]], LintResult]]:
    """Render targets in up to `jobs` processes. Yield chunks of them, with the files of each target and the lint result."""
    together = jobs > 1 and any(isinstance(target, Target) and target.together for target in targets)
    if together:  # those that render the same stories come first, so that half of the processes render all of them
        targets = sorted(targets, key=lambda target: isinstance(target, Target) and not target.together)
    for chunk, (files, lint_result) in map_chunks(
        renderer, targets, jobs=jobs, chunk_size=CHUNK, from_both_ends=together
    ):
        yield chunk, files, lint_result
