"""Read and check briefings through the cache: a file is parsed again only when its bytes or its surroundings change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import Any

import msgspec

from broadsheet.build.cache.database import Database
from broadsheet.build.cache.duplicates import pairing_with
from broadsheet.build.cache.library import Library
from broadsheet.build.cache.months import Kept, pack_month, unpack_month
from broadsheet.build.workers import map_chunks
from broadsheet.check import Checked, Examined, Identity, check_all, examine, identify, registries_of, still_holds
from broadsheet.load import Tree, digest_of, read_bytes
from broadsheet.model.packed import pack
from broadsheet.model.registries import Registries

CHUNK = 60  # files that a process reads before it returns them

_KEPT = msgspec.msgpack.Decoder(Kept)
_ENCODER = msgspec.msgpack.Encoder()


def reading_with(database: Database, jobs: int) -> Callable[[Tree, date | None, Callable[[], object]], Checked]:
    """Return a function that reads a tree as `check` does, through a cache, in up to `jobs` processes."""

    def read(tree: Tree, now: date | None, on_progress: Callable[[], object]) -> Checked:
        reading = _Reading(database, tree, jobs, on_progress)
        digests: dict[str, str] = {}
        library = Library(database, tree, reading.registries, reading.places, digests)
        fingerprint = blake2b(
            repr((reading.registries_digest, now, *map(sorted, (tree.pictures, tree.links, tree.strays)))).encode()
        )
        files = []

        def examined() -> Iterator[Examined]:
            for kept in reading.run():
                file = kept.examined
                files.append(f"{file.file}\0{file.digest}\0{kept.neighbours}\0")
                if file.record and file.sound:
                    digests[file.record.path] = file.record.digest
                yield file

        checked = check_all(
            tree,
            reading.registries,
            reading.places,
            examined(),
            library,
            problems=reading.problems,
            now=now,
            find=pairing_with(database),
        )
        fingerprint.update("".join(sorted(files)).encode("utf-8", "surrogateescape"))
        reading.prune(digests)
        return replace(checked, fingerprint=fingerprint.digest())

    return read


class _Reading:
    """One pass over a tree, month by month, so that only one month at a time is in memory both encoded and decoded."""

    def __init__(self, database: Database, tree: Tree, jobs: int, on_progress: Callable[[], object]) -> None:
        self._database = database
        self._tree = tree
        self._jobs = jobs
        self._on_progress = on_progress
        self.registries, registry_problems, self.registries_digest = registries_of(tree)
        self.places, misplaced = identify(tree.briefings, tree.folder)
        self.problems = (*registry_problems, *misplaced)
        self._same_registries = database.entry("fact", "registries") == self.registries_digest.encode()
        self._shared: dict[Any, Any] = {}
        self._gone: set[str] = set()  # paths of all briefings of months that lost some, whether they are gone or not
        self._months: dict[str, list[str]] = {}
        for file in tree.briefings:
            self._months.setdefault(file[len(tree.folder) + 1 :][:7], []).append(file)

    def run(self) -> Iterator[Kept]:
        """Yield the result for every file: first those of unchanged months, then the others."""
        changed: dict[str, dict[str, Kept]] = {}
        for month, files in self._months.items():
            cached = self._cached(month)
            if any(kept.examined.file not in self._tree.stats for kept in cached):
                self._gone.update(_paths(cached))
            valid = {kept.examined.file: kept for kept in cached if self._is_valid(kept)}
            if len(valid) == len(files) == len(cached) and not any(self._has_new_stat(kept) for kept in valid.values()):
                for file in files:
                    self._on_progress()
                    yield valid[file]
            else:
                changed[month] = valid
        yield from self._read(changed)

    def prune(self, paths: Collection[str]) -> None:
        """Remove months and full texts of deleted briefings from the cache, and keep the digest of the registries.

        `paths` are those of all briefings.
        """
        months = [month for month in self._database.names("month") if month not in self._months]
        for month in months:
            self._gone.update(_paths(self._cached(month)))
        deleted = self._gone - set(paths)
        if months or deleted or not self._same_registries:
            facts = [("fact", "registries", self.registries_digest.encode())]
            self._database.write(facts, gone=[("month", month) for month in months], gone_texts=deleted)

    def _read(self, changed: dict[str, dict[str, Kept]]) -> Iterator[Kept]:
        """Read the missing files of changed months; `changed` has the valid results by month and file."""
        tree, registries, places = self._tree, self.registries, self.places
        missing = {
            month: [file for file in self._months[month] if file not in valid] for month, valid in changed.items()
        }
        stale = [(month, file) for month, files in missing.items() for file in files]
        remaining = {month: len(files) for month, files in missing.items()}

        def read_chunk(items: Sequence[tuple[str, str]]) -> list[tuple[bytes, bytes | None]]:
            return [_read_one(tree, registries, file, places.get(file)) for _, file in items]

        for month, count in remaining.items():
            if not count:
                yield from self._finish(month, changed[month])
        for items, answers in map_chunks(read_chunk, stale, jobs=self._jobs, chunk_size=CHUNK):
            texts = []
            done = []
            for (month, file), (body, packed) in zip(items, answers, strict=True):
                kept = changed[month][file] = _KEPT.decode(body)
                if packed and kept.examined.record:
                    texts.append((kept.examined.record.path, kept.examined.record.digest, packed))
                remaining[month] -= 1
                if not remaining[month]:
                    done.append(month)
            self._database.write(texts=texts)
            for month in done:
                yield from self._finish(month, changed[month])

    def _finish(self, month: str, found: dict[str, Kept]) -> Iterator[Kept]:
        """Write a month to the cache, and yield its results."""
        files = self._months[month]
        now = [_with_stat(found.pop(file), self._tree.stats[file]) for file in files]
        body = pack_month(now)
        self._database.write([("month", month, body)])
        for kept in unpack_month(body, self._shared):  # decoded again, months share equal values
            self._on_progress()
            yield kept

    def _cached(self, month: str) -> list[Kept]:
        try:
            return unpack_month(self._database.entry("month", month) or b"", self._shared)
        except ValueError:  # there is none, or it is damaged
            return []

    def _is_valid(self, kept: Kept) -> bool:
        """Whether a file is unchanged, and also all other inputs of its result."""
        examined = kept.examined
        place, stat = self.places.get(examined.file), self._tree.stats.get(examined.file)
        if stat is None or (examined.record and (place is None or place.path != examined.record.path)):
            return False
        if stat != kept.stat:
            try:
                if digest_of(read_bytes(self._tree.root, examined.file)) != examined.digest:
                    return False
            except OSError:
                return False
        image = examined.record and examined.record.image
        if kept.neighbours != (self._tree.around(examined.file, image) if image else ""):
            return False
        return self._same_registries or still_holds(examined, self.registries)

    def _has_new_stat(self, kept: Kept) -> bool:
        return kept.stat != self._tree.stats[kept.examined.file]


def _paths(cached: Sequence[Kept]) -> Iterator[str]:
    return (kept.examined.record.path for kept in cached if kept.examined.record)


def _with_stat(kept: Kept, stat: tuple[int, int]) -> Kept:
    return Kept(stat, kept.neighbours, kept.examined)


def _read_one(tree: Tree, registries: Registries, file: str, place: Identity | None) -> tuple[bytes, bytes | None]:
    """Return the encoded result for a file, and its packed briefing if it has no errors."""
    examined, briefing = examine(tree, registries, file, place)
    image = examined.record and examined.record.image
    kept = Kept(tree.stats[file], tree.around(file, image) if image else "", examined)
    return _ENCODER.encode(kept), pack(briefing) if briefing else None
