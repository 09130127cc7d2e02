"""Search: one Pagefind index a year below `search/<year>/`, and once, in `search/`, the engine that reads them all.

A year is indexed again only when something in its records changed, or Pagefind did: what was made is kept in a folder,
which may be deleted at any time. Pagefind is started at most once a build, and its files are the same bytes every time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from broadsheet.derive import Archive
from broadsheet.pages import Site
from broadsheet.publish.asset import Asset
from broadsheet.publish.search.kept import keep, kept
from broadsheet.publish.search.pagefind import SearchError, make_indexes, version
from broadsheet.publish.search.records import records_of

__all__ = ["CACHE", "SearchError", "search_assets"]

CACHE = PurePosixPath(".cache/broadsheet/search")
_ENGINE = "engine"
_FORMAT = 2  # what is kept is made anew when the code that makes it from the same records changes


def search_assets(archive: Archive, site: Site, cache: Path) -> Iterator[Asset]:
    """Yield the files of the search. `cache` is where indexes are kept; with or without it they are the same.

    Without briefings there is nothing to search, and no file. Raises SearchError, before the first file, when Pagefind cannot be run.
    """
    language = site.language.lower().split("-")[0]
    by_year = records_of(archive, site)
    if not by_year:
        return
    maker = [_FORMAT, version(), language]
    keys = {_ENGINE: _digest(maker)} | {
        str(year): _digest([*maker, [asdict(record) for record in records]]) for year, records in by_year.items()
    }
    bundles: dict[str, Mapping[str, bytes] | None] = {name: kept(cache / name, key) for name, key in keys.items()}
    stale = [year for year in by_year if bundles[str(year)] is None]
    if bundles[_ENGINE] is None:
        stale = stale or [min(by_year)]  # every index comes with the engine
    if stale:
        engine, indexes = make_indexes({year: by_year[year] for year in stale}, language)
        fresh = {_ENGINE: engine} | {str(year): index for year, index in indexes.items()}
        for name, files in fresh.items():
            keep(cache / name, keys[name], files)
        bundles |= fresh
    for name, bundle in bundles.items():
        folder = "search/" if name == _ENGINE else f"search/{name}/"
        for file, content in (bundle or {}).items():
            yield Asset(uri=folder + file, content=content)


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
