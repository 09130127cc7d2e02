"""Drafts to a site on disk: only what is stale is made, beside the site, and all of it appears at once.

Two folders take turns. One is the site; the other, beside it, is the site before. A build brings the other one up to
date, mostly by sharing files with the site, writes what is stale into it, and exchanges the two. A build that fails or
is killed has touched nothing but the one that nobody looks at.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from broadsheet.build.cache import Database
from broadsheet.build.output.folder import link_file, read_file, remove_files, write_file
from broadsheet.build.output.folder_scan import SITE, STAGING, FolderScanner
from broadsheet.build.output.gate import SiteError, UnsoundError, judge, page_count
from broadsheet.build.output.html_lint import HtmlLinter, LintResult
from broadsheet.build.output.inspection import NOTHING, Findings, differences, is_as_written
from broadsheet.build.output.last_build import LastBuild, read_last_build, write_last_build
from broadsheet.build.output.manifest import (
    Manifest,
    ManifestSummary,
    TargetOutput,
    WrittenFile,
    in_segments,
    read_manifest,
    read_summary,
    segment_of,
    write_manifest,
    write_summary,
)
from broadsheet.build.output.render import CHUNK_SIZE, AnyTarget, Draw, Relinter, Renderer, made_of, make_all
from broadsheet.build.output.staleness import Files, Staleness, find_stale, makers_of, others
from broadsheet.build.swap import OURS, PART, exchange, staging_of
from broadsheet.build.workers import map_chunks
from broadsheet.pages import Target
from broadsheet.pages.target import digest_of, html_of
from broadsheet.publish import AggregateTarget, Asset

__all__ = ["LastBuild", "SiteError", "SitePlan", "SiteWriter", "UnsoundError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """A whole site to be: every target by its name, and how a page is drawn.

    `documents` are made before all others, in this process; when they were loud, that is had something to warn of, they
    are made with every build. `base` is a digest of what all targets share, `fingerprint` one of all that went in.
    `site_url` is the address that the site will have, or empty.
    """

    targets: Sequence[AnyTarget]
    documents: Target[tuple[Asset, ...]]
    is_loud: Callable[[], bool]
    draw: Draw
    base: bytes
    fingerprint: bytes
    site_url: str = ""


class SiteWriter:
    """Makes one site again and again. `jobs` is how many processes may work at once."""

    def __init__(self, site: Path, database: Database, *, name: str, jobs: int = 1, alone: bool = False) -> None:
        """Remember in a database, under `name`, what lies in the folder `site`.

        Where nobody else can write into it, and the press is `alone` with it, it looks at the folders only once.
        """
        self._site = str(site)
        self._staging = str(staging_of(site))
        self._database = database
        self._name = name
        self._jobs = jobs
        self._alone = alone
        self._kept: Manifest | None = None
        self._opened: dict[str, dict[str, TargetOutput]] = {}  # segments of it that were read
        self._elsewhere: list[str] = []  # files that another machine made, and nobody has proofread
        self._scanner = FolderScanner(self._site, self._staging, self._files)

    def __enter__(self) -> SiteWriter:
        """Be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End what other processes do for this press."""
        self._scanner.stop()

    @property
    def _manifest(self) -> Manifest:
        """What was written, read when somebody asks."""
        if self._kept is None:
            self._kept = read_manifest(self._database.entry("ledger", self._name))
        return self._kept

    def _files(self) -> Iterable[WrittenFile]:
        """Return all files that were written, without holding on to them: who looks at a share needs no more than these."""
        return (self._kept or read_manifest(self._database.entry("ledger", self._name))).made()

    @property
    def _summary(self) -> ManifestSummary:
        if self._kept is not None:
            return ManifestSummary(base=self._kept.base, fingerprint=self._kept.fingerprint)
        return read_summary(self._database.entry("imprint", self._name))

    def begin(self) -> None:
        """Look at what stands by in other processes, while this one lists and reads the briefings.

        Most often a site is to be printed then; else little was looked at for nothing.
        """
        self._scanner.begin(STAGING, jobs=self._jobs)

    def recall(self, stamp: bytes) -> LastBuild | None:
        """Return what was said of the site when it was made of what has this stamp, if nobody has touched it since."""
        last_build = read_last_build(self._database.entry("receipt", self._name))
        if last_build is None or last_build.stamp != stamp or not Path(self._site, OURS).exists():
            return None
        self._scanner.stop()  # most likely nothing is to be printed, so that nobody asks what stands by
        return last_build if self._is_untouched() else None

    def remember(self, last_build: LastBuild, fingerprint: bytes) -> None:
        """Keep for `recall` what is said of the site, if this press has made it, and of just this."""
        if self._manifest.fingerprint == fingerprint:
            self._database.write([("receipt", self._name, write_last_build(last_build))])

    def has(self, fingerprint: bytes) -> bool:
        """Whether the site was made of just this, and has not been touched since."""
        if self._summary.fingerprint != fingerprint or self._manifest.fingerprint != fingerprint:
            return False
        return self._is_untouched()

    def has_printed(self, base: bytes) -> bool:
        """Whether the last site was printed with just what all targets share."""
        return self._summary.base == base

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful about the site, such as its size: said with every build until it is mended."""
        return self._manifest.warnings

    @property
    def pages(self) -> int:
        """How many pages the site has, hand-written ones included."""
        return self._manifest.pages

    @property
    def files(self) -> int:
        """How many files the site has."""
        return sum(segment.files for segment in self._manifest.segments.values())

    def print(
        self,
        edition: SitePlan,
        *,
        jobs: int | None = None,
        step: Callable[[], object] = lambda: None,
        proofread: bool = True,
        may_shrink: bool = False,
        once: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Make the site. `step` is called for every target that had to be made; `jobs` may be others than usual.

        Targets that are to be made `once`, by their names, stay as they were made, although they are stale.

        What was made is proofread before it appears: raises UnsoundError where that finds faults, and the last site
        stays. What it doubts is in `warnings`. A site that loses most of its pages raises PressError, unless it may.
        """
        self._jobs = jobs or self._jobs
        before = self._manifest
        kept = before.segments if before.base == edition.base else {}
        found = self._found(STAGING)
        remove_files(self._staging, found.extra)  # before anything is written: a link would lead out of the folder
        sorting = find_stale((edition.documents, *edition.targets), kept, found, once)
        fresh = self._bring(sorting.fresh, found)
        sure = (target.name.removesuffix("index.md") for target in edition.targets if target.name.endswith("index.md"))
        reader = HtmlLinter(edition.site_url, sure) if proofread else None
        try:
            entries, proof = self._make(sorting.targets, fresh, edition, step, reader)
            files = Files(makers_of(entries, sorting.whole), sorting.whole)
            fingerprint = edition.fingerprint
            if edition.is_loud():
                fingerprint = b""
                entries[edition.documents.name] = TargetOutput(b"", entries[edition.documents.name].files)
            now = Manifest(base=edition.base, fingerprint=fingerprint, segments=sorting.segments(entries))
            if reader:
                anew = sorting.targets.keys() - fresh.keys()
                taken = [uri for uri in self._elsewhere if uri in files and files.makers.get(uri) not in anew]
                for _, found_there in map_chunks(
                    Relinter(self._staging, reader), taken, jobs=self._jobs, chunk=CHUNK_SIZE
                ):
                    proof.add(found_there)
                written = entries.get(edition.documents.name) or now.segments[""].entries()[edition.documents.name]
                documents = [made.uri for made in written.files if made.uri.endswith(".html")]
                warnings = self._hold_to_proof(now, files, sorting, proof, documents, reader, may_shrink)
                now = msgspec.structs.replace(now, warnings=warnings)
        except BaseException:
            if not before.segments:  # else the staging folder is of use to the next build
                shutil.rmtree(self._staging, ignore_errors=True)
            self._scanner.forget()  # what was written lies in the place of what was known to be sound
            raise
        gone = (made.uri for made in others(before.segments, now.segments))
        remove_files(self._staging, [uri for uri in gone if uri not in files])
        took_turns = Path(self._site).exists()
        exchange(Path(self._staging), Path(self._site))
        self._keep(now)
        self._scanner.forget()
        if self._alone and took_turns:  # what was the site stands by now
            self._scanner.know(SITE, NOTHING)
            lying, wanted = others(before.segments, now.segments), others(now.segments, before.segments)
            self._scanner.know(STAGING, differences(lying, wanted))
        told = [("ledger", write_manifest(now)), ("imprint", write_summary(now))]
        self._database.write(((kind, self._name, body) for kind, body in told), gone=[("receipt", self._name)])

    def print_part(self, edition: SitePlan, part: int, of: int, *, step: Callable[[], object] = lambda: None) -> int:
        """Make one part of a site, for another machine to `take`; parts count from 1. Return how many files it has.

        Parts are stretches of the targets in the order of their names, so that each has some years to itself. What is
        made of other files, and the documents, are left to who takes the parts.
        """
        targets = sorted(
            (one for one in edition.targets if not isinstance(one, AggregateTarget)), key=lambda one: one.name
        )
        some = targets[len(targets) * (part - 1) // of : len(targets) * part // of]
        self._scanner.forget()
        shutil.rmtree(self._staging, ignore_errors=True)
        entries: dict[str, TargetOutput] = {}
        maker = Renderer(self._staging, edition.draw, None)  # whoever takes the parts proofreads
        for chunk, answers, _ in made_of(some, maker, jobs=self._jobs):
            for one, files in zip(chunk, answers, strict=True):
                entries[one.name] = TargetOutput(one.key, tuple(files))
                step()
        manifest = Manifest(base=edition.base, fingerprint=b"", segments=in_segments(entries))
        write_file(self._staging, PART, write_manifest(manifest))
        exchange(Path(self._staging), Path(self._site))
        return sum(len(entry.files) for entry in entries.values())

    def take(self, folder: Path) -> None:
        """Take a part that was made elsewhere. Raises PressError where there is none; what is damaged is made again."""
        self._scanner.forget()
        part = read_manifest(_content(folder / PART))
        if not part.base:
            raise SiteError(f"{folder} holds no part of a site; make one with: broadsheet build --part 1/2")
        entries = _entries_of(self._manifest) if self._manifest.base == part.base else {}
        for name, entry in _entries_of(part).items():
            if all(is_as_written(str(folder), made) for made in entry.files):
                entries[name] = TargetOutput(entry.key, tuple(self._taken(folder, made) for made in entry.files))
                self._elsewhere += [made.uri for made in entry.files]
        self._keep(Manifest(base=part.base, fingerprint=b"", segments=in_segments(entries)))

    def _keep(self, manifest: Manifest) -> None:
        self._kept, self._opened = manifest, {}

    def _taken(self, folder: Path, made: WrittenFile) -> WrittenFile:
        link_file(str(folder), self._staging, made.uri)
        return WrittenFile(made.uri, made.size, Path(self._staging, made.uri).stat().st_mtime_ns, made.digest)

    def _before(self, uri: str) -> bytes | None:
        """Return a file of the last site that bears the name of its target, if it has the bytes that were written."""
        name = segment_of(uri)
        if name not in self._opened:
            segment = self._manifest.segments.get(name)
            self._opened[name] = segment.entries() if segment else {}
        entry = self._opened[name].get(uri)
        if entry and [made.uri for made in entry.files] == [uri]:
            with suppress(OSError):
                content = read_file(self._site, uri)
                return content if digest_of(content) == entry.files[0].digest else None
        return None

    def _is_untouched(self) -> bool:
        found = self._found(SITE)
        return not found.missing and not found.extra

    def _found(self, where: int) -> Findings:
        """Return how the site or the staging folder differs from the manifest."""
        return self._scanner.found(where, jobs=self._jobs)

    def _bring(self, fresh: Mapping[str, TargetOutput], found: Findings) -> dict[str, TargetOutput]:
        """Bring what need not be made into the staging folder. What is not as it was written, here or there, is made again."""
        missing = found.missing
        lost = [(name, made) for name, entry in fresh.items() for made in entry.files if made.uri in missing]
        torn = {name for name, made in lost if not is_as_written(self._site, made)}
        for name, made in lost:
            if name not in torn:
                link_file(self._site, self._staging, made.uri)
        return {name: entry for name, entry in fresh.items() if name not in torn}

    def _make(
        self,
        targets: Mapping[str, AnyTarget],
        fresh: Mapping[str, TargetOutput],
        edition: SitePlan,
        step: Callable[[], object],
        reader: HtmlLinter | None,
    ) -> tuple[dict[str, TargetOutput], LintResult]:
        """Make what is not fresh. Return what every target became, and what was found in what was made."""
        stale = [target for name, target in targets.items() if name not in fresh]
        made: dict[str, tuple[WrittenFile, ...]] = {}
        maker = Renderer(self._staging, edition.draw, reader, self._before)
        if edition.documents in stale:  # they are proofread with every build, since others may leave them
            made[edition.documents.name] = tuple(Renderer(self._staging, edition.draw, None)([edition.documents])[0][0])
            step()
        more, proof = make_all([one for one in stale if one.name not in made], maker, jobs=self._jobs, step=step)
        made |= more
        entries = {
            name: TargetOutput(target.key, made[name]) if name in made else fresh[name]
            for name, target in targets.items()
        }
        return entries, proof

    def _hold_to_proof(
        self,
        now: Manifest,
        files: Files,
        sorting: Staleness,
        proof: LintResult,
        documents: Sequence[str],
        reader: HtmlLinter,
        may_shrink: bool,
    ) -> tuple[str, ...]:
        """Refuse a site that is not fit to be seen, and return what is doubtful about it."""
        return judge(
            files=files,
            pages=(html_of(name) for name in sorting.targets if name.endswith(".md")),
            proof=proof,
            documents=reader.read((uri, read_file(self._staging, uri)) for uri in documents),
            before=self._pages_before(),
            after=now.pages,
            size=now.size,
            may_shrink=may_shrink,
        )

    def _pages_before(self) -> int:
        """Count the pages of the last site: as it lies there, where nothing is remembered of it."""
        if not Path(self._site).is_dir():
            return 0
        if self._elsewhere or not self._manifest.segments:
            here = self._found(SITE)
            return page_count({made.uri for made in self._manifest.made()} - here.missing | set(here.extra))
        return self.pages


def _entries_of(manifest: Manifest) -> dict[str, TargetOutput]:
    return {name: entry for segment in manifest.segments.values() for name, entry in segment.entries().items()}


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
