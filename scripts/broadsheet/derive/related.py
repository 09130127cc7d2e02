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
ENOUGH = THRESHOLD - 1e-9  # weights that are added in another order differ in their last place

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
    holders = ((1.0, entities, _Holders(near, entities)), (SOURCE_WEIGHT, sources, _Holders(near, sources)))
    related = {}
    for path in wanted:
        day = days[path]
        features = [
            (weight / log(1 + len(others), 2), others)
            for weight, told, held in holders
            for key in told[path]
            if (others := held.around(key, day))
        ]
        features.sort(key=lambda feature: -feature[0])
        to_come = sum([weight for weight, _ in features])
        scores: dict[str, float] = defaultdict(float)
        close: set[str] | None = None  # those that can still be related, once nobody new can
        for weight, others in features:
            if to_come >= ENOUGH:
                for other in others:
                    scores[other] += weight
            else:
                close = {other for other in (scores if close is None else close) if scores[other] + to_come >= ENOUGH}
                for other in close.intersection(others):
                    scores[other] += weight
            to_come -= weight
        thread = apart.get(path)
        found = {
            other: score
            for other in (scores if close is None else close)
            if (score := round(scores[other], 9)) >= THRESHOLD
            and other != path
            and not (thread and apart.get(other) == thread)
        }
        best = sorted(found, key=lambda other: (-found[other], abs(days[other] - day), other))[:limit]
        related[path] = tuple(sorted(best, key=lambda other: (abs(days[other] - day), -found[other], other)))
    return related


class _Holders:
    """Which stories have a feature, the oldest first."""

    def __init__(self, near: Mapping[str, date], features: Mapping[str, Sequence[str]]) -> None:
        self._paths: dict[str, list[str]] = defaultdict(list)
        self._days: dict[str, list[int]] = defaultdict(list)
        for path in sorted(near, key=near.__getitem__):
            day = near[path].toordinal()
            for key in features[path]:
                self._paths[key].append(path)
                self._days[key].append(day)

    def around(self, key: str, day: date) -> Sequence[str]:
        """Return those in the window around a day."""
        days, middle = self._days[key], day.toordinal()
        first, end = bisect_left(days, middle - WINDOW.days), bisect_right(days, middle + WINDOW.days)
        return self._paths[key][first:end]


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
