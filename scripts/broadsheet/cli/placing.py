"""Files that commands put into the project: a new one never in the place of another, and each whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Taken(Exception):
    """Something has that name already; the message is its path from the root."""


def create(root: Path, file: str, text: str) -> None:
    """Write a new file, named from the root, with the folders that it needs. Raises Taken, and OSError.

    A briefing with another ending would make the same page, so it takes the name too.
    """
    target = root / file
    _refuse_links(root, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    for other in sorted(target.parent.iterdir()):
        if other.stem.casefold() == target.stem.casefold() and other.suffix.lower() in (".yml", ".yaml", ".md"):
            raise Taken(other.relative_to(root).as_posix())
    with _beside(target, text) as beside:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise Taken(file) from None
        except OSError:  # a file system without hard links
            _write_new(target, file, text)


def replace(target: Path, text: str) -> None:
    """Write a file anew in the place of the old one."""
    with _beside(target, text) as beside:
        if target.exists():
            os.chmod(beside, target.stat().st_mode & 0o7777)
        os.replace(beside, target)


@contextmanager
def _beside(target: Path, text: str) -> Iterator[str]:
    """Write a text beside its place; the file is gone after the block, unless it was moved."""
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(beside, 0o666 & ~mask)
        yield beside
    finally:
        with suppress(OSError):
            Path(beside).unlink()


def _write_new(target: Path, file: str, text: str) -> None:
    try:
        with open(target, "x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except FileExistsError:
        raise Taken(file) from None


def _refuse_links(root: Path, target: Path) -> None:
    """Refuse a way that a symbolic link could lead out of the project."""
    for folder in target.relative_to(root).parents:
        if (root / folder).is_symlink() and folder != Path():
            raise OSError(0, f"{folder.as_posix()} is a symbolic link, and links are not followed")
