"""A sitemap a year, so that a day's work rewrites one of them."""

from __future__ import annotations

from broadsheet.publish import make_all
from broadsheet.publish.sitemap import MOST, sitemap_drafts
from values import SITE, archived, pages_of, told


def sitemaps(*paths: str, more: int = 0) -> dict[str, str]:
    archive = archived(told(path) for path in paths)
    urls = [*pages_of(archive), *(f"sources/s{number}/" for number in range(more))]
    return {asset.uri: asset.content.decode() for asset in make_all(sitemap_drafts(archive, SITE, urls))}


def test_one_more_day_changes_the_sitemap_of_its_year_alone() -> None:
    before = sitemaps("2025/12/31/a", "2026/01/01/a")
    after = sitemaps("2025/12/31/a", "2026/01/01/a", "2026/01/02/a")
    assert {uri for uri in after if before.get(uri) != after[uri]} == {"sitemap.xml", "sitemap-2026.xml"}
    assert "<loc>https://paper.example/sitemap-2025.xml</loc><lastmod>2025-12-31</lastmod>" in after["sitemap.xml"]
    assert "<loc>https://paper.example/sitemap-2026.xml</loc><lastmod>2026-01-02</lastmod>" in after["sitemap.xml"]


def test_no_sitemap_is_longer_than_search_engines_read() -> None:
    found = sitemaps("2026/01/01/a", more=2 * MOST)
    assert set(found) == {"sitemap.xml", "sitemap-2026.xml", *(f"sitemap-pages{end}.xml" for end in ("", "-2", "-3"))}
    assert max(text.count("<url>") for text in found.values()) == MOST
    assert sum(text.count("/sources/s") for text in found.values()) == 2 * MOST
