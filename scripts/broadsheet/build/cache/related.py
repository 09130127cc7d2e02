"""Related briefings, searched again only where something in their window of days changed. The cache has an entry a year."""

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

CHUNK = 2000  # stories that a process relates before it returns them; a chunk needs its neighbours of three months


class _Year(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The related stories of a year's stories.

    `windows` has the digest of the window around each day. `paths` lists the stories of the year, then related ones of
    other years. `related` has, for each story of the year, indices into `paths`.
    """

    windows: dict[str, bytes]
    paths: list[str]
    related: list[tuple[int, ...]]


_DECODER = msgspec.msgpack.Decoder(_Year)


def relating_with(database: Database, limit: int, jobs: int) -> Relate:
    """Return a function that finds at most `limit` related briefings of each, and caches them in a database."""

    def relate(features: Features) -> Related:
        days = features.days
        facts: dict[date, list[bytes]] = defaultdict(list)
        for path, day in days.items():
            facts[day].append(features.relation[path])
        digests = window_digests({day: b"".join([b"%d" % limit, *own]) for day, own in facts.items()})
        windows = {day.isoformat().replace("-", "/"): digest for day, digest in digests.items()}
        cached = {year: _cached(database, year) for year in database.names("related")}
        found = _still_related(cached.values(), windows, days)
        stale = sorted((path for path in days if path not in found), key=days.__getitem__)

        def find_chunk(paths: Sequence[str]) -> Related:
            return features.related(limit, paths)

        for _, related in map_chunks(find_chunk, stale, jobs=jobs, chunk_size=CHUNK):
            found.update(related)
        now: dict[str, list[str]] = defaultdict(list)
        for path in days:
            now[path[:4]].append(path)
        changed = {path[:4] for path in stale}
        changed |= {year for year, own in now.items() if year not in cached or len(own) != len(cached[year].related)}
        entries = (("related", year, _pack(now[year], windows, found)) for year in changed)
        gone = [("related", year) for year in cached if year not in now]
        if changed or gone:
            database.write(entries, gone=gone)
        return found

    return relate


def _still_related(
    cached: Iterable[_Year], windows: Mapping[str, bytes], days: Mapping[str, date]
) -> dict[str, tuple[str, ...]]:
    """Return the cached relations of stories in whose windows nothing has changed."""
    same = {path: path for path in days}  # to share the strings, or every path would be in memory five times
    found: dict[str, tuple[str, ...]] = {}
    for year in cached:
        paths = [same.get(path, "") for path in year.paths]
        unchanged = {day for day, window in year.windows.items() if windows.get(day) == window}
        with suppress(IndexError):  # the entry is forged, and so are paths that do not exist
            for path, places in zip(paths, year.related, strict=False):
                if path[:10] in unchanged:
                    related = tuple([paths[place] for place in places])
                    if "" not in related:
                        found[path] = related
    return found


def _pack(own: Sequence[str], windows: Mapping[str, bytes], related: Related) -> bytes:
    places = {path: place for place, path in enumerate(own)}
    indices = [tuple([places.setdefault(other, len(places)) for other in related[path]]) for path in own]
    return msgspec.msgpack.encode(_Year({path[:10]: windows[path[:10]] for path in own}, list(places), indices))


def _cached(database: Database, year: str) -> _Year:
    body = database.entry("related", year)
    try:
        return _DECODER.decode(body or b"")
    except msgspec.MsgspecError:  # missing or damaged
        return _Year({}, [], [])
