"""The search in a real browser: a paper of three years, seven months and several scripts, and the one that this repository ships."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from axe import findings, findings_when_open
from broadsheet.publish.search.terms import hidden_terms
from conftest import ROOT, build_here, make_project
from test_browser import OTHER_VIEWS, VIEWS, watched
from web_server import served_plainly

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)> “it’s” 100% \"quoted\" & 'more' %E0%A4%A"
MANY = 24
RECENT = {"2026-04", "2026-03", "2026-02", "2025-11"}


def keys(title: str, summary: str, *, publisher: str = "The One", **others: Any) -> str:
    """Return a briefing's file; JSON is YAML."""
    article = {
        "title": "As published",
        "url": f"https://{re.sub('[^a-z]', '', publisher.lower())}.example/1",
        "publisher": publisher,
        "summary": "What it adds.",
    }
    of_article = {name: others.pop(name) for name in ("tone", "sentiment", "intent", "entities") if name in others}
    said = {
        "title": title,
        "summary": summary,
        "key_points": ["A point."],
        "articles": [article | of_article],
        **others,
    }
    return json.dumps(said, ensure_ascii=False)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 360), "#7a8").save(out, "PNG")
    return out.getvalue()


PAPER = {
    "mkdocs.yml": (ROOT / "mkdocs.yml")
    .read_text("utf-8")
    .replace("  - broadsheet\n", "  - broadsheet: {offline: false}\n"),
    "briefings/2026/04/26/lamps.yml": keys(
        "Lamps for the harbour",
        "Nothing is known of the cost. The council bought 300 lamps from Kiel on Tuesday. They glow at night.",
        publisher="Tageblatt",
        sentiment="positive",
        tone="neutral",
        entities=["Kiel", "Harbour"],
        label="breaking",
        category="policy",
        image={"file": "lamps.png", "alt": "A lamp"},
    ),
    "briefings/2026/04/26/lamps.png": picture(),
    "briefings/2026/04/25/kiel.yml": keys(
        "Kiel votes", "The vote was close.", publisher="The One", sentiment="negative", entities=["Kiel"]
    ),
    "briefings/2026/04/24/hostile.yml": keys(
        HOSTILE, "It has <script>alert(1)</script> in it.", publisher="Bold & Co", entities=["<b>Bold</b>"]
    ),
    "briefings/2026/03/02/chips.yml": keys(
        "中国扩大人工智能芯片出口管制",
        "工信部周二宣布新的规定。华为在GPT-5训练中使用国产芯片。专家表示影响有限。",
        language="zh",
    ),
    "briefings/2026/03/01/rules.yml": keys(
        "الصين تفرض قيودا جديدة", "أعلنت الوزارة القواعد. وقال خبراء إن أثر الذكاء الاصطناعي محدود.", language="ar"
    ),
    **{
        f"briefings/2026/02/{day:02}/bulletin.yml": keys(
            f"Bulletin {day}", "The wind turned.", publisher=f"Paper {chr(64 + day)}", tone="critical"
        )
        for day in range(1, MANY + 1)
    },
    "briefings/2025/11/30/ferry.yml": keys("The last ferry", "It left at noon.", publisher="Tageblatt"),
    "briefings/2025/03/01/zeppelin.yml": keys("A zeppelin over Kiel", "It was silver.", publisher="Tageblatt"),
    "briefings/2024/05/01/dirigible.yml": keys(
        "Dirigibles", "One of them flew to Kiel. It landed. Bjørn of Łódź steered it."
    ),
}


