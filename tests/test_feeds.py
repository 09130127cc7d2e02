"""Feeds at every list: found by readers' programs, the same in three formats, whole across their archived documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from broadsheet.archive import Archive
from broadsheet.model import Briefing, Category
from broadsheet.model.registries import Registries
from broadsheet.pages import PictureFile, Site
from broadsheet.pages.feeds import AT_LEAST
from broadsheet.publish import make_all
from broadsheet.publish.feeds import feed_targets
from built_site import page, page_names
from conftest import examples
from values import SITE, archived, told

REGISTRIES = Registries(categories={"models": Category(label="Models & more")})
HISTORY = "{http://purl.org/syndication/history/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


def feeds_of(archive: Archive, site: Site = SITE) -> dict[str, bytes]:
    return {asset.uri: asset.content for asset in make_all(feed_targets(archive, site))}


def read(content: bytes) -> Any:
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def days(number: int, start: str = "2026-01-01") -> list[str]:
    return [f"{date.fromisoformat(start) + timedelta(day):%Y/%m/%d}" for day in range(number)]


def daily(number: int, **keys: Any) -> list[Briefing]:
    """A briefing a day."""
    return [told(f"{day}/a", **keys) for day in days(number)]


SMALL = archived(
    [
        told("2026/04/24/a", category="models", entities=["OpenAI"], urls=["https://one.example/1"]),
        told(
            "2026/04/25/b",
            category="models",
            follows="2026/04/24/a",
            entities=["OpenAI", "Nvidia"],
            urls=["https://one.example/2", "https://two.example/2"],
            corrections=[{"date": "2026-04-26", "text": "It was *not* so."}],
        ),
    ],
    REGISTRIES,
)
LISTS = {
    "": 2,
    "archive/": 2,
    "corrections/": 1,
    "topics/models/": 2,
    "threads/a/": 2,
    "sources/one.example/": 2,
    "sources/two.example/": 1,
    "entities/openai/": 2,
    "entities/nvidia/": 1,
}

SHORT = ("sources/", "entities/", "threads/")  # their RSS and JSON hold the standfirst once, and no more


def test_there_is_a_feed_in_three_formats_at_every_list() -> None:
    names = {f"{url}{name}" for url in LISTS for name in ("feed.xml", "rss.xml", "feed.json")}
    assert set(feeds_of(SMALL)) == {*names, "feeds/feeds.opml"}


@pytest.mark.parametrize("url", LISTS)
def test_all_formats_say_the_same_and_every_address_is_whole(url: str) -> None:
    feeds = feeds_of(SMALL)
    atom, rss = read(feeds[f"{url}feed.xml"]), read(feeds[f"{url}rss.xml"])
    data = json.loads(feeds[f"{url}feed.json"])
    assert (atom.version, rss.version) == ("atom10", "rss20")
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert atom.feed.title == rss.feed.title == data["title"]
    assert atom.feed.link == rss.feed.link == data["home_page_url"] == f"https://paper.example/{url}"
    assert [link.href for link in atom.feed.links if link.rel == "self"] == [f"https://paper.example/{url}feed.xml"]
    assert [link.href for link in rss.feed.links if link.rel == "self"] == [f"https://paper.example/{url}rss.xml"]
    assert data["feed_url"] == f"https://paper.example/{url}feed.json"
    assert len(atom.entries) == LISTS[url]
    for one, two, three in zip(atom.entries, rss.entries, data["items"], strict=True):
        assert one.id == two.id == three["id"]
        assert one.title == two.title == three["title"]
        assert one.link == two.link == three["url"]
        assert one.published_parsed == two.published_parsed
        assert three["date_published"] == one.published
        assert [author.name for author in one.authors] == [author["name"] for author in three["authors"]]
        if url.startswith(SHORT):
            assert one.summary in two.summary == three["content_html"]
            assert "1 article" in two.summary or "2 articles" in two.summary
            assert ("content" in two, "summary" in three) == (False, False)
        else:
            assert two.content[0].value == one.content[0].value == three["content_html"]
    assert len({entry.id for entry in atom.entries}) == len(atom.entries)


def test_one_briefing_has_one_id_in_every_feed_that_holds_it() -> None:
    feeds = feeds_of(SMALL)
    ids = {
        read(feeds[f"{url}feed.xml"]).entries[-1].id for url in ("", "topics/models/", "threads/a/", "entities/openai/")
    }
    assert ids == {"tag:paper.example,2026-04-24:2026/04/24/a"}


def test_a_thread_tells_what_each_day_changed() -> None:
    second, first = read(feeds_of(SMALL)["threads/a/feed.xml"]).entries
    assert 'Part 2 of <a href="https://paper.example/threads/a/">' in second.content[0].value
    assert "Before: <a" in second.content[0].value
    assert "Reported now by two.example too." in second.content[0].value
    assert "New in the story: Nvidia." in second.content[0].value
    assert "Part" not in first.content[0].value
    assert "Part 2 of" in read(feeds_of(SMALL)["threads/a/rss.xml"]).entries[0].summary


def test_corrections_and_editions_have_feeds_of_their_own() -> None:
    feeds = feeds_of(SMALL)
    (correction,) = read(feeds["corrections/feed.xml"]).entries
    assert correction.title == "Correction: Title of 2026/04/25/b"
    assert correction.link == "https://paper.example/2026/04/25/b/#corrections"
    assert correction.published == "2026-04-26T00:00:00Z"
    assert "It was <em>not</em> so." in correction.content[0].value
    newest, oldest = read(feeds["archive/feed.xml"]).entries
    assert (newest.title, newest.link) == ("Saturday 25 April 2026, No. 2", "https://paper.example/2026/04/25/")
    assert newest.updated == "2026-04-26T00:00:00Z"
    assert "Title of 2026/04/24/a" in oldest.content[0].value


def test_a_second_correction_of_a_day_leaves_the_id_of_the_first() -> None:
    first = {"date": "2026-04-26", "text": "One."}
    before = archived([told("2026/04/24/a", corrections=[first])])
    after = archived([told("2026/04/24/a", corrections=[first, {"date": "2026-04-26", "text": "Two."}])])
    by_text = [
        {entry.summary: entry.id for entry in read(feeds_of(archive)["corrections/feed.xml"]).entries}
        for archive in (before, after)
    ]
    assert by_text[1]["One."] == by_text[0]["One."]
    assert len(set(by_text[1].values())) == 2


def test_a_picture_is_an_enclosure_with_its_length() -> None:
    picture = PictureFile(uri="2026/04/24/a/p.jpg", content=b"12345", width=40, height=30)
    story = told("2026/04/24/a", image={"file": "p.png", "alt": "A picture"})
    feeds = feeds_of(archived([story]), replace(SITE, pictures={"2026/04/24/a": picture}))
    for name in ("feed.xml", "rss.xml"):
        (enclosure,) = read(feeds[name]).entries[0].enclosures
        assert (enclosure.href, enclosure.type, enclosure.length) == (
            "https://paper.example/2026/04/24/a/p.jpg",
            "image/jpeg",
            "5",
        )
    item = json.loads(feeds["feed.json"])["items"][0]
    assert item["attachments"] == [
        {"url": "https://paper.example/2026/04/24/a/p.jpg", "mime_type": "image/jpeg", "size_in_bytes": 5}
    ]


def documents(feeds: dict[str, bytes], uri: str) -> list[Any]:
    """A feed and every document behind it, as a reader walks them (RFC 5005)."""
    found = []
    while uri:
        tree = etree.fromstring(feeds[uri])
        found.append(tree)
        before = tree.findall(f"{ATOM}link[@rel='prev-archive']")
        uri = before[0].get("href").removeprefix(SITE.url) if before else ""
    return found


@given(number=st.integers(0, 23), most=st.integers(1, 6))
@settings(max_examples=examples(25))
def test_a_feed_and_what_is_behind_it_hold_every_briefing(number: int, most: int) -> None:
    archive = archived(daily(number, category="models"), REGISTRIES)
    feeds = feeds_of(archive, replace(SITE, feed_items=most))
    for url in ("", "topics/models/"):
        found = documents(feeds, f"{url}feed.xml")
        ids = [entry.findtext(f"{ATOM}id") for tree in found for entry in tree.iter(f"{ATOM}entry")]
        assert len(set(ids)) == number
        assert len(found[0].findall(f"{ATOM}entry")) == min(most, number)
        for tree in found[1:]:
            assert tree.find(f"{HISTORY}archive") is not None
            assert tree.find(f"{ATOM}link[@rel='current']").get("href") == f"{SITE.url}{url}feed.xml"
            assert len(tree.findall(f"{ATOM}entry")) == most


def test_one_more_day_leaves_full_documents_as_they_are() -> None:
    site = replace(SITE, feed_items=5)
    before, after = (feeds_of(archived(daily(number)), site) for number in (22, 23))
    kept = {f"feed-{number}.xml" for number in range(1, 5)}
    assert kept <= before.keys() & after.keys()
    assert {name for name in kept if before[name] != after[name]} == set()


def test_feeds_of_names_hold_the_last_months_and_always_some() -> None:
    archive = archived(
        [*(told(f"2025/01/{day:02}/a", entities=["Old"]) for day in range(1, 20)),
         *(told(f"{day}/b", entities=["New"]) for day in days(30)),
         *(told(f"{day}/a", entities=["Both"]) for day in ("2025/01/30", *days(30)))]
    )  # fmt: skip
    site = replace(SITE, feed_days=10)
    feeds = feeds_of(archive, site)

    def shown(name: str) -> list[str]:
        return [entry.link.split("example/")[1] for entry in read(feeds[f"entities/{name}/feed.xml"]).entries]

    assert len(shown("new")) == 11
    assert len(shown("both")) == 11
    assert len(shown("old")) == 11  # counted from its own newest
    rare = archived(told(f"20{year}/01/01/a", entities=["Rare"]) for year in range(10, 20))
    assert len(read(feeds_of(rare, site)["entities/rare/feed.xml"]).entries) == AT_LEAST
    assert len(read(feeds_of(rare, replace(site, feed_days=0))["entities/rare/feed.xml"]).entries) == 10


def test_atom_has_the_whole_text_everywhere_and_the_front_feeds_in_every_format() -> None:
    summary = "Only in the whole text."
    archive = archived(
        [told("2026/04/24/a", dek="Short.", summary=summary, category="models", entities=["X1"])], REGISTRIES
    )
    whole = {uri for uri, content in feeds_of(archive).items() if summary.encode() in content}
    assert whole == {
        *(f"{url}{name}" for url in ("", "topics/models/") for name in ("feed.xml", "rss.xml", "feed.json")),
        "sources/example.org/feed.xml",
        "entities/x1/feed.xml",
    }


def test_the_list_of_feeds_can_be_imported() -> None:
    tree = etree.fromstring(feeds_of(SMALL)["feeds/feeds.opml"])
    assert tree.get("version") == "2.0"
    outlines = tree.findall("body/outline/outline")
    assert {outline.get("xmlUrl") for outline in outlines} == {f"{SITE.url}{url}feed.xml" for url in LISTS}
    assert all(outline.get("text") and outline.get("type") == "rss" for outline in outlines)


ODD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip() != "")


@given(ODD)
@settings(max_examples=examples(25))
def test_whatever_the_texts_every_feed_can_be_parsed(text: str) -> None:
    story = told(
        "2026/04/24/a",
        title=text,
        summary=text,
        key_points=[text],
        body=text,
        entities=[text],
        corrections=[{"date": "2026-04-25", "text": text}],
    )
    later = told("2026/04/25/b", title=text, follows="2026/04/24/a", entities=[text])
    site = replace(SITE, name=text, description=text)
    for uri, content in feeds_of(archived([story, later]), site).items():
        if uri.endswith(".json"):
            assert json.loads(content)["items"]
        else:
            etree.fromstring(content)


def autodiscovery(tree: Any) -> Iterable[str]:
    kinds = ("application/atom+xml", "application/rss+xml", "application/feed+json")
    for link in tree.xpath("//link[@rel='alternate']"):
        assert link.get("type") in kinds
        assert link.get("title")
        yield link.get("href")


def test_every_page_leads_to_the_paper_s_feed_and_lists_to_their_own(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        tree = page(shipped_site, name.removesuffix("index.html") if name.endswith("index.html") else name)
        found = list(autodiscovery(tree))
        assert any(href.endswith("feed.xml") for href in found), name
        own = shipped_site / name.replace("index.html", "rss.xml")
        if name.endswith("index.html") and own.exists():
            assert len(found) == (3 if name == "index.html" else 4), name
            for href in found:
                assert (shipped_site / name).parent.joinpath(href).resolve().is_file(), (name, href)


def test_every_feed_of_the_shipped_newspaper_is_read_by_a_feed_reader(shipped_site: Path) -> None:
    feeds = [file for file in shipped_site.rglob("*.xml") if file.name.startswith(("feed", "rss"))]
    assert len(feeds) > 200
    for file in feeds:
        parsed = read(file.read_bytes())
        assert parsed.version in ("atom10", "rss20")
        assert parsed.feed.title
        assert all(entry.id and entry.link and entry.title for entry in parsed.entries), file
