"""Parts of a site: each is rendered on a machine of its own, and another machine assembles them into the site."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet.build.output.folder import link_file, write_file
from broadsheet.build.output.gate import SiteError
from broadsheet.build.output.inspection import is_as_written
from broadsheet.build.output.manifest import Manifest, TargetOutput, WrittenFile, to_segments
from broadsheet.build.output.render import Renderer, render_chunks
from broadsheet.build.output.site_plan import OnProgress, SitePlan
from broadsheet.build.output.store import decode_manifest, encode_manifest
from broadsheet.build.swap import PART, exchange, staging_of
from broadsheet.publish import AggregateTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A folder with a part of a site, and the manifest of what it contains."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class FileExists:
    """The manifest of a last site with parts added. `unverified` are the addresses of the files that came with them."""

    manifest: Manifest
    unverified: Sequence[str]


def write_part(edition: SitePlan, folder: Path, part: int, of: int, *, jobs: int, on_progress: OnProgress) -> int:
    """Render one part of a site into `folder`, in place of what was there. Return the number of its files.

    Parts count from 1. Each is a range of the targets in the order of their names, so it covers a stretch of time.
    Documents and aggregates are left to the machine that assembles the site; it also verifies all files.
    """
    staging = staging_of(folder)
    targets = sorted(
        (target for target in edition.targets if not isinstance(target, AggregateTarget)),
        key=lambda target: target.name,
    )
    targets = targets[len(targets) * (part - 1) // of : len(targets) * part // of]
    shutil.rmtree(staging, ignore_errors=True)
    entries: dict[str, TargetOutput] = {}
    for chunk, chunk_files, _ in render_chunks(targets, Renderer(str(staging), edition.draw, None), jobs=jobs):
        for target, files in zip(chunk, chunk_files, strict=True):
            entries[target.name] = TargetOutput(target.key, files)
            on_progress()
    manifest = Manifest(base=edition.base, fingerprint=b"", segments=to_segments(entries))
    write_file(str(staging), PART, encode_manifest(manifest))
    exchange(staging, folder)
    return manifest.file_count


def read_part(folder: Path) -> Part:
    """Return the part in a folder. Raises PressError if there is none."""
    try:
        manifest = decode_manifest((folder / PART).read_bytes())
    except OSError:
        manifest = decode_manifest(None)
    if not manifest.base:
        raise SiteError(f"{folder} holds no part of a site; make one with: broadsheet build --part 1/2")
    return Part(folder=folder, manifest=manifest)


def take_parts(parts: Sequence[Part], last: Manifest, staging: str) -> FileExists:
    """Link the files of parts into the staging folder, and add them to the manifest of the last site.

    Where the bases differ, a part replaces what came before. Targets with damaged files are left out, so that they
    count as stale.
    """
    unverified: list[str] = []
    for part in parts:
        entries = last.entries() if last.base == part.manifest.base else {}
        for name, entry in part.manifest.entries().items():
            if all(is_as_written(str(part.folder), made) for made in entry.files):
                entries[name] = TargetOutput(
                    entry.key, tuple(_take(part.folder, staging, made) for made in entry.files)
                )
                unverified += [made.uri for made in entry.files]
        last = Manifest(base=part.manifest.base, fingerprint=b"", segments=to_segments(entries))
    return FileExists(manifest=last, unverified=unverified)


def _take(folder: Path, staging: str, made: WrittenFile) -> WrittenFile:
    link_file(str(folder), staging, made.uri)
    return WrittenFile(made.uri, made.size, Path(staging, made.uri).stat().st_mtime_ns, made.digest)
