"""The ledger of a site: what each of its files was made from, and how it is known again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from zlib import crc32

import msgspec

from broadsheet.pages.page import digest_of
from broadsheet.press.walking import walk


class Made(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was written: address, size in bytes, time in nanoseconds, and a digest of its bytes."""

    uri: str
    size: int
    time: int
    digest: bytes


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The files that a draft with this key became."""

    key: bytes
    files: tuple[Made, ...]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Every draft of a site by its name. `base` is what all of them share, `fingerprint` stands for all that went in.

    `warnings` are what was doubtful about the site as a whole.
    """

    base: bytes
    fingerprint: bytes
    entries: dict[str, Entry]
    warnings: tuple[str, ...] = ()

    def files(self) -> Iterator[Made]:
        """Yield every file of the site."""
        for entry in self.entries.values():
            yield from entry.files


class _Columns(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A ledger as it is kept: whoever asks for the files alone passes over the rest."""

    base: bytes
    fingerprint: bytes
    warnings: tuple[str, ...]
    names: list[str]
    keys: list[bytes]
    files: list[tuple[Made, ...]]


class _Files(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The same, with nothing read but the files: half of the room."""

    base: msgspec.Raw
    fingerprint: msgspec.Raw
    warnings: msgspec.Raw
    names: msgspec.Raw
    keys: msgspec.Raw
    files: list[tuple[Made, ...]]


class Imprint(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What can be told of a site without its ledger, which takes a while to read."""

    base: bytes = b""
    fingerprint: bytes = b""


_COLUMNS = msgspec.msgpack.Decoder(_Columns)
_FILES = msgspec.msgpack.Decoder(_Files)
_IMPRINT = msgspec.msgpack.Decoder(Imprint)
EMPTY = Ledger(base=b"", fingerprint=b"", entries={})


def read_ledger(body: bytes | None) -> Ledger:
    """Return the ledger that stands in these bytes; what cannot be read, or leads out of the site, is an empty one."""
    try:
        kept = _COLUMNS.decode(body or b"")
        made = zip(kept.names, map(Entry, kept.keys, kept.files), strict=True)
        ledger = Ledger(base=kept.base, fingerprint=kept.fingerprint, entries=dict(made), warnings=kept.warnings)
    except (msgspec.MsgspecError, ValueError):
        return EMPTY
    return EMPTY if _any_leads_out(ledger.files()) else ledger


def read_files(body: bytes | None) -> list[Made]:
    """Return the files of the ledger that stands in these bytes, which takes less room than all of it."""
    try:
        files = [made for some in _FILES.decode(body or b"").files for made in some]
    except msgspec.MsgspecError:
        return []
    return [] if _any_leads_out(files) else files


def read_imprint(body: bytes | None) -> Imprint:
    """Return the imprint that stands in these bytes, or an empty one."""
    try:
        return _IMPRINT.decode(body) if body else Imprint()
    except msgspec.MsgspecError:
        return Imprint()


def imprint_of(ledger: Ledger) -> bytes:
    """Return the bytes of a ledger's imprint."""
    return msgspec.msgpack.encode(Imprint(base=ledger.base, fingerprint=ledger.fingerprint))


def _any_leads_out(files: Iterable[Made]) -> bool:
    """Whether an address leads out of the site. There are a hundred thousand, so they are looked at together first."""
    uris = [made.uri for made in files]
    told = "\n".join(["", *uris, ""])
    return (".." in told or "\n/" in told or "\n\n" in told) and any(map(_leads_out, uris))


def _leads_out(uri: str) -> bool:
    return uri[:1] in ("/", "") or (".." in uri and ".." in uri.replace("\\", "/").split("/"))


def write_ledger(ledger: Ledger) -> bytes:
    """Return the bytes of a ledger."""
    made = ledger.entries.values()
    columns = _Columns(
        base=ledger.base,
        fingerprint=ledger.fingerprint,
        warnings=ledger.warnings,
        names=list(ledger.entries),
        keys=[entry.key for entry in made],
        files=[entry.files for entry in made],
    )
    return msgspec.msgpack.encode(columns)


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """How a folder differs from a ledger: `missing` are files that are not there as written, `extra` are others."""

    missing: frozenset[str]
    extra: tuple[str, ...]


NOTHING = Findings(missing=frozenset(), extra=())


def differences(lying: Iterable[Made], wanted: Iterable[Made]) -> Findings:
    """Return how a folder with these files differs from one with the wanted ones."""
    there = {made.uri: made for made in lying}
    ought = {made.uri: made for made in wanted}
    missing = frozenset(uri for uri, made in ought.items() if there.get(uri) != made)
    return Findings(missing=missing, extra=tuple(there.keys() - ought.keys()))


def share_of(uri: str, of: int) -> int:
    """Return which of so many workers looks at a file: folders of the second level go to one of them as a whole."""
    parts = uri.split("/", 2)
    return crc32(f"{parts[0]}/{parts[1]}".encode("utf-8", "surrogateescape")) % of if len(parts) > 2 else 0


def inspect(folder: str, files: Iterable[Made], *, part: int = 0, of: int = 1, by_bytes: bool = True) -> Findings:
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


def is_as_written(folder: str, made: Made) -> bool:
    """Whether a file lies in a folder as it was written."""
    path = f"{folder}/{made.uri}"
    try:
        return not os.path.islink(path) and _is(path, os.stat(path), made)
    except OSError:
        return False


def _is(path: str, status: os.stat_result, made: Made, by_bytes: bool = True) -> bool:
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


def by_address(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return address -> name of the draft that made it."""
    return {made.uri: name for name, entry in entries.items() for made in entry.files}
