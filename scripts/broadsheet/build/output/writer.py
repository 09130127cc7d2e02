"""Write a site to disk: render only what is stale, in a staging folder, and publish all of it at once.

The site and the staging folder take turns. Staging holds the site before the last one. A build brings it up to date,
mostly with hard links to the files of the site, renders the stale targets into it, verifies the result, and exchanges
the two folders. A build that fails or is killed has touched only the staging folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Sequence
from pathlib import Path

from broadsheet.build.cache import Database
from broadsheet.build.output.folder import remove_files
from broadsheet.build.output.folder_scan import SITE, STAGING, FolderScanner
from broadsheet.build.output.gate import page_count
from broadsheet.build.output.html_lint import HtmlLinter
from broadsheet.build.output.inspection import NOTHING, differences
from broadsheet.build.output.manifest import Manifest
from broadsheet.build.output.parts import FileExists, Part, take_parts
from broadsheet.build.output.render import PreviousFiles, render
from broadsheet.build.output.site_plan import OnProgress, SitePlan
from broadsheet.build.output.staleness import Staleness, files_of_changed_segments, find_stale, link_reusable
from broadsheet.build.output.store import LastBuild, Store
from broadsheet.build.output.verifying import FolderLinter, assemble, verify
from broadsheet.build.swap import OURS, exchange, staging_of


class SiteWriter:
    """Writes one site, again and again.

    A build asks, from cheap to expensive: `unchanged_since` (nothing was read yet), `current` (all briefings were read),
    and then calls `write`. `scan_ahead` may come before all of them, since `write` needs its result.
    """

    def __init__(self, site: Path, database: Database, *, name: str, jobs: int = 1, exclusive: bool = False) -> None:
        """Write into the folder `site`, and keep its manifest in a database under `name`.

        Use up to `jobs` processes. An `exclusive` writer knows that nobody else changes the folders, so it scans them
        only once.
        """
        self._site = str(site)
        self._staging = str(staging_of(site))
        self._store = Store(database, name)
        self._jobs = jobs
        self._exclusive = exclusive
        self._scanner = FolderScanner(self._site, self._staging)

    def __enter__(self) -> SiteWriter:
        """Return the writer; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Stop background scans."""
        self._scanner.stop()

    def scan_ahead(self) -> None:
        """Scan the staging folder in background processes, while the caller lists and reads the briefings."""
        self._scanner.begin(STAGING, self._store.files, jobs=self._jobs)

    def unchanged_since(self, stamp: bytes) -> LastBuild | None:
        """Return the report of the last build if its inputs had this stamp and its site is intact."""
        last = self._store.last_build()
        if last is None or last.stamp != stamp or not Path(self._site, OURS).exists():
            return None
        self._scanner.stop()  # most likely nothing will be written, so that the state of staging does not matter
        return last if self._is_intact() else None

    def current(self, fingerprint: bytes) -> Manifest | None:
        """Return the manifest of the site if its inputs had this fingerprint and it is intact."""
        if self._store.head.fingerprint != fingerprint or self._store.manifest.fingerprint != fingerprint:
            return None
        return self._store.manifest if self._is_intact() else None

    def has_base(self, base: bytes) -> bool:
        """Whether this writer wrote the last site, with this fingerprint of what all targets share."""
        return self._store.head.base == base

    def remember(self, last_build: LastBuild, fingerprint: bytes) -> None:
        """Keep the report of a build for `unchanged_since`, if its site is the one with this fingerprint."""
        if self._store.manifest.fingerprint == fingerprint:
            self._store.save_last_build(last_build)

    def write(
        self,
        edition: SitePlan,
        *,
        parts: Sequence[Part] = (),
        jobs: int | None = None,
        on_progress: OnProgress = lambda: None,
        check: bool = True,
        may_shrink: bool = False,
        keep: Callable[[str], bool] = lambda _: False,
    ) -> Manifest:
        """Bring the site up to date, and return its manifest.

        `parts` were rendered on other machines. `jobs` overrides the number of processes. `on_progress` is called for
        every rendered target. `keep` is asked with the names of stale targets: if it is true, their old files stay.

        Raises UnsoundError if the new site has faults, unless `check` is off, and PressError if it lost most of its
        pages, unless it `may_shrink`. On any error, the last site stays.
        """
        jobs = jobs or self._jobs
        linter = _linter_of(edition) if check else None
        last = self._take(parts)
        try:
            staleness = self._plan(edition, last.manifest, keep, jobs)
            previous = PreviousFiles(self._site, last.manifest.segments)
            rendered = render(edition, staleness, self._staging, previous, linter, jobs=jobs, on_progress=on_progress)
            candidate = assemble(edition, staleness, rendered)
            manifest = candidate.manifest
            if linter:
                manifest = verify(
                    candidate,
                    FolderLinter(self._staging, linter),
                    unverified=last.unverified,
                    pages_before=self._pages_before(last, jobs),
                    may_shrink=may_shrink,
                    jobs=jobs,
                )
        except BaseException:
            if not last.manifest.segments:  # otherwise, the next build can use the staging folder
                shutil.rmtree(self._staging, ignore_errors=True)
            self._scanner.forget()  # staging has changed
            raise
        self._publish(last.manifest, manifest, candidate.files)
        return manifest

    def _take(self, parts: Sequence[Part]) -> FileExists:
        """Return the manifest that the build starts from: that of the last site, with parts added."""
        if not parts:
            return FileExists(manifest=self._store.manifest, unverified=())
        self._scanner.forget()  # parts are linked into staging
        return take_parts(parts, self._store.manifest, self._staging)

    def _plan(self, edition: SitePlan, last: Manifest, keep: Callable[[str], bool], jobs: int) -> Staleness:
        """Find the stale targets, and bring everything else into the staging folder."""
        found = self._scanner.found(STAGING, last.made, jobs=jobs)
        remove_files(self._staging, found.extra)  # before anything is written: a link would lead out of the folder
        segments = last.segments if last.base == edition.base else {}
        staleness = find_stale((edition.documents, *edition.targets), segments, found, keep)
        return link_reusable(staleness, found.missing, self._site, self._staging)

    def _publish(self, last: Manifest, new: Manifest, files: Container[str]) -> None:
        """Exchange staging and site, and keep the new manifest."""
        replaced = (made.uri for made in files_of_changed_segments(last.segments, new.segments))
        remove_files(self._staging, [uri for uri in replaced if uri not in files])
        had_site = Path(self._site).exists()
        exchange(Path(self._staging), Path(self._site))
        self._scanner.forget()
        if self._exclusive and had_site:  # staging holds the last site now
            present = files_of_changed_segments(last.segments, new.segments)
            wanted = files_of_changed_segments(new.segments, last.segments)
            self._scanner.set_findings(SITE, NOTHING)
            self._scanner.set_findings(STAGING, differences(present, wanted))
        self._store.save(new)

    def _is_intact(self) -> bool:
        """Whether the site is as the manifest says."""
        found = self._scanner.found(SITE, self._store.files, jobs=self._jobs)
        return not found.missing and not found.extra

    def _pages_before(self, last: FileExists, jobs: int) -> int:
        """Count the pages of the last site: those on disk, where no manifest describes it."""
        if not Path(self._site).is_dir():
            return 0
        if last.unverified or not last.manifest.segments:
            found = self._scanner.found(SITE, last.manifest.made, jobs=jobs)
            return page_count({made.uri for made in last.manifest.made()} - found.missing | set(found.extra))
        return last.manifest.pages


def _linter_of(edition: SitePlan) -> HtmlLinter:
    """Return a linter that knows which pages the site will have."""
    pages = (target.name for target in edition.targets if target.name.endswith("index.md"))
    return HtmlLinter(edition.site_url, (name.removesuffix("index.md") for name in pages))
