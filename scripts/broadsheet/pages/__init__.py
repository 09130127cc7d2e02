"""The archive to pages: each a plain value that a template draws. All logic is here; templates only lay out."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.derive import Archive
from broadsheet.pages.briefing import briefing_page
from broadsheet.pages.calendars import calendar_pages
from broadsheet.pages.corrections import corrections_page
from broadsheet.pages.editions import edition_pages, home_page
from broadsheet.pages.indexes import index_pages
from broadsheet.pages.page import Design, Page, PictureFile, Site
from broadsheet.pages.saved import saved_page
from broadsheet.pages.search import search_page
from broadsheet.pages.trends import trends_page

__all__ = ["Design", "Page", "PictureFile", "Site", "make_pages"]


def make_pages(archive: Archive, site: Site) -> Iterator[Page]:
    """Yield every page of the site but the hand-written ones, the home page first."""
    yield home_page(archive, site)
    yield from edition_pages(archive, site)
    for story in archive.stories.values():
        yield briefing_page(archive, site, story)
    yield from calendar_pages(archive, site)
    yield from index_pages(archive, site)
    yield corrections_page(archive, site)
    yield trends_page(archive, site)
    yield saved_page(archive, site)
    yield search_page(archive, site)
