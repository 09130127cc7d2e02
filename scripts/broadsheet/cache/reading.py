"""Read what is new and remember the rest: a file is parsed and checked once for its bytes, wherever and whenever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import msgspec

from broadsheet.cache.database import Database
from broadsheet.check import (
    Checked,
    Examined,
    Identity,
    check_all,
    examine,
    identify,
    registries_of,
    still_holds,
)
from broadsheet.forks import spread
from broadsheet.load import Tree, digest_of, read_bytes
from broadsheet.model import Briefing
from broadsheet.model.packed import pack, unpack
from broadsheet.registries import Registries

PORTION = 60  # files that a process reads before it hands them over
AT_HAND = 128


class ChangedMeanwhile(Exception):
    """A file is no longer what it was when it was read; the message says which."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of a file. `stat` is size and time, by which it is known again without being read.

    `around` stands for what lies beside a briefing with a picture.
    """

    stat: tuple[int, int]
    around: str
    examined: Examined


_DECODER = msgspec.msgpack.Decoder(Kept)
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
        file = next(file for file, place in self._places.items() if place.path == path)
        examined, read = examine(self._tree, self._registries, file, self._places[file])
        if read is None or examined.digest != digest:
            raise ChangedMeanwhile(f"{file} was changed while the site was built; build again")
        return read


def reading_with(database: Database, jobs: int) -> Callable[[Tree, date | None, Callable[[], object]], Checked]:
    """Return what reads a tree as `check` does, in up to `jobs` processes, and remembers it in a database."""

    def read(tree: Tree, now: date | None, step: Callable[[], object]) -> Checked:
        registries, flaws, said = registries_of(tree)
        places, misplaced = identify(tree.briefings, tree.folder)
        remembered = database.entries("file")
        same_words = database.entry("fact", "registries") == said.encode()
        found = {file: known for file in tree.briefings if (known := _known(tree, file, remembered.get(file)))}
        if not same_words:
            found = {file: known for file, known in found.items() if still_holds(known.examined, registries)}
        moved = [(file, known) for file, known in found.items() if known.stat != tree.stats[file]]
        database.write(("file", file, _ENCODER.encode(_at(known, tree.stats[file]))) for file, known in moved)
        examined = {file: known.examined for file, known in found.items() if _is_at(known.examined, places.get(file))}
        for _ in examined:
            step()

        def read_some(files: Sequence[str]) -> list[tuple[bytes, bytes | None]]:
            return [_read(tree, registries, file, places.get(file)) for file in files]

        stale = [file for file in tree.briefings if file not in examined]
        arounds = {file: known.around for file, known in found.items() if known.around}
        for files, answers in spread(read_some, stale, jobs=jobs, portion=PORTION):
            texts = []
            for file, (kept, packed) in zip(files, answers, strict=True):
                known = _DECODER.decode(kept)
                examined[file] = known.examined
                if known.around:
                    arounds[file] = known.around
                if packed and (gist := examined[file].gist):
                    texts.append((gist.path, gist.digest, packed))
                step()
            kept_now = zip(files, answers, strict=True)
            database.write((("file", file, kept) for file, (kept, _) in kept_now), texts)
        in_order = [examined[file] for file in tree.briefings]
        digests = {one.gist.path: one.gist.digest for one in in_order if one.gist and one.sound}
        gone = sorted(remembered.keys() - examined.keys())
        if gone or not same_words:
            lost = (_path(tree, file) for file in gone)
            database.write(
                [("fact", "registries", said.encode())],
                gone=(("file", file) for file in gone),
                gone_texts=(path for path in lost if path not in digests),
            )
        library = Library(database, tree, registries, places, digests)
        checked = check_all(tree, registries, places, in_order, library, problems=(*flaws, *misplaced), now=now)
        whole = blake2b(repr((said, now, sorted(tree.pictures), sorted(tree.links), sorted(tree.strays))).encode())
        for one in in_order:
            whole.update(f"{one.file}\0{one.digest}\0{arounds.get(one.file, '')}\0".encode("utf-8", "surrogateescape"))
        return replace(checked, fingerprint=whole.digest())

    return read


def _known(tree: Tree, file: str, body: bytes | None) -> Kept | None:
    """Return what is remembered of a file, if its bytes and what lies around it are the same."""
    if body is None:
        return None
    try:
        known = _DECODER.decode(body)
    except msgspec.MsgspecError:
        return None
    examined = known.examined
    if known.stat != tree.stats[file] or examined.file != file:
        try:
            same = digest_of(read_bytes(tree.root, file)) == examined.digest and examined.file == file
        except OSError:
            same = False
        if not same:
            return None
    image = examined.gist and examined.gist.image
    return known if known.around == (tree.around(file, image) if image else "") else None


def _is_at(examined: Examined, place: Identity | None) -> bool:
    """Whether a file still has the place among the others that it had."""
    return examined.gist is None or (place is not None and place.path == examined.gist.path)


def _at(known: Kept, stat: tuple[int, int]) -> Kept:
    return Kept(stat, known.around, known.examined)


def _read(tree: Tree, registries: Registries, file: str, place: Identity | None) -> tuple[bytes, bytes | None]:
    """Return what to remember of a file, and its briefing in full when it is sound."""
    examined, briefing = examine(tree, registries, file, place)
    image = examined.gist and examined.gist.image
    kept = Kept(tree.stats[file], tree.around(file, image) if image else "", examined)
    return _ENCODER.encode(kept), pack(briefing) if briefing else None


def _path(tree: Tree, file: str) -> str:
    return file.removeprefix(f"{tree.folder}/").rsplit(".", 1)[0]
