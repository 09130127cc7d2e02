"""What a build said when it was done. The next one says it again without a look at any briefing, where nothing changed."""

from __future__ import annotations

import msgspec


class Receipt(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """`stamp` stands for all that went into a site, files by their size and time.

    `problems` is what the check of the briefings said, `warnings` what is doubtful about the site; the rest are counts.
    """

    stamp: bytes
    problems: str
    warnings: tuple[str, ...]
    briefings: int
    editions: int
    pages: int


_DECODER = msgspec.msgpack.Decoder(Receipt)


def read_receipt(body: bytes | None) -> Receipt | None:
    """Return the receipt that stands in these bytes, or nothing where there is none."""
    try:
        return _DECODER.decode(body) if body else None
    except msgspec.MsgspecError:
        return None


def write_receipt(receipt: Receipt) -> bytes:
    """Return the bytes of a receipt."""
    return msgspec.msgpack.encode(receipt)