SPANS: list[tuple[dict[str, str], tuple[str | None, str | None]]] = [  # of a paper from January 2024 to July 2026
    ({}, ("2025-08", "2026-07")),
    ({"years": "2026"}, ("2025-08", "2026-07")),
    ({"years": "2025"}, ("2025-01", "2026-07")),
    ({"years": "all"}, ("2024-01", "2026-07")),
    ({"to": "2025-12-03"}, ("2025-01", "2025-12")),
    ({"to": "2025-11-30", "years": "2024"}, ("2024-01", "2025-11")),
    ({"to": "2030-01-01"}, ("2025-08", "2026-07")),
    ({"to": "2023-12-31"}, (None, None)),
    ({"from": "2024-02-29"}, ("2024-02", "2026-07")),
    ({"from": "2024-12-31", "to": "2025-01-01", "years": "all"}, ("2024-12", "2025-01")),
    ({"from": "2026-08-01"}, (None, None)),
]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of that paper, served from a free port."""
    root = make_project(tmp_path_factory.mktemp("paper") / "project", PAPER)
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    with served_plainly(root / "site") as where:
        yield where


@pytest.fixture(scope="module")
def shipped(shipped_site: Path) -> Iterator[str]:
    with served_plainly(shipped_site) as where:
        yield where


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    """One window for most tests: nothing that a test does there stays, but what the browser has cached."""
    with chromium.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context


@pytest.fixture
def tab(desk: BrowserContext, paper: str) -> Iterator[Page]:
    page = desk.new_page()
    trouble = watched(page, paper)
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    yield page
    page.close()
    assert trouble == []


def ask(page: Page, paper: str, query: str, says: str | re.Pattern[str]) -> None:
    """Open the search with a query in its address, and wait for the line that says what was found."""
    page.goto(f"{paper}search/{query}")
    expect(page.locator(".found-says")).to_have_text(says)


def titles(page: Page) -> list[str]:
    return page.locator(".results h3").all_inner_texts()


def counts(page: Page, facet: str) -> dict[str, str]:
    """Return value -> count of what a facet shows."""
    lines = page.locator(f"[data-facet={facet}] li label").all_inner_texts()
    return dict(line.rsplit("\n", 1) if "\n" in line else line.rsplit(" ", 1) for line in lines)


def tick(page: Page, facet: str, value: str) -> None:
    page.locator(f"[data-facet={facet}]").get_by_label(value).click()


def address_says(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(f"search/{query}") + "$"))


@pytest.mark.slow
def test_words_find_the_story_and_its_sentence(tab: Page, paper: str) -> None:
    ask(tab, paper, "", "")
    assert tab.locator(".browse").is_visible()
    tab.locator("#query").fill("bought lamp")
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “bought lamp”")
    address_says(tab, "?q=bought+lamp")
    assert not tab.locator(".browse").is_visible()
    result = tab.locator(".result")
    assert result.get_attribute("data-story") == "2026/04/26/lamps"
    assert result.locator(".story-dek").inner_text() == "The council bought 300 lamps from Kiel on Tuesday."
    assert result.locator("mark").all_inner_texts() == ["bought", "lamps"]
    assert result.locator(".kicker bdi").inner_text() == "26 April 2026 · Breaking · Policy"
    assert "1 article · single source" in result.locator(".evidence").inner_text()
    assert result.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    result.locator("h3 a").click()
    expect(tab).to_have_url(f"{paper}2026/04/26/lamps/")
    tab.go_back()
    expect(tab.locator("#query")).to_have_value("bought lamp")
    expect(tab.locator(".result")).to_have_count(1)


@pytest.mark.slow
def test_facets_narrow_and_count_and_stand_in_the_address(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=kiel", "2 briefings for “kiel”")
    assert counts(tab, "source") == {"Tageblatt": "1", "The One": "1"}
    assert counts(tab, "sentiment") == {"▼ negative": "1", "▲ positive": "1"}
    tick(tab, "source", "Tageblatt")
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “kiel”")
    assert counts(tab, "source") == {
        "Tageblatt": "1",
        "The One": "1",
    }  # what another choice of the same facet would add
    assert counts(tab, "sentiment") == {"▲ positive": "1"}
    tick(tab, "source", "The One")
    expect(tab.locator(".found-says")).to_have_text("2 briefings for “kiel”")
    address_says(tab, "?q=kiel&source=Tageblatt&source=The+One")
    tick(tab, "sentiment", "negative")
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “kiel”")
    assert titles(tab) == ["Kiel votes"]
    tab.reload()
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “kiel”")
    assert tab.locator(".facets input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "The One", "Tageblatt", "negative",
    ]  # fmt: skip
    tab.go_back()
    expect(tab.locator(".found-says")).to_have_text("2 briefings for “kiel”")
    tab.go_forward()
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “kiel”")
    tab.get_by_role("link", name="Remove Source: The One").click()
    expect(tab.locator(".found-says")).to_have_text("Nothing found for “kiel”")
    tab.get_by_role("link", name="Clear all").click()
    expect(tab.locator(".found-says")).to_have_text("2 briefings for “kiel”")
    address_says(tab, "?q=kiel")


@pytest.mark.slow
def test_everything_can_be_gone_through_without_a_question_twenty_at_a_time(tab: Page, paper: str) -> None:
    ask(tab, paper, "", "")
    tab.get_by_role("link", name="with filters").click()
    expect(tab.locator(".found-says")).to_have_text(f"{MANY + 6} briefings")
    assert titles(tab)[:3] == ["Lamps for the harbour", "Kiel votes", HOSTILE]
    assert len(titles(tab)) == 20
    tab.get_by_role("button", name=f"Show {MANY + 6 - 20} more").click()
    expect(tab.locator(".result")).to_have_count(MANY + 6)
    assert tab.evaluate("document.activeElement.textContent") == titles(tab)[20]
    assert not tab.locator(".more-results").count()


@pytest.mark.slow
def test_a_long_list_of_choices_opens_and_can_be_narrowed(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=&source=Paper+A", "1 briefing")
    source = tab.locator("[data-facet=source]")
    assert "Paper A" in counts(tab, "source")  # what is chosen is shown, whatever its place
    assert len(counts(tab, "source")) <= 8
    source.get_by_role("button", name="Show all").click()
    assert len(counts(tab, "source")) == MANY + 3
    source.get_by_role("searchbox").fill("paper x")
    assert list(counts(tab, "source")) == ["Paper A", "Paper X"]
    source.get_by_label("Paper X").click()
    expect(tab.locator(".found-says")).to_have_text("2 briefings")
    expect(source.get_by_label("Paper X")).to_be_focused()


@pytest.mark.slow
def test_days_and_months_narrow(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=", re.compile("briefings"))
    tab.get_by_role("button", name="March 2026").click()
    expect(tab.locator(".found-says")).to_have_text("2 briefings")
    address_says(tab, "?q=&from=2026-03-01&to=2026-03-31")
    tab.get_by_label("From").fill("2026-04-25")
    tab.get_by_label("to", exact=True).fill("2026-04-25")
    expect(tab.locator(".found-says")).to_have_text("1 briefing")
    assert titles(tab) == ["Kiel votes"]
    assert "Date: 25 April 2026" in tab.locator(".chosen").inner_text()
    tab.get_by_role("link", name="Remove Date").click()
    address_says(tab, "?q=")


@pytest.mark.slow
def test_older_years_are_searched_when_they_are_asked_for(tab: Page, paper: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    ask(tab, paper, "?q=kiel", "2 briefings for “kiel”")
    assert {url.split("/")[4] for url in asked if url.endswith("/stories.json")} == RECENT
    assert (
        tab.locator(".found-years")
        .inner_text()
        .startswith("In November 2025 – April 2026. Also search all of 2025 or ")
    )
    tab.get_by_role("link", name="2025", exact=True).click()
    expect(tab.locator(".found-says")).to_have_text("3 briefings for “kiel”")
    address_says(tab, "?q=kiel&years=2025")
    assert tab.locator(".found-years").inner_text() == "In 2025–2026. Also search 2024"
    tab.get_by_role("link", name="2024", exact=True).click()
    expect(tab.locator(".found-says")).to_have_text("4 briefings for “kiel”")
    by_date = ["Lamps for the harbour", "Kiel votes", "A zeppelin over Kiel", "Dirigibles"]
    assert sorted(titles(tab)) == sorted(by_date)
    assert titles(tab) != by_date
    tab.locator(".found-sort select").select_option("newest")
    expect(tab).to_have_url(re.compile("sort=date"))
    expect(tab.locator(".results h3")).to_have_text(by_date)
    assert counts(tab, "source") == {"Tageblatt": "2", "The One": "2"}
    assert {url.split("/search/")[1] for url in asked if "wasm" in url} == {"wasm.en.pagefind"}


@pytest.mark.slow
def test_days_of_older_years_load_those_years_alone(tab: Page, paper: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    ask(tab, paper, "?q=kiel&from=2024-01-01&to=2025-12-31&sort=date", "2 briefings for “kiel”")
    assert titles(tab) == ["A zeppelin over Kiel", "Dirigibles"]
    assert not [url for url in asked if "search/2026-" in url]
    ask(tab, paper, "?q=&to=2025-12-31", "2 briefings")
    assert tab.locator(".facet-months li").all_inner_texts() == ["November 2025\n1", "March 2025\n1"]


@pytest.mark.slow
def test_without_a_first_day_the_last_twelve_months_are_searched(tab: Page, paper: str) -> None:
    months = [f"{year}-{month:02}" for year in (2026, 2025, 2024) for month in range(12, 0, -1)][5:]
    ask(tab, paper, "", "")
    spans = tab.evaluate(
        "async ([months, states]) => {"
        "const { monthsOf } = await import(new URL('../assets/js/search-state.js', location.href));"
        "return states.map(state => monthsOf({ from: '', to: '', years: '', ...state }, months))"
        ".map(found => [found.at(-1), found[0]]) }",
        [months, [state for state, _ in SPANS]],
    )
    assert spans == [list(span) for _, span in SPANS]


@pytest.mark.slow
def test_all_years_at_once_from_the_address(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=kiel&years=all", "4 briefings for “kiel”")
    assert "2024–2026" in tab.locator(".found-years").inner_text()


@pytest.mark.slow
def test_the_keyboard_does_it_all(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=kiel&sort=date", "2 briefings for “kiel”")
    focused = "document.activeElement.textContent || document.activeElement.id"
    tab.keyboard.press("/")
    assert tab.evaluate(focused) == "query"
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(focused) == "Lamps for the harbour"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")  # there is no third
    assert tab.evaluate(focused) == "Kiel votes"
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(focused) == "query"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")
    assert tab.evaluate(focused) == "query"
    tab.keyboard.press("Escape")
    expect(tab.locator("#query")).to_have_value("")
    expect(tab.locator(".found-says")).to_have_text(f"{MANY + 6} briefings")
    tab.keyboard.type("/ zeppelin")
    expect(tab.locator("#query")).to_have_value("/ zeppelin")
    tab.locator("#query").fill("kiel")
    expect(tab.locator(".found-says")).to_have_text("2 briefings for “kiel”")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/2026/04/2./"))


@pytest.mark.slow
def test_when_nothing_is_found_it_says_how_to_widen(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=zeppelin", "Nothing found for “zeppelin”")
    assert "Only November 2025 – April 2026 was searched" in tab.locator(".advice").inner_text()
    tab.get_by_role("link", name="2025", exact=True).click()
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “zeppelin”")
    ask(tab, paper, "?q=lamps&source=The+One&tone=neutral", "Nothing found for “lamps”")
    advice = tab.locator(".advice").inner_text()
    assert "Without Source: The One, 1 briefing." in advice
    assert "Without Tone" not in advice  # it alone would not help
    assert {"archive", "topics", "sources"} <= set(tab.locator(".advice a").all_inner_texts())
    ask(tab, paper, "?q=kiel&source=Nobody&tone=alarmed", "Nothing found for “kiel”")
    assert "Without any filter, 2 briefings." in tab.locator(".advice").inner_text()
    ask(tab, paper, "?q=kiel&source=Nobody", "Nothing found for “kiel”")
    tab.get_by_role("link", name="Without Source: Nobody").click()
    expect(tab.locator(".found-says")).to_have_text("2 briefings for “kiel”")


@pytest.mark.slow
def test_every_word_counts(tab: Page, paper: str) -> None:
    """Pagefind leaves out words that it does not know, and takes "aardvark" for "a"."""
    ask(tab, paper, "?q=lamps+xylophone", "Nothing found for “lamps xylophone”")
    assert "has “xylophone”" in tab.locator(".advice").inner_text()
    tab.get_by_role("link", name="“lamps”").click()
    expect(tab.locator(".found-says")).to_have_text("1 briefing for “lamps”")
    ask(tab, paper, "?q=aardvark", "Nothing found for “aardvark”")
    ask(tab, paper, "?q=%22300+lamps%22", '1 briefing for “"300 lamps"”')
    ask(tab, paper, "?q=%22lamps+300%22", 'Nothing found for “"lamps 300"”')
    ask(tab, paper, "?q=%25+%3F", "Nothing found for “% ?”")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "path", "marked"),
    [
        ("芯片", "chips", ["芯片"]),
        ("国产芯片", "chips", ["国产芯片"]),
        ("华为 gpt-5", "chips", ["华为"]),
        ("专", "chips", ["专"]),
        ("ذكاء", "rules", ["الذكاء"]),
        ("القواعد", "rules", ["القواعد"]),
    ],
)
def test_words_of_other_scripts_are_found(tab: Page, paper: str, query: str, path: str, marked: list[str]) -> None:
    ask(tab, paper, f"?q={query}", f"1 briefing for “{query}”")
    result = tab.locator(".result")
    assert result.get_attribute("data-story", timeout=100) in {"2026/03/02/chips", "2026/03/01/rules"}
    assert str(result.get_attribute("data-story")).endswith(path)
    assert result.locator("mark").all_inner_texts()[: len(marked)] == marked
    assert result.get_attribute("dir") == ("rtl" if path == "rules" else "ltr")


@pytest.mark.parametrize(
    ("query", "marked"), [("Bjorn", "Bjørn"), ("bjørn", "Bjørn"), ("Lodz", "Łódź"), ("Łodz", "Łódź")]
)
def test_letters_with_strokes_are_found_without_them(tab: Page, paper: str, query: str, marked: str) -> None:
    ask(tab, paper, f"?q={query}&years=all", f"1 briefing for “{query}”")
    assert tab.locator(".result mark").all_inner_texts() == [marked]


@pytest.mark.slow
def test_the_browser_splits_words_as_the_index_does(tab: Page, paper: str) -> None:
    texts = ["Bjørn", "Łódź", "Straße", "人工智能", "在GPT上", "반도체 공장", "ปัญญาประดิษฐ์", "الذكاء", "للبحث", "إلى"]
    ask(tab, paper, "", "")
    asked = tab.evaluate(
        "async texts => { const { termsOf } = await import(new URL('../assets/js/search-terms.js', location.href));"
        "return texts.map(text => termsOf(text).flatMap(term => term.asked.split(' '))) }",
        texts,
    )
    for text, terms in zip(texts, asked, strict=True):
        assert set(terms) <= {*hidden_terms(text), *text.split()}, text


@pytest.mark.slow
def test_what_others_wrote_stays_text(tab: Page, paper: str) -> None:
    ask(tab, paper, "?q=onerror", "1 briefing for “onerror”")
    assert titles(tab) == [HOSTILE]
    assert tab.locator(".result .story-dek").inner_text() == "It has <script>alert(1)</script> in it."
    assert counts(tab, "entity") == {"<b>Bold</b>": "1"}
    tick(tab, "entity", "<b>Bold</b>")
    expect(tab.locator(".chosen b")).to_have_text("<b>Bold</b>")
    tab.reload()
    expect(tab.locator(".chosen b")).to_have_text("<b>Bold</b>")
    query = (
        "?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E%E0%A4%A&source=%3Cb%3E&from=yesterday&to=%27&sort=x&years=%3Cb%3E&q=2"
    )
    ask(tab, paper, query, re.compile("Nothing found for “<img src=x onerror=alert"))
    assert tab.locator("main img").count() == 0


@pytest.mark.slow
def test_where_the_index_cannot_be_loaded_it_says_so_and_offers_the_archive(chromium: Browser, paper: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{paper}search/")
        context.set_offline(True)
        page.locator("#query").fill("kiel")
        expect(page.locator(".found-says")).to_have_text("The search could not be loaded. You seem to be offline.")
        assert page.locator(".found-end").get_by_role("link", name="archive").is_visible()
        context.set_offline(False)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".found-says")).to_have_text("2 briefings for “kiel”")
        page.goto(f"{paper}search/?q=")
        expect(page.locator(".result").first).to_be_visible()
        context.set_offline(True)  # Pagefind takes a part that it cannot load for one without words
        page.locator("#query").fill("turned")
        expect(page.locator(".found-says")).to_have_text("The search could not be loaded. You seem to be offline.")


@pytest.mark.slow
def test_on_a_phone_the_filters_are_a_sheet(chromium: Browser, paper: str) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        trouble = watched(page, paper)
        ask(page, paper, "?q=kiel", "2 briefings for “kiel”")
        assert not page.get_by_label("Tageblatt").is_visible()
        opener = page.get_by_role("button", name="Filter")
        opener.click()
        page.locator("dialog").get_by_label("Tageblatt").click()
        page.get_by_role("button", name="Show 1 briefing").click()
        assert not page.locator("dialog").is_visible()
        expect(opener).to_be_focused()
        expect(opener).to_have_text("Filter (1)")
        assert titles(page) == ["Lamps for the harbour"]
        opener.click()
        page.get_by_role("button", name="Clear all").click()
        page.keyboard.press("Escape")
        expect(page.locator(".found-says")).to_have_text("2 briefings for “kiel”")
        page.set_viewport_size({"width": 1440, "height": 900})
        expect(page.get_by_label("Tageblatt")).to_be_visible()
        assert trouble == []


@pytest.mark.parametrize(
    ("width", "scheme"), [*VIEWS, *(pytest.param(*view, marks=pytest.mark.soak) for view in OTHER_VIEWS)]
)
def test_nobody_is_shut_out_and_nothing_jumps(chromium: Browser, shipped: str, width: int, scheme: Any) -> None:
    with chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, service_workers="block"
    ) as context:
        page = context.new_page()
        for query, says in (
            ("", ""),
            ("?q=deepseek&source=Reddit", re.compile("briefings")),
            ("?q=aardvark", re.compile("Nothing")),
        ):
            page.goto(f"{shipped}search/{query}")
            expect(page.locator(".found-says")).to_have_text(says)
            page.wait_for_load_state("networkidle")
            shift = page.evaluate(
                "new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, e) => sum + e.value, 0)))"
                ".observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 200))"
            )
            assert shift < 0.02, query
            assert findings(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{shipped}search/?q=deepseek&source=Reddit")
        expect(page.locator(".result").first).to_be_visible()
        if width < 900:
            page.get_by_role("button", name="Filter").click()
            assert findings(page) == []
            page.keyboard.press("Escape")
        assert findings_when_open(page) == []


def test_without_scripts_there_are_the_archive_topics_and_sources(chromium: Browser, shipped: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        trouble = watched(page, shipped)
        page.goto(f"{shipped}search/?q=deepseek")
        assert not page.locator("form").is_visible()
        main = page.locator("main")
        assert "needs JavaScript" in main.inner_text()
        for name, address in (
            ("The whole archive", "archive/"),
            ("Models and releases", "topics/models/"),
            ("All sources", "sources/"),
        ):
            link = main.get_by_role("link", name=name)
            assert link.is_visible()
            assert str(link.get_attribute("href")).endswith(address)
        assert trouble == []
