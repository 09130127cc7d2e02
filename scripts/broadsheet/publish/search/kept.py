"""A bundle of files kept in one entry of a cache: whole, and what was written under this key, or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

_SEAL = hashlib.sha256().digest_size


def keep(entry: Path, key: str, files: Mapping[str, bytes]) -> None:
    """Write an entry in the place of the last one. A folder that cannot be written costs time, nothing else."""
    head = json.dumps([[name, len(content)] for name, content in files.items()]).encode()
    body = head + b"\n" + b"".join(files.values())
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=entry.parent)
        try:
            with open(handle, "wb") as stream:
                stream.write(_seal(key, body) + body)
            os.replace(name, entry)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def kept(entry: Path, key: str) -> dict[str, bytes] | None:
    """Return name -> bytes as kept under this key, or nothing when it is not there or damaged."""
    try:
        data = entry.read_bytes()
    except OSError:
        return None
    body = data[_SEAL:]
    if data[:_SEAL] != _seal(key, body):
        return None
    try:
        head, _, blob = body.partition(b"\n")
        files: dict[str, bytes] = {}
        start = 0
        for name, size in json.loads(head):
            if not _is_plain(name) or type(size) is not int or size < 0:  # a seal can be forged
                return None
            files[name] = blob[start : start + size]
            start += size
        return files if start == len(blob) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and not name.startswith("/") and ".." not in PurePosixPath(name).parts


def _seal(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()
