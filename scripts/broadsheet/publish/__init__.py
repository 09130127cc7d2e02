"""What is published beside the pages: data, schema, feeds, sitemaps, Markdown, pictures; and the swap that shows it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial

from broadsheet.derive import Archive
from broadsheet.pages import Draft, Page, PictureFile, Site
from broadsheet.publish.asset import Asset, Assets, Before, Compilation, make_all, nothing_before
from broadsheet.publish.cards import card_drafts
from broadsheet.publish.data import data_drafts
from broadsheet.publish.feeds import feed_drafts
from broadsheet.publish.llms import llms_drafts
from broadsheet.publish.offline import offline_draft
from broadsheet.publish.recent import recent_draft
from broadsheet.publish.references import reference_drafts
from broadsheet.publish.robots import robots_draft
from broadsheet.publish.sitemap import news_draft, sitemap_drafts
from broadsheet.publish.twins import twin_drafts

__all__ = ["Asset", "Assets", "Before", "Compilation", "draft_assets", "make_all", "nothing_before"]

BY_HAND = ("robots.txt", "llms.txt", "llms-full.txt")  # which a publisher may have written for docs/ instead


def draft_assets(
    archive: Archive,
    site: Site,
    pages: Sequence[Draft[Page]],
    written: Sequence[str],
    *,
    taken: Collection[str] = (),
    now: date | None = None,
) -> Iterator[Assets]:
    """Yield every file that goes beside the pages.

    `written` are the addresses of the hand-written pages, `taken` all files of docs/; `now` is the day it is, if not that
    of the newest edition.
    """
    yield from data_drafts(archive, site)
    yield from reference_drafts(archive, site)
    yield from feed_drafts(archive, site)
    yield from twin_drafts(archive, site)
    yield from card_drafts(archive, site)
    for one in (*llms_drafts(archive, site), robots_draft(site)):
        if not (one.name in BY_HAND and one.name in taken):
            yield one
    yield recent_draft(archive)
    yield offline_draft(archive, site, pages)
    yield from sitemap_drafts(archive, site, [*(page.name.removesuffix("index.md") for page in pages), *written])
    yield from news_draft(archive, site, now)
    for path, file in site.pictures.items():
        yield Draft(f"{path}/picture", file.uri.encode(), partial(_renditions, file))


def _renditions(file: PictureFile) -> tuple[Asset, ...]:
    return tuple(Asset(uri=one.uri, content=one.content) for one in file.renditions)
