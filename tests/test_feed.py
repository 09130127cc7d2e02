from __future__ import annotations

from dataclasses import replace
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from broadsheet.archive import Archive
from broadsheet.model import Category
from broadsheet.model.registries import Registries
from broadsheet.pages import PictureFile, Site
from broadsheet.publish import make_all
from broadsheet.publish.feeds import feed_targets
from values import SITE, archived, told

PATH = "2026/04/24/a"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(archive: Archive, site: Site = SITE) -> bytes:
    return next(asset.content for asset in make_all(feed_targets(archive, site)) if asset.uri == "feed.xml")


def read(archive: Archive, site: Site = SITE) -> Any:
    parsed = feedparser.parse(feed_of(archive, site))
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_a_feed_reader_finds_the_paper_and_its_briefings() -> None:
    story = told(
        PATH,
        title="Tags <b> & “quotes”",
        dek="A *standfirst*.",
        category="models",
        summary="First.\n\nSecond **bold**.",
        body="## Background\n\nLong.",
        articles=[
            {"title": "One & <two>", "url": "https://one.example/?a=1&b=2", "publisher": "The One", "summary": "Said."}
        ],
    )
    parsed = read(archived([story], Registries(categories={"models": Category(label="Models & more")})))
    assert (parsed.feed.title, parsed.feed.subtitle, parsed.feed.link) == (
        "The Paper",
        "A paper.",
        "https://paper.example/",
    )
    assert parsed.feed.id == "https://paper.example/"
    (entry,) = parsed.entries
    assert entry.link == f"https://paper.example/{PATH}/"
    assert entry.title_detail.type == "text/plain"
    assert entry.title == "Tags <b> & “quotes”"
    assert entry.summary == "A *standfirst*."
    assert (entry.tags[0].term, entry.tags[0].label) == ("models", "Models & more")
    assert [author.name for author in entry.authors] == ["The One"]
    full = entry.content[0].value
    for words in (
        "First.",
        "<strong>bold</strong>",
        "<h2>Background</h2>",
        "A point.",
        "Said.",
        "One &amp; &lt;two&gt;",
    ):
        assert words in full
    assert 'href="https://one.example/?a=1&amp;b=2"' in full


def test_entries_are_the_newest_first_and_no_more_than_asked_for() -> None:
    archive = archived([told(f"2026/04/{day:02}/{slug}") for day in range(1, 8) for slug in "ab"])
    assert len(read(archive).entries) == 14
    entries = read(archive, replace(SITE, feed_items=5)).entries
    assert [entry.link.split("example/")[1] for entry in entries] == [
        "2026/04/07/a/", "2026/04/07/b/", "2026/04/06/a/", "2026/04/06/b/", "2026/04/05/a/",
    ]  # fmt: skip
    assert len({entry.id for entry in entries}) == 5


def test_an_id_stays_when_everything_that_may_be_edited_changes() -> None:
    before = read(archived([told(PATH)])).entries[0]
    edited = told(
        PATH,
        title="New",
        dek="New",
        summary="New",
        rank=3,
        category="models",
        urls=["https://new.example/"],
        corrections=[CORRECTION],
    )
    after = read(archived([edited, told("2026/04/25/b")])).entries[1]
    assert (after.title, after.link) == ("New", before.link)
    assert after.id == before.id == "tag:paper.example,2026-04-24:2026/04/24/a"


def test_an_id_stays_when_the_site_moves_and_keeps_its_feed_authority() -> None:
    moved = replace(SITE, url="https://new.example/paper/", feed_authority="paper.example")
    assert read(archived([told(PATH)]), moved).entries[0].id == read(archived([told(PATH)])).entries[0].id


CORRECTION = {"date": "2026-05-02", "text": "It was *not* so."}


def test_a_correction_updates_the_entry_and_the_feed_and_can_be_read() -> None:
    earlier = {"date": "2026-04-26", "text": "Something else."}
    parsed = read(archived([told(PATH, corrections=[CORRECTION, earlier]), told("2026/04/25/b")]))
    old = parsed.entries[1]
    assert (old.published, old.updated) == ("2026-04-24T00:59:00Z", "2026-05-02T00:00:00Z")
    assert parsed.feed.updated == "2026-05-02T00:00:00Z"
    assert "It was <em>not</em> so." in old.content[0].value
    assert parsed.entries[0].updated == "2026-04-25T00:59:00Z"


def test_a_picture_made_by_a_machine_is_called_that_in_the_feed_too() -> None:
    site = replace(SITE, pictures={PATH: PictureFile(uri=f"{PATH}/p.webp", content=b"", width=40, height=30)})
    image = {"file": "p.png", "alt": 'A "sign"', "generator": "A model"}
    full = read(archived([told(PATH, image=image)]), site).entries[0].content[0].value
    assert f'src="https://paper.example/{PATH}/p.webp"' in full
    assert "AI-generated illustration" in full


def test_without_a_site_url_there_is_no_feed() -> None:
    assert not list(feed_targets(archived([told(PATH)]), Site(name="Paper")))


def test_a_paper_without_briefings_has_a_valid_feed() -> None:
    parsed = read(archived([]))
    assert parsed.entries == []
    assert parsed.feed.updated


def test_nothing_in_an_entry_can_run_in_a_feed_reader() -> None:
    evil = told(
        PATH,
        title="<script>x</script>",
        dek="<img src=x onerror=y>",
        summary="<script>x</script>",
        body="[a](javascript:x)",
    )
    (content,) = etree.fromstring(feed_of(archived([evil]))).iterfind(f"{ATOM}entry/{ATOM}content")
    assert "<script" not in (content.text or "")
    assert "<img" not in (content.text or "")
    assert 'href="javascript' not in (content.text or "")


@pytest.mark.parametrize(
    "title",
    [
        "漢字 🤖 \U0001f469\U0001f3fd\u200d\U0001f680",
        "עברית \u200f ו عربي",
        "a\x00b\x0bc",
        "x\ufffey",
        "]]> <!-- ?>",
        "e\u0301 \u2028 z",
    ],
)
def test_odd_characters_leave_the_feed_well_formed(title: str) -> None:
    story = told(
        PATH,
        title=title,
        dek=title,
        summary=f"x {title}",
        body=title,
        articles=[{"title": title, "url": "https://é.example/ü?🤖", "publisher": title}],
    )
    tree = etree.fromstring(feed_of(archived([story])))
    found = tree.findtext(f"{ATOM}entry/{ATOM}title")
    allowed = "".join(character for character in " ".join(title.split()) if character not in "\x00\x0b\ufffe")
    assert found == allowed


@given(st.text(min_size=1, max_size=40).filter(str.strip))
@settings(deadline=None)
def test_whatever_the_text_the_feed_can_be_parsed(text: str) -> None:
    archive = archived(
        [told(PATH, title=text, dek=text, summary=text, key_points=[text], body=text, category=None)], Registries()
    )
    tree = etree.fromstring(feed_of(archive, replace(SITE, name=text, description=text)))
    assert len(tree.findall(f"{ATOM}entry")) == 1
