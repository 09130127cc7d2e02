"""The manifest of a site: for every target, the fingerprint it was made from and the files it became.

The manifest is split into segments, one for each month and one for everything else. A day's work changes few of them.
A segment stays encoded until a caller needs more than its fingerprint and its counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

import msgspec

from broadsheet.pages.target import digest_of

T = TypeVar("T")

_KEY_LENGTH = 16  # bytes of most target keys


class WrittenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as written: address below the site's root, size in bytes, modification time in ns, digest of its bytes."""

    uri: str
    size: int
    time: int
    digest: bytes


class TargetOutput(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What became of one target: its key when it was rendered, and its files."""

    key: bytes
    files: tuple[WrittenFile, ...]


class _Columns(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The entries of a segment as columns, so that the files can be decoded without the rest."""

    names: list[str]
    keys: list[bytes]
    files: list[tuple[WrittenFile, ...]]


class _FilesColumn(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The same bytes as `_Columns`, of which only the files are decoded."""

    names: msgspec.Raw
    keys: msgspec.Raw
    files: list[tuple[WrittenFile, ...]]


_COLUMNS = msgspec.msgpack.Decoder(_Columns)
_FILES_COLUMN = msgspec.msgpack.Decoder(_FilesColumn)


class Segment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The targets of one month, or of no month, and their files.

    `key` is the `key_of_targets` of the targets. `files` and `pages` (HTML files) are counts, `size` is in bytes.
    """

    key: bytes
    files: int
    pages: int
    size: int
    body: msgspec.Raw

    def entries(self) -> dict[str, TargetOutput]:
        """Decode the entries, by target name. Return none if they are damaged or name a file outside the site."""
        try:
            columns = _COLUMNS.decode(self.body)
            entries = dict(zip(columns.names, map(TargetOutput, columns.keys, columns.files), strict=True))
        except (msgspec.MsgspecError, ValueError):
            return {}
        return {} if _any_outside_site(made for files in columns.files for made in files) else entries

    def made(self) -> list[WrittenFile]:
        """Decode the files only, which takes less time and memory. Return none where `entries` returns none."""
        try:
            made = [file for files in _FILES_COLUMN.decode(self.body).files for file in files]
        except msgspec.MsgspecError:
            return []
        return [] if _any_outside_site(made) else made


class Manifest(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The manifest of a whole site, by segment name (`2026/04`, or empty for targets of no month).

    `base` is the fingerprint of what all targets share, `fingerprint` that of all inputs; it is empty where the next
    build must not reuse the site as a whole. `warnings` are about the site as a whole, such as its size.
    """

    base: bytes
    fingerprint: bytes
    warnings: tuple[str, ...] = ()
    segments: dict[str, Segment] = {}

    @property
    def pages(self) -> int:
        """How many HTML files the site has, hand-written pages included."""
        return sum(segment.pages for segment in self.segments.values())

    @property
    def file_count(self) -> int:
        """How many files the site has."""
        return sum(segment.files for segment in self.segments.values())

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(segment.size for segment in self.segments.values())

    def made(self) -> Iterator[WrittenFile]:
        """Yield every file of the site."""
        for segment in self.segments.values():
            yield from segment.made()

    def entries(self) -> dict[str, TargetOutput]:
        """Decode all entries, by target name."""
        return {name: entry for segment in self.segments.values() for name, entry in segment.entries().items()}


EMPTY = Manifest(base=b"", fingerprint=b"")


def to_segments(entries: Mapping[str, TargetOutput]) -> dict[str, Segment]:
    """Encode entries, given by target name, as segments."""
    return {name: _encode_segment(part) for name, part in by_segment(entries.items()).items()}


def _encode_segment(entries: Mapping[str, TargetOutput]) -> Segment:
    made = [file for entry in entries.values() for file in entry.files]
    keys = [entry.key for entry in entries.values()]
    columns = _Columns(names=list(entries), keys=keys, files=[entry.files for entry in entries.values()])
    return Segment(
        key=key_of_targets(entries, keys),
        files=len(made),
        pages=sum(file.uri.endswith(".html") for file in made),
        size=sum(file.size for file in made),
        body=msgspec.Raw(msgspec.msgpack.encode(columns)),
    )


def key_of_targets(names: Iterable[str], keys: Iterable[bytes]) -> bytes:
    """Return a digest of the names and keys of targets, in the order given."""
    equal_length = [key if len(key) == _KEY_LENGTH else digest_of(key) for key in keys]
    return digest_of("\0".join(names).encode("utf-8", "surrogatepass") + b"\0\0" + b"".join(equal_length))


def by_segment(named: Iterable[tuple[str, T]]) -> dict[str, dict[str, T]]:
    """Group (target name, value) pairs: segment name -> target name -> value."""
    segments: dict[str, dict[str, T]] = {}
    for name, value in named:
        segments.setdefault(segment_of(name), {})[name] = value
    return segments


def segment_of(name: str) -> str:
    """Return the segment of a target: its month, such as `2026/04`, or `""` if it belongs to none.

    For a file address, the answer is the segment that most likely has it: the files of a month's targets lie below the
    month, but hand-written documents, which are in segment `""`, may lie there too.
    """
    return _month(name[:8])


@lru_cache(maxsize=4096)
def _month(prefix: str) -> str:
    year, slashes, month = prefix[:4], prefix[4:5] + prefix[7:8], prefix[5:7]
    return prefix[:7] if slashes == "//" and (year + month).isdecimal() else ""


def _any_outside_site(files: Iterable[WrittenFile]) -> bool:
    """Whether any address leads out of the site. One test of all addresses joined spares 100,000 single tests."""
    uris = [made.uri for made in files]
    joined = "\n".join(["", *uris, ""])
    return (".." in joined or "\n/" in joined or "\n\n" in joined) and any(map(_is_outside_site, uris))


def _is_outside_site(uri: str) -> bool:
    return uri[:1] in ("/", "") or (".." in uri and ".." in uri.replace("\\", "/").split("/"))
