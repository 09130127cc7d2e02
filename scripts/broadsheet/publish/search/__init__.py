"""Search: one Pagefind index a month below `search/<month>/`, and once, in `search/`, the engine that reads them all.

A month is indexed again only when something in its records changed, or Pagefind did. Pagefind is started once for all
the months that are stale, and its files are the same bytes every time.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from broadsheet.archive import Archive
from broadsheet.pages import Site, Target, key_of
from broadsheet.pages.search import month_of
from broadsheet.publish.asset import Asset
from broadsheet.publish.checksummed import read_sealed_files, write_sealed_files
from broadsheet.publish.search.pagefind import Files, SearchError, make_engine, make_indexes, version
from broadsheet.publish.search.records import record_of

__all__ = [
    "CACHE",
    "Files",
    "SearchError",
    "Shard",
    "engine_files",
    "make_shards",
    "maker",
    "search_shards",
    "search_targets",
]

CACHE = PurePosixPath(".cache/broadsheet/search")
_ENGINE = "engine"
_FORMAT = 3  # what is kept is made anew when the code that makes it from the same records changes


@dataclass(frozen=True, slots=True)
class Shard:
    """The stories that share an index: `name` is its folder below `search/`, `paths` are theirs, the newest first."""

    name: str
    paths: tuple[str, ...]


def search_shards(archive: Archive) -> tuple[Shard, ...]:
    """Return the months that have stories, the newest first. No story is looked at."""
    months: dict[str, list[str]] = defaultdict(list)
    for day, edition in archive.editions.items():
        months[month_of(day)] += edition.stories
    return tuple(Shard(name, tuple(paths)) for name, paths in months.items())


def make_shards(archive: Archive, site: Site, shards: Iterable[Shard]) -> Iterator[tuple[str, Files]]:
    """Yield the name of each shard, and the files of its folder; records and index of one at a time are in memory.

    Raises SearchError when Pagefind cannot be run.
    """
    records = (
        (shard.name, [record_of(archive, site, archive.stories[path]) for path in shard.paths]) for shard in shards
    )
    return make_indexes(records, _language(site))


def engine_files(site: Site, cache: Path) -> Files:
    """Return the files of `search/` itself, which read every shard. `cache` is where they are kept.

    Raises SearchError when Pagefind cannot be run.
    """
    key = maker(site)
    files = read_sealed_files(cache / _ENGINE, key)
    if files is None:
        files = make_engine(_language(site))
        write_sealed_files(cache / _ENGINE, key, files)
    return files


def maker(site: Site) -> str:
    """Return a digest of what makes every shard, whatever its stories: this code, Pagefind, and the language.

    Raises SearchError when Pagefind cannot be run.
    """
    return _digest([_FORMAT, version(), _language(site)])


def search_targets(archive: Archive, site: Site, cache: Path) -> Iterator[Target[tuple[Asset, ...]]]:
    """Yield the engine and every shard as targets. `cache` is where the engine is kept.

    Without briefings there is nothing to search, and no file. Raises SearchError, before the first target, when Pagefind
    cannot be run.
    """
    shards = search_shards(archive)
    if not shards:
        return
    made_by = maker(site)
    yield Target("search/engine", key_of(made_by), lambda: _below("search/", engine_files(site, cache)))
    for shard in shards:
        sources = {source.domain for path in shard.paths for source in archive.stories[path].sources}
        names = [archive.sources[domain].name for domain in sorted(sources)]
        key = key_of(made_by, archive.digests(shard.paths), site.picture_uris(shard.paths), names)
        yield Target(f"search/{shard.name}", key, partial(_shard_files, archive, site, shard), heavy=True)


def _shard_files(archive: Archive, site: Site, shard: Shard) -> tuple[Asset, ...]:
    ((name, files),) = make_shards(archive, site, [shard])
    return _below(f"search/{name}/", files)


def _below(folder: str, files: Files) -> tuple[Asset, ...]:
    return tuple(Asset(uri=folder + name, content=content) for name, content in files.items())


def _language(site: Site) -> str:
    return site.language.lower().split("-")[0]


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
