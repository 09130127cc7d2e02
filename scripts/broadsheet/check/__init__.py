"""Checks documents against the model and the rules, and reports every problem of every file in one pass.

In: a `Tree` and its documents.
Out: `Checked`: briefings without errors, their records, the registries, and all problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from broadsheet.check.advice import advise
from broadsheet.check.cross_file import Place, UnknownDomains, check_days, check_threads
from broadsheet.check.duplicate_story import FindPairs, Pair, check_twice, find_pairs, months_of, pairs_in
from broadsheet.check.examine import Examined, examine, still_holds
from broadsheet.check.identity import Identity, identify
from broadsheet.check.pictures import check_pictures
from broadsheet.check.registry_files import read_registries
from broadsheet.load import Tree, read_document
from broadsheet.model import Briefing
from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem, in_order, listed

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
    """What came through. `records` are sorted by path and free of errors; `library` has their briefings by path.

    `fingerprint` is a digest of every file that was read, the pictures included.
    """

    records: tuple[BriefingRecord, ...]
    library: Mapping[str, Briefing]
    registries: Registries
    problems: tuple[Problem, ...]
    fingerprint: bytes = b""

    @property
    def briefings(self) -> tuple[Briefing, ...]:
        """The briefings in full, in the order of their records."""
        return tuple(self.library[record.path] for record in self.records)


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
    return in_order(advise(checked.records, checked.registries, places_in(tree)))


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
    records: list[BriefingRecord] = []
    unread: list[str] = []
    sketches: dict[str, bytes] = {}
    unknown = UnknownDomains(registries)
    for one in examined:
        found.extend(one.problems)
        if one.record is None:
            unread.append(one.file)
        else:
            records.append(one.record)
            sketches[one.file] = one.sketch
            unknown.note(one, one.record)

    place = places_in(tree)
    records.sort(key=lambda record: (record.path, record.file))
    found.extend(check_threads(records, {identity.path for identity in identities.values()}, place))
    found.extend(check_twice(records, sketches, place, find=find))
    found.extend(unknown.problems(place, library))
    found.extend(check_pictures(tree, records, unread))
    found.extend(check_days(records, now, place))
    failed = {problem.path for problem in found if problem.severity == "error"}
    return Checked(
        records=tuple(record for record in records if record.file not in failed),
        library=library,
        registries=registries,
        problems=listed(found),
    )
