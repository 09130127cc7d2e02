"""Every kind of page in a real browser, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from built_site import page as parsed
from built_site import shipped_briefings

pytestmark = pytest.mark.browser
BRIEFINGS = shipped_briefings()
CITED = "2026/04/24/deepseek-v4-preview"
WIDTHS = (360, 1440)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# A scheme changes colours only, and a width hardly any colour: a phone by night and a desk by day show every rule of both.
# `make soak` tries the other two as well.
VIEWS: list[tuple[int, Scheme]] = [(360, "dark"), (1440, "light")]
OTHER_VIEWS: list[tuple[int, Scheme]] = [(360, "light"), (1440, "dark")]
KINDS = {
    "home": "",
    "edition": "2026/04/24/",
    "briefing": f"{CITED}/",
    "long read": next(path for path, keys in BRIEFINGS.items() if keys["body"]) + "/",
    "briefing with a picture": next(path for path, keys in BRIEFINGS.items() if "image" in keys) + "/",
    "month": "2026/04/",
    "week": "2026/w17/",
    "year": "2026/",
    "archive": "archive/",
    "sources": "sources/",
    "source": "sources/scmp.com/",
    "entities": "entities/",
    "entity": "entities/deepseek/",
    "topics": "topics/",
    "topic": "topics/models/",
    "threads": "threads/",
    "thread": f"threads/{CITED[11:]}/",
    "corrections": "corrections/",
    "trends": "trends/",
    "search": "search/",
    "saved": "saved/",
    "about": "about/",
    "404": "404.html",
}


def watched(page: Page, origin: str) -> list[str]:
    """Return a list that fills with everything a reader's browser would complain about or ask of others."""
    trouble: list[str] = []

    def note(wrong: bool, what: str) -> None:
        if wrong:
            trouble.append(what)

    by_us = "Service Worker registration blocked by Playwright"
    page.on(
        "console",
        lambda message: note(
            message.type in ("error", "warning") and by_us not in message.text, f"console: {message.text}"
        ),
    )
    page.on("pageerror", lambda error: note(True, f"error: {error}"))
    page.on("request", lambda request: note(not request.url.startswith((origin, "data:")), f"asked {request.url}"))
    page.on("response", lambda answer: note(answer.status >= 400, f"{answer.status} for {answer.url}"))
    return trouble


@pytest.fixture(scope="module")
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without a service worker, so that every page is asked of the server."""
    with chromium.new_context(service_workers="block") as context:
        context.add_init_script("localStorage.clear()")
        yield context


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_cleanly_and_fits_its_window(visitor: BrowserContext, address: str, kind: str) -> None:
    page = visitor.new_page()
    trouble = watched(page, address)
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(address + KINDS[kind], wait_until="load")
        assert trouble == [], (width, scheme)
        assert page.locator("h1").count() == 1
        assert page.locator("h1").inner_text().strip()
        assert page.evaluate("document.styleSheets.length") > 0
        unseen = page.locator("img").evaluate_all("pictures => pictures.filter(p => !p.naturalWidth).map(p => p.src)")
        assert unseen == []
        for other in SCHEMES:
            page.emulate_media(color_scheme=other)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, other)
    page.close()


def test_day_and_night_differ_and_can_be_read(chromium: Browser, address: str) -> None:
    """Contrast of text and ground, by WCAG 2, at its 4.5 to 1."""
    grounds = set()
    for scheme in SCHEMES:
        with chromium.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(f"{address}{CITED}/")
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            grounds.add(ground)
            for selector in (
                "h1",
                ".dek",
                ".meta",
                ".key-points li",
                ".article-card h3 a",
                ".summary p",
                ".colophon p",
            ):
                ink = page.locator(selector).first.evaluate("found => getComputedStyle(found).color")
                assert contrast(ink, ground) >= 4.5, (scheme, selector, ink, ground)
    assert len(grounds) == 2


def contrast(ink: str, ground: str) -> float:
    """Return the contrast ratio of two CSS colours of the form `rgb(1, 2, 3)`."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_citation_lands_on_its_card_and_the_card_leads_back(chromium: Browser, address: str, width: int) -> None:
    with chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}{CITED}/")
        cite = page.locator(".key-points .cites a").first
        number = cite.inner_text().split()[-1]
        cite.click()
        assert page.url.endswith(f"#article-{number}")
        card = page.locator(f".article-card:target[id='article-{number}']")
        expect(card).to_be_in_viewport()
        card.get_by_role("link", name="point 1", exact=True).click()
        assert page.url.endswith("#point-1")
        expect(page.locator("#point-1:target")).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["home", "briefing", "long read", "archive", "entity"])
def test_scripts_only_add_to_a_page(chromium: Browser, address: str, kind: str) -> None:
    lines = []
    for scripts in (True, False):
        with chromium.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            page.goto(address + KINDS[kind])
            lines.append({line.strip() for line in page.locator("body").inner_text().splitlines()})
    assert lines[1] <= lines[0]
    assert len(lines[1]) > 20


def test_the_keyboard_reaches_the_news_first(chromium: Browser, address: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        assert page.locator(".skip").bounding_box()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_prompt_of_a_drawn_picture_opens_on_a_click(chromium: Browser, address: str, shipped_site: Path) -> None:
    drawn = [path for path, keys in BRIEFINGS.items() if keys.get("image", {}).get("prompt")]
    assert drawn
    assert not parsed(shipped_site, f"{drawn[0]}/").xpath("//details/@open")
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}{drawn[0]}/")
        prompt = page.locator("figure details p")
        assert not prompt.is_visible()
        page.locator("figure summary").click()
        assert prompt.is_visible()
