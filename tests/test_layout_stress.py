"""The layout holds whatever a valid briefing brings: very long, very short, very much, and other scripts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from conftest import build_here, make_project
from test_browser import KINDS
from web_server import served_plainly

pytestmark = pytest.mark.browser

WORD = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4)[:300]
SHORT_WORD = WORD[:150]  # names are limited to 150 letters
SENTENCE = "A regulator, two ministries and a maker of chips disagree about who knew what, and when. "
HEADLINE = (SENTENCE * 5)[:399] + "x"
ARABIC = (
    "أعلنت الشركة عن نموذج جديد مفتوح المصدر يدعم سياقا من مليون رمز، بينما شكك باحثون في نتائج الاختبارات المنشورة"
)
JAPANESE = "新しい言語モデルの公開をめぐり、規制当局と開発企業の主張が食い違っている。研究者らは公表された試験結果の再現性に疑問を呈した。"


def article(number: int, host: str = "example.org", **keys: Any) -> dict[str, Any]:
    common = {"title": f"Headline number {number}", "url": f"https://{host}/{number}", "summary": "What it adds."}
    return common | {"published": "2026-03-10T08:30:00Z"} | keys


def marked(number: int, host: str, **keys: Any) -> dict[str, Any]:
    judged = {"tone": "skeptical", "sentiment": "negative", "intent": "persuade", "role": "report"}
    return article(number, host, **judged | {"entities": ["Ada Lovelace", "Analytical Engine"]} | keys)


def hostile() -> dict[str, dict[str, Any]]:
    """Return path below briefings/ -> keys. The newest day is the front page, with one of each kind of trouble."""
    home = "2026/03/10"
    plain = {"summary": SENTENCE, "key_points": [SENTENCE], "articles": [article(1)]}
    much = {
        "title": HEADLINE,
        "dek": SENTENCE * 4,
        "category": "wide",
        "label": "developing",
        "follows": "2026/03/05/one",
        "summary": f"{SENTENCE * 12}\n\n{SENTENCE * 12}",
        "key_points": [
            {"text": SENTENCE * 2, "sources": list(range(n, n + (60 if n == 1 else 12)))} for n in range(1, 31)
        ],
        "articles": [marked(n, f"paper-{n % 40}.example") for n in range(1, 61)],
        "claims": [
            {"claim": SENTENCE, "says": {n: ("yes", "no", "26 April at the earliest")[n % 3] for n in range(1, 13)}}
            for _ in range(20)
        ],
    }
    wide = {
        "title": WORD,
        "dek": WORD,
        "category": "wide",
        "label": "analysis",
        "follows": f"{home}/much",
        "summary": WORD,
        "key_points": [{"text": WORD, "sources": [1, 2]}],
        "articles": [
            marked(
                1, "wide.example", title=WORD, author=WORD, publisher=SHORT_WORD, summary=WORD, entities=[SHORT_WORD]
            ),
            marked(2, f"{'w' * 60}.example", entities=[SHORT_WORD, "Ada Lovelace"]),
            article(3, "more.example", title=WORD, summary=None, author=WORD),
        ],
        "claims": [{"claim": WORD, "says": {"1": SHORT_WORD, "2": "no"}}],
        "corrections": [{"date": "2026-03-11", "text": WORD}],
        "image": dict.fromkeys(("alt", "caption", "credit", "license", "prompt", "generator"), WORD)
        | {"file": "p.png"},
        "ai_assistance": WORD,
        "reviewed_by": [SHORT_WORD],
        "contributors": [SHORT_WORD],
        "desk": SHORT_WORD,
    }
    one = {"title": "No", "summary": "No.", "key_points": ["No."], "articles": [article(1, title="No", summary="No.")]}
    arabic = {
        "title": ARABIC,
        "dek": ARABIC,
        "language": "ar",
        "summary": ARABIC * 4,
        "key_points": [{"text": ARABIC, "sources": [1, 2]}],
        "articles": [marked(n, f"sahifa-{n}.example", title=ARABIC, language="ar", summary=ARABIC) for n in (1, 2, 3)],
        "claims": [{"claim": ARABIC, "says": {"1": "yes", "2": "no"}}],
    }
    japanese = {
        "title": JAPANESE,
        "dek": JAPANESE,
        "language": "ja",
        "summary": JAPANESE * 6,
        "key_points": [{"text": JAPANESE, "sources": [1]}],
        "articles": [marked(1, "shimbun.example", title=JAPANESE, language="ja", summary=JAPANESE)],
    }
    found = {
        f"{home}/{name}": keys | {"rank": rank}
        for rank, (name, keys) in enumerate(
            {"much": much, "wide": wide, "arabic": arabic, "japanese": japanese, "one": one}.items(), 1
        )
    }
    found |= {f"{home}/plain-{n}": plain | {"title": f"{SENTENCE}{n}"} for n in range(7)}
    return found | {"2026/03/05/one": one | {"title": "Yes"}}


@pytest.fixture(scope="module")
def stressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A newspaper of such briefings, built and served."""
    drawn = BytesIO()
    Image.new("RGB", (900, 2400), "teal").save(drawn, "PNG")
    files: dict[str, str | bytes] = {
        "briefings/2026/03/10/p.png": drawn.getvalue(),
        "briefings/categories.yml": yaml.safe_dump({"wide": {"label": SHORT_WORD, "order": 1, "description": WORD}}),
        **{f"briefings/{path}.yml": yaml.safe_dump(_filled(keys)) for path, keys in hostile().items()},
    }
    root = make_project(tmp_path_factory.mktemp("stress") / "project", files)
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    with served_plainly(root / "site") as where:
        yield where


