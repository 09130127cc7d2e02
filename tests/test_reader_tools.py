"""The reader's tools in a real browser: what a reader chooses takes effect, lasts, stays here, and can be undone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from axe import findings
from built_site import page as parsed
from built_site import shipped_briefings
from conftest import ROOT, briefing, build_here, make_project
from test_browser import CITED, OTHER_VIEWS, VIEWS, WIDTHS, Scheme, watched
from web_server import served

pytestmark = pytest.mark.browser
KEY = "broadsheet:/"
PATHS = sorted(shipped_briefings())
TODAY = [path for path in PATHS if path[:10] == PATHS[-1][:10]]
EARLIER = [path for path in PATHS if path not in TODAY]
DAY = 86_400_000
NOW = 1_777_500_000_000  # 29 April 2026, in milliseconds
SAVED = [
    {"path": CITED, "title": "DeepSeek previews V4", "counts": "8 articles", "at": NOW - DAY},
    {"path": TODAY[0], "title": "The newer one", "counts": "2 articles", "at": NOW},
]
HIDDEN = [{"key": "t/models", "name": "Models and releases"}, {"key": "e/openai", "name": "OpenAI"}]
LAST_VISIT = {"at": NOW, "now": {"day": EARLIER[-1][:10], "paths": EARLIER}}
NIGHT = "getComputedStyle(document.documentElement).colorScheme"


@contextmanager
def reader(
    browser: Browser, address: str, kept: dict[str, Any] | None = None, *, width: int = 1440, **options: Any
) -> Iterator[Page]:
    """A reader's window, with what an earlier visit left in the browser."""
    view = ViewportSize(width=width, height=800)
    with browser.new_context(viewport=view, reduced_motion="reduce", **options) as context:
        leave(context, json.dumps(kept) if kept else None)
        yield context.new_page()


def leave(context: BrowserContext, text: str | None) -> None:
    """Have something lie in storage before the first page is drawn; what a page then makes of it stays."""
    if text is not None:
        context.add_init_script(f"localStorage['{KEY}'] ??= {json.dumps(text)}")


def kept(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(f"JSON.parse(localStorage['{KEY}'] ?? '{{}}')"))


def until(page: Page, expression: str) -> None:
    """Wait until something is so. Playwright's own waiting evaluates strings in the page, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never so: {expression}")


def ready(page: Page) -> None:
    """The tools come after the page, so a key that is pressed at once would be nobody's."""
    expect(page.locator(".theme-tool")).to_be_visible()


def open_tools(page: Page) -> None:
    page.get_by_role("button", name="Reader’s tools").click()
    expect(page.get_by_role("dialog", name="Reader’s tools")).to_be_visible()


# Day and night, and the size of the text


def test_day_and_night_switch_at_once_last_and_reach_other_tabs(chromium: Browser, address: str) -> None:
    with reader(chromium, address, color_scheme="light") as page:
        page.goto(address)
        other = page.context.new_page()
        other.goto(address + "archive/")
        page.get_by_role("button", name="Switch to night").click()
        assert page.evaluate(NIGHT) == "dark"
        expect(other.get_by_role("button", name="Switch to day")).to_be_visible()
        assert other.evaluate(NIGHT) == "dark"
        page.route("**/*.js", lambda route: route.abort())  # what is seen before any module has run
        page.goto(f"{address}{CITED}/")
        assert page.evaluate(NIGHT) == "dark"


def test_as_the_system_follows_the_system(chromium: Browser, address: str) -> None:
    with reader(chromium, address, {"look": {"theme": "light"}}, color_scheme="dark") as page:
        page.goto(address)
        expect(page.get_by_role("button", name="Switch to night")).to_be_visible()
        open_tools(page)
        assert page.get_by_role("radio", name="Day").is_checked()
        page.get_by_role("radio", name="As the system").check()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Reader’s tools")).to_be_focused()
        expect(page.get_by_role("button", name="Switch to day")).to_be_visible()
        page.emulate_media(color_scheme="light")
        expect(page.get_by_role("button", name="Switch to night")).to_be_visible()
        assert kept(page)["look"] == {}


