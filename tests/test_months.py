from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.build.cache.months import Kept, pack_month, unpack_month
from broadsheet.check import Examined
from broadsheet.model.record import record_of
from values import told

NAMES = st.lists(st.sampled_from(("OpenAI", "DeepSeek", "王小川", "Ünal")), max_size=4)
KEYS = st.fixed_dictionaries(
    {
        "entities": NAMES,
        "urls": st.lists(
            st.sampled_from(("https://a.example/", "https://b.example/", "https://c.example/")), min_size=1
        ),
        "category": st.sampled_from((None, "policy")),
        "label": st.sampled_from((None, "live")),
        "dek": st.sampled_from((None, "A line.")),
    }
)


def kept(number: int, keys: dict[str, Any] | None) -> Kept:
    """Return the cached result for a file; without keys, the file could not be read."""
    path = f"2026/04/{1 + number:02}/story"
    record = None if keys is None else record_of(told(path, **keys))
    examined = Examined(
        file=f"briefings/{path}.yml",
        digest=str(number),
        record=record,
        sound=record is not None,
        problems=(),
        unknown=(("a.example", 3, 5),),
        bylines=msgspec.Raw(msgspec.msgpack.encode((("A", "a.example"),))),
        answers="",
        sketch=b"12",
    )
    return Kept((number, 7), "", examined)


def month_of(keys: list[dict[str, Any] | None]) -> list[Kept]:
    return [kept(number, one) for number, one in enumerate(keys)]


@given(st.lists(st.none() | KEYS, max_size=8))
def test_what_is_remembered_of_a_month_comes_back(keys: list[dict[str, Any] | None]) -> None:
    known: dict[Any, Any] = {}
    assert unpack_month(pack_month(month_of(keys)), known) == month_of(keys)


def test_months_share_their_names_and_sources() -> None:
    known: dict[Any, Any] = {}
    body = pack_month(month_of([{"entities": ["OpenAI"]}]))
    first, second = (unpack_month(body, known)[0].examined.record for _ in range(2))
    assert first
    assert second
    assert first.names[0] is second.names[0]
    assert first.sources[0] is second.sources[0]


@given(st.binary())
def test_what_is_no_month_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unpack_month(body, {})


@given(st.data())
def test_a_damaged_month_is_refused_or_has_the_types_that_are_promised(data: st.DataObject) -> None:
    body = bytearray(pack_month(month_of([{"entities": ["OpenAI", "DeepSeek"]}, None])))
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        month = unpack_month(bytes(body), {})
    except ValueError:
        return
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(month), type=list[Kept]) == month
