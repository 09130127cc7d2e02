"""A sitemap a year, so that a day's work rewrites one of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from lxml import etree

from broadsheet.publish import make_all
from broadsheet.publish.sitemap import MOST, sitemap_targets
from built_site import page_names
from values import SITE, archived, pages_of, told


def sitemaps(*paths: str, more: int = 0) -> dict[str, str]:
    archive = archived(told(path) for path in paths)
    urls = [*pages_of(archive), *(f"sources/s{number}/" for number in range(more))]
    return {asset.uri: asset.content.decode() for asset in make_all(sitemap_targets(archive, SITE, urls))}


def test_one_more_day_changes_the_sitemap_of_its_year_alone() -> None:
    before = sitemaps("2025/12/31/a", "2026/01/01/a")
    after = sitemaps("2025/12/31/a", "2026/01/01/a", "2026/01/02/a")
    assert {uri for uri in after if before.get(uri) != after[uri]} == {"sitemap.xml", "sitemap-2026.xml"}
    assert "<loc>https://paper.example/sitemap-2025.xml</loc><lastmod>2025-12-31</lastmod>" in after["sitemap.xml"]
    assert "<loc>https://paper.example/sitemap-2026.xml</loc><lastmod>2026-01-02</lastmod>" in after["sitemap.xml"]


def test_the_days_are_those_of_the_data() -> None:
    archive = archived(
        [
            told("2026/01/01/a"),
            told("2026/01/01/b", corrections=[{"date": "2026-02-09", "text": "No."}]),
            told("2026/01/02/c"),
        ]
    )
    (text,) = (
        asset.content for asset in make_all(sitemap_targets(archive, SITE, pages_of(archive))) if "2026" in asset.uri
    )
    tree = etree.fromstring(text)
    days = {url.findtext("{*}loc").removeprefix(SITE.url): url.findtext("{*}lastmod") for url in tree.findall("{*}url")}
    assert days == {
        "2026/": None,
        "2026/w01/": None,
        "2026/01/": "2026-02-09",
        "2026/01/01/": "2026-02-09",
        "2026/01/01/a/": "2026-01-01",
        "2026/01/01/b/": "2026-02-09",
        "2026/01/02/": "2026-01-02",
        "2026/01/02/c/": "2026-01-02",
    }


def test_the_sitemaps_of_the_shipped_newspaper_keep_to_the_rules(shipped_site: Path) -> None:
    listed = etree.parse(shipped_site / "sitemap.xml").getroot()
    assert etree.QName(listed).localname == "sitemapindex"
    files = [location.text.removeprefix("https://broadsheet.example/") for location in listed.iter("{*}loc")]
    seen: list[str] = []
    for file in [*files, "news-sitemap.xml"]:
        tree = etree.parse(shipped_site / file).getroot()
        assert etree.QName(tree).localname == "urlset"
        assert etree.QName(tree).namespace == "http://www.sitemaps.org/schemas/sitemap/0.9"
        assert len(tree)
        for url in tree:
            names = [etree.QName(child).localname for child in url]
            assert names in (["loc"], ["loc", "lastmod"], ["loc", "news"])
        locations = [location.text for location in tree.iter("{*}loc")]
        assert all(re.fullmatch(r"https://broadsheet\.example/\S*", location) for location in locations)
        for day in tree.iter("{*}lastmod", "{*}publication_date"):
            date.fromisoformat(day.text)
        if file != "news-sitemap.xml":
            seen += locations
    assert len(seen) == len(set(seen)) == len([name for name in page_names(shipped_site) if name != "404.html"])


def test_no_sitemap_is_longer_than_search_engines_read() -> None:
    found = sitemaps("2026/01/01/a", more=2 * MOST)
    assert set(found) == {"sitemap.xml", "sitemap-2026.xml", *(f"sitemap-pages{end}.xml" for end in ("", "-2", "-3"))}
    assert max(text.count("<url>") for text in found.values()) == MOST
    assert sum(text.count("/sources/s") for text in found.values()) == 2 * MOST
