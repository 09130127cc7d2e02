"""The same story told twice: a briefing that shares its articles or its headline with one of the days before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from broadsheet.check.across import Place
from broadsheet.check.likeness import articles_of, numbers_of, same_headline
from broadsheet.gist import Gist
from broadsheet.problem import Problem

WINDOW = timedelta(days=14)


def check_twice(gists: Sequence[Gist], sketches: Mapping[str, bytes], place: Place) -> Iterator[Problem]:
    """No two briefings within two weeks tell one story, unless they are of one thread.

    `gists` are sorted by path, so that the later one is told of the earlier. Of each number only the last briefing that
    had it is asked, so that the time it takes grows with the archive and no faster.
    """
    held: dict[int, int] = {}
    held_before: dict[int, int] = {}
    begun = date.min
    by_path = {gist.path: gist for gist in gists}
    for index, gist in enumerate(gists):
        if gist.day - begun > WINDOW:
            held, held_before, begun = {}, held, gist.day
        numbers = numbers_of(sketches.get(gist.file, b""))
        if not (held.keys().isdisjoint(numbers) and held_before.keys().isdisjoint(numbers)):
            met = {one[number] for one in (held, held_before) for number in numbers if number in one}
            if problem := _compared(
                gist, [gists[other] for other in sorted(met, reverse=True)], by_path, sketches, place
            ):
                yield problem
        held.update(dict.fromkeys(numbers, index))


def _compared(
    gist: Gist, earlier: Sequence[Gist], by_path: Mapping[str, Gist], sketches: Mapping[str, bytes], place: Place
) -> Problem | None:
    articles = articles_of(sketches[gist.file])
    for other in earlier:
        if gist.day - other.day <= WINDOW:
            why = _likeness(gist, other, articles, articles_of(sketches[other.file]))
            if why and _thread(gist, by_path) != _thread(other, by_path):
                return _problem(gist, other, why, place)
    return None


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
