"""The ledger of a site: what each of its files was made from, and how it is known again.

It is kept in segments: one for every month, and one for all that belongs to no month. A day's work changes few of them; of the
others a build reads a digest and some counts, and leaves the rest as it stands in the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

import msgspec

from broadsheet.pages.target import digest_of

T = TypeVar("T")

_KEY = 16  # bytes of most keys


class WrittenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was written: address, size in bytes, time in nanoseconds, and a digest of its bytes."""

    uri: str
    size: int
    time: int
    digest: bytes


class TargetOutput(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The files that a target with this key became."""

    key: bytes
    files: tuple[WrittenFile, ...]


class _Columns(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The entries of a segment: whoever asks for the files alone passes over the rest."""

    names: list[str]
    keys: list[bytes]
    files: list[tuple[WrittenFile, ...]]


class _Files(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The same, with nothing read but the files."""

    names: msgspec.Raw
    keys: msgspec.Raw
    files: list[tuple[WrittenFile, ...]]


_COLUMNS = msgspec.msgpack.Decoder(_Columns)
_FILES = msgspec.msgpack.Decoder(_Files)


class Segment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Some targets of a site and their files. `key` is that of `key_of_drafts`; `size` is in bytes, `pages` counts HTML."""

    key: bytes
    files: int
    pages: int
    size: int
    body: msgspec.Raw

    def entries(self) -> dict[str, TargetOutput]:
        """Return the entries by the names of their targets; none where they cannot be read, or lead out of the site."""
        try:
            kept = _COLUMNS.decode(self.body)
            entries = dict(zip(kept.names, map(TargetOutput, kept.keys, kept.files), strict=True))
        except (msgspec.MsgspecError, ValueError):
            return {}
        return {} if _any_leads_out(made for some in kept.files for made in some) else entries

    def made(self) -> list[WrittenFile]:
        """Return the files, which takes less time and room than all of it."""
        try:
            made = [file for some in _FILES.decode(self.body).files for file in some]
        except msgspec.MsgspecError:
            return []
        return [] if _any_leads_out(made) else made


def segment_from(entries: Mapping[str, TargetOutput]) -> Segment:
    """Return the segment of some entries."""
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
    """Return a digest of the names and the keys of targets, in their order."""
    same = [key if len(key) == _KEY else digest_of(key) for key in keys]
    return digest_of("\0".join(names).encode("utf-8", "surrogatepass") + b"\0\0" + b"".join(same))


@lru_cache(maxsize=4096)
def _month(begin: str) -> str:
    year, slash, month = begin[:4], begin[4:5] + begin[7:8], begin[5:7]
    return begin[:7] if slash == "//" and (year + month).isdecimal() else ""


def segment_of(name: str) -> str:
    """Return the segment of a target, or where a file is most likely found: its month, or `""`, which has all others.

    Whatever a target of a month becomes lies below the month; only documents may lie there too.
    """
    return _month(name[:8])


def by_segment(named: Iterable[tuple[str, T]]) -> dict[str, dict[str, T]]:
    """Return what belongs to targets by their segments, and in each by their names."""
    parts: dict[str, dict[str, T]] = {}
    for name, one in named:
        parts.setdefault(segment_of(name), {})[name] = one
    return parts


class Manifest(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Every target of a site, in segments. `base` is what all of them share, `fingerprint` stands for all that went in.

    `warnings` are what was doubtful about the site as a whole.
    """

    base: bytes
    fingerprint: bytes
    warnings: tuple[str, ...] = ()
    segments: dict[str, Segment] = {}

    @property
    def pages(self) -> int:
        """Count the pages."""
        return sum(segment.pages for segment in self.segments.values())

    @property
    def size(self) -> int:
        """Weigh the site, in bytes."""
        return sum(segment.size for segment in self.segments.values())

    def made(self) -> Iterator[WrittenFile]:
        """Yield every file of the site."""
        for segment in self.segments.values():
            yield from segment.made()


class ManifestSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What can be told of a site without its manifest, which takes a while to read."""

    base: bytes = b""
    fingerprint: bytes = b""


_LEDGER = msgspec.msgpack.Decoder(Manifest)
_IMPRINT = msgspec.msgpack.Decoder(ManifestSummary)
EMPTY = Manifest(base=b"", fingerprint=b"")


def in_segments(entries: Mapping[str, TargetOutput]) -> dict[str, Segment]:
    """Return the segments of all entries of a site."""
    return {segment: segment_from(some) for segment, some in by_segment(entries.items()).items()}


def read_manifest(body: bytes | None) -> Manifest:
    """Return the manifest that stands in these bytes; what cannot be read is an empty one."""
    try:
        return _LEDGER.decode(body) if body else EMPTY
    except msgspec.MsgspecError:
        return EMPTY


def write_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest."""
    return msgspec.msgpack.encode(manifest)


def read_summary(body: bytes | None) -> ManifestSummary:
    """Return the summary of the manifest that stands in these bytes, or an empty one."""
    try:
        return _IMPRINT.decode(body) if body else ManifestSummary()
    except msgspec.MsgspecError:
        return ManifestSummary()


def write_summary(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest's summary of the manifest."""
    return msgspec.msgpack.encode(ManifestSummary(base=manifest.base, fingerprint=manifest.fingerprint))


def _any_leads_out(files: Iterable[WrittenFile]) -> bool:
    """Whether an address leads out of the site. There are a hundred thousand, so they are looked at together first."""
    uris = [made.uri for made in files]
    told = "\n".join(["", *uris, ""])
    return (".." in told or "\n/" in told or "\n\n" in told) and any(map(_leads_out, uris))


def _leads_out(uri: str) -> bool:
    return uri[:1] in ("/", "") or (".." in uri and ".." in uri.replace("\\", "/").split("/"))
