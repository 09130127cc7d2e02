"""Pairs of briefings about the same story, searched again only where their month or the weeks before it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain

import msgspec

from broadsheet.build.cache.database import Database
from broadsheet.check import FindPairs, Pair, months_of, pairs_in
from broadsheet.model.record import BriefingRecord

_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[bytes, list[Pair]]])
_ENTRY = ("pairs", "all")


def pairing_with(database: Database) -> FindPairs:
    """Return a function that finds the pairs, and caches those of every month in a database."""

    def find(records: Sequence[BriefingRecord], sketches: Mapping[str, bytes]) -> Iterator[Pair]:
        cached = _cached(database)
        found = {}
        for month, before, own in months_of(records):
            key = _key(before, own)
            kept = cached.get(month)
            found[month] = kept if kept and kept[0] == key else (key, list(pairs_in(before, own, sketches)))
        if found != cached:
            database.write([(*_ENTRY, msgspec.msgpack.encode(found))])
        return chain.from_iterable(pairs for _, pairs in found.values())

    return find


def _key(before: Sequence[BriefingRecord], own: Sequence[BriefingRecord]) -> bytes:
    """Return a digest of the files that the pairs of a month depend on."""
    files = [f"{record.file}\0{record.digest}\0" for part in (before, own) for record in part]
    return blake2b("".join(files).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _cached(database: Database) -> dict[str, tuple[bytes, list[Pair]]]:
    body = database.entry(*_ENTRY)
    try:
        return _DECODER.decode(body) if body else {}
    except msgspec.MsgspecError:
        return {}
