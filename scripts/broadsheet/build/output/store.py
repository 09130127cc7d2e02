"""What a site's builds keep in the cache database: the manifest, its head, and the report of the last build."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from broadsheet.build.cache import Database
from broadsheet.build.output.manifest import EMPTY, Manifest, WrittenFile

_MANIFEST, _HEAD, _LAST_BUILD = "manifest", "manifest-head", "last-build"  # kinds of database entries


class ManifestSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The fingerprints of a manifest, kept apart because the manifest of a large site takes long to read."""

    base: bytes = b""
    fingerprint: bytes = b""


class LastBuild(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What the last build reported. While nothing has changed, the next build repeats it without reading briefings.

    `stamp` is the fingerprint of all inputs, taken from sizes and times of files. `problems` is the report of the check
    as text, `warnings` are about the site as a whole; the rest are counts.
    """

    stamp: bytes
    problems: str
    warnings: tuple[str, ...]
    briefings: int
    editions: int
    pages: int


_MANIFEST_DECODER = msgspec.msgpack.Decoder(Manifest)
_HEAD_DECODER = msgspec.msgpack.Decoder(ManifestSummary)
_LAST_BUILD_DECODER = msgspec.msgpack.Decoder(LastBuild)


class Store:
    """The cache entries of one site, in `database` under `name`. Damaged entries count as missing."""

    def __init__(self, database: Database, name: str) -> None:
        """Read nothing yet."""
        self._database = database
        self._name = name
        self._manifest: Manifest | None = None

    @property
    def manifest(self) -> Manifest:
        """The manifest of the site, read once; an empty one if there is none."""
        if self._manifest is None:
            self._manifest = self._read_manifest()
        return self._manifest

    @property
    def head(self) -> ManifestSummary:
        """The head of the manifest, read without the manifest; an empty one if there is none."""
        if self._manifest is not None:
            return _head_of(self._manifest)
        try:
            return _HEAD_DECODER.decode(self._database.entry(_HEAD, self._name) or b"")
        except msgspec.MsgspecError:
            return ManifestSummary()

    def files(self) -> Iterable[WrittenFile]:
        """Return all files of the manifest. It is not kept in memory, since processes call this that need no more."""
        return (self._manifest or self._read_manifest()).made()

    def last_build(self) -> LastBuild | None:
        """Return the report of the last build."""
        try:
            return _LAST_BUILD_DECODER.decode(self._database.entry(_LAST_BUILD, self._name) or b"")
        except msgspec.MsgspecError:
            return None

    def save(self, manifest: Manifest) -> None:
        """Keep the manifest of a new site, and drop the report of the build before."""
        self._manifest = manifest
        entries = [(_MANIFEST, encode_manifest(manifest)), (_HEAD, msgspec.msgpack.encode(_head_of(manifest)))]
        self._database.write(((kind, self._name, body) for kind, body in entries), gone=[(_LAST_BUILD, self._name)])

    def save_last_build(self, last_build: LastBuild) -> None:
        """Keep the report of a build."""
        self._database.write([(_LAST_BUILD, self._name, msgspec.msgpack.encode(last_build))])

    def _read_manifest(self) -> Manifest:
        return decode_manifest(self._database.entry(_MANIFEST, self._name))


def decode_manifest(body: bytes | None) -> Manifest:
    """Return the manifest in these bytes, or an empty one if they are missing or damaged."""
    try:
        return _MANIFEST_DECODER.decode(body) if body else EMPTY
    except msgspec.MsgspecError:
        return EMPTY


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest."""
    return msgspec.msgpack.encode(manifest)


def _head_of(manifest: Manifest) -> ManifestSummary:
    return ManifestSummary(base=manifest.base, fingerprint=manifest.fingerprint)
