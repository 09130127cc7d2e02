"""From a project's folder to the targets of its site, in one call. Nothing here knows MkDocs or writes files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from broadsheet.archive import Archive, Relate, derive, find_at_most
from broadsheet.check import Checked, advice_on, check
from broadsheet.load import Tree
from broadsheet.pages import Index, Page, Site, Target, page_targets
from broadsheet.problems import Problem
from broadsheet.publish import Asset, Assets, asset_targets, make_all
from broadsheet.publish.cards import notices
from broadsheet.publish.pictures import encode_pictures
from broadsheet.publish.search import CACHE, search_targets

ReadAll = Callable[[Tree, date | None, Callable[[], object]], Checked]  # tree, today, on_progress

RELATED = 4  # briefings that a page lists at most, unless the project sets another number


def read_all(tree: Tree, now: date | None, on_progress: Callable[[], object]) -> Checked:
    """Read and check every file. `on_progress` is called for each briefing."""
    return check(tree, now=now, step=on_progress)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Checked briefings, and everything that can be derived from them; each value is computed when it is first used.

    `bare` describes the site without its pictures. `relate` finds related briefings. `index` says whether the site has
    a search. `now` is today's date; without it, the day of the newest edition counts as today.
    """

    tree: Tree
    checked: Checked
    bare: Site
    relate: Relate
    index: Index = "built"
    now: date | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the briefings. Briefings with errors are left out of the archive."""
        return self.checked.problems

    @cached_property
    def advice(self) -> tuple[Problem, ...]:
        """Hints for editors about briefings without errors."""
        return advice_on(self.tree, self.checked)

    @property
    def files(self) -> int:
        """The number of briefings that were read, those with errors included."""
        return len(self.tree.briefings)

    @cached_property
    def archive(self) -> Archive:
        """The archive of all briefings without errors."""
        return derive(self.checked.records, self.checked.registries, self.checked.library, relate=self.relate)

    @cached_property
    def site(self) -> Site:
        """The description of the site, with its encoded pictures."""
        pictured = (self.checked.library[record.path] for record in self.checked.records if record.image)
        return replace(self.bare, pictures=encode_pictures(self.tree, pictured))

    @cached_property
    def targets(self) -> tuple[Target[Page], ...]:
        """The targets of all pages except hand-written ones, the home page first."""
        return tuple(page_targets(self.archive, self.site, index=self.index))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The same pages as values."""
        return tuple(target.make() for target in self.targets)

    def asset_targets(self, written: Sequence[str] = (), *, taken: Collection[str] = ()) -> Iterator[Assets]:
        """Yield the targets of all files that are not pages.

        `written` are the addresses of the hand-written pages, `taken` those of all files of docs/. Raises SearchError
        if there is to be a search and Pagefind is missing.
        """
        if self.index == "built":
            yield from search_targets(self.archive, self.site, self.tree.root / CACHE)
        yield from asset_targets(self.archive, self.site, self.targets, written, taken=taken, now=self.now)

    def assets(self, written: Sequence[str] = (), *, taken: Collection[str] = ()) -> Iterator[Asset]:
        """Yield the same files as values, one at a time."""
        return make_all(self.asset_targets(written, taken=taken))

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices for the publisher that are not about a single briefing."""
        return notices(self.archive, self.site)

    def without_search(self, *, preview: bool = False) -> Paper:
        """Return the same paper without a search index; the search page says so."""
        return replace(self, index="not in a preview" if preview else "left out")


def open_paper(
    tree: Tree,
    site: Site,
    *,
    relate: Relate | None = None,
    now: date | None = None,
    on_progress: Callable[[], object] = lambda: None,
    read: ReadAll = read_all,
) -> Paper:
    """Read and check all briefings of a tree.

    `read` and `relate` may use a cache of earlier builds; by default, everything is read, and up to RELATED related
    briefings are found. `on_progress` is called once for each briefing that was read.
    """
    return Paper(
        tree=tree, checked=read(tree, now, on_progress), bare=site, relate=relate or find_at_most(RELATED), now=now
    )
