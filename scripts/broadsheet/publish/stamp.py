"""The stamp of a build: what went in, and what came out. When both are as they were, there is nothing to build."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

STAMP = Path(".cache/broadsheet/last-build.json")
_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """`said` is what the build told people, so that warnings are not lost when there is nothing to do."""

    inputs: str
    site: str
    said: str


def digest_of(folders: Iterable[Path], settings: Any) -> str | None:
    """Return one digest of every file below the folders, the settings, and the programs that make a site of them.

    Contents count and times do not: a fresh clone has new ones. Nothing is returned where a symbolic link lies among the
    files, since what it leads to may change unseen.
    """
    whole = hashlib.sha256()
    for part in (json.dumps(settings, sort_keys=True, default=str), sys.version, *_versions()):
        whole.update(f"{part}\0".encode())
    for folder in (_PACKAGE, *folders):
        for name, file in _files(str(folder)):
            if file.is_symlink():
                return None
            content = _content(file.path)
            whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            whole.update(content)
        whole.update(b"\0\0")
    return whole.hexdigest()


def site_digest(site: Path) -> str:
    """Return a digest of the names, sizes and times of all files of a site: enough to see that one was touched."""
    whole = hashlib.sha256()
    for name, file in _files(str(site)):
        status = file.stat(follow_symlinks=False)
        whole.update(f"{name}\0{status.st_size} {status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def read_stamp(root: Path) -> Stamp | None:
    """Return what the last build left, or nothing: a damaged stamp costs time and no more."""
    try:
        return Stamp(**{name: str(value) for name, value in json.loads((root / STAMP).read_bytes()).items()})
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def write_stamp(root: Path, stamp: Stamp) -> None:
    """Leave the stamp of a finished build. Where that is not possible the next build is a whole one."""
    with suppress(OSError):
        (root / STAMP).parent.mkdir(parents=True, exist_ok=True)
        fresh = (root / STAMP).with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"inputs": stamp.inputs, "site": stamp.site, "said": stamp.said}), encoding="utf-8")
        fresh.replace(root / STAMP)


def _versions() -> Iterator[str]:
    needed = [Requirement(line) for line in requires("broadsheet") or []]
    for name in sorted({one.name for one in needed if one.marker is None} | {"jinja2", "markdown"}):
        yield f"{name} {version(name)}"


def _files(folder: str, name: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (path from the first folder, file) in a fixed order; a link to a folder counts as a file."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield name + entry.name, entry
        elif entry.name != "__pycache__":
            yield from _files(entry.path, f"{name}{entry.name}/")


def _content(file: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError:
        return b"unreadable"
