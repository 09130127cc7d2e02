"""Files that commands put into the project: whole or not at all, and never in the place of somebody else's work."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class FileExists(Exception):
    """Something has that name already; the message is its path from the root."""


class Changed(OSError):
    """Somebody else has changed the file, or put a link in its place."""

    def __init__(self) -> None:
        """Say so as the system would, for those who tell why a file cannot be written."""
        super().__init__(0, "somebody else changed it in this moment; try again")


def create(root: Path, file: str, content: bytes) -> None:
    """Write a new file, named from the root, with the folders that it needs. Raises Taken, and OSError.

    A briefing with another ending would make the same page, so it takes the name too.
    """
    target = _placed(root, file)
    target.parent.mkdir(parents=True, exist_ok=True)
    for other in sorted(target.parent.iterdir()):
        if other.stem.casefold() == target.stem.casefold() and other.suffix.lower() in (".yml", ".yaml", ".md"):
            raise FileExists(other.relative_to(root).as_posix())
    with _beside(target, content) as beside:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise FileExists(file) from None
        except OSError:  # a file system without hard links
            _write_new(target, file, content)


def replace(root: Path, file: str, old: bytes, new: bytes) -> None:
    """Put `new` in the place of `old`, with the same mode. Raises Changed, and OSError where nothing can be written."""
    target = _placed(root, file)
    mode = target.lstat().st_mode
    with _beside(target, new) as beside:
        os.chmod(beside, stat.S_IMODE(mode))
        if not stat.S_ISREG(target.lstat().st_mode) or target.read_bytes() != old:
            raise Changed
        os.replace(beside, target)


def write(target: Path, content: bytes) -> None:
    """Write a file that somebody has named, in the place of whatever is there."""
    with _beside(target, content) as beside:
        os.replace(beside, target)


@contextmanager
def _beside(target: Path, content: bytes) -> Iterator[str]:
    """Write a content beside its place, so that the last step is one that happens or does not."""
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(beside, 0o666 & ~mask)
        yield beside
    finally:
        with suppress(OSError):
            Path(beside).unlink()


def _write_new(target: Path, file: str, content: bytes) -> None:
    try:
        with open(target, "xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise FileExists(file) from None


def _placed(root: Path, file: str) -> Path:
    """Return where a file goes: below the root, and on a way without links, which could lead out of the project."""
    *above, name = file.split("/")
    here = root
    for part in above:
        here = here / part
        if part in ("", ".", "..") or here.is_symlink():
            raise OSError(0, f"{here.relative_to(root).as_posix()} is a symbolic link, and links are not followed")
    return here / name
