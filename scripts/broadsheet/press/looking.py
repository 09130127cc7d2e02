"""How the two folders of a site lie there now, looked at in other processes while this one reads the briefings."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from broadsheet.forks import Aside
from broadsheet.press.folder import link_file
from broadsheet.press.ledger import Findings, Ledger, inspect, is_as_written, share_of

SITE, STANDBY = 0, 1
MOST = 2  # processes that look at one folder, since each reads the whole ledger


class Lookout:
    """Looks at a folder once, when it is told to or when somebody asks, and remembers what it saw.

    Where there is no standby yet, as after the first build, it makes one that shares the files of the site.
    """

    def __init__(self, site: str, standby: str, ledger: Callable[[], Ledger]) -> None:
        """`ledger` says what ought to lie in the folders; it is asked in every process that looks."""
        self._folders = (site, standby)
        self._ledger = ledger
        self._at_work: dict[int, Aside[Findings]] = {}
        self._seen: dict[int, Findings] = {}

    def begin(self, where: int, *, jobs: int) -> None:
        """Begin to look at the site or the standby in as many processes, unless that was done."""
        if where in self._seen or where in self._at_work:
            return
        folder = self._folders[where]
        look = self._look
        if where == STANDBY:
            if os.path.islink(folder):  # what it leads to is not ours
                os.unlink(folder)
            if not os.path.lexists(folder):
                look = self._share
        of = min(jobs, MOST)
        self._at_work[where] = Aside([partial(look, where, part, of) for part in range(of)], jobs=jobs)

    def found(self, where: int, *, jobs: int) -> Findings:
        """Return how the site or the standby differs from the ledger."""
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

    def _look(self, where: int, part: int, of: int) -> Findings:
        return inspect(self._folders[where], self._ledger().files(), part=part, of=of)

    def _share(self, where: int, part: int, of: int) -> Findings:
        """Let a folder that is not there begin with what is sound in the site."""
        site, folder = self._folders[SITE], self._folders[where]
        missing = set()
        for made in self._ledger().files():
            if share_of(made.uri, of) == part:
                if is_as_written(site, made):
                    link_file(site, folder, made.uri)
                else:
                    missing.add(made.uri)
        return Findings(missing=frozenset(missing), extra=())
