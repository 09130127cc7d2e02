"""Everything published beside the pages: data, feeds, sitemaps, search, pictures, cards, Markdown, mail.

In: an `Archive`, the `Site`, and the targets of its pages.
Out: targets whose files are `Asset` values: an address and bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial

from broadsheet.archive import Archive
from broadsheet.pages import Page, PictureFile, Site, Target
from broadsheet.publish.asset import AggregateTarget, Asset, Assets, Before, make_all, nothing_before
from broadsheet.publish.bibliography import reference_targets
from broadsheet.publish.cards import card_targets
from broadsheet.publish.data import data_targets
from broadsheet.publish.feeds import feed_targets
from broadsheet.publish.llms import llms_targets
from broadsheet.publish.markdown_pages import twin_targets
from broadsheet.publish.offline import offline_target
from broadsheet.publish.robots import robots_target
from broadsheet.publish.sitemap import news_paths, news_target, sitemap_targets
from broadsheet.publish.whats_new import recent_target

__all__ = ["SITE_LIMIT", "AggregateTarget", "Asset", "Assets", "Before", "asset_targets", "make_all", "nothing_before"]

SITE_LIMIT = 1_000_000_000  # bytes of a published site that GitHub Pages accepts, as its documentation says
BY_HAND = ("robots.txt", "llms.txt", "llms-full.txt")  # which a publisher may have written for docs/ instead


def asset_targets(
    archive: Archive,
    site: Site,
    pages: Sequence[Target[Page]],
    written: Sequence[str],
    *,
    taken: Collection[str] = (),
    now: date | None = None,
) -> Iterator[Assets]:
    """Yield every file that goes beside the pages.

    `written` are the addresses of the hand-written pages, `taken` all files of docs/; `now` is the day it is, if not that
    of the newest edition.
    """
    yield from data_targets(archive, site)
    yield from reference_targets(archive, site)
    yield from feed_targets(archive, site)
    yield from twin_targets(archive, site)
    yield from card_targets(archive, site)
    for one in (*llms_targets(archive, site), robots_target(site, has_news=bool(news_paths(archive, site, now)))):
        if not (one.name in BY_HAND and one.name in taken):
            yield one
    yield recent_target(archive)
    yield offline_target(archive, site, pages)
    yield from sitemap_targets(archive, site, [*(page.name.removesuffix("index.md") for page in pages), *written])
    yield from news_target(archive, site, now)
    for path, file in site.pictures.items():
        yield Target(f"{path}/picture", file.uri.encode(), partial(_renditions, file))


def _renditions(file: PictureFile) -> tuple[Asset, ...]:
    return tuple(Asset(uri=one.uri, content=one.content) for one in file.renditions)
