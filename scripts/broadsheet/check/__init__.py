"""Files to gists: every problem of every file in one pass, and only whole briefings go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from broadsheet.check.across import Place, Strangers, check_days, check_threads
from broadsheet.check.advice import advise
from broadsheet.check.examine import Examined, examine, still_holds
from broadsheet.check.identity import Identity, identify
from broadsheet.check.pictures import check_pictures
from broadsheet.check.registry_files import read_registries
from broadsheet.check.twice import FindPairs, Pair, check_twice, find_pairs, months_of, pairs_in
from broadsheet.gist import Gist
from broadsheet.load import Tree, read_document
from broadsheet.model import Briefing
from broadsheet.problem import Problem, in_order, listed
from broadsheet.registries import Registries

__all__ = [
    "Checked",
    "Examined",
    "FindPairs",
    "Identity",
    "Pair",
    "advice_on",
    "check",
    "check_all",
    "examine",
    "identify",
    "months_of",
    "pairs_in",
    "registries_of",
    "still_holds",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came through. `gists` are sorted by path and free of errors; `library` has their briefings by path.

    `fingerprint` is a digest of every file that was read, the pictures included.
    """

    gists: tuple[Gist, ...]
    library: Mapping[str, Briefing]
    registries: Registries
    problems: tuple[Problem, ...]
    fingerprint: bytes = b""

    @property
    def briefings(self) -> tuple[Briefing, ...]:
        """The briefings in full, in the order of their gists."""
        return tuple(self.library[gist.path] for gist in self.gists)


def check(tree: Tree, *, now: date | None = None, step: Callable[[], object] = lambda: None) -> Checked:
    """Read and check everything under a tree. `step` is called once a briefing, for a progress bar."""
    registries, problems, _ = registries_of(tree)
    identities, misplaced = identify(tree.briefings, tree.folder)
    library: dict[str, Briefing] = {}

    def found() -> Iterator[Examined]:
        for file in tree.briefings:
            step()
            examined, briefing = examine(tree, registries, file, identities.get(file))
            if briefing:
                library[briefing.path] = briefing
            yield examined

    return check_all(tree, registries, identities, found(), library, problems=(*problems, *misplaced), now=now)


def registries_of(tree: Tree) -> tuple[Registries, tuple[Problem, ...], str]:
    """Read the registry files of a tree. The last is a digest of what they say."""
    documents = [read_document(tree.root, file) for file in tree.registries]
    return *read_registries(documents), " ".join(f"{one.file} {one.digest}" for one in documents)


def places_in(tree: Tree) -> Place:
    """Return what finds the line and column of a value in a file of a tree."""
    return lambda file, loc: read_document(tree.root, file).marks.value(loc)


def advice_on(tree: Tree, checked: Checked) -> tuple[Problem, ...]:
    """Return what an editor may want to know of briefings that are free of errors."""
    return in_order(advise(checked.gists, checked.registries, places_in(tree)))


def check_all(
    tree: Tree,
    registries: Registries,
    identities: Mapping[str, Identity],
    examined: Iterable[Examined],
    library: Mapping[str, Briefing],
    *,
    problems: Iterable[Problem] = (),
    now: date | None = None,
    find: FindPairs = find_pairs,
) -> Checked:
    """Add what only shows across files to what was found in each. `find` finds the stories that seem to be told twice."""
    found = list(tree.problems)
    found.extend(problems)
    gists: list[Gist] = []
    unread: list[str] = []
    sketches: dict[str, bytes] = {}
    strangers = Strangers(registries)
    for one in examined:
        found.extend(one.problems)
        if one.gist is None:
            unread.append(one.file)
        else:
            gists.append(one.gist)
            sketches[one.file] = one.sketch
            strangers.note(one, one.gist)

    place = places_in(tree)
    gists.sort(key=lambda gist: (gist.path, gist.file))
    found.extend(check_threads(gists, {identity.path for identity in identities.values()}, place))
    found.extend(check_twice(gists, sketches, place, find=find))
    found.extend(strangers.problems(place, library))
    found.extend(check_pictures(tree, gists, unread))
    found.extend(check_days(gists, now, place))
    failed = {problem.path for problem in found if problem.severity == "error"}
    return Checked(
        gists=tuple(gist for gist in gists if gist.file not in failed),
        library=library,
        registries=registries,
        problems=listed(found),
    )
