"""What is related is looked for again only where something in its window of days changed. It is kept year by year."""

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
        known = {year: _known(database, year) for year in database.names("related")}
        found: dict[str, tuple[str, ...]] = {}
        stale = []
        same = {path: path for path in days}  # or every path would be there five times
        for path, day in days.items():
            kept = known.get(path[:4], {}).get(path)
            if kept and kept[0] == windows[day]:
                found[path] = tuple([same.get(other, other) for other in kept[1]])
            else:
                stale.append(path)
        stale.sort(key=days.__getitem__)

        def find_some(paths: Sequence[str]) -> Related:
            return features.related(limit, paths)

        for _, some in spread(find_some, stale, jobs=jobs, portion=PORTION):
            found.update(some)
        now: dict[str, list[str]] = defaultdict(list)
        for path in days:
            now[path[:4]].append(path)
        changed = {path[:4] for path in stale} | {year for year in now if len(now[year]) != len(known.get(year, ()))}
        entries = (
            ("related", year, msgspec.msgpack.encode({path: (windows[days[path]], found[path]) for path in now[year]}))
            for year in changed
        )
        gone = [("related", year) for year in known if year not in now]
        if changed or gone:
            database.write(entries, gone=gone)
        return found

    return relate


def _known(database: Database, year: str) -> dict[str, tuple[bytes, tuple[str, ...]]]:
    body = database.entry("related", year)
    try:
        return _DECODER.decode(body) if body else {}
    except msgspec.MsgspecError:
        return {}
