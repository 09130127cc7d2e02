"""The archive to pages: each a plain value that a template draws. All logic is here; templates only lay out."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.derive import Archive
from broadsheet.pages.briefing import briefing_draft
from broadsheet.pages.calendars import calendar_drafts
from broadsheet.pages.corrections import corrections_draft
from broadsheet.pages.editions import edition_drafts, home_draft
from broadsheet.pages.feeds import feeds_draft
from broadsheet.pages.indexes import index_drafts
from broadsheet.pages.page import Design, Draft, Page, PictureFile, Site, key_of
from broadsheet.pages.saved import saved_draft
from broadsheet.pages.search import Index, search_draft
from broadsheet.pages.trends import trends_draft
from broadsheet.pages.weeks import week_drafts

__all__ = ["Design", "Draft", "Index", "Page", "PictureFile", "Site", "draft_pages", "key_of", "make_pages"]


def draft_pages(archive: Archive, site: Site, *, index: Index = "built") -> Iterator[Draft[Page]]:
    """Yield every page of the site but the hand-written ones as a draft, the home page first.

    `index` says whether there is something to search with.
    """
    yield home_draft(archive, site)
    yield from edition_drafts(archive, site)
    for story in archive.stories.values():
        yield briefing_draft(archive, site, story)
    yield from calendar_drafts(archive, site)
    yield from week_drafts(archive, site)
    yield from index_drafts(archive, site)
    yield corrections_draft(archive, site)
    yield trends_draft(archive, site)
    yield feeds_draft(archive, site)
    yield saved_draft(archive, site)
    yield search_draft(archive, site, index=index)


def make_pages(archive: Archive, site: Site) -> Iterator[Page]:
    """Make them all."""
    for draft in draft_pages(archive, site):
        yield draft.make()
