"""Nobody is shut out: the markup of every page is sound, and each kind of page can be used in every way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from axe import findings_when_open
from built_site import page as parsed
from built_site import page_names, words
from test_browser import KINDS, OTHER_VIEWS, VIEWS, WIDTHS, Scheme, contrast

REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")
HEADINGS = "//h1|//h2|//h3|//h4|//h5|//h6"
# WCAG 1.4.12: a reader may set text this far apart, and nothing may be lost.
AIRY = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(found => {
    const style = getComputedStyle(found)
    return ['hidden', 'clip'].includes(style.overflowX) && !found.closest('.visually-hidden, svg')
        && (found.scrollWidth > found.clientWidth + 1 || found.scrollHeight > found.clientHeight + 1)
}).map(found => found.outerHTML.slice(0, 120))"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(
    found => found.checkVisibility() && !found.disabled).length"""
FOCUSED = """() => {
    const found = document.activeElement, style = getComputedStyle(found)
    const shows = (box, part) => {
        const at = document.elementFromPoint(box.x + box.width * part, box.y + box.height / 2)
        return at !== null && (found.contains(at) || at.contains(found))
    }
    return {
        name: found.outerHTML.slice(0, 120), outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
        colour: style.outlineColor, ground: getComputedStyle(document.body).backgroundColor,
        seen: [...found.getClientRects()].some(box => [.02, .25, .5, .75, .98].some(part => shows(box, part))),
    }
}"""
MOVING = """() => [
    ...document.getAnimations().map(String),
    ...[document.documentElement, ...document.querySelectorAll('body *')].filter(found => {
        const style = getComputedStyle(found)
        return style.scrollBehavior === 'smooth' || parseFloat(style.transitionDuration) > .001
            || (style.animationName !== 'none' && parseFloat(style.animationDuration) > .001)
    }).map(found => found.outerHTML.slice(0, 120)),
]"""


def test_every_page_is_well_formed(shipped_site: Path) -> None:
    """No error that the HTML standard's parser would name: stray, unclosed or misplaced tags, twice-given attributes."""
    wrong = {}
    for name in page_names(shipped_site):
        parser = HTMLParser()
        parser.parse((shipped_site / name).read_bytes())
        if parser.errors:
            wrong[name] = parser.errors
    assert wrong == {}


def test_every_id_is_given_once_and_every_reference_finds_its_id(shipped_site: Path) -> None:
    wrong = []
    for name in page_names(shipped_site):
        root = parsed(shipped_site, name)
        ids = Counter(root.xpath("//@id"))
        wrong += [f"{name}: {found} is there twice" for found, count in ids.items() if count > 1]
        for attribute in REFERRING:
            for value in root.xpath(f"//@{attribute}"):
                wrong += [f"{name}: {attribute}: no #{found}" for found in value.split() if found not in ids]
    assert wrong == []


def test_the_headings_of_every_page_are_an_outline(shipped_site: Path) -> None:
    wrong = []
    for name in page_names(shipped_site):
        root = parsed(shipped_site, name)
        headings = root.xpath(HEADINGS)
        levels = [int(found.tag[1]) for found in headings]
        if levels.count(1) != 1 or levels[0] != 1 or not root.xpath("//main//h1"):
            wrong.append(f"{name}: wants one h1, in main, before all other headings: {levels}")
        wrong += [f"{name}: h{below} under h{above}" for above, below in pairwise(levels) if below > above + 1]
        wrong += [f"{name}: an empty {found.tag}" for found in headings if not words(found)]
        wrong += [
            f"{name}: a section without heading"
            for found in root.xpath("//section[not(.//h1|.//h2|.//h3|.//h4|.//h5|.//h6)]")
        ]
    assert wrong == []


