"""What is remembered of the files of a month, as bytes and back.

Names and sources are few and told again and again: a month lists each once and says of its briefings only which. So they
take little room, also in memory, where all months share one of each.
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
    """What is remembered of a file. `stat` is size and time, by which it is known again without being read.

    `around` stands for what lies beside a briefing with a picture.
    """

    stat: tuple[int, int]
    around: str
    examined: Examined


class _Told(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a record shares with others, by its places in the tables of a month; `_NONE` is the place of nothing."""

    names: tuple[int, ...]
    sources: tuple[int, ...]
    category: int
    label: int
    tones: int
    sentiments: int
    times: int


class _Month(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Tables, and the files with all else. `told` is missing of a file without a record."""

    texts: list[str]
    sources: list[Cited]
    times: list[tuple[int, ...]]
    told: list[_Told | None]
    files: list[Kept]


_NONE = -1
_MONTH = msgspec.msgpack.Decoder(_Month)


class _Table(dict[Any, int]):
    """Values, each with the place at which it was first asked for."""

    def __missing__(self, value: Any) -> int:
        """Put a new value at the end."""
        self[value] = len(self)
        return self[value]


def pack_month(files: Sequence[Kept]) -> bytes:
    """Return the bytes of what is remembered of a month."""
    texts, sources, times = _Table(), _Table(), _Table()

    def told(record: BriefingRecord) -> _Told:
        return _Told(
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
        told=[told(record) if record else None for record in records],
        files=[_without(kept, record) if record else kept for kept, record in zip(files, records, strict=True)],
        texts=list(texts),
        sources=list(sources),
        times=list(times),
    )
    return msgspec.msgpack.encode(month)


def unpack_month(body: bytes, shared: dict[Any, Any]) -> list[Kept]:
    """Return what was packed, with the values that months have in common out of `shared`. Raises ValueError on anything else."""
    try:
        month = _MONTH.decode(body)
        texts, sources, times = (
            [shared.setdefault(one, one) for one in some] for some in (month.texts, month.sources, month.times)
        )
        for kept, told in zip(month.files, month.told, strict=True):
            record = kept.examined.record
            if record and told:
                force_setattr(record, "names", tuple([texts[place] for place in told.names]))
                force_setattr(record, "sources", tuple([sources[place] for place in told.sources]))
                force_setattr(record, "category", None if told.category == _NONE else texts[told.category])
                force_setattr(record, "label", None if told.label == _NONE else texts[told.label])
                force_setattr(record, "tones", texts[told.tones])
                force_setattr(record, "sentiments", texts[told.sentiments])
                force_setattr(record, "times", times[told.times])
    except IndexError as error:
        raise ValueError("a place beyond its table") from error
    return month.files


def _without(kept: Kept, record: BriefingRecord) -> Kept:
    """Return what is remembered of a file without what stands in the tables."""
    bare = replace(record, names=(), sources=(), category=None, label=None, tones="", sentiments="", times=())
    return replace(kept, examined=replace(kept.examined, record=bare))