def test_text_grows_in_two_steps_and_stays_so(chromium: Browser, address: str) -> None:
    with reader(chromium, address) as page:
        sizes = []
        page.goto(address)
        for step in ("Usual", "Larger", "Largest"):
            open_tools(page)
            page.get_by_role("radio", name=step, exact=True).check()
            page.keyboard.press("Escape")
            page.reload()
            sizes.append(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
        assert sizes == sorted(set(sizes))
        assert len(sizes) == 3


# New since the last visit


def marked(page: Page) -> list[str]:
    return [
        str(path)
        for path in page.locator("[data-story]:has(.new)").evaluate_all("all => all.map(one => one.dataset.story)")
    ]


def test_a_first_visit_marks_nothing_and_a_later_one_what_came_since(chromium: Browser, address: str) -> None:
    with reader(chromium, address, timezone_id="UTC") as page:
        page.clock.set_fixed_time(NOW / 1000)
        page.goto(address)
        until(page, f"localStorage['{KEY}']?.includes('visit')")
        assert marked(page) == []
        first = kept(page)["visit"]
        assert set(first["now"]["paths"]) == set(PATHS)

        page.evaluate("text => { localStorage['broadsheet:/'] = text }", json.dumps({"visit": LAST_VISIT}))
        page.clock.set_fixed_time((NOW + 20 * 60_000) / 1000)  # still the same visit
        page.goto(address)
        until(page, f"JSON.parse(localStorage['{KEY}']).visit.at === {NOW + 20 * 60_000}")
        assert marked(page) == []

        page.clock.set_fixed_time((NOW + 2 * DAY) / 1000)
        page.goto(address)
        expect(page.locator(".since")).to_have_text(f"{len(TODAY)} new since your visit on 29 April · Mark all as read")
        assert set(marked(page)) == set(TODAY)
        page.goto(f"{address}topics/models/")
        ready(page)
        assert set(marked(page)) == {path for path in TODAY if shipped_briefings()[path]["category"] == "models"}
        page.goto(address)
        page.get_by_role("button", name="Mark all as read").click()
        assert marked(page) == []
        page.reload()
        ready(page)
        assert marked(page) == []
        assert page.locator(".since").count() == 0


def test_a_story_that_joined_an_old_day_is_new_too(chromium: Browser, address: str) -> None:
    late = EARLIER[-2]
    known = [path for path in PATHS if path != late]
    visit = {"at": NOW, "now": {"day": PATHS[-1][:10], "paths": known}}
    with reader(chromium, address, {"visit": visit}) as page:
        page.goto(f"{address}{late[:10]}/")
        expect(page.locator(".since")).to_contain_text("1 new since")
        assert marked(page) == [late]


# Saved for later


def test_stories_are_saved_from_lists_and_briefings_and_found_again(chromium: Browser, address: str) -> None:
    with reader(chromium, address) as page:
        page.goto(address)
        lead = page.locator(".lead h2").inner_text()
        save = page.get_by_role("button", name=f"Save for later: {lead}")
        box = save.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        save.click()
        expect(save).to_have_attribute("aria-pressed", "true")
        page.goto(f"{address}{CITED}/")
        page.get_by_role("button", name="Save for later", exact=True).click()
        expect(page.get_by_role("button", name="Saved", exact=True)).to_be_visible()
        cited = page.locator("h1").inner_text()
        counts = page.locator("header .evidence p").inner_text()

        open_tools(page)
        page.get_by_role("link", name="2 saved stories").click()
        stories = page.locator("#saved-stories li")
        expect(stories.locator("h3")).to_have_text([cited, lead])
        expect(stories.first.locator(".meta")).to_contain_text(f"24 April 2026 · {counts}")
        with page.expect_download() as text:
            page.get_by_role("button", name="Download as text").click()
        assert f"{cited}\n2026-04-24 · {counts}\n{address}{CITED}/\n" in text.value.path().read_text("utf-8")
        with page.expect_download() as data:
            page.get_by_role("button", name="Download as JSON").click()
        assert [story["title"] for story in json.loads(data.value.path().read_text("utf-8"))] == [cited, lead]

        page.get_by_role("button", name=f"Remove: {cited}").click()
        expect(stories.locator("h3")).to_have_text([lead])
        expect(page.get_by_role("button", name=f"Remove: {lead}")).to_be_focused()
        page.get_by_role("button", name="Remove all").click()
        page.get_by_role("button", name="Remove all 1 for good").click()
        expect(page.locator("#saved-stories")).to_contain_text("Nothing is saved yet")
        page.goto(address)
        expect(page.get_by_role("button", name=f"Save for later: {lead}")).to_have_attribute("aria-pressed", "false")


def test_a_saved_story_that_left_the_site_is_named_and_can_be_removed(chromium: Browser, address: str) -> None:
    gone = {"path": "2026/04/23/gone", "title": "Gone & <b>lost</b>", "counts": "", "at": NOW - 5 * DAY}
    with reader(chromium, address, {"saved": [*SAVED, gone]}) as page:
        page.goto(f"{address}saved/")
        item = page.locator("#saved-stories li").last
        expect(item).to_contain_text("no longer on the site")
        expect(item.locator("h3")).to_have_text("Gone & <b>lost</b>")
        assert page.locator(".gone").count() == 1
        item.get_by_role("button").click()
        expect(page.locator("#saved-stories li")).to_have_count(2)


# Hidden topics and entities


def about(site: Path, key: str) -> set[str]:
    return {
        str(path)
        for path in parsed(site, "").xpath(f"//*[contains(concat(' ', @data-about, ' '), ' {key} ')]/@data-story")
    }


def test_a_hidden_topic_leaves_the_lists_is_counted_and_comes_back(
    chromium: Browser, address: str, shipped_site: Path
) -> None:
    key = "t/models"
    hidden = about(shipped_site, key)
    assert hidden
    with reader(chromium, address) as page:
        page.goto(f"{address}topics/models/")
        page.get_by_role("button", name="Hide this topic").click()
        assert page.locator("[data-story]:visible").count() == page.locator("[data-story]").count()  # its own page

        page.route("**/*.js", lambda route: route.abort())  # what is seen before any module has run
        page.goto(address)
        seen = page.locator("[data-story]:visible").evaluate_all("all => all.map(one => one.dataset.story)")
        assert set(seen) == set(TODAY) - hidden
        page.unroute("**/*.js")
        page.reload()
        line = page.locator(".hiding")
        expect(line).to_contain_text(f"{len(hidden)} stor")
        line.get_by_role("button").click()
        assert page.locator("[data-story]:visible").count() == len(TODAY)
        expect(line).to_have_count(0)

        page.reload()  # it was for that view only
        assert page.locator("[data-story]:visible").count() == len(TODAY) - len(hidden)
        open_tools(page)
        expect(page.locator(".hidden-list li").first).to_contain_text(f"· {len(hidden)} here")
        page.get_by_role("button", name="again").click()
        expect(page.locator(".hidden-list")).to_contain_text("Nothing.")
        page.keyboard.press("Escape")
        assert page.locator("[data-story]:visible").count() == len(TODAY)
        expect(page.locator(".hiding")).to_have_count(0)


def test_a_front_page_without_its_lead_and_its_first_stories_still_stands(
    chromium: Browser, address: str, shipped_site: Path
) -> None:
    topics = {path: shipped_briefings()[path]["category"] for path in TODAY}
    order = [str(path) for path in parsed(shipped_site, "").xpath("//@data-story")]
    hidden = [{"key": f"t/{topics[path]}", "name": topics[path]} for path in order[:2]]
    with reader(chromium, address, {"hidden": hidden}) as page:
        page.goto(address)
        ready(page)
        assert not page.locator(".lead").is_visible()
        left = page.locator("main").bounding_box()
        heading = page.locator("[data-story]:visible :is(h2, h3)").first.bounding_box()
        assert left
        assert heading
        assert heading["x"] == left["x"]
        for section in page.locator("main section:has([data-story])").all():
            assert section.is_visible() == (section.locator("[data-story]:visible").count() > 0)


def test_an_entity_can_be_hidden_and_shown_on_its_own_page(chromium: Browser, address: str) -> None:
    with reader(chromium, address) as page:
        page.goto(f"{address}entities/openai/")
        page.get_by_role("button", name="Hide stories about OpenAI").click()
        assert [one["key"] for one in kept(page)["hidden"]] == ["e/openai"]
        page.get_by_role("button", name="Show stories about OpenAI again").click()
        assert kept(page)["hidden"] == []
        expect(page.get_by_role("button", name="Hide stories about OpenAI")).to_be_visible()


# What one does with a briefing


def test_link_and_citations_are_copied_and_the_system_shares(chromium: Browser, address: str) -> None:
    with reader(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.add_init_script("navigator.share = async what => { window.shared = what }")
        page.goto(f"{address}{CITED}/#key-points")
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        actions = page.locator(".briefing .actions")
        actions.get_by_role("button", name="Copy link").click()
        expect(actions.get_by_role("button", name="Copied")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == canonical
        actions.get_by_role("button", name="Share").click()
        assert page.evaluate("window.shared") == {"title": page.locator("h1").inner_text(), "url": canonical}


def test_a_citation_can_be_copied_in_words_and_as_the_bibtex_of_the_data(
    chromium: Browser, address: str, shipped_site: Path
) -> None:
    references = (shipped_site / "data" / "briefings.bib").read_text("utf-8")
    with reader(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}{CITED}/")
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        page.locator("details.cite summary").click()
        copies = page.locator("details.cite").get_by_role("button")
        expect(copies).to_have_count(2)
        copies.first.click()
        assert page.evaluate("navigator.clipboard.readText()").endswith(
            f"{page.locator('h1').inner_text()}. {canonical}"
        )
        copies.last.click()
        entry = page.evaluate("navigator.clipboard.readText()")
        assert entry.startswith("@online{")
        assert entry in references


def test_bibtex_in_the_browser_survives_what_tex_would_read_as_commands(
    chromium: Browser, address: str, shipped_site: Path
) -> None:
    title = r"50% of {A}_b & \\input #1 ~ ^ $5 </script>"
    page_file = (shipped_site / CITED / "index.html").read_text("utf-8")
    headline = re.search(r'"headline":"[^"]*"', page_file)
    assert headline
    hostile = page_file.replace(headline[0], f'"headline":"{title}"'.replace("<", r"\u003c"))
    with reader(chromium, address) as page:
        page.route(f"{address}{CITED}/", lambda route: route.fulfill(body=hostile, content_type="text/html"))
        page.goto(f"{address}{CITED}/")
        page.locator("details.cite summary").click()
        expect(page.locator("details.cite pre")).to_contain_text(
            r'title = "{50\% of \{A\}\_b \& \textbackslash{}input \#1 \textasciitilde{} \textasciicircum{} \$5 </script>}"'
        )


def test_a_raised_number_says_who_reported_it_and_what(chromium: Browser, address: str) -> None:
    with reader(chromium, address) as page:
        page.goto(f"{address}{CITED}/")
        cite = page.locator(".key-points .cites a").first
        card = page.locator(cite.get_attribute("href") or "")
        says = f"{card.locator('.meta b').inner_text()}: {card.locator('a').first.inner_text()}"
        expect(cite).to_have_attribute("title", says)


# The keyboard map


def test_keys_lead_through_the_paper(chromium: Browser, address: str) -> None:
    with reader(chromium, address) as page:
        focused = "document.activeElement.closest('[data-story]')?.dataset.story"
        page.goto(address)
        ready(page)
        order = page.locator("[data-story]").evaluate_all("all => all.map(one => one.dataset.story)")
        for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
            page.keyboard.press(key)
            until(page, f"{focused} === '{order[place]}'")
        page.keyboard.press("s")
        until(
            page, f"JSON.parse(localStorage['{KEY}']).saved?.length"
        )  # the list is there, empty, before the first story
        assert [story["path"] for story in kept(page)["saved"]] == [order[1]]
        page.keyboard.press("o")
        page.wait_for_url(f"**/{order[1]}/")
        ready(page)
        older = page.locator("a[rel=prev]").get_attribute("href")
        assert older
        page.keyboard.press("p")
        page.wait_for_url(lambda url: url.endswith(older.removeprefix("../../../../")))
        ready(page)
        page.keyboard.press("n")
        page.wait_for_url(f"**/{order[1]}/")
        ready(page)
        page.keyboard.press("h")
        page.wait_for_url(address)
        ready(page)
        page.keyboard.press("/")
        page.wait_for_url("**/search/")


def test_keys_can_be_switched_off_and_never_act_while_one_types(chromium: Browser, address: str) -> None:
    with reader(chromium, address, color_scheme="light") as page:
        page.goto(address)
        ready(page)
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Keyboard map")
        expect(sheet).to_be_visible()
        page.keyboard.press("d")  # a dialog is open
        sheet.get_by_role("checkbox").uncheck()
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        page.keyboard.press("d")  # they are off
        page.keyboard.press("?")
        assert page.get_by_role("dialog").count() == 0
        assert page.evaluate(NIGHT) == "light dark"

        open_tools(page)
        page.get_by_role("button", name="Keyboard map").click()
        page.get_by_role("dialog", name="Keyboard map").get_by_role("checkbox").check()
        page.keyboard.press("Escape")
        page.evaluate("document.querySelector('main').append(document.createElement('input'))")
        page.locator("main > input").focus()
        page.keyboard.press("d")
        assert page.locator("main > input").input_value() == "d"
        page.locator("main > input").blur()
        page.keyboard.press("Control+d")
        assert page.evaluate(NIGHT) == "light dark"
        page.keyboard.press("d")
        until(page, f"{NIGHT} === 'dark'")


# Nothing kept, nothing lost


BLOCKED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError') }})"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


@pytest.mark.parametrize("trouble", [BLOCKED, FULL], ids=["blocked", "full"])
def test_where_nothing_can_be_kept_the_tools_work_for_a_page_and_say_so(
    chromium: Browser, address: str, trouble: str
) -> None:
    with reader(chromium, address, color_scheme="light") as page:
        page.add_init_script(trouble)
        complaints = watched(page, address)
        page.goto(address)
        assert not page.get_by_text("does not let the site keep").is_visible()
        page.get_by_role("button", name="Switch to night").click()
        assert page.evaluate(NIGHT) == "dark"
        expect(page.get_by_role("status")).to_contain_text("It lasts until you leave this page")
        save = page.locator(".save").first
        save.click()
        expect(save).to_have_attribute("aria-pressed", "true")
        page.goto(f"{address}saved/")
        expect(page.locator("#saved-stories")).to_contain_text("Nothing is saved yet")
        assert complaints == []


@pytest.mark.parametrize(
    "text",
    ["", "{{{", "null", "[]", '"text"', '{"look": 5, "saved": {"a": 1}, "hidden": [null, {"key": 1}], "visit": [], "css": 7}',
     '{"saved": [{"path": "//elsewhere.example/x"}, {"path": "javascript:alert(1)"}], "visit": {"now": 1}}'],
)  # fmt: skip
def test_what_others_wrote_into_storage_does_no_harm(chromium: Browser, address: str, text: str) -> None:
    with chromium.new_context() as context:
        leave(context, text)
        page = context.new_page()
        complaints = watched(page, address)
        for name in ("", "saved/"):
            page.goto(address + name)
            page.locator(".theme-tool").click()
            until(page, f"localStorage['{KEY}'].includes('visit')")
        expect(page.locator("#saved-stories")).to_contain_text("Nothing is saved yet")
        assert complaints == []


def test_everything_is_forgotten_at_the_readers_wish(chromium: Browser, address: str) -> None:
    with reader(chromium, address, {"look": {"theme": "dark"}, "saved": SAVED, "hidden": HIDDEN}) as page:
        page.goto(f"{address}archive/")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        until(page, "caches.keys().then(names => names.length === 2)")
        page.evaluate("localStorage.setItem('of another site', 'stays')")
        open_tools(page)
        page.get_by_role("button", name="Forget everything").click()
        expect(page.get_by_role("button", name="Keep it")).to_be_focused()
        page.get_by_role("button", name="Forget it all").click()
        expect(page.get_by_role("status")).to_have_text("Everything is forgotten.")
        assert page.evaluate("Object.keys(localStorage)") == ["of another site"]
        assert page.evaluate("caches.keys()") == []
        assert "theme" not in page.evaluate("({...document.documentElement.dataset})")


def test_without_scripts_no_tool_is_offered_and_the_saved_page_says_why(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for name in ("", f"{CITED}/", "topics/models/"):
            page.goto(address + name)
            assert page.locator("button:visible").count() == 0
        page.goto(f"{address}saved/")
        expect(page.locator("main")).to_contain_text("To save stories, turn on JavaScript")
        page.get_by_role("link", name="archive", exact=True).click()
        expect(page.locator("h1")).to_have_text("Archive")


# For everybody, and without a jolt


@pytest.mark.parametrize(
    ("width", "scheme"), [*VIEWS, *(pytest.param(*view, marks=pytest.mark.soak) for view in OTHER_VIEWS)]
)
def test_axe_finds_nothing_in_what_the_tools_add(chromium: Browser, address: str, width: int, scheme: Scheme) -> None:
    everything = {"visit": LAST_VISIT, "saved": SAVED, "hidden": HIDDEN}
    with reader(chromium, address, everything, width=width, bypass_csp=True, service_workers="block") as page:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(address)
        expect(page.locator(".since, .hiding")).to_have_count(2)
        assert findings(page) == []
        open_tools(page)
        assert findings(page) == []
        page.get_by_role("button", name="Keyboard map").click()
        expect(page.get_by_role("dialog", name="Keyboard map")).to_be_visible()
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address}saved/?offline=2026/04/22/")
        expect(page.locator("#saved-stories li")).to_have_count(2)
        assert findings(page) == []


SHIFTS = """window.shifts = []
new PerformanceObserver(list => list.getEntries().forEach(entry => shifts.push(...entry.sources.map(
    source => source.node?.className || source.node?.nodeName)))).observe({type: 'layout-shift', buffered: true})"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_jumps_when_the_tools_appear(chromium: Browser, address: str, width: int) -> None:
    """The fonts are kept out of it, and the worker that has them: the shift they may cause is theirs."""
    left = {"visit": LAST_VISIT, "saved": SAVED}
    with reader(chromium, address, left, width=width, service_workers="block") as page:
        page.add_init_script(SHIFTS)
        page.route("**/*.woff2", lambda route: route.abort())
        for name, sign in (
            ("", ".since"), (f"{CITED}/", ".actions .action"), ("topics/models/", ".hide-this"), ("saved/", "#saved-stories li"),
        ):  # fmt: skip
            page.goto(address + name)
            expect(page.locator(sign).first).to_be_visible()
            expect(page.locator(".menu-tool")).to_be_visible()
            assert (
                page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(shifts), 100)))")
                == []
            ), name


# Comments, where a paper has them


@pytest.mark.slow
def test_comments_are_loaded_on_a_click_and_nothing_of_them_before(chromium: Browser, tmp_path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    giscus = "- broadsheet: {comments: {repo: a/b, repo_id: R1, category: News, category_id: C1}}"
    root = make_project(
        tmp_path / "project",
        {
            "mkdocs.yml": settings.replace("- broadsheet", giscus),
            "briefings/2026/04/24/one.yml": briefing(),
        },
    )
    done = build_here("--no-search", "--root", root)
    assert done.returncode == 0, done.stderr
    with served(root / "site") as home, reader(chromium, home, color_scheme="dark") as page:
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(content_type="text/javascript", body="document.body.dataset.comments = 'here'")

        page.route("https://giscus.app/**", answer)
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text))
        page.goto(f"{home}2026/04/24/one/")
        expect(page.locator(".menu-tool")).to_be_visible()
        assert asked == []
        page.locator(".comments button").click()
        expect(page.locator("body[data-comments=here]")).to_be_attached()
        assert asked == ["https://giscus.app/client.js"]
        said = page.locator("script[src*=giscus]").evaluate("script => ({...script.dataset})")
        assert (said["repo"], said["repoId"], said["category"], said["categoryId"]) == ("a/b", "R1", "News", "C1")
        assert (said["mapping"], said["strict"], said["theme"], said["lang"]) == ("pathname", "1", "dark", "en")
        assert trouble == []
