"""Encode the cached results for the files of a month, and decode them.

Few names and sources occur in many briefings. A month has a table of each, and its briefings refer to the tables by
index. When months are decoded, equal values are shared, which keeps ten years of briefings small in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import force_setattr, replace

from broadsheet.check import Examined
from broadsheet.model.record import BriefingRecord
from broadsheet.model.voices import Cited


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The cached result for a file. `stat` is its size and time; if both match, the file need not be read.

    `neighbours` is a digest of the files beside a briefing with a picture, else empty.
    """

    stat: tuple[int, int]
    neighbours: str
    examined: Examined


class _References(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Fields of a record as indices into the tables of its month; `_NONE` stands for None."""

    names: tuple[int, ...]
    sources: tuple[int, ...]
    category: int
    label: int
    tones: int
    sentiments: int
    times: int


class _Month(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Tables, and the files without what is in the tables. `references` is None for a file without a record."""

    texts: list[str]
    sources: list[Cited]
    times: list[tuple[int, ...]]
    references: list[_References | None]
    files: list[Kept]


_NONE = -1
_MONTH = msgspec.msgpack.Decoder(_Month)


class _Table(dict[Any, int]):
    """Values with their indices, in the order in which they were first looked up."""

    def __missing__(self, value: Any) -> int:
        """Append a new value."""
        self[value] = len(self)
        return self[value]


def pack_month(files: Sequence[Kept]) -> bytes:
    """Return the encoded results for a month."""
    texts, sources, times = _Table(), _Table(), _Table()

    def references_of(record: BriefingRecord) -> _References:
        return _References(
            names=tuple([texts[name] for name in record.names]),
            sources=tuple([sources[source] for source in record.sources]),
            category=_NONE if record.category is None else texts[record.category],
            label=_NONE if record.label is None else texts[record.label],
            tones=texts[record.tones],
            sentiments=texts[record.sentiments],
            times=times[record.times],
        )

    records = [kept.examined.record for kept in files]
    month = _Month(
        references=[references_of(record) if record else None for record in records],
        files=[_without(kept, record) if record else kept for kept, record in zip(files, records, strict=True)],
        texts=list(texts),
        sources=list(sources),
        times=list(times),
    )
    return msgspec.msgpack.encode(month)


def unpack_month(body: bytes, shared: dict[Any, Any]) -> list[Kept]:
    """Decode a month. Values that equal one in `shared` are taken from there. Raises ValueError if the bytes are damaged."""
    try:
        month = _MONTH.decode(body)
        texts, sources, times = (
            [shared.setdefault(value, value) for value in table] for table in (month.texts, month.sources, month.times)
        )
        for kept, found in zip(month.files, month.references, strict=True):
            record = kept.examined.record
            if record and found:
                force_setattr(record, "names", tuple([texts[place] for place in found.names]))
                force_setattr(record, "sources", tuple([sources[place] for place in found.sources]))
                force_setattr(record, "category", None if found.category == _NONE else texts[found.category])
                force_setattr(record, "label", None if found.label == _NONE else texts[found.label])
                force_setattr(record, "tones", texts[found.tones])
                force_setattr(record, "sentiments", texts[found.sentiments])
                force_setattr(record, "times", times[found.times])
    except IndexError as error:
        raise ValueError("an index beyond its table") from error
    return month.files


def _without(kept: Kept, record: BriefingRecord) -> Kept:
    """Return the result for a file without the fields that are in the tables."""
    bare = replace(record, names=(), sources=(), category=None, label=None, tones="", sentiments="", times=())
    return replace(kept, examined=replace(kept.examined, record=bare))
