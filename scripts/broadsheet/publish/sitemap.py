"""The sitemap: every page, with the day its content last changed, from the data and never from the clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

from broadsheet.derive import Archive
from broadsheet.pages import Site
from broadsheet.publish.asset import Asset

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_YEAR = re.compile(r"\d{4}(?=/)")
MOST = 50_000  # addresses, that a search engine reads from one sitemap


def sitemap_assets(archive: Archive, site: Site, urls: Iterable[str]) -> tuple[Asset, ...]:
    """Return `sitemap.xml`, which is an index, and what it lists: a sitemap a year, and one of all other pages.

    A day's work changes the sitemap of its year, and that of the others only when a page is new. Without `site_url`
    there is none.
    """
    if not site.url:
        return ()
    days = {f"{path}/": story.briefing.updated for path, story in archive.stories.items()}
    parts: dict[str, list[str]] = {}
    for url in urls:
        year = _YEAR.match(url)
        parts.setdefault(year.group() if year else "pages", []).append(url)
    sitemaps = [
        (
            _sitemap(site, f"sitemap-{name}{suffix}.xml", some, days),
            max((days[u] for u in some if u in days), default=None),
        )
        for name, found in sorted(parts.items())
        for suffix, some in _split(found)
    ]
    lines = [
        f"<sitemap><loc>{escape(site.absolute(asset.uri))}</loc>{_changed(newest)}</sitemap>"
        for asset, newest in sitemaps
    ]
    index = [_HEAD, f'<sitemapindex xmlns="{_SPACE}">', *lines, "</sitemapindex>", ""]
    return (Asset(uri="sitemap.xml", content="\n".join(index).encode()), *(asset for asset, _ in sitemaps))


def _sitemap(site: Site, uri: str, urls: Iterable[str], days: dict[str, date]) -> Asset:
    lines = [f"<url><loc>{escape(site.absolute(url))}</loc>{_changed(days.get(url))}</url>" for url in urls]
    return Asset(uri=uri, content="\n".join([_HEAD, f'<urlset xmlns="{_SPACE}">', *lines, "</urlset>", ""]).encode())


def _split(urls: Sequence[str]) -> Iterable[tuple[str, Sequence[str]]]:
    """Return the suffix and the addresses of each sitemap; one has no suffix."""
    return [(f"-{1 + at // MOST}" if at else "", urls[at : at + MOST]) for at in range(0, len(urls), MOST)]


def _changed(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
