"""What machines read beside the pages: robots.txt, llms.txt, Markdown, references, the news of the last two days."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from broadsheet.archive import Archive
from broadsheet.model import Category
from broadsheet.model.registries import Registries
from broadsheet.pages import Site
from broadsheet.publish import asset_targets, make_all
from broadsheet.publish.bibliography import reference_targets
from broadsheet.publish.llms import llms_targets
from broadsheet.publish.markdown_pages import story_markdown, twin_targets
from broadsheet.publish.robots import robots_target
from broadsheet.publish.sitemap import news_target
from built_site import shipped_briefings
from conftest import Files, briefing, build_here, examples
from values import SITE, archived, told

PATH = "2026/04/24/a"
NEWS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def files_of(targets: Any) -> dict[str, bytes]:
    return {asset.uri: asset.content for asset in make_all(targets)}


def news(archive: Archive, now: date | None = None) -> list[tuple[str, str, str]]:
    """Address, day and language of each entry."""
    files = files_of(news_target(archive, SITE, now))
    if not files:  # search engines call an empty one an error
        return []
    tree = etree.fromstring(files["news-sitemap.xml"])
    return [
        (
            url.findtext("s:loc", namespaces=NEWS).removeprefix(SITE.url),
            url.findtext("n:news/n:publication_date", namespaces=NEWS),
            url.findtext("n:news/n:publication/n:language", namespaces=NEWS),
        )
        for url in tree.findall("s:url", NEWS)
    ]


DAYS = archived(
    [
        told("2026/04/22/a"),
        told("2026/04/24/b", language="de-AT"),
        told("2026/04/25/c", language="zh-Hant"),
        told("2026/04/25/d"),
    ]
)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (None, ["c", "d", "b"]),
        (date(2026, 4, 25), ["c", "d", "b"]),
        (date(2026, 4, 24), ["b"]),  # what is dated later is not news yet
        (date(2026, 4, 26), ["c", "d"]),
        (date(2026, 5, 9), []),
    ],
)
def test_news_are_what_appeared_in_two_days(now: date | None, shown: list[str]) -> None:
    assert [address.split("/")[-2] for address, _, _ in news(DAYS, now)] == shown


def test_news_say_day_and_language_as_search_engines_want_them() -> None:
    assert news(DAYS)[0] == ("2026/04/25/c/", "2026-04-25", "zh-tw")
    assert [language for _, _, language in news(DAYS)] == ["zh-tw", "en", "de"]


def test_a_sitemap_of_news_ends_at_a_thousand() -> None:
    many = archived(told(f"2026/04/25/s{number}", urls=["https://one.example/"]) for number in range(1001))
    assert len(news(many)) == 1000


def test_robots_may_read_everything_and_find_the_sitemaps() -> None:
    text = files_of([robots_target(SITE)])["robots.txt"].decode()
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.can_fetch("Anybot", "https://paper.example/2026/04/24/a/")
    assert robots.site_maps() == ["https://paper.example/sitemap.xml", "https://paper.example/news-sitemap.xml"]
    assert "news" not in files_of([robots_target(SITE, has_news=False)])["robots.txt"].decode()
    assert "Sitemap" not in files_of([robots_target(Site(name="Paper"))])["robots.txt"].decode()


@pytest.mark.slow
def test_a_publisher_s_own_robots_and_llms_stand(project: Callable[[Files], Path]) -> None:
    mine = {"docs/robots.txt": "User-agent: *\nDisallow: /\n", "docs/llms.txt": "# Mine\n"}
    root = project({"briefings/2026/04/24/a.yml": briefing(), **mine})
    done = build_here("--root", root, "--no-search")
    assert done.returncode == 0, done.stderr
    for name, content in mine.items():
        assert (root / "site" / name.removeprefix("docs/")).read_text() == content
    assert (root / "site/llms-full.txt").is_file()


REGISTRIES = Registries(categories={"models": Category(label="Models", description="New *models*.")})
STORY = told(
    PATH,
    title="A [title] with *signs* & <tags>",
    dek="A dek.",
    category="models",
    summary="First.\n\nSecond **bold**.",
    key_points=[{"text": "A point.", "sources": [1, 2]}],
    body="## Background\n\nLong.",
    articles=[
        {"title": "One", "url": "https://one.example/1", "summary": "Said.", "tone": "neutral", "entities": ["OpenAI"]},
        {
            "title": "Two",
            "url": "https://two.example/2",
            "publisher": "The Two",
            "author": "A. Writer",
            "paywall": True,
        },
    ],
    claims=[{"claim": "It is so", "says": {"1": "yes", "2": "no"}}],
    corrections=[{"date": "2026-04-26", "text": "It was not so."}],
    reviewed_by="Desk",
)


def twin(story: Any, site: Site = SITE) -> str:
    archive = archived([story], REGISTRIES)
    return story_markdown(archive, site, archive.stories[story.path])


def test_a_briefing_as_markdown_says_what_its_page_says() -> None:
    text = twin(STORY, replace(SITE, license="CC BY 4.0"))
    html = MarkdownIt("commonmark").render(text)
    assert "<h1>A [title] with *signs* &amp; &lt;tags&gt;</h1>" in html
    for words in (
        "<em>A dek.</em>", "Friday 24 April 2026 · Models · 2 articles · 2 publishers, 2 independent",
        "A point. [1] [2]", "<strong>bold</strong>", "<h2>Background</h2>", "It is so: one.example [1]: yes; The Two [2]: no",
        '<a href="https://one.example/1">One</a>', "Said.", "tone: Neutral", "names: OpenAI",
        '<a href="https://two.example/2">Two</a>, The Two, A. Writer, paywall', "26 April 2026: It was not so.",
        "Reviewed by Desk.", "Licence: CC BY 4.0", '<a href="https://paper.example/2026/04/24/a/">',
    ):  # fmt: skip
        assert words.lower() in html.lower(), words
    headings = re.findall(r"^#+ .*$", text, re.MULTILINE)
    assert [heading for heading in headings if heading.startswith("## ")] == [
        "## Key points", "## Summary", "## Who says what", "## Background", "## Coverage", "## Corrections",
        "## How this was made",
    ]  # fmt: skip


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(lambda text: text.strip() != "")
)
@settings(max_examples=examples(25))
def test_no_text_makes_html_of_the_markdown_or_a_heading_of_a_title(text: str) -> None:
    story = told(PATH, title=f"T{text}", dek=text, summary=text, key_points=[text], reviewed_by=f"R{text}")
    html = MarkdownIt("commonmark", {"html": True}).render(twin(story))
    tags = set(re.findall(r"<(/?\w+)", html))
    assert not {tag for tag in tags if tag.strip("/").lower() in ("script", "img", "iframe", "svg", "style")}
    assert html.startswith("<h1>T")


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "<img src=x onerror=y>", "<!-- x", "<?php", "</p><svg/onload=x>"]
)
def test_html_in_a_text_stays_text(hostile: str) -> None:
    story = told(PATH, title=hostile, dek=hostile, summary=hostile, key_points=[hostile], body=hostile, desk=hostile)
    html = MarkdownIt("commonmark", {"html": True}).render(twin(story))
    assert not re.findall(r"<(?:script|img|svg|!--|\?)", html)


def test_briefings_of_the_last_days_are_there_as_markdown_and_older_ones_not() -> None:
    archive = archived(told(f"2026/04/{day:02}/a") for day in (1, 14, 15, 24))
    found = files_of(twin_targets(archive, replace(SITE, markdown_days=10)))
    assert set(found) == {"2026/04/15/a/index.md", "2026/04/24/a/index.md"}
    assert not files_of(twin_targets(archive, replace(SITE, markdown_days=0)))


def test_llms_txt_has_the_form_that_models_expect() -> None:
    archive = archived([STORY], REGISTRIES)
    files = files_of(llms_targets(archive, SITE))
    text = files["llms.txt"].decode()
    assert text.startswith("# The Paper\n\n> A paper.\n\n")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [section.splitlines()[0] for section in sections] == [
        "The newest edition, Friday 24 April 2026", "Topics", "Data", "Optional",
    ]  # fmt: skip
    for section in sections:
        lines = [line for line in section.splitlines()[1:] if line]
        assert lines
        assert all(re.match(r"- \[.+\]\(https://paper\.example/\S*\)(: .+)?$", line) for line in lines), lines
    assert "https://paper.example/2026/04/24/a/index.md" in text
    full = files["llms-full.txt"].decode()
    assert full.count("\n## A \\[title\\]") == 1
    assert "### Coverage" in full


def test_links_of_llms_txt_lead_to_files(shipped_site: Path) -> None:
    links = re.findall(r"\]\(https://broadsheet\.example/(\S*?)\)", (shipped_site / "llms.txt").read_text("utf-8"))
    assert len(links) > 12
    for link in links:
        assert (shipped_site / (f"{link}index.html" if link.endswith("/") or not link else link)).is_file(), link
    for path in shipped_briefings():
        assert (shipped_site / path / "index.md").is_file()


def test_without_briefings_or_an_address_everything_is_still_there() -> None:
    site = Site(name="Paper")
    for archive in (archived([]), archived([STORY], REGISTRIES)):
        files = files_of(asset_targets(archive, site, [], []))
        assert {"robots.txt", "llms.txt", "llms-full.txt", "data/index.json"} <= files.keys()
        assert not [uri for uri in files if uri.endswith((".xml", "feed.json"))]


def test_references_are_read_by_programs_and_old_years_are_packed() -> None:
    archive = archived([told("2025/12/31/old", title="100 % & {more}"), told("2026/01/01/new", language="de")])
    files = files_of(reference_targets(archive, SITE))
    assert set(files) == {
        "data/briefings.bib", "data/briefings.csl.json", "data/briefings-2025.bib.gz", "data/briefings-2025.csl.json.gz",
    }  # fmt: skip
    (item,) = json.loads(files["data/briefings.csl.json"])
    assert item == {
        "id": "2026-01-01-new", "type": "article-newspaper", "title": "Title of 2026/01/01/new",
        "container-title": "The Paper", "author": [{"literal": "The Paper"}], "issued": {"date-parts": [[2026, 1, 1]]},
        "language": "de", "URL": "https://paper.example/2026/01/01/new/",
    }  # fmt: skip
    old = gzip.decompress(files["data/briefings-2025.bib.gz"]).decode()
    assert old.startswith("@online{2025-12-31-old,")
    assert r"{100 \% \& \{more\}}" in old


def test_the_data_say_their_version_and_licence_and_how_to_check_them(shipped_site: Path) -> None:
    index = json.loads((shipped_site / "data/index.json").read_text("utf-8"))
    schema = json.loads((shipped_site / "data/briefing.schema.json").read_text("utf-8"))
    assert index["license"] == "CC BY 4.0"
    assert index["version"] == schema["version"] == "1.0"
    for file in index["files"]:
        content = (shipped_site / file["url"].removeprefix("https://broadsheet.example/")).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])


@pytest.mark.slow
def test_now_moves_the_news_and_nothing_else(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/a.yml": briefing()})
    shown = []
    for arguments in ((), ("--now", "2026-04-25"), ("--now", "2026-05-25")):
        done = build_here("--root", root, "--no-search", *arguments)
        assert done.returncode == 0, done.stderr
        news, robots = root / "site/news-sitemap.xml", (root / "site/robots.txt").read_text()
        assert ("news-sitemap.xml" in robots) == news.exists()
        shown.append(news.read_text().count("<url>") if news.exists() else 0)
    assert shown == [1, 1, 0]
