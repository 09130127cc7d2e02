"""Cache entries in files of their own: an entry is read exactly as it was written under a key, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

_SEAL_LENGTH = hashlib.sha256().digest_size


def write_sealed(entry: Path, key: str, body: bytes) -> None:
    """Write an entry atomically, in place of the last one. If the folder is read-only, write nothing."""
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
    """Return the body that was written under this key, or None if it is missing or damaged.

    A seal can be forged, so callers must validate what they decode.
    """
    try:
        data = entry.read_bytes()
    except OSError:
        return None
    body = data[_SEAL_LENGTH:]
    return body if data[:_SEAL_LENGTH] == seal(key, body) else None


def seal(key: str, body: bytes) -> bytes:
    """Return the digest that precedes a body. It detects damage, not malice."""
    return hashlib.sha256(key.encode() + body).digest()


def write_sealed_files(entry: Path, key: str, files: Mapping[str, bytes]) -> None:
    """Write several files, given by name, as one entry."""
    head = json.dumps([[name, len(content)] for name, content in files.items()]).encode()
    write_sealed(entry, key, head + b"\n" + b"".join(files.values()))


def read_sealed_files(entry: Path, key: str) -> dict[str, bytes] | None:
    """Return the files, by name, that were written under this key, or None if they are missing or damaged."""
    body = read_sealed(entry, key)
    if body is None:
        return None
    try:
        head, _, contents = body.partition(b"\n")
        files: dict[str, bytes] = {}
        start = 0
        for name, size in json.loads(head):
            if not _is_safe(name) or type(size) is not int or size < 0:
                return None
            files[name] = contents[start : start + size]
            start += size
        return files if start == len(contents) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _is_safe(name: object) -> bool:
    return isinstance(name, str) and not name.startswith("/") and ".." not in PurePosixPath(name).parts
