"""Files in a folder that shares them with another by hard links: so a file is replaced and never written into."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from broadsheet.build.output.manifest import WrittenFile
from broadsheet.pages.target import digest_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write_file(folder: str, uri: str, content: bytes) -> WrittenFile:
    """Write a file in the place of whatever stands there."""
    path = f"{folder}/{uri}"
    try:
        handle = os.open(path, _NEW, 0o666)  # most often nothing stands there
    except OSError:
        make_way(folder, uri)
        handle = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        status = os.fstat(handle)
    finally:
        os.close(handle)
    return WrittenFile(uri, len(content), status.st_mtime_ns, digest_of(content))


def read_file(folder: str, uri: str) -> bytes:
    """Return the bytes of a file. A year is made of thousands, so nothing is buffered on the way."""
    with open(f"{folder}/{uri}", "rb", buffering=0) as stream:
        return stream.read()


def link_file(source: str, folder: str, uri: str) -> None:
    """Let a folder share a file of another one; where links cannot be made, copy it with its time."""
    try:
        os.link(f"{source}/{uri}", f"{folder}/{uri}")  # most often nothing stands there
        return
    except OSError:
        make_way(folder, uri)
    try:
        os.link(f"{source}/{uri}", f"{folder}/{uri}")
    except OSError:
        shutil.copy2(f"{source}/{uri}", f"{folder}/{uri}")


def make_way(folder: str, uri: str) -> None:
    """Remove what stands at an address or in the way to it, and make the folders above."""
    path = f"{folder}/{uri}"
    try:
        os.mkdir(os.path.dirname(path))
        return
    except OSError:  # it is there, or there is more to make
        pass
    try:
        os.unlink(path)
        return
    except FileNotFoundError:
        pass
    except (IsADirectoryError, PermissionError):  # systems differ in what they call it
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
    """Remove files, and the folders that are empty then."""
    for uri in uris:
        try:
            os.unlink(f"{folder}/{uri}")
        except (FileNotFoundError, NotADirectoryError):
            pass
        except (IsADirectoryError, PermissionError):  # systems differ in what they call it
            if not os.path.isdir(f"{folder}/{uri}"):
                raise
            continue  # another file took its place as a folder
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
