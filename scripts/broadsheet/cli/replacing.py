"""A file exchanged for a new one: whole or not at all, and only if nobody else has changed it meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


class Changed(Exception):
    """Somebody else has changed the file, or put a link in its place."""


def replace_file(file: Path, old: bytes, new: bytes) -> None:
    """Put `new` in the place of `old`, with the same mode. Raises Changed, and OSError where nothing can be written."""
    status = file.lstat()
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".", suffix="~")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, stat.S_IMODE(status.st_mode))
        if not stat.S_ISREG(file.lstat().st_mode) or file.read_bytes() != old:
            raise Changed
        os.replace(beside, file)
    finally:
        with suppress(OSError):
            Path(beside).unlink()
