"""The whole way in one call: a project's folder to pages and assets. Nothing here knows MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from broadsheet.check import check
from broadsheet.derive import Archive, derive
from broadsheet.load import list_tree
from broadsheet.pages import Page, Site, make_pages
from broadsheet.pages.search import search_page
from broadsheet.problem import Problem
from broadsheet.publish import Asset, make_assets
from broadsheet.publish.pictures import encode_pictures
from broadsheet.publish.search import CACHE, search_assets


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """Everything that is ready to be drawn, and every problem found on the way.

    `pages` begin with the home page; `files` counts the briefings that were read, the wrong ones included.
    `search_cache` is where the indexes of the search are kept; None leaves the search out.
    """

    archive: Archive
    site: Site
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    files: int
    search_cache: Path | None

    def assets(self, written: Sequence[str] = ()) -> Iterator[Asset]:
        """Yield the files beside the pages, one at a time. `written` are the addresses of the hand-written pages."""
        yield from make_assets(self.archive, self.site, self.pages, [*(page.url for page in self.pages), *written])
        if self.search_cache:
            yield from search_assets(self.archive, self.site, self.search_cache)

    def without_search(self, *, preview: bool = False) -> Newsroom:
        """Return the same newsroom without an index; its search page says so."""
        page = search_page(self.archive, self.site, index="not in a preview" if preview else "left out")
        pages = tuple(page if one.uri == page.uri else one for one in self.pages)
        return replace(self, pages=pages, search_cache=None)


def open_newsroom(
    root: Path,
    site: Site,
    *,
    folder: str = "briefings",
    related: int = 4,
    now: date | None = None,
    step: Callable[[], object] = lambda: None,
) -> Newsroom:
    """Load, check, derive and lay out `root/folder`. Briefings with errors are left out; `problems` says why.

    `step` is called once for each briefing read, for a progress bar.
    """
    tree = list_tree(root, folder)
    checked = check(tree, now=now, step=step)
    archive = derive(checked.briefings, checked.registries, related=related)
    site = replace(site, pictures=encode_pictures(tree, checked.briefings))
    return Newsroom(
        archive=archive,
        site=site,
        pages=tuple(make_pages(archive, site)),
        problems=checked.problems,
        files=len(tree.briefings),
        search_cache=tree.root / CACHE,
    )