def test_every_page_has_its_landmarks(shipped_site: Path) -> None:
    wrong = []
    for name in page_names(shipped_site):
        root = parsed(shipped_site, name)
        for landmark in ("header", "main", "footer"):
            if len(root.xpath(f"/html/body/{landmark}")) != 1:
                wrong.append(f"{name}: wants one {landmark} in the body")
        if len(root.xpath("//main")) != 1 or not root.get("lang"):
            wrong.append(f"{name}: wants one main, and a language")
        labels = [found.get("aria-label") for found in root.xpath("//nav|//aside")]
        if None in labels or len(set(labels)) != len(labels):
            wrong.append(f"{name}: navigations and asides want labels of their own: {labels}")
        wrong += [f"{name}: an empty {found.tag}" for found in root.xpath("//aside|//nav") if not words(found)]
        wrong += [f"{name}: a picture without alt" for _ in root.xpath("//img[not(@alt)]")]
        if root.xpath("(//body//a)[1]/@href") != ["#content"] or root.xpath("//main/@id") != ["content"]:
            wrong.append(f"{name}: the first link wants to skip to main")
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(window: Page, address: str, kind: str) -> None:
    assert_axe_finds_nothing(window, address + KINDS[kind], VIEWS)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_the_other_views(window: Page, address: str, kind: str) -> None:
    assert_axe_finds_nothing(window, address + KINDS[kind], OTHER_VIEWS)


def assert_axe_finds_nothing(page: Page, url: str, views: Sequence[tuple[int, Scheme]]) -> None:
    page.goto(url)
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert findings_when_open(page) == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "briefing", "archive"])
def test_the_skip_link_shows_itself_and_leads_to_the_news(
    chromium: Browser, address: str, kind: str, width: int
) -> None:
    with chromium.new_context(viewport={"width": width, "height": 800}, service_workers="block") as context:
        page = context.new_page()
        page.goto(address + KINDS[kind])
        assert page.evaluate("document.querySelector('.skip').getBoundingClientRect().right") <= 0
        page.keyboard.press("Tab")
        box = page.locator(".skip:focus").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["width"] >= 24
        assert box["height"] >= 24
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("kind", "width", "scheme"),
    [
        ("home", 360, "dark"),
        ("briefing", 1440, "light"),
        ("month", 360, "dark"),
        ("topic", 1440, "light"),
        *(pytest.param(*rest, marks=pytest.mark.soak) for rest in (("home", 1440, "light"), ("briefing", 360, "dark"))),
        *(pytest.param(*rest, marks=pytest.mark.soak) for rest in (("month", 1440, "light"), ("topic", 360, "dark"))),
    ],
)
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    chromium: Browser, address: str, kind: str, width: int, scheme: Scheme
) -> None:
    """Each stop has an outline of 2 px with a contrast of 3 to 1, and is not wholly hidden (WCAG 2.4.11)."""
    with chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        service_workers="block",
    ) as context:
        page = context.new_page()
        page.goto(address + KINDS[kind])
        for _ in range(page.evaluate(REACHABLE)):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            assert stop["name"][:5] != "<body", "the keyboard left the page before everything was reached"
            assert stop["outline"] not in ("none", "hidden"), stop
            assert stop["width"] >= 2, stop
            assert contrast(stop["colour"], stop["ground"]) >= 3, stop
            assert stop["seen"], stop


def lost(page: Page, width: int) -> list[str]:
    """Return what a reader cannot get at in a window of this width."""
    page.set_viewport_size({"width": width, "height": 400})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*page.evaluate(CLIPPED), *([f"{wide} px wide in a window of {width}"] if wide > width else [])]


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_or_is_lost_when_it_is_enlarged(window: Page, address: str, kind: str) -> None:
    """A window of 1,280 px at 200 % and at 400 %; then with text set apart; all for readers who asked for stillness."""
    window.goto(address + KINDS[kind])
    assert window.evaluate(MOVING) == []
    assert lost(window, 640) == []
    assert lost(window, 320) == []
    window.add_style_tag(content=AIRY)
    assert lost(window, 360) == []
    assert lost(window, 1280) == []
