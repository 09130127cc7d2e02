"""The full texts of briefings, loaded from the cache one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from broadsheet.build.cache.database import Database
from broadsheet.check import Identity, examine
from broadsheet.load import Tree
from broadsheet.model import Briefing
from broadsheet.model.packed import unpack
from broadsheet.model.registries import Registries

IN_MEMORY = 128  # briefings that are kept after they were loaded


class ChangedMeanwhile(Exception):
    """A file has changed since it was read; the message says which."""


class Library(Mapping[str, Briefing]):
    """Briefings by path. Each is loaded when it is needed, from the cache or, if it is damaged there, from its file."""

    def __init__(
        self,
        database: Database,
        tree: Tree,
        registries: Registries,
        places: Mapping[str, Identity],
        digests: Mapping[str, str],
    ) -> None:
        """Load from `database`. `places` has the identity of each file of `tree`, `digests` the file digest of each path."""
        self._digests = digests
        self._load_cached = lru_cache(maxsize=IN_MEMORY)(self._load)
        self._database = database
        self._tree = tree
        self._registries = registries
        self._places = places

    def __getitem__(self, path: str) -> Briefing:
        """Return a briefing. Raises ChangedMeanwhile if its file is no longer the one that was checked."""
        return self._load_cached(path)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths."""
        return iter(self._digests)

    def __len__(self) -> int:
        """Return the number of briefings."""
        return len(self._digests)

    @cached_property
    def _files(self) -> dict[str, str]:
        return {place.path: file for file, place in self._places.items()}

    def _load(self, path: str) -> Briefing:
        digest = self._digests[path]
        packed = self._database.text(path, digest)
        if packed is not None:
            try:
                briefing = unpack(packed)
                if briefing.path == path:
                    return briefing
            except ValueError:
                pass  # damaged
        file = self._files[path]
        examined, read = examine(self._tree, self._registries, file, self._places[file])
        if read is None or examined.digest != digest:
            raise ChangedMeanwhile(f"{file} was changed while the site was built; build again")
        return read
