"""The same story told twice: a briefing that shares its articles or its headline with one of the days before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from broadsheet.check.across import Place
from broadsheet.check.likeness import articles_of, numbers_of, same_headline
from broadsheet.gist import Gist, day_of
from broadsheet.problem import Problem

WINDOW = timedelta(days=14)


class Pair(NamedTuple):
    """Two files that seem to tell one story, and why: what the later one has of the earlier."""

    later: str
    earlier: str
    why: str


FindPairs = Callable[[Sequence[Gist], Mapping[str, bytes]], Iterable[Pair]]


def check_twice(
    gists: Sequence[Gist], sketches: Mapping[str, bytes], place: Place, *, find: FindPairs
) -> Iterator[Problem]:
    """No two briefings within two weeks tell one story, unless they are of one thread.

    `gists` are sorted by path, so that the later one is told of the earlier, and of the nearest.
    """
    pairs = list(find(gists, sketches))
    if not pairs:
        return
    by_path = {gist.path: gist for gist in gists}
    by_file = {gist.file: gist for gist in gists}
    told: set[str] = set()
    for later, earlier, why in pairs:
        gist, other = by_file.get(later), by_file.get(earlier)
        if gist and other and later not in told and _thread(gist, by_path) != _thread(other, by_path):
            told.add(later)
            yield _problem(gist, other, why, place)


def find_pairs(gists: Sequence[Gist], sketches: Mapping[str, bytes]) -> Iterator[Pair]:
    """Yield the pairs among all briefings, sorted by path: of each later one the nearest first."""
    for _, before, month in months_of(gists):
        yield from pairs_in(before, month, sketches)


def months_of(gists: Sequence[Gist]) -> Iterator[tuple[str, Sequence[Gist], Sequence[Gist]]]:
    """Yield every month with the briefings of the two weeks before it and its own; no others have a say in its pairs."""
    end = 0
    for month, found in groupby(gists, key=lambda gist: gist.path[:7]):
        begin, end = end, end + sum(1 for _ in found)
        since = (day_of(f"{month}/01") - WINDOW).strftime("%Y/%m/%d")
        yield month, gists[bisect_left(gists, since, 0, begin, key=lambda gist: gist.path) : begin], gists[begin:end]


def pairs_in(before: Sequence[Gist], month: Sequence[Gist], sketches: Mapping[str, bytes]) -> Iterator[Pair]:
    """Yield the pairs whose later one is of a month.

    Of each number only the last briefing that had it is asked, so that the time it takes grows with the archive and no
    faster.
    """
    near = [*before, *month]
    held: dict[int, int] = {}
    for index, gist in enumerate(near):
        numbers = numbers_of(sketches.get(gist.file, b""))
        if index >= len(before) and not held.keys().isdisjoint(numbers):
            articles = articles_of(sketches[gist.file])
            for met in sorted({held[number] for number in numbers if number in held}, reverse=True):
                other = near[met]
                if gist.day - other.day <= WINDOW and (
                    why := _likeness(gist, other, articles, articles_of(sketches[other.file]))
                ):
                    yield Pair(gist.file, other.file, why)
        held.update(dict.fromkeys(numbers, index))


def _likeness(gist: Gist, earlier: Gist, urls: frozenset[int], others: frozenset[int]) -> str:
    """Return in words what two briefings have in common, or nothing where it is too little."""
    shared = len(urls & others)
    if shared and shared * 2 >= max(len(urls), len(others)):
        whole = f"{shared} of its {len(urls)} articles are" if len(urls) > 1 else "its article is"
        return f"{whole} also in {earlier.file}"
    if same_headline(gist.title, earlier.title):
        return f"the headline is nearly that of {earlier.file}"
    return ""


def _thread(gist: Gist, by_path: Mapping[str, Gist]) -> str:
    """Return the path with which a thread began, or of a circle, which is an error of its own, the first."""
    seen = {gist.path}
    while gist.follows and gist.follows in by_path and gist.follows not in seen:
        gist = by_path[gist.follows]
        seen.add(gist.path)
    return min(seen) if gist.follows in seen else gist.path


def _problem(gist: Gist, earlier: Gist, why: str, place: Place) -> Problem:
    line, column = place(gist.file, ("title",))
    hint = f"if it goes on from there, write `follows: {earlier.path}`; if it is the same news, make one briefing of the two"
    return Problem(
        path=gist.file,
        line=line,
        column=column,
        code="duplicate-story",
        message=why,
        hint=hint,
        severity="warning",
    )
