"""How the two folders of a site lie there now, looked at in other processes while this one reads the briefings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial

from broadsheet.build.output.folder import link_file
from broadsheet.build.output.inspection import Findings, inspect, is_as_written
from broadsheet.build.output.manifest import WrittenFile
from broadsheet.build.workers import BackgroundTasks

SITE, STAGING = 0, 1
MOST = 2  # processes that look at one folder, since each reads the list of all files
FEW = 1000  # files that a staging folder may lack before those who look at it fetch them


class FolderScanner:
    """Looks at a folder once, when it is told to or when somebody asks, and remembers what it saw.

    A staging folder that lacks most files, as after all of a site was made anew, shares those of the site when it was looked at.
    """

    def __init__(self, site: str, staging: str, files: Callable[[], Iterable[WrittenFile]]) -> None:
        """`files` says what ought to lie in the folders; it is asked in every process that looks."""
        self._folders = (site, staging)
        self._files = files
        self._at_work: dict[int, BackgroundTasks[Findings]] = {}
        self._seen: dict[int, Findings] = {}

    def begin(self, where: int, *, jobs: int) -> None:
        """Begin to look at the site or the staging folder in as many processes, unless that was done."""
        if where in self._seen or where in self._at_work:
            return
        folder = self._folders[where]
        look = self._look_at_site if where == SITE else self._look_at_staging
        if where == STAGING and os.path.islink(folder):  # what it leads to is not ours
            os.unlink(folder)
        of = min(jobs, MOST)
        self._at_work[where] = BackgroundTasks([partial(look, part, of) for part in range(of)], jobs=jobs)

    def found(self, where: int, *, jobs: int) -> Findings:
        """Return how the site or the staging folder differs from the manifest."""
        if where not in self._seen:
            self.begin(where, jobs=jobs)
            answers = self._at_work.pop(where).answers()
            self._seen[where] = Findings(
                missing=frozenset().union(*(one.missing for one in answers)),
                extra=tuple(uri for one in answers for uri in one.extra),
            )
        return self._seen[where]

    def forget(self) -> None:
        """Forget what was seen, since the folders have changed."""
        self.stop()
        self._seen = {}

    def know(self, where: int, found: Findings) -> None:
        """Take somebody's word for how a folder lies there."""
        self._seen[where] = found

    def stop(self) -> None:
        """End what is still at work."""
        for looking in self._at_work.values():
            looking.stop()
        self._at_work = {}

    def _look_at_site(self, part: int, of: int) -> Findings:
        return inspect(self._folders[SITE], self._files(), part=part, of=of)

    def _look_at_staging(self, part: int, of: int) -> Findings:
        """Look, and fetch what is missing if it is much. To share a file takes less than to find out that it is the same."""
        site, folder = self._folders
        files = list(self._files())
        found = inspect(folder, files, part=part, of=of, by_bytes=False)
        if len(found.missing) <= FEW:
            return found
        missing = set(found.missing)
        real: dict[str, bool] = {"": True}
        for made in files:
            if (
                made.uri in found.missing
                and _is_real(folder, made.uri.rpartition("/")[0], real)
                and is_as_written(site, made)
            ):
                link_file(site, folder, made.uri)
                missing.discard(made.uri)
        fetched = found.missing - missing  # among the extra files were those whose places they took
        return Findings(missing=frozenset(missing), extra=tuple(uri for uri in found.extra if uri not in fetched))


def _is_real(folder: str, below: str, known: dict[str, bool]) -> bool:
    """Whether no link and no file stands on the way to a folder: what is written there would go astray."""
    if below not in known:
        path = f"{folder}/{below}"
        known[below] = _is_real(folder, below.rpartition("/")[0], known) and (
            not os.path.lexists(path) or (os.path.isdir(path) and not os.path.islink(path))
        )
    return known[below]
