"""Stories that seem to be told twice are looked for again only where something changed in their month or the weeks before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain

import msgspec

from broadsheet.cache.database import Database
from broadsheet.check import FindPairs, Pair, months_of, pairs_in
from broadsheet.gist import Gist

_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[bytes, list[Pair]]])
_ENTRY = ("pairs", "all")


def pairing_with(database: Database) -> FindPairs:
    """Return what finds the pairs, and remembers those of every month in a database."""

    def find(gists: Sequence[Gist], sketches: Mapping[str, bytes]) -> Iterator[Pair]:
        known = _known(database)
        found = {}
        for month, before, own in months_of(gists):
            key = _key(before, own)
            kept = known.get(month)
            found[month] = kept if kept and kept[0] == key else (key, list(pairs_in(before, own, sketches)))
        if found != known:
            database.write([(*_ENTRY, msgspec.msgpack.encode(found))])
        return chain.from_iterable(pairs for _, pairs in found.values())

    return find


def _key(before: Sequence[Gist], own: Sequence[Gist]) -> bytes:
    """Return a digest of the files that have a say in the pairs of a month."""
    files = [f"{gist.file}\0{gist.digest}\0" for some in (before, own) for gist in some]
    return blake2b("".join(files).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _known(database: Database) -> dict[str, tuple[bytes, list[Pair]]]:
    body = database.entry(*_ENTRY)
    try:
        return _DECODER.decode(body) if body else {}
    except msgspec.MsgspecError:
        return {}
