"""The whole way in one call: a project's folder to drafts of pages and files. Nothing here knows MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from broadsheet.check import Checked, check
from broadsheet.derive import Archive, derive
from broadsheet.load import Tree, list_tree
from broadsheet.pages import Draft, Index, Page, Site, draft_pages, key_of
from broadsheet.problem import Problem
from broadsheet.publish import Asset, Assets, draft_assets, make_all
from broadsheet.publish.pictures import encode_pictures
from broadsheet.publish.search import CACHE, search_assets

ReadAll = Callable[[Tree, date | None, Callable[[], object]], Checked]


def read_all(tree: Tree, now: date | None, step: Callable[[], object]) -> Checked:
    """Read and check every file."""
    return check(tree, now=now, step=step)


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """Everything that is ready to be made, and every problem found on the way.

    `files` counts the briefings that were read, the wrong ones included. `index` says whether there is a search;
    `search_cache` is where its indexes are kept.
    """

    archive: Archive
    site: Site
    problems: tuple[Problem, ...]
    files: int
    search_cache: Path
    index: Index = "built"

    @cached_property
    def drafts(self) -> tuple[Draft[Page], ...]:
        """Every page but the hand-written ones, the home page first."""
        return tuple(draft_pages(self.archive, self.site, index=self.index))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The same pages, made."""
        return tuple(draft.make() for draft in self.drafts)

    def asset_drafts(self, written: Sequence[str] = ()) -> Iterator[Assets]:
        """Yield the files beside the pages. `written` are the addresses of the hand-written pages."""
        yield from draft_assets(self.archive, self.site, self.drafts, written)
        if self.index == "built":
            key = key_of(self.archive.faces(self.archive.stories), self.site.picture_uris(self.archive.stories))
            yield Draft("search/", key, self._search)

    def assets(self, written: Sequence[str] = ()) -> Iterator[Asset]:
        """Make the files beside the pages, one at a time."""
        return make_all(self.asset_drafts(written))

    def without_search(self, *, preview: bool = False) -> Newsroom:
        """Return the same newsroom without an index; its search page says so."""
        return replace(self, index="not in a preview" if preview else "left out")

    def _search(self) -> tuple[Asset, ...]:
        return tuple(search_assets(self.archive, self.site, self.search_cache))


def open_newsroom(
    root: Path,
    site: Site,
    *,
    folder: str = "briefings",
    related: int = 4,
    now: date | None = None,
    step: Callable[[], object] = lambda: None,
    read: ReadAll = read_all,
) -> Newsroom:
    """Load, check and derive `root/folder`. Briefings with errors are left out; `problems` says why.

    `step` is called once for each briefing read, for a progress bar; `read` may know some of them already.
    """
    tree = list_tree(root, folder)
    checked = read(tree, now, step)
    archive = derive(checked.gists, checked.registries, checked.library, related=related)
    pictured = (checked.library[gist.path] for gist in checked.gists if gist.image)
    site = replace(site, pictures=encode_pictures(tree, pictured))
    return Newsroom(
        archive=archive,
        site=site,
        problems=checked.problems,
        files=len(tree.briefings),
        search_cache=tree.root / CACHE,
    )
