"""Every internal link of the shipped newspaper leads somewhere, and no page asks another server for anything."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from built_site import HERE, ORIGIN, broken_links, internal_links, links, page, page_names, served_at, target


def test_every_internal_link_leads_to_a_file_and_every_fragment_to_an_id(shipped_site: Path) -> None:
    assert sum(len(internal_links(shipped_site, name)) for name in page_names(shipped_site)) > 2000
    assert broken_links(shipped_site) == []


def test_no_id_stands_twice_on_a_page(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        twice = [
            found for found, times in Counter(map(str, page(shipped_site, name).xpath("//@id"))).items() if times > 1
        ]
        assert not twice, (name, twice)


def test_every_page_can_be_reached_from_the_home_page(shipped_site: Path) -> None:
    seen = {"index.html"}
    pending = ["index.html"]
    while pending:
        for url in internal_links(shipped_site, pending.pop()).values():
            file, _ = target(shipped_site, url)
            name = file.relative_to(shipped_site).as_posix()
            if name.endswith(".html") and name not in seen and file.is_file():
                seen.add(name)
                pending.append(name)
    assert set(page_names(shipped_site)) - seen == {"404.html"}


def test_the_page_for_a_missing_address_links_from_the_root_so_that_it_works_at_any_depth(shipped_site: Path) -> None:
    addresses = {
        address
        for _, _, address in links(page(shipped_site, "404.html"))
        if not urlsplit(address).scheme and not address.startswith("#")
    }
    assert "/archive/" in addresses
    assert not [address for address in addresses if not re.match("/(?!/)", address)]


def test_canonical_links_name_the_page_they_stand_on(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        canonical = [str(href) for href in page(shipped_site, name).xpath("//link[@rel='canonical']/@href")]
        assert canonical == ([] if name == "404.html" else [served_at(name).replace(HERE, ORIGIN)]), name


def test_no_page_asks_another_server_for_anything(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        html = page(shipped_site, name)
        asked = [
            (tag, address)
            for tag, _, address in links(html)
            if tag != "a"
            and not urljoin(served_at(name), address).startswith((HERE, ORIGIN))
            and not address.startswith("data:")
        ]
        assert not asked, name
        assert not html.xpath(
            "//iframe|//object|//embed|//form[@role!='search']|//link[@rel='preconnect' or @rel='dns-prefetch']"
        ), name
        assert not html.xpath("//@style|//style"), name
        assert [str(link.get("href")) for link in html.xpath("//a[@ping]")] == []


def test_style_sheets_load_nothing_from_elsewhere(shipped_site: Path) -> None:
    used = {
        urljoin(served_at(name), str(href))
        for name in page_names(shipped_site)
        for href in page(shipped_site, name).xpath("//link[@rel='stylesheet']/@href")
    }
    assert used
    for url in used:
        css = target(shipped_site, url)[0].read_text("utf-8")
        assert "@import" not in css
        loaded = [
            address for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", css) if not address.startswith("data:")
        ]
        assert not [address for address in loaded if not target(shipped_site, urljoin(url, address))[0].is_file()]


@pytest.mark.parametrize("name", ["feed.xml", "sitemap-2026.xml", "sitemap-pages.xml"])
def test_addresses_in_feed_and_sitemaps_lead_to_files(shipped_site: Path, name: str) -> None:
    root = ElementTree.fromstring((shipped_site / name).read_bytes())
    found = [
        value
        for element in root.iter()
        for value in (element.text or "", element.get("href") or "")
        if value.startswith(ORIGIN)
    ]
    assert len(found) > 30
    assert not [url for url in found if not target(shipped_site, url)[0].is_file()]


def test_the_sitemaps_name_every_page_once(shipped_site: Path) -> None:
    sitemaps = addresses_in(shipped_site / "sitemap.xml")
    assert sitemaps == [f"{ORIGIN}sitemap-2026.xml", f"{ORIGIN}sitemap-pages.xml"]
    named = [url for sitemap in sitemaps for url in addresses_in(target(shipped_site, sitemap)[0])]
    pages = {served_at(name).replace(HERE, ORIGIN) for name in page_names(shipped_site) if name != "404.html"}
    assert sorted(named) == sorted(pages)


def addresses_in(sitemap: Path) -> list[str]:
    root = ElementTree.fromstring(sitemap.read_bytes())
    return [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]


def test_addresses_in_json_ld_lead_to_files(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        (block,) = page(shipped_site, name).xpath("//script[@type='application/ld+json']")
        named = re.findall(rf'"({ORIGIN}[^"]*)"', json.dumps(json.loads(block.text)))
        assert not [url for url in named if not target(shipped_site, url)[0].is_file()], name
