"""How a folder on disk differs from the files that the manifest lists for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from zlib import crc32

import msgspec

from broadsheet.build.output.manifest import WrittenFile
from broadsheet.pages.target import digest_of

THREADS = 4  # a disk that has to fetch folders answers several questions as fast as one
BATCH = 64  # folders that a thread lists before it returns


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """Differences by file address: `missing` files are absent or not as written, `extra` files are not in the manifest."""

    missing: frozenset[str]
    extra: tuple[str, ...]


NOTHING = Findings(missing=frozenset(), extra=())


def differences(present: Iterable[WrittenFile], wanted: Iterable[WrittenFile]) -> Findings:
    """Return how a folder with the files `present` differs from one with the files `wanted`."""
    present_by_uri = {made.uri: made for made in present}
    wanted_by_uri = {made.uri: made for made in wanted}
    missing = frozenset(uri for uri, made in wanted_by_uri.items() if present_by_uri.get(uri) != made)
    return Findings(missing=missing, extra=tuple(present_by_uri.keys() - wanted_by_uri.keys()))


def share_of(uri: str, of: int) -> int:
    """Return which of `of` workers inspects a file. A folder of the second level goes to one worker as a whole."""
    parts = uri.split("/", 2)
    return crc32(f"{parts[0]}/{parts[1]}".encode("utf-8", "surrogateescape")) % of if len(parts) > 2 else 0


def inspect(
    folder: str, files: Iterable[WrittenFile], *, part: int = 0, of: int = 1, by_bytes: bool = True
) -> Findings:
    """Compare a folder, or share `part` of `of`, with the files that it should contain.

    A file is intact if size and time match. If only the time differs, as after a copy, its bytes decide, unless
    `by_bytes` is False. Symbolic links count as extra.
    """
    expected = {made.uri: made for made in files if share_of(made.uri, of) == part}
    if os.path.islink(folder):
        return Findings(missing=frozenset(expected), extra=())
    intact: list[str] = []
    extra: list[str] = []

    def inspect_folders(prefixes: Sequence[str]) -> list[str]:
        subfolders = []
        for prefix in prefixes:
            depth = prefix.count("/")
            try:
                entries = list(os.scandir(f"{folder}/{prefix}"))
            except OSError:
                continue
            for entry in entries:
                uri = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if depth != 1 or share_of(f"{uri}/", of) == part:
                        subfolders.append(f"{uri}/")
                elif depth < 2 and part:
                    continue  # files of the upper levels belong to share 0
                elif (
                    (made := expected.get(uri))
                    and not entry.is_symlink()
                    and _matches(entry.path, entry.stat(), made, by_bytes)
                ):
                    intact.append(uri)
                else:
                    extra.append(uri)
        return subfolders

    _walk("", inspect_folders)
    return Findings(missing=frozenset(expected.keys() - set(intact)), extra=tuple(extra))


def _walk(start: str, visit: Callable[[Sequence[str]], Iterable[str]]) -> None:
    """Call `visit` with batches of folders, level by level, in several threads; it returns the folders to visit next."""
    pending = [start]
    with ThreadPoolExecutor(THREADS) as pool:
        while pending:
            batches = [pending[place : place + BATCH] for place in range(0, len(pending), BATCH)]
            found = map(visit, batches) if len(batches) == 1 else pool.map(visit, batches)
            pending = [subfolder for subfolders in found for subfolder in subfolders]


def is_as_written(folder: str, made: WrittenFile) -> bool:
    """Whether a file in a folder has the bytes that were written."""
    path = f"{folder}/{made.uri}"
    try:
        return not os.path.islink(path) and _matches(path, os.stat(path), made)
    except OSError:
        return False


def _matches(path: str, status: os.stat_result, made: WrittenFile, by_bytes: bool = True) -> bool:
    if status.st_size != made.size:
        return False
    if status.st_mtime_ns == made.time:
        return True
    if not by_bytes:
        return False
    try:
        with open(path, "rb") as stream:
            if digest_of(stream.read()) != made.digest:
                return False
    except OSError:
        return False
    with suppress(OSError):  # restore the time, or every build would read all of a copied site again
        os.utime(path, ns=(status.st_atime_ns, made.time))
    return True
