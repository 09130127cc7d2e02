"""Writing into `briefings/`: whole files or none, and never through a link or out of the project."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


class FilingError(OSError):
    """A file cannot be written, and the message says why."""


def file_new(root: Path, name: str, content: bytes) -> None:
    """Write `root/name`, which must not exist. Raises FileExistsError, or another OSError."""
    target = _placed(root, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(target, content)
    try:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise
        except OSError:  # a disk without links
            with open(target, "xb") as stream:
                stream.write(content)
    finally:
        beside.unlink()


def replace_file(root: Path, name: str, before: bytes, after: bytes) -> None:
    """Exchange the content of `root/name`, which must still be `before`."""
    target = _placed(root, name)
    if target.is_symlink():
        raise FilingError(f"{name} is a symbolic link, and links are not followed")
    beside = _beside(target, after)
    try:
        with suppress(OSError):
            beside.chmod(target.stat().st_mode & 0o777)
        if target.read_bytes() != before:
            raise FilingError(f"{name} was changed by somebody else in this moment; try again")
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _placed(root: Path, name: str) -> Path:
    """Return where a file goes. No folder on the way may be a link."""
    parts = name.split("/")
    if not all(parts) or {".", ".."} & set(parts):
        raise FilingError(f"{name} is no place in the project")
    here = root
    for part in parts[:-1]:
        here = here / part
        if here.is_symlink():
            raise FilingError(f"{here.relative_to(root)} is a symbolic link, and links are not followed")
    return here / parts[-1]


def _beside(target: Path, content: bytes) -> Path:
    """Write a hidden file in the same folder: the last step is then one that happens or does not."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
