"""The same story told twice: a briefing that shares its articles or its headline with one of the days before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from broadsheet.check.cross_file import Place
from broadsheet.check.similarity import articles_of, numbers_of, same_headline
from broadsheet.model.record import BriefingRecord, day_of
from broadsheet.problems import Problem

WINDOW = timedelta(days=14)


class Pair(NamedTuple):
    """Two files that seem to tell one story, and why: what the later one has of the earlier."""

    later: str
    earlier: str
    why: str


FindPairs = Callable[[Sequence[BriefingRecord], Mapping[str, bytes]], Iterable[Pair]]


def check_twice(
    records: Sequence[BriefingRecord], sketches: Mapping[str, bytes], place: Place, *, find: FindPairs
) -> Iterator[Problem]:
    """No two briefings within two weeks tell one story, unless they are of one thread.

    `records` are sorted by path, so that the later one is told of the earlier, and of the nearest.
    """
    pairs = list(find(records, sketches))
    if not pairs:
        return
    by_path = {record.path: record for record in records}
    by_file = {record.file: record for record in records}
    told: set[str] = set()
    for later, earlier, why in pairs:
        record, other = by_file.get(later), by_file.get(earlier)
        if record and other and later not in told and _thread(record, by_path) != _thread(other, by_path):
            told.add(later)
            yield _problem(record, other, why, place)


def find_pairs(records: Sequence[BriefingRecord], sketches: Mapping[str, bytes]) -> Iterator[Pair]:
    """Yield the pairs among all briefings, sorted by path: of each later one the nearest first."""
    for _, before, month in months_of(records):
        yield from pairs_in(before, month, sketches)


def months_of(
    records: Sequence[BriefingRecord],
) -> Iterator[tuple[str, Sequence[BriefingRecord], Sequence[BriefingRecord]]]:
    """Yield every month with the briefings of the two weeks before it and its own; no others have a say in its pairs."""
    end = 0
    for month, found in groupby(records, key=lambda record: record.path[:7]):
        begin, end = end, end + sum(1 for _ in found)
        since = (day_of(f"{month}/01") - WINDOW).strftime("%Y/%m/%d")
        yield (
            month,
            records[bisect_left(records, since, 0, begin, key=lambda record: record.path) : begin],
            records[begin:end],
        )


def pairs_in(
    before: Sequence[BriefingRecord], month: Sequence[BriefingRecord], sketches: Mapping[str, bytes]
) -> Iterator[Pair]:
    """Yield the pairs whose later one is of a month.

    Of each number only the last briefing that had it is asked, so that the time it takes grows with the archive and no
    faster.
    """
    near = [*before, *month]
    held: dict[int, int] = {}
    for index, record in enumerate(near):
        numbers = numbers_of(sketches.get(record.file, b""))
        if index >= len(before) and not held.keys().isdisjoint(numbers):
            articles = articles_of(sketches[record.file])
            for met in sorted({held[number] for number in numbers if number in held}, reverse=True):
                other = near[met]
                if record.day - other.day <= WINDOW and (
                    why := _likeness(record, other, articles, articles_of(sketches[other.file]))
                ):
                    yield Pair(record.file, other.file, why)
        held.update(dict.fromkeys(numbers, index))


def _likeness(record: BriefingRecord, earlier: BriefingRecord, urls: frozenset[int], others: frozenset[int]) -> str:
    """Return in words what two briefings have in common, or nothing where it is too little."""
    shared = len(urls & others)
    if shared and shared * 2 >= max(len(urls), len(others)):
        whole = f"{shared} of its {len(urls)} articles are" if len(urls) > 1 else "its article is"
        return f"{whole} also in {earlier.file}"
    if same_headline(record.title, earlier.title):
        return f"the headline is nearly that of {earlier.file}"
    return ""


def _thread(record: BriefingRecord, by_path: Mapping[str, BriefingRecord]) -> str:
    """Return the path with which a thread began, or of a circle, which is an error of its own, the first."""
    seen = {record.path}
    while record.follows and record.follows in by_path and record.follows not in seen:
        record = by_path[record.follows]
        seen.add(record.path)
    return min(seen) if record.follows in seen else record.path


def _problem(record: BriefingRecord, earlier: BriefingRecord, why: str, place: Place) -> Problem:
    line, column = place(record.file, ("title",))
    hint = f"if it goes on from there, write `follows: {earlier.path}`; if it is the same news, make one briefing of the two"
    return Problem(
        path=record.file,
        line=line,
        column=column,
        code="duplicate-story",
        message=why,
        hint=hint,
        severity="warning",
    )
