"""A year's data is packed by stretches: anybody can unpack it, and packing it anew gives what packing it at once gives."""

from __future__ import annotations

import gzip
import subprocess
import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.publish.gzip_archive import pack

TEXTS = st.lists(st.sampled_from([b"", b"a\n", b"b" * 100_000, b"{}\n" * 9]) | st.binary(max_size=50), max_size=14)


@given(TEXTS, TEXTS)
def test_what_is_packed_after_something_else_is_what_is_packed_at_once(
    before: Sequence[bytes], now: Sequence[bytes]
) -> None:
    packed = pack(now)
    assert pack(now, pack(before)) == packed
    assert gzip.decompress(packed) == b"".join(now)
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)  # as browsers do, which know of one member
    assert stream.decompress(packed) == b"".join(now)
    assert stream.eof
    assert stream.unused_data == b""


@given(st.binary(max_size=80), st.integers(0, 80), TEXTS)
def test_any_other_file_is_of_no_use_and_no_harm(noise: bytes, cut: int, now: Sequence[bytes]) -> None:
    packed = pack([b"a\n", b"b" * 1000])
    for last in (noise, packed[:-1], packed[:cut], packed + noise[:1], gzip.compress(b"a\n")):
        assert pack(now, last) == pack(now)


def test_what_has_not_changed_is_taken_as_it_lies_there() -> None:
    """A scar in the last file shows again where its text is the same, and only there."""
    whole = pack([b"january", b"february", b"march"])
    scar = whole.index(pack([b"february"])[28:34])
    last = whole[:scar] + b"\0scar\0" + whole[scar + 6 :]
    assert b"\0scar\0" in pack([b"january", b"february", b"april"], last)
    assert pack([b"january", b"February", b"march"], last) == pack([b"january", b"February", b"march"])


@pytest.mark.slow
def test_the_common_program_unpacks_it() -> None:
    done = subprocess.run(["gzip", "-dc"], input=pack([b"one\n", b"two\n"]), capture_output=True, check=True)
    assert done.stdout == b"one\ntwo\n"
