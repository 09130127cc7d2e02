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
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    near_by = near_in_time(days, wanted)
    for path in sorted(near_by, key=near_by.__getitem__):
        for key in entities[path]:
            holders["entity", key].append(path)
        for key in sources[path]:
            holders["source", key].append(path)
    held = {feature: [days[path] for path in paths] for feature, paths in holders.items()}
    related = {}
    for path in wanted:
        day = days[path]
        scores: dict[str, float] = defaultdict(float)
        features = [("entity", key) for key in entities[path]] + [("source", key) for key in sources[path]]
        for feature in features:
            near = holders[feature][
                bisect_left(held[feature], day - WINDOW) : bisect_right(held[feature], day + WINDOW)
            ]
            weight = (1.0 if feature[0] == "entity" else SOURCE_WEIGHT) / log(1 + len(near), 2)
            for other in near:
                scores[other] += weight
        scores.pop(path, None)
        thread = apart.get(path)
        candidates = [
            other
            for other, score in scores.items()
            if score >= THRESHOLD and not (thread and apart.get(other) == thread)
        ]
        candidates.sort(key=lambda other: (-round(scores[other], 9), abs(days[other] - day), other))
        related[path] = tuple(
            sorted(candidates[:limit], key=lambda other: (abs(days[other] - day), -round(scores[other], 9), other))
        )
    return related


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
