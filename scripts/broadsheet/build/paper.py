"""The whole way in one call: a project's folder to drafts of pages and files. Nothing here knows MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from broadsheet.archive import Archive, Relate, derive
from broadsheet.check import Checked, advice_on, check
from broadsheet.load import Tree
from broadsheet.pages import Index, Page, Site, Target, page_targets
from broadsheet.problems import Problem
from broadsheet.publish import Asset, Assets, asset_targets, make_all
from broadsheet.publish.cards import notices
from broadsheet.publish.pictures import encode_pictures
from broadsheet.publish.search import CACHE, search_targets

ReadAll = Callable[[Tree, date | None, Callable[[], object]], Checked]


def read_all(tree: Tree, now: date | None, step: Callable[[], object]) -> Checked:
    """Read and check every file."""
    return check(tree, now=now, step=step)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What was read and checked, and all that can be made of it, each when somebody asks for it.

    `bare` is the site without its pictures; `relate` limits the list of related briefings, or finds it; `index` says
    whether there is a search;
    `now` is the day it is, else it is the day of the newest edition.
    """

    tree: Tree
    checked: Checked
    bare: Site
    relate: int | Relate = 4
    index: Index = "built"
    now: date | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong. Briefings with errors are left out."""
        return self.checked.problems

    @cached_property
    def advice(self) -> tuple[Problem, ...]:
        """What an editor may want to know although nothing is wrong."""
        return advice_on(self.tree, self.checked)

    @property
    def files(self) -> int:
        """Count the briefings that were read, the wrong ones included."""
        return len(self.tree.briefings)

    @cached_property
    def archive(self) -> Archive:
        """Everything there is to publish."""
        return derive(self.checked.records, self.checked.registries, self.checked.library, related=self.relate)

    @cached_property
    def site(self) -> Site:
        """The newspaper, with its pictures."""
        pictured = (self.checked.library[record.path] for record in self.checked.records if record.image)
        return replace(self.bare, pictures=encode_pictures(self.tree, pictured))

    @cached_property
    def targets(self) -> tuple[Target[Page], ...]:
        """Every page but the hand-written ones, the home page first."""
        return tuple(page_targets(self.archive, self.site, index=self.index))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The same pages, made."""
        return tuple(target.make() for target in self.targets)

    def asset_targets(self, written: Sequence[str] = (), *, taken: Collection[str] = ()) -> Iterator[Assets]:
        """Yield the files beside the pages. `written` are the addresses of the hand-written pages, `taken` all files of docs/.

        Raises SearchError where there is to be a search and nothing to make it with.
        """
        if self.index == "built":
            yield from search_targets(self.archive, self.site, self.tree.root / CACHE)
        yield from asset_targets(self.archive, self.site, self.targets, written, taken=taken, now=self.now)

    def assets(self, written: Sequence[str] = (), *, taken: Collection[str] = ()) -> Iterator[Asset]:
        """Make the files beside the pages, one at a time."""
        return make_all(self.asset_targets(written, taken=taken))

    @property
    def notices(self) -> tuple[str, ...]:
        """What a publisher should know although nothing is wrong with a briefing."""
        return notices(self.archive, self.site)

    def without_search(self, *, preview: bool = False) -> Paper:
        """Return the same paper without an index; its search page says so."""
        return replace(self, index="not in a preview" if preview else "left out")


def open_paper(
    tree: Tree,
    site: Site,
    *,
    related: int | Relate = 4,
    now: date | None = None,
    step: Callable[[], object] = lambda: None,
    read: ReadAll = read_all,
) -> Paper:
    """Read and check what lies in a tree; what follows from it is derived when it is asked for.

    `step` is called once for each briefing read, for a progress bar; `read` may know some of them already, and
    `related` what is related.
    """
    return Paper(tree=tree, checked=read(tree, now, step), bare=site, relate=related, now=now)
