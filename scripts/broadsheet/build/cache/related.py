"""What is related is looked for again only where something in its window of days changed. It is kept year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

import msgspec

from broadsheet.archive import Features, Relate
from broadsheet.archive.related import Related, window_digests
from broadsheet.build.cache.database import Database
from broadsheet.build.workers import map_chunks

CHUNK_SIZE = (
    2000  # stories that a process looks at before it hands them over; each needs its neighbours of three months
)


class _Year(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is related to the stories of a year.

    `windows` are the digests of the windows around its days. `paths` are its stories and then those of other years;
    `related` says for each of its own which of `paths`.
    """

    windows: dict[str, bytes]
    paths: list[str]
    related: list[tuple[int, ...]]


_DECODER = msgspec.msgpack.Decoder(_Year)


def relating_with(database: Database, limit: int, jobs: int) -> Relate:
    """Return what finds at most `limit` related briefings of each, and remembers them in a database."""

    def relate(features: Features) -> Related:
        days = features.days
        facts: dict[date, list[bytes]] = defaultdict(list)
        for path, day in days.items():
            facts[day].append(features.relation[path])
        digests = window_digests({day: b"".join([b"%d" % limit, *told]) for day, told in facts.items()})
        windows = {day.isoformat().replace("-", "/"): digest for day, digest in digests.items()}
        kept = {year: _kept(database, year) for year in database.names("related")}
        found = _still_related(kept.values(), windows, days)
        stale = sorted((path for path in days if path not in found), key=days.__getitem__)

        def find_some(paths: Sequence[str]) -> Related:
            return features.related(limit, paths)

        for _, some in map_chunks(find_some, stale, jobs=jobs, chunk=CHUNK_SIZE):
            found.update(some)
        now: dict[str, list[str]] = defaultdict(list)
        for path in days:
            now[path[:4]].append(path)
        changed = {path[:4] for path in stale}
        changed |= {year for year, own in now.items() if year not in kept or len(own) != len(kept[year].related)}
        entries = (("related", year, _pack(now[year], windows, found)) for year in changed)
        gone = [("related", year) for year in kept if year not in now]
        if changed or gone:
            database.write(entries, gone=gone)
        return found

    return relate


def _still_related(
    kept: Iterable[_Year], windows: Mapping[str, bytes], days: Mapping[str, date]
) -> dict[str, tuple[str, ...]]:
    """Return what is kept of stories in whose windows nothing has changed."""
    same = {path: path for path in days}  # or every path would be there five times
    found: dict[str, tuple[str, ...]] = {}
    for year in kept:
        paths = [same.get(path, "") for path in year.paths]
        sound = {day for day, window in year.windows.items() if windows.get(day) == window}
        with suppress(IndexError):  # forged, and so are those that are not there
            for path, places in zip(paths, year.related, strict=False):
                if path[:10] in sound:
                    related = tuple([paths[place] for place in places])
                    if "" not in related:
                        found[path] = related
    return found


def _pack(own: Sequence[str], windows: Mapping[str, bytes], related: Related) -> bytes:
    places = {path: place for place, path in enumerate(own)}
    told = [tuple([places.setdefault(other, len(places)) for other in related[path]]) for path in own]
    return msgspec.msgpack.encode(_Year({path[:10]: windows[path[:10]] for path in own}, list(places), told))


def _kept(database: Database, year: str) -> _Year:
    body = database.entry("related", year)
    try:
        return _DECODER.decode(body or b"")
    except msgspec.MsgspecError:  # there is none, or it is damaged
        return _Year({}, [], [])
