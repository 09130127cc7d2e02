"""Turns the archive into pages: plain values that a template lays out. All logic is here, none in the templates.

In: an `Archive` and the `Site`.
Out: a `Target` a page: a name, a key (digest of all that the page is made from), and the function that makes the `Page`.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.archive import Archive
from broadsheet.pages.briefing import briefing_target
from broadsheet.pages.calendars import calendar_targets
from broadsheet.pages.corrections import corrections_target
from broadsheet.pages.editions import edition_targets, home_target
from broadsheet.pages.feeds import feeds_target
from broadsheet.pages.indexes import index_targets
from broadsheet.pages.saved import saved_target
from broadsheet.pages.search import Index, search_target
from broadsheet.pages.target import Design, Page, PictureFile, Site, Target, key_of
from broadsheet.pages.trends import trends_target
from broadsheet.pages.weeks import week_targets

__all__ = ["Design", "Index", "Page", "PictureFile", "Site", "Target", "key_of", "make_pages", "page_targets"]


def page_targets(archive: Archive, site: Site, *, index: Index = "built") -> Iterator[Target[Page]]:
    """Yield every page of the site but the hand-written ones as a target, the home page first.

    `index` says whether there is something to search with.
    """
    yield home_target(archive, site)
    yield from edition_targets(archive, site)
    for story in archive.stories.values():
        yield briefing_target(archive, site, story)
    yield from calendar_targets(archive, site)
    yield from week_targets(archive, site)
    yield from index_targets(archive, site)
    yield corrections_target(archive, site)
    yield trends_target(archive, site)
    yield feeds_target(archive, site)
    yield saved_target(archive, site)
    yield search_target(archive, site, index=index)


def make_pages(archive: Archive, site: Site) -> Iterator[Page]:
    """Make them all."""
    for target in page_targets(archive, site):
        yield target.make()
