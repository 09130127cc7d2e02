"""How a folder lies there, held against what a ledger says of its files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from zlib import crc32

import msgspec

from broadsheet.build.output.manifest import WrittenFile
from broadsheet.build.output.walk import walk
from broadsheet.pages.target import digest_of


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """How a folder differs from a manifest: `missing` are files that are not there as written, `extra` are others."""

    missing: frozenset[str]
    extra: tuple[str, ...]


NOTHING = Findings(missing=frozenset(), extra=())


def differences(lying: Iterable[WrittenFile], wanted: Iterable[WrittenFile]) -> Findings:
    """Return how a folder with these files differs from one with the wanted ones."""
    there = {made.uri: made for made in lying}
    ought = {made.uri: made for made in wanted}
    missing = frozenset(uri for uri, made in ought.items() if there.get(uri) != made)
    return Findings(missing=missing, extra=tuple(there.keys() - ought.keys()))


def share_of(uri: str, of: int) -> int:
    """Return which of so many workers looks at a file: folders of the second level go to one of them as a whole."""
    parts = uri.split("/", 2)
    return crc32(f"{parts[0]}/{parts[1]}".encode("utf-8", "surrogateescape")) % of if len(parts) > 2 else 0


def inspect(
    folder: str, files: Iterable[WrittenFile], *, part: int = 0, of: int = 1, by_bytes: bool = True
) -> Findings:
    """Hold a folder, or a share of it, against the files that ought to lie in it.

    A file is known by size and time; where only the time differs, as after a copy, by its bytes, unless that is not
    wanted. Links count as extra.
    """
    expected = {made.uri: made for made in files if share_of(made.uri, of) == part}
    if os.path.islink(folder):
        return Findings(missing=frozenset(expected), extra=())
    sound: list[str] = []
    extra: list[str] = []

    def look(folders: Sequence[str]) -> list[str]:
        below = []
        for here in folders:
            depth = here.count("/")
            try:
                entries = list(os.scandir(f"{folder}/{here}"))
            except OSError:
                continue
            for entry in entries:
                uri = here + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if depth != 1 or share_of(f"{uri}/", of) == part:
                        below.append(f"{uri}/")
                elif depth < 2 and part:
                    continue
                elif (
                    (made := expected.get(uri))
                    and not entry.is_symlink()
                    and _is(entry.path, entry.stat(), made, by_bytes)
                ):
                    sound.append(uri)
                else:
                    extra.append(uri)
        return below

    walk("", look)
    return Findings(missing=frozenset(expected.keys() - set(sound)), extra=tuple(extra))


def is_as_written(folder: str, made: WrittenFile) -> bool:
    """Whether a file lies in a folder as it was written."""
    path = f"{folder}/{made.uri}"
    try:
        return not os.path.islink(path) and _is(path, os.stat(path), made)
    except OSError:
        return False


def _is(path: str, status: os.stat_result, made: WrittenFile, by_bytes: bool = True) -> bool:
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
    with suppress(OSError):  # or all of a copied site would be read at every build
        os.utime(path, ns=(status.st_atime_ns, made.time))
    return True
