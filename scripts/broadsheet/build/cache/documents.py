"""Read what is new and remember the rest: a file is parsed and checked once for its bytes, wherever and whenever."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

import msgspec

from broadsheet.build.cache.database import Database
from broadsheet.build.cache.duplicates import pairing_with
from broadsheet.build.cache.months import Kept, pack_month, unpack_month
from broadsheet.build.workers import map_chunks
from broadsheet.check import Checked, Examined, Identity, check_all, examine, identify, registries_of, still_holds
from broadsheet.load import Tree, digest_of, read_bytes
from broadsheet.model import Briefing
from broadsheet.model.packed import pack, unpack
from broadsheet.model.registries import Registries

CHUNK_SIZE = 60  # files that a process reads before it hands them over
AT_HAND = 128


class ChangedMeanwhile(Exception):
    """A file is no longer what it was when it was read; the message says which."""


_KEPT = msgspec.msgpack.Decoder(Kept)
_ENCODER = msgspec.msgpack.Encoder()


class Library(Mapping[str, Briefing]):
    """Briefings by path, each fetched when it is asked for; what cannot be fetched is read from its file again."""

    def __init__(
        self,
        database: Database,
        tree: Tree,
        registries: Registries,
        places: Mapping[str, Identity],
        digests: Mapping[str, str],
    ) -> None:
        """Fetch from `database`; `places` says where each file of `tree` belongs, `digests` are those of its paths."""
        self._digests = digests
        self._fetch = lru_cache(maxsize=AT_HAND)(self._fetched)
        self._database = database
        self._tree = tree
        self._registries = registries
        self._places = places

    def __getitem__(self, path: str) -> Briefing:
        """Return a briefing."""
        return self._fetch(path)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths."""
        return iter(self._digests)

    def __len__(self) -> int:
        """Count them."""
        return len(self._digests)

    @cached_property
    def _files(self) -> dict[str, str]:
        return {place.path: file for file, place in self._places.items()}

    def _fetched(self, path: str) -> Briefing:
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


def reading_with(database: Database, jobs: int) -> Callable[[Tree, date | None, Callable[[], object]], Checked]:
    """Return what reads a tree as `check` does, in up to `jobs` processes, and remembers it in a database."""

    def read(tree: Tree, now: date | None, step: Callable[[], object]) -> Checked:
        reading = _Reading(database, tree, jobs, step)
        digests: dict[str, str] = {}
        library = Library(database, tree, reading.registries, reading.places, digests)
        whole = blake2b(repr((reading.words, now, *map(sorted, (tree.pictures, tree.links, tree.strays)))).encode())
        files = []

        def examined() -> Iterator[Examined]:
            for kept in reading.run():
                one = kept.examined
                files.append(f"{one.file}\0{one.digest}\0{kept.around}\0")
                if one.record and one.sound:
                    digests[one.record.path] = one.record.digest
                yield one

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
        whole.update("".join(sorted(files)).encode("utf-8", "surrogateescape"))
        reading.forget_others(digests)
        return replace(checked, fingerprint=whole.digest())

    return read


