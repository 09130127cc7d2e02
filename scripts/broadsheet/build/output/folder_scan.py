"""Scans of the site folder and the staging folder, run in background processes while the main one reads briefings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial

from broadsheet.build.output.folder import link_file
from broadsheet.build.output.inspection import Findings, inspect, is_as_written
from broadsheet.build.output.manifest import WrittenFile
from broadsheet.build.workers import BackgroundTasks

SITE, STAGING = 0, 1
MAX_PROCESSES = 2  # for each folder, since every process decodes the list of all files
MANY_MISSING = 1000  # files missing from staging, above which the scan links them from the site right away

ListFiles = Callable[
    [], Iterable[WrittenFile]
]  # called in every scanning process; returns what a folder should contain


class FolderScanner:
    """Scans each of two folders once, and keeps the findings until `forget`.

    A scan of the staging folder also links files from the site if it lacks many, as after a build of everything.
    """

    def __init__(self, site: str, staging: str) -> None:
        """Scan nothing yet."""
        self._folders = (site, staging)
        self._running: dict[int, BackgroundTasks[Findings]] = {}
        self._findings: dict[int, Findings] = {}

    def begin(self, where: int, files: ListFiles, *, jobs: int) -> None:
        """Begin to scan SITE or STAGING in the background, unless that is done or running."""
        if where in self._findings or where in self._running:
            return
        folder = self._folders[where]
        scan = self._scan_site if where == SITE else self._scan_staging
        if where == STAGING and os.path.islink(folder):  # never write to where a link leads
            os.unlink(folder)
        of = min(jobs, MAX_PROCESSES)
        self._running[where] = BackgroundTasks([partial(scan, files, part, of) for part in range(of)], jobs=jobs)

    def found(self, where: int, files: ListFiles, *, jobs: int) -> Findings:
        """Return how SITE or STAGING differs from `files`; wait for the scan, or make it now."""
        if where not in self._findings:
            self.begin(where, files, jobs=jobs)
            answers = self._running.pop(where).answers()
            self._findings[where] = Findings(
                missing=frozenset().union(*(findings.missing for findings in answers)),
                extra=tuple(uri for findings in answers for uri in findings.extra),
            )
        return self._findings[where]

    def set_findings(self, where: int, findings: Findings) -> None:
        """Set the findings of a folder whose content the caller knows, to spare a scan."""
        self._findings[where] = findings

    def forget(self) -> None:
        """Drop all findings, because the folders have changed."""
        self.stop()
        self._findings = {}

    def stop(self) -> None:
        """Stop all running scans."""
        for scan in self._running.values():
            scan.stop()
        self._running = {}

    def _scan_site(self, files: ListFiles, part: int, of: int) -> Findings:
        return inspect(self._folders[SITE], files(), part=part, of=of)

    def _scan_staging(self, files: ListFiles, part: int, of: int) -> Findings:
        """Scan staging, and link what is missing if that is much. To link a file costs less than to compare its bytes."""
        site, staging = self._folders
        expected = list(files())
        found = inspect(staging, expected, part=part, of=of, by_bytes=False)
        if len(found.missing) <= MANY_MISSING:
            return found
        missing = set(found.missing)
        known: dict[str, bool] = {"": True}
        for made in expected:
            if (
                made.uri in found.missing
                and _is_real_path(staging, made.uri.rpartition("/")[0], known)
                and is_as_written(site, made)
            ):
                link_file(site, staging, made.uri)
                missing.discard(made.uri)
        linked = found.missing - missing  # links took the places of some extra files
        return Findings(missing=frozenset(missing), extra=tuple(uri for uri in found.extra if uri not in linked))


def _is_real_path(folder: str, below: str, known: dict[str, bool]) -> bool:
    """Whether no link and no file is on the way to a folder: what is written there would end up elsewhere."""
    if below not in known:
        path = f"{folder}/{below}"
        known[below] = _is_real_path(folder, below.rpartition("/")[0], known) and (
            not os.path.lexists(path) or (os.path.isdir(path) and not os.path.islink(path))
        )
    return known[below]
