"""What a build said when it was done. The next one says it again without a look at any briefing, where nothing changed."""

from __future__ import annotations

import msgspec


class LastBuild(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """`stamp` stands for all that went into a site, files by their size and time.

    `problems` is what the check of the briefings said, `warnings` what is doubtful about the site; the rest are counts.
    """

    stamp: bytes
    problems: str
    warnings: tuple[str, ...]
    briefings: int
    editions: int
    pages: int


_DECODER = msgspec.msgpack.Decoder(LastBuild)


def read_last_build(body: bytes | None) -> LastBuild | None:
    """Return the record of the last build that stands in these bytes, or nothing where there is none."""
    try:
        return _DECODER.decode(body) if body else None
    except msgspec.MsgspecError:
        return None


def write_last_build(last_build: LastBuild) -> bytes:
    """Return the bytes of a record of the last build."""
    return msgspec.msgpack.encode(last_build)
