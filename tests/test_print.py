"""On paper: A4, the news and where it comes from, nothing that wants to be clicked, and black on white."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from built_site import page as parsed
from built_site import shipped_briefings, words
from test_browser import CITED, KINDS

pytestmark = pytest.mark.browser

BRIEFING = shipped_briefings()[CITED]
LONGEST = {"home": 2, "briefing": 4, "archive": 1}
NOT_ON_PAPER = (
    "Skip to the news",
    "Search",
    "Threads",
    "Older",
    "Newer",
    "The past week",
    "Edit this page",
    "Report an error",
)


@pytest.fixture(scope="module")
def paper(chromium: Browser, address: str) -> dict[str, PdfReader]:
    """Return what the printer gets of each kind of page, from a reader who has the site in dark."""
    with chromium.new_context(color_scheme="dark") as context:
        page = context.new_page()
        sheets = {}
        for kind in LONGEST:
            page.goto(address + KINDS[kind])
            sheets[kind] = PdfReader(BytesIO(page.pdf(format="A4")))
        return sheets


def text(sheets: PdfReader) -> str:
    """Return all words; white space is where a printer put it, so it says nothing."""
    return squeezed("".join(sheet.extract_text() for sheet in sheets.pages))


def squeezed(written: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", written)


@pytest.mark.parametrize("kind", LONGEST)
def test_a_page_is_a_few_sheets_of_a4_with_no_blank_one(paper: dict[str, PdfReader], kind: str) -> None:
    sheets = paper[kind].pages
    assert 1 <= len(sheets) <= LONGEST[kind]
    for sheet in sheets:
        assert (round(sheet.mediabox.width / 72 * 25.4), round(sheet.mediabox.height / 72 * 25.4)) == (210, 297)
        assert len(squeezed(sheet.extract_text())) > 100


@pytest.mark.parametrize("kind", LONGEST)
def test_nothing_on_paper_wants_to_be_clicked(paper: dict[str, PdfReader], kind: str) -> None:
    printed = text(paper[kind])
    assert [word for word in NOT_ON_PAPER if squeezed(word) in printed] == []


def test_a_briefing_is_all_there_with_the_addresses_of_its_sources(paper: dict[str, PdfReader]) -> None:
    printed = text(paper["briefing"])
    wanted = [BRIEFING["title"], BRIEFING["dek"], *(point["text"] for point in BRIEFING["key_points"])]
    wanted += [article["url"] for article in BRIEFING["articles"]]
    wanted += [article["summary"] for article in BRIEFING["articles"] if "summary" in article]
    wanted += [claim["claim"] for claim in BRIEFING["claims"]]
    assert [one for one in wanted if squeezed(one) not in printed] == []


def test_a_front_page_has_every_headline_of_the_day(paper: dict[str, PdfReader], shipped_site: Path) -> None:
    headlines = [words(found) for found in parsed(shipped_site, "").xpath("//article[@data-story]//h2|//article//h3")]
    printed = text(paper["home"])
    assert len(headlines) >= 5
    assert [one for one in headlines if squeezed(one) not in printed] == []


def test_paper_is_white_and_shades_that_mean_something_are_printed(chromium: Browser, address: str) -> None:
    with chromium.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(address + KINDS["archive"])
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        days = page.locator(".calendar a").evaluate_all(
            "days => days.map(day => [getComputedStyle(day).printColorAdjust, getComputedStyle(day).backgroundColor])"
        )
        assert {adjust for adjust, _ in days} == {"exact"}
        assert all(min(map(int, re.findall(r"\d+", ground)[:3])) < 225 for _, ground in days), days
