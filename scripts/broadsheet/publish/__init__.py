"""What is published beside the pages: data, schema, feed, sitemap, pictures; and the swap that makes it all appear at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from broadsheet.derive import Archive
from broadsheet.pages import Draft, Page, PictureFile, Site
from broadsheet.publish.asset import Asset, Assets, Compilation, make_all
from broadsheet.publish.cards import card_drafts
from broadsheet.publish.data import data_drafts
from broadsheet.publish.feed import feed_drafts
from broadsheet.publish.offline import offline_draft
from broadsheet.publish.recent import recent_draft
from broadsheet.publish.sitemap import sitemap_drafts

__all__ = ["Asset", "Assets", "Compilation", "draft_assets", "make_all"]


def draft_assets(
    archive: Archive, site: Site, pages: Sequence[Draft[Page]], written: Sequence[str]
) -> Iterator[Assets]:
    """Yield every file that goes beside the pages; `written` are the addresses of the hand-written ones."""
    yield from data_drafts(archive, site)
    yield from feed_drafts(archive, site)
    yield from card_drafts(archive, site)
    yield recent_draft(archive)
    yield offline_draft(archive, site, pages)
    yield from sitemap_drafts(archive, site, [*(page.name.removesuffix("index.md") for page in pages), *written])
    for path, file in site.pictures.items():
        yield Draft(f"{path}/picture", file.uri.encode(), partial(_renditions, file))


def _renditions(file: PictureFile) -> tuple[Asset, ...]:
    return tuple(Asset(uri=one.uri, content=one.content) for one in file.renditions)
