"""What else to read: briefings that share rare entities and sources, the nearest in time first.

Only a window of days around a briefing is looked at, and rarity is counted inside it, so that what is published today
cannot change the pages of last year.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from math import log

WINDOW = timedelta(days=45)
SOURCE_WEIGHT = 0.25
THRESHOLD = 0.5
ENOUGH = THRESHOLD - 1e-9  # what may round up to it

Related = Mapping[str, tuple[str, ...]]


def find_related(
    days: Mapping[str, date],
    entities: Mapping[str, Sequence[str]],
    sources: Mapping[str, Sequence[str]],
    apart: Mapping[str, str],
    *,
    limit: int = 4,
    only: Iterable[str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return path -> related paths, for all or for `only` some.

    `days`, `entities` and `sources` say for each path its day, its entity keys and its domains; `apart` maps a path to
    its thread, whose members are shown elsewhere. A shared feature that n briefings of the window have weighs
    1 / log2(1 + n); the best `limit` above the threshold are listed nearest in time first.
    """
    wanted = list(days if only is None else only)
    if not wanted:
        return {}
    near = near_in_time(days, wanted)
    stories = sorted(near, key=near.__getitem__)
    dates = [near[path].toordinal() for path in stories]
    of_entity, of_source = _holders(stories, entities), _holders(stories, sources)
    related = {}
    for path in wanted:
        day = days[path]
        first = bisect_left(dates, day.toordinal() - WINDOW.days)
        end = bisect_right(dates, day.toordinal() + WINDOW.days)
        held = [(1.0, of_entity[key]) for key in entities[path]]
        held += [(SOURCE_WEIGHT, of_source[key]) for key in sources[path]]
        scores = [0.0] * end  # of all before, too: an index costs less than a subtraction, thousands of times
        for weight, holders in held:
            others = holders[bisect_left(holders, first) : bisect_left(holders, end)]
            share = weight / log(1 + len(others), 2)
            for other in others:
                scores[other] += share
        close = {stories[place]: score for place, score in enumerate(scores[first:], first) if score >= ENOUGH}
        thread = apart.get(path)
        found = {
            other: rounded
            for other, score in close.items()
            if (rounded := round(score, 9)) >= THRESHOLD
            and other != path
            and not (thread and apart.get(other) == thread)
        }
        best = sorted(found, key=lambda other: (-found[other], abs(days[other] - day), other))[:limit]
        related[path] = tuple(sorted(best, key=lambda other: (abs(days[other] - day), -found[other], other)))
    return related


def _holders(stories: Sequence[str], features: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[int]]:
    """Return feature -> the places of the stories that have it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, path in enumerate(stories):
        for key in features[path]:
            holders[key].append(place)
    return holders


def near_in_time(days: Mapping[str, date], wanted: Iterable[str]) -> dict[str, date]:
    """Return the days of all paths that have a say in what is related to some of them."""
    asked = [days[path] for path in wanted]
    if not asked:
        return {}
    first, last = min(asked) - WINDOW, max(asked) + WINDOW
    return {path: day for path, day in days.items() if first <= day <= last}


def window_digests(facts: Mapping[date, bytes]) -> dict[date, bytes]:
    """Return day -> a digest of the facts of all days in its window: what is related changes only when this does."""
    days = sorted(facts)
    digests = [blake2b(facts[day], digest_size=16, person=day.isoformat().encode()).digest() for day in days]
    whole = b"".join(digests)
    return {
        day: blake2b(
            whole[16 * bisect_left(days, day - WINDOW) : 16 * bisect_right(days, day + WINDOW)], digest_size=16
        ).digest()
        for day in days
    }
