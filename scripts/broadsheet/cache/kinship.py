"""What is related is looked for again only where something in its window of days changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from broadsheet.cache.database import Database
from broadsheet.derive import Features, Relate
from broadsheet.derive.related import Related, window_digests
from broadsheet.forks import spread

PORTION = 2000  # stories that a process looks at before it hands them over; each needs its neighbours of three months

_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[bytes, tuple[str, ...]]])


def relating_with(database: Database, limit: int, jobs: int) -> Relate:
    """Return what finds at most `limit` related briefings of each, and remembers them in a database."""

    def relate(features: Features) -> Related:
        days = features.days
        facts: dict[date, list[bytes]] = defaultdict(list)
        for path, day in days.items():
            facts[day].append(features.kin[path])
        windows = window_digests({day: b"".join([b"%d" % limit, *told]) for day, told in facts.items()})
        known = _known(database)
        found = {path: kept[1] for path, day in days.items() if (kept := known.get(path)) and kept[0] == windows[day]}
        stale = sorted((path for path in days if path not in found), key=days.__getitem__)
        if not stale and len(known) == len(days):
            return found

        def find_some(paths: Sequence[str]) -> Related:
            return features.related(limit, paths)

        for _, some in spread(find_some, stale, jobs=jobs, portion=PORTION):
            found.update(some)
        remembered = {path: (windows[days[path]], related) for path, related in found.items()}
        database.write([("fact", "related", msgspec.msgpack.encode(remembered))])
        return found

    return relate


def _known(database: Database) -> dict[str, tuple[bytes, tuple[str, ...]]]:
    body = database.entry("fact", "related")
    try:
        return _DECODER.decode(body) if body else {}
    except msgspec.MsgspecError:
        return {}