class _Reading:
    """One pass over a tree, month by month, so that no more than a month lies about in bytes and in values at once."""

    def __init__(self, database: Database, tree: Tree, jobs: int, step: Callable[[], object]) -> None:
        self._database = database
        self._tree = tree
        self._jobs = jobs
        self._step = step
        self.registries, flaws, self.words = registries_of(tree)
        self.places, misplaced = identify(tree.briefings, tree.folder)
        self.problems = (*flaws, *misplaced)
        self._same_words = database.entry("fact", "registries") == self.words.encode()
        self._shared: dict[Any, Any] = {}
        self._gone: set[str] = set()  # paths of briefings in months that lost some of them
        self._months: dict[str, list[str]] = {}
        for file in tree.briefings:
            self._months.setdefault(file[len(tree.folder) + 1 :][:7], []).append(file)

    def run(self) -> Iterator[Kept]:
        """Yield what is known of every file: first of the months in which nothing changed, then of the others."""
        begun: dict[str, dict[str, Kept]] = {}
        for month, files in self._months.items():
            remembered = self._remembered(month)
            if any(kept.examined.file not in self._tree.stats for kept in remembered):
                self._gone.update(_paths(remembered))
            good = {kept.examined.file: kept for kept in remembered if self._holds(kept)}
            if len(good) == len(files) == len(remembered) and not any(self._moved(kept) for kept in good.values()):
                for file in files:
                    self._step()
                    yield good[file]
            else:
                begun[month] = good
        yield from self._read(begun)

    def forget_others(self, paths: Collection[str]) -> None:
        """Forget months and full texts of briefings that are no more, and know what the registries say now."""
        months = [month for month in self._database.names("month") if month not in self._months]
        for month in months:
            self._gone.update(_paths(self._remembered(month)))
        lost = self._gone - set(paths)
        if months or lost or not self._same_words:
            words = [("fact", "registries", self.words.encode())]
            self._database.write(words, gone=[("month", month) for month in months], gone_texts=lost)

    def _read(self, begun: dict[str, dict[str, Kept]]) -> Iterator[Kept]:
        tree, registries, places = self._tree, self.registries, self.places
        missing = {month: [file for file in self._months[month] if file not in good] for month, good in begun.items()}
        stale = [(month, file) for month, files in missing.items() for file in files]
        left = {month: len(files) for month, files in missing.items()}

        def read_some(items: Sequence[tuple[str, str]]) -> list[tuple[bytes, bytes | None]]:
            return [_read_one(tree, registries, file, places.get(file)) for _, file in items]

        for month, count in left.items():
            if not count:
                yield from self._finish(month, begun[month])
        for items, answers in map_chunks(read_some, stale, jobs=self._jobs, chunk=CHUNK_SIZE):
            texts = []
            done = []
            for (month, file), (body, packed) in zip(items, answers, strict=True):
                kept = begun[month][file] = _KEPT.decode(body)
                if packed and kept.examined.record:
                    texts.append((kept.examined.record.path, kept.examined.record.digest, packed))
                left[month] -= 1
                if not left[month]:
                    done.append(month)
            self._database.write(texts=texts)
            for month in done:
                yield from self._finish(month, begun[month])

    def _finish(self, month: str, found: dict[str, Kept]) -> Iterator[Kept]:
        """Remember a month as it is now, and let go of it."""
        files = self._months[month]
        now = [_at(found.pop(file), self._tree.stats[file]) for file in files]
        body = pack_month(now)
        self._database.write([("month", month, body)])
        for kept in unpack_month(body, self._shared):  # they share their names then
            self._step()
            yield kept

    def _remembered(self, month: str) -> list[Kept]:
        try:
            return unpack_month(self._database.entry("month", month) or b"", self._shared)
        except ValueError:  # there is none, or it is damaged
            return []

    def _holds(self, kept: Kept) -> bool:
        """Whether a file is as it was, and all that had a say in what was found in it."""
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
        if kept.around != (self._tree.around(examined.file, image) if image else ""):
            return False
        return self._same_words or still_holds(examined, self.registries)

    def _moved(self, kept: Kept) -> bool:
        return kept.stat != self._tree.stats[kept.examined.file]


def _paths(remembered: Sequence[Kept]) -> Iterator[str]:
    return (kept.examined.record.path for kept in remembered if kept.examined.record)


def _at(known: Kept, stat: tuple[int, int]) -> Kept:
    return Kept(stat, known.around, known.examined)


def _read_one(tree: Tree, registries: Registries, file: str, place: Identity | None) -> tuple[bytes, bytes | None]:
    """Return what to remember of a file, and its briefing in full when it is sound."""
    examined, briefing = examine(tree, registries, file, place)
    image = examined.record and examined.record.image
    kept = Kept(tree.stats[file], tree.around(file, image) if image else "", examined)
    return _ENCODER.encode(kept), pack(briefing) if briefing else None
