"""A bundle of files kept in one entry of a cache: whole, and what was written under this key, or not there at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from broadsheet.publish.checksummed import read_sealed, write_sealed


def keep(entry: Path, key: str, files: Mapping[str, bytes]) -> None:
    """Write an entry in the place of the last one."""
    head = json.dumps([[name, len(content)] for name, content in files.items()]).encode()
    write_sealed(entry, key, head + b"\n" + b"".join(files.values()))


def kept(entry: Path, key: str) -> dict[str, bytes] | None:
    """Return name -> bytes as kept under this key, or nothing when it is not there or damaged."""
    body = read_sealed(entry, key)
    if body is None:
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
