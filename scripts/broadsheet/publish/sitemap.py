"""The sitemap: every page, with the day its content last changed, from the data and never from the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from broadsheet.derive import Archive
from broadsheet.pages import Site
from broadsheet.publish.asset import Asset


def sitemap_assets(archive: Archive, site: Site, urls: Iterable[str]) -> tuple[Asset, ...]:
    """Return `sitemap.xml`; without `site_url` there is none."""
    if not site.url:
        return ()
    days: dict[str, date] = {f"{path}/": story.briefing.updated for path, story in archive.stories.items()}
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url in urls:
        day = days.get(url)
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(site.absolute(url))}</loc>{changed}</url>")
    return (Asset(uri="sitemap.xml", content="\n".join([*lines, "</urlset>", ""]).encode()),)
