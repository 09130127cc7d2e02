"""A newspaper with lists of several pages, built: sound markup, links that hold, and nothing that axe would find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from built_site import broken_links, hooks, internal_links, page, page_names, target, words
from conftest import briefing, build_here, make_project
from test_accessibility import assert_axe_finds_nothing
from test_browser import OTHER_VIEWS, VIEWS
from web_server import served_plainly

pytestmark = pytest.mark.slow

LIST = "entities/openai/"
PAGES = (LIST, f"{LIST}1/", "entities/", "archive/", "threads/s0/")
STORIES = 230


def story(number: int) -> str:
    return briefing(
        title=f'"Story number {number}"',
        category="models",
        articles=f"""
  - {{title: One, url: "https://example.org/{number}", summary: S, entities: [OpenAI, "Name {number % 110}"]}}
  - {{title: Two, url: "https://other.example/{number}", entities: [OpenAI]}}""",
        follows=path_of(number - 1) if 0 < number < 25 else None,
    )


def path_of(number: int) -> str:
    return f"{date(2025, 1, 1) + timedelta(days=2 * number):%Y/%m/%d}/s{number}"


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"briefings/{path_of(number)}.yml": story(number) for number in range(STORIES)}
    root = make_project(
        tmp_path_factory.mktemp("long") / "project", {**files, "briefings/categories.yml": "models: Models\n"}
    )
    done = build_here("--root", root, "--no-search")
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def where(long_site: Path) -> Iterator[str]:
    with served_plainly(long_site) as address:
        yield address


def test_every_page_is_linked_and_every_link_holds(long_site: Path) -> None:
    assert broken_links(long_site) == []
    seen, pending = {"index.html"}, ["index.html"]
    while pending:
        for url in internal_links(long_site, pending.pop()).values():
            name = target(long_site, url)[0].relative_to(long_site).as_posix()
            if name.endswith(".html") and name not in seen:
                seen.add(name)
                pending.append(name)
    assert set(page_names(long_site)) - seen == {"404.html"}


def test_a_list_is_read_from_page_to_page(long_site: Path) -> None:
    address, stories = LIST, []
    while address:
        html = page(long_site, address)
        stories += hooks(html, "story")
        older = html.xpath("//nav[@class='neighbours']//a[@rel='prev']/@href")
        address = target(long_site, f"http://here.invalid/{address}{older[0]}")[0].parent if older else None
        address = f"{Path(address).resolve().relative_to(long_site.resolve()).as_posix()}/" if address else ""
    assert stories == [path_of(number) for number in reversed(range(STORIES))]


def test_a_further_page_names_itself_and_hides_what_its_list_is_about(long_site: Path) -> None:
    html = page(long_site, f"{LIST}1/")
    assert words(html.xpath("//title")[0]) == "Entity: OpenAI, page 1 – Broadsheet"
    assert html.xpath("//link[@rel='canonical']/@href") == ["https://broadsheet.example/entities/openai/1/"]
    assert html.xpath("//*[@data-hides]/@data-name") == ["OpenAI"]
    assert html.xpath("//p[@class='newer']/a/@href") == ["../../../entities/openai/2/"]


def test_the_markup_of_long_lists_is_sound(long_site: Path) -> None:
    for address in PAGES:
        parser = HTMLParser()
        parser.parse((long_site / address / "index.html").read_bytes())
        assert parser.errors == [], address
        html = page(long_site, address)
        assert len(html.xpath("//@id")) == len(set(html.xpath("//@id"))), address
        labels = html.xpath("//nav/@aria-label|//aside/@aria-label")
        assert len(labels) == len(set(labels)) == len(html.xpath("//nav|//aside")), address


@pytest.mark.browser
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_long_lists(window: Page, where: str, address: str) -> None:
    assert_axe_finds_nothing(window, where + address, VIEWS)


@pytest.mark.soak
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_long_lists_in_the_other_views(window: Page, where: str, address: str) -> None:
    assert_axe_finds_nothing(window, where + address, OTHER_VIEWS)
