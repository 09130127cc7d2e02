"""Makes portions of drafts in whatever process it is called, and proofreads them while they are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from broadsheet.forks import spread
from broadsheet.pages import Draft, Page
from broadsheet.pages.page import html_of
from broadsheet.press.folder import read_file, write_file
from broadsheet.press.ledger import Made
from broadsheet.press.proofs import Proof, Proofreader
from broadsheet.publish import Assets, Before, Compilation, nothing_before

Draw = Callable[[Page], bytes]
Anything = Draft[Page] | Assets

MANY = 1200  # drafts from which on it pays to work with several processes, each of which takes memory: a day is done by one
PORTION = 40  # drafts that a process makes before it says so


class Maker:
    """Writes into one folder. Without a reader, nothing is proofread."""

    def __init__(self, folder: str, draw: Draw, reader: Proofreader | None, before: Before = nothing_before) -> None:
        """Remember where to write, how pages are drawn, who reads them, and what has the files of the site before."""
        self._folder = folder
        self._draw = draw
        self._reader = reader
        self._before = before

    def __call__(self, drafts: Sequence[Anything]) -> tuple[list[list[Made]], Proof]:
        """Return the files of each draft, and what was found in them."""
        proof, made = Proof(), []
        for one in drafts:
            contents = self._contents(one)
            made.append([write_file(self._folder, uri, content) for uri, content in contents])
            if self._reader:
                proof.add(self._reader.read(contents))
        return made, proof

    def _contents(self, draft: Anything) -> list[tuple[str, bytes]]:
        if isinstance(draft, Compilation):
            asset = draft.make(partial(read_file, self._folder), self._before)
            return [(asset.uri, asset.content)]
        made = draft.make()
        if isinstance(made, Page):
            return [(html_of(made.uri), self._draw(made))]
        return [(asset.uri, asset.content) for asset in made]


class Rereader:
    """Proofreads files that were made elsewhere and lie in a folder."""

    def __init__(self, folder: str, reader: Proofreader) -> None:
        """Remember where the files lie, and who reads them."""
        self._folder = folder
        self._reader = reader

    def __call__(self, uris: Sequence[str]) -> Proof:
        """Return what was found."""
        return self._reader.read((uri, read_file(self._folder, uri)) for uri in uris)


def make_all(
    drafts: Sequence[Anything], maker: Maker, *, jobs: int, step: Callable[[], object]
) -> tuple[dict[str, tuple[Made, ...]], Proof]:
    """Make drafts, what others are made of first. Return the files of each by its name, and what was found in them.

    `step` is called for each.
    """
    single = [one for one in drafts if not isinstance(one, Compilation)]
    jobs = jobs if len(single) >= MANY else 1
    # What is made of one briefing stands together. One process begins with what takes most memory, while it holds least.
    single.sort(key=lambda one: (jobs > 1 or not one.heavy, one.name))
    compiled = [one for one in drafts if isinstance(one, Compilation)]
    early = [one for one in compiled if not one.last]
    parts = {name for one in early for name in one.of}
    begin = next((place for place in range(len(single), 0, -1) if single[place - 1].name in parts), 0)
    waves = (
        single[:begin],
        [*early, *single[begin:]],  # a year takes long, so that it is begun first
        [one for one in compiled if one.last],
    )
    files: dict[str, tuple[Made, ...]] = {}
    proof = Proof()
    for wave in waves:
        for portion, made, found in made_of(wave, maker, jobs=jobs):
            proof.add(found)
            for one, some in zip(portion, made, strict=True):
                files[one.name] = tuple(some)
                step()
    return files, proof


def made_of(
    drafts: Sequence[Anything], maker: Maker, *, jobs: int
) -> Iterator[tuple[Sequence[Anything], list[list[Made]], Proof]]:
    """Yield portions of drafts, each with the files of its drafts and what was found in them, in up to `jobs` processes.

    Where some tell the same stories they come first then, and processes begin at both ends, so that they are the work of
    half of them.
    """
    together = jobs > 1 and any(isinstance(one, Draft) and one.together for one in drafts)
    if together:
        drafts = sorted(drafts, key=lambda one: isinstance(one, Draft) and not one.together)
    for portion, (made, proof) in spread(maker, drafts, jobs=jobs, portion=PORTION, from_both_ends=together):
        yield portion, made, proof