def _filled(keys: dict[str, Any]) -> dict[str, Any]:
    without = [{name: value for name, value in one.items() if value is not None} for one in keys["articles"]]
    return keys | {"articles": without}


PAGES = {
    "home": "",
    "a single short story": "2026/03/05/",
    "much of everything": "2026/03/10/much/",
    "words without end": "2026/03/10/wide/",
    "a word": "2026/03/10/one/",
    "Arabic": "2026/03/10/arabic/",
    "Japanese": "2026/03/10/japanese/",
    "month": "2026/03/",
    "archive": "archive/",
    "sources": "sources/",
    "source": "sources/wide.example/",
    "entities": "entities/",
    "entity": "entities/ada-lovelace/",
    "topics": "topics/",
    "topic": "topics/wide/",
    "threads": "threads/",
    "thread": "threads/one/",
    "corrections": "corrections/",
    "trends": "trends/",
}
# Text that leaves the box it belongs to, or the window; what scrolls by itself may be as wide as it likes.
OUTSIDE = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
    for (let node; node = walker.nextNode();) {
        const parent = node.parentElement
        if (!node.data.trim() || !parent.checkVisibility() || parent.closest('svg, script, .visually-hidden, .skip')) continue
        let block = parent, scroller = parent
        while (getComputedStyle(block).display.startsWith('inline') && block !== document.body) block = block.parentElement
        while (scroller && !scrolls(scroller)) scroller = scroller.parentElement
        const range = document.createRange()
        range.selectNodeContents(node)
        const boxes = [...block.getClientRects()]
        const left = Math.min(...boxes.map(box => box.left)), right = Math.max(...boxes.map(box => box.right))
        for (const line of range.getClientRects()) {
            const out = line.left < left - 1.5 || line.right > right + 1.5
                || (!scroller && (line.left < -1.5 || line.right > innerWidth + 1.5))
            if (out && line.width) {
                found.push(`${block.tagName}.${block.className} ${Math.round(line.left)}–${Math.round(line.right)} in ` +
                    `${Math.round(left)}–${Math.round(right)}: ${node.data.trim().slice(0, 40)}`)
                break
            }
        }
    }
    return found
}"""
# Two neighbours in the flow of a page that lie on each other.
OVERLAPPING = """() => {
    const found = []
    for (const parent of document.querySelectorAll('body, body *:not(svg, svg *, table, table *, .visually-hidden *)')) {
        const children = [...parent.children].filter(child => {
            const style = getComputedStyle(child)
            return child.checkVisibility() && !['absolute', 'fixed'].includes(style.position) && style.display !== 'inline'
        })
        for (let n = 1; n < children.length; n++) for (const one of children[n - 1].getClientRects())
            for (const other of children[n].getClientRects()) {
                const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
                const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
                if (wide > 1.5 && high > 1.5) found.push(`${children[n - 1].tagName}.${children[n - 1].className} and ` +
                    `${children[n].tagName}.${children[n].className}: ${Math.round(wide)} × ${Math.round(high)}`)
            }
    }
    return found
}"""


def trouble(page: Page) -> list[str]:
    """Return what a reader would call broken."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    sideways = [f"{wide} px wide in a window of {window}"] if wide > window else []
    return [*sideways, *page.evaluate(OUTSIDE), *page.evaluate(OVERLAPPING)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", PAGES)
def test_the_layout_holds(window: Page, stressed: str, kind: str) -> None:
    """On a phone, a tablet and a desk; at 320 px; with text twice as large."""
    found: dict[str, list[str]] = {}
    window.goto(stressed + PAGES[kind])
    for width in (320, 360, 768, 1440):
        window.set_viewport_size({"width": width, "height": 900})
        found[f"{width} px"] = trouble(window)
    window.set_viewport_size({"width": 720, "height": 900})
    window.evaluate("document.documentElement.style.fontSize = '225%'")
    found["text at 200 %"] = trouble(window)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.slow
def test_a_lead_keeps_its_picture_large_and_its_text_beside_it(chromium: Browser, stressed: str) -> None:
    with chromium.new_context(viewport={"width": 1440, "height": 900}, service_workers="block") as context:
        page = context.new_page()
        page.goto(stressed)
        picture, head = (page.locator(f".lead {part}").bounding_box() for part in (".picture", ".lead-head"))
        assert picture
        assert head
        assert 1.2 < picture["width"] / head["width"] < 1.6
        assert abs(picture["y"] - head["y"]) < 2


@pytest.mark.slow
def test_a_story_from_right_to_left_is_laid_out_so_and_english_words_in_it_are_not(
    chromium: Browser, stressed: str
) -> None:
    with chromium.new_context(viewport={"width": 1440, "height": 900}, service_workers="block") as context:
        page = context.new_page()
        page.goto(stressed + PAGES["Arabic"])
        point = page.locator(".key-points li").first
        assert point.evaluate("found => parseFloat(getComputedStyle(found).paddingRight)") >= 12, "room for the bullet"
        for english in (".briefing > header .evidence p", ".article-card .meta b"):
            first, last = page.locator(english).first.evaluate(LETTERS)
            assert first < last, english
        related = page.locator(".side-column .headlines a", has_text="A regulator").first
        assert related.evaluate("found => getComputedStyle(found).direction") == "ltr"


LETTERS = """found => {
    const place = (node, start) => {
        const range = document.createRange()
        range.setStart(node, start)
        range.setEnd(node, start + 1)
        return range.getBoundingClientRect().left
    }
    const text = found.firstChild
    return [place(text, 0), place(text, Math.min(text.data.length - 1, 8))]
}"""
MOVED = """new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.moved = (window.moved ?? 0) + entry.value
}).observe({type: 'layout-shift', buffered: true})"""


@pytest.mark.parametrize("width", [412, 768, 1440])
def test_nothing_jumps_when_the_fonts_come_late(chromium: Browser, address: str, width: int) -> None:
    """The fallback fonts have the measure of ours: all shifts of a page together stay under 0.05 (0.1 counts as good)."""

    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    moved = {}
    with chromium.new_context(viewport={"width": width, "height": 823}, service_workers="block") as context:
        context.add_init_script(MOVED)
        context.route("**/*.woff2", late)
        page = context.new_page()
        for kind in ("home", "briefing", "archive", "source"):
            page.goto(address + KINDS[kind], wait_until="load")
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            moved[kind] = round(page.evaluate("window.moved ?? 0"), 3)
    assert {kind: shift for kind, shift in moved.items() if shift > 0.05} == {}
