"""Write, read, link and remove files by address below a folder.

The site and staging folders share files by hard links, so an existing file is replaced and never written into.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from broadsheet.build.output.manifest import WrittenFile
from broadsheet.pages.target import digest_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write_file(folder: str, uri: str, content: bytes) -> WrittenFile:
    """Write a file, in place of whatever has its path."""
    path = f"{folder}/{uri}"
    try:
        handle = os.open(path, _NEW, 0o666)  # the path is free most often
    except OSError:
        make_way(folder, uri)
        handle = os.open(path, _NEW, 0o666)
    try:
        remaining = memoryview(content)
        while remaining:
            remaining = remaining[os.write(handle, remaining) :]
        status = os.fstat(handle)
    finally:
        os.close(handle)
    return WrittenFile(uri, len(content), status.st_mtime_ns, digest_of(content))


def read_file(folder: str, uri: str) -> bytes:
    """Return the bytes of a file, unbuffered: the file of a year is made of thousands of others."""
    with open(f"{folder}/{uri}", "rb", buffering=0) as stream:
        return stream.read()


def link_file(source: str, folder: str, uri: str) -> None:
    """Hard-link a file of one folder into another; where that fails, copy it with its time."""
    try:
        os.link(f"{source}/{uri}", f"{folder}/{uri}")  # the path is free most often
        return
    except OSError:
        make_way(folder, uri)
    try:
        os.link(f"{source}/{uri}", f"{folder}/{uri}")
    except OSError:
        shutil.copy2(f"{source}/{uri}", f"{folder}/{uri}")


def make_way(folder: str, uri: str) -> None:
    """Remove whatever has a path or blocks it, and create the folders above."""
    path = f"{folder}/{uri}"
    try:
        os.mkdir(os.path.dirname(path))
        return
    except OSError:  # it exists, or folders above it are missing
        pass
    try:
        os.unlink(path)
        return
    except FileNotFoundError:
        pass
    except (IsADirectoryError, PermissionError):  # systems differ in the error they raise
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
    except NotADirectoryError:
        _clear_files_above(folder, uri)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        _clear_files_above(folder, uri)
        os.makedirs(os.path.dirname(path), exist_ok=True)


def remove_files(folder: str, uris: Iterable[str]) -> None:
    """Remove files, and folders that become empty."""
    for uri in uris:
        try:
            os.unlink(f"{folder}/{uri}")
        except (FileNotFoundError, NotADirectoryError):
            pass
        except (IsADirectoryError, PermissionError):  # systems differ in the error they raise
            if not os.path.isdir(f"{folder}/{uri}"):
                raise
            continue  # a folder has taken the place of the file
        above = uri.rpartition("/")[0]
        while above:
            try:
                os.rmdir(f"{folder}/{above}")
            except OSError:
                break
            above = above.rpartition("/")[0]


def _clear_files_above(folder: str, uri: str) -> None:
    parts = uri.split("/")
    for end in range(1, len(parts)):
        above = Path(folder, *parts[:end])
        if above.is_symlink() or above.is_file():
            above.unlink()
            return
