"""What is published beside the pages: data, schema, feed, sitemap, pictures; and the swap that makes it all appear at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.derive import Archive
from broadsheet.pages import Page, Site
from broadsheet.publish.asset import Asset
from broadsheet.publish.data import data_assets
from broadsheet.publish.feed import feed_assets
from broadsheet.publish.offline import offline_assets
from broadsheet.publish.recent import recent_assets
from broadsheet.publish.sitemap import sitemap_assets

__all__ = ["Asset", "make_assets"]


def make_assets(archive: Archive, site: Site, pages: Sequence[Page], urls: Sequence[str]) -> Iterator[Asset]:
    """Yield every file that goes beside the pages; `urls` are all addresses, those of hand-written pages included."""
    yield from data_assets(archive, site)
    yield from feed_assets(archive, site)
    yield from recent_assets(archive)
    yield from offline_assets(archive, site, pages)
    yield from sitemap_assets(archive, site, urls)
    for file in site.pictures.values():
        for rendition in file.renditions:
            yield Asset(uri=rendition.uri, content=rendition.content)
