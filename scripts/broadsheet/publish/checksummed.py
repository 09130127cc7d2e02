"""A sealed entry of a cache: the bytes that were written under a key, whole, or nothing at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

_SEAL = hashlib.sha256().digest_size


def write_sealed(entry: Path, key: str, body: bytes) -> None:
    """Write an entry whole or not at all, in the place of the last one.

    A folder that cannot be written costs time at the next build, nothing else.
    """
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=entry.parent)
        try:
            with open(handle, "wb") as stream:
                stream.write(seal(key, body) + body)
            os.replace(name, entry)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def read_sealed(entry: Path, key: str) -> bytes | None:
    """Return what was written under this key, or nothing when it is not there or damaged.

    A seal can be forged, so the reader still looks at what it holds.
    """
    try:
        data = entry.read_bytes()
    except OSError:
        return None
    body = data[_SEAL:]
    return body if data[:_SEAL] == seal(key, body) else None


def seal(key: str, body: bytes) -> bytes:
    """Return the digest that stands before a body: it tells damage, not malice."""
    return hashlib.sha256(key.encode() + body).digest()
