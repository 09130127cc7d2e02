"""Makes portions of drafts in whatever process it is called, and proofreads them while they are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from broadsheet.build.output.folder import read_file, write_file
from broadsheet.build.output.html_lint import HtmlLinter, LintResult
from broadsheet.build.output.manifest import WrittenFile
from broadsheet.build.workers import map_chunks
from broadsheet.pages import Page, Target
from broadsheet.pages.target import html_of
from broadsheet.publish import AggregateTarget, Assets, Before, nothing_before

Draw = Callable[[Page], bytes]
AnyTarget = Target[Page] | Assets

MANY = 1200  # targets from which on it pays to work with several processes, each of which takes memory: a day is done by one
CHUNK_SIZE = 40  # targets that a process makes before it says so


class Renderer:
    """Writes into one folder. Without a reader, nothing is proofread."""

    def __init__(self, folder: str, draw: Draw, reader: HtmlLinter | None, before: Before = nothing_before) -> None:
        """Remember where to write, how pages are drawn, who reads them, and what has the files of the site before."""
        self._folder = folder
        self._draw = draw
        self._reader = reader
        self._before = before

    def __call__(self, targets: Sequence[AnyTarget]) -> tuple[list[list[WrittenFile]], LintResult]:
        """Return the files of each target, and what was found in them."""
        proof, made = LintResult(), []
        for one in targets:
            contents = self._contents(one)
            made.append([write_file(self._folder, uri, content) for uri, content in contents])
            if self._reader:
                proof.add(self._reader.read(contents))
        return made, proof

    def _contents(self, target: AnyTarget) -> list[tuple[str, bytes]]:
        if isinstance(target, AggregateTarget):
            asset = target.make(partial(read_file, self._folder), self._before)
            return [(asset.uri, asset.content)]
        made = target.make()
        if isinstance(made, Page):
            return [(html_of(made.uri), self._draw(made))]
        return [(asset.uri, asset.content) for asset in made]


class Relinter:
    """Proofreads files that were made elsewhere and lie in a folder."""

    def __init__(self, folder: str, reader: HtmlLinter) -> None:
        """Remember where the files lie, and who reads them."""
        self._folder = folder
        self._reader = reader

    def __call__(self, uris: Sequence[str]) -> LintResult:
        """Return what was found."""
        return self._reader.read((uri, read_file(self._folder, uri)) for uri in uris)


def make_all(
    targets: Sequence[AnyTarget], maker: Renderer, *, jobs: int, step: Callable[[], object]
) -> tuple[dict[str, tuple[WrittenFile, ...]], LintResult]:
    """Make targets, what others are made of first. Return the files of each by its name, and what was found in them.

    `step` is called for each.
    """
    single = [one for one in targets if not isinstance(one, AggregateTarget)]
    jobs = jobs if len(single) >= MANY else 1
    # What is made of one briefing stands together. One process begins with what takes most memory, while it holds least.
    single.sort(key=lambda one: (jobs > 1 or not one.heavy, one.name))
    compiled = [one for one in targets if isinstance(one, AggregateTarget)]
    early = [one for one in compiled if not one.last]
    parts = {name for one in early for name in one.of}
    begin = next((place for place in range(len(single), 0, -1) if single[place - 1].name in parts), 0)
    waves = (
        single[:begin],
        [*early, *single[begin:]],  # a year takes long, so that it is begun first
        [one for one in compiled if one.last],
    )
    files: dict[str, tuple[WrittenFile, ...]] = {}
    proof = LintResult()
    for wave in waves:
        for chunk, made, found in made_of(wave, maker, jobs=jobs):
            proof.add(found)
            for one, some in zip(chunk, made, strict=True):
                files[one.name] = tuple(some)
                step()
    return files, proof


def made_of(
    targets: Sequence[AnyTarget], maker: Renderer, *, jobs: int
) -> Iterator[tuple[Sequence[AnyTarget], list[list[WrittenFile]], LintResult]]:
    """Yield portions of targets, each with the files of its targets and what was found in them, in up to `jobs` processes.

    Where some tell the same stories they come first then, and processes begin at both ends, so that they are the work of
    half of them.
    """
    together = jobs > 1 and any(isinstance(one, Target) and one.together for one in targets)
    if together:
        targets = sorted(targets, key=lambda one: isinstance(one, Target) and not one.together)
    for chunk, (made, proof) in map_chunks(maker, targets, jobs=jobs, chunk=CHUNK_SIZE, from_both_ends=together):
        yield chunk, made, proof
