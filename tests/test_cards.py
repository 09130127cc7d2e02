"""Cards: what a chat shows for an address. Type that fits and is read in the right order, and addresses that lead to a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, features

from broadsheet.archive import Archive
from broadsheet.pages import Design, PictureFile, Site
from broadsheet.pages.card import HEIGHT, WIDTH, card_uri
from broadsheet.publish.cards import card_targets
from broadsheet.publish.cards.bidi import levels, runs_right, visual
from broadsheet.publish.cards.canvas import LEFT, RIGHT, SMALLEST_PICTURE, fonts_of
from broadsheet.publish.cards.drawing import BAR, StoryFacts, draw_story
from broadsheet.publish.cards.fonts import installed
from broadsheet.publish.cards.line_breaks import Box, fitted, pieces_of
from broadsheet.publish.cards.text import can_draw, plain, runs_of, width_in_ems
from broadsheet.publish.cards.theme import Look, look_of
from built_site import file_at, page, page_names
from conftest import ROOT, Files, briefing, build_here, examples, mkdocs_here, run_python
from test_incremental import build, contents, write
from values import SITE, archived, pages_of, told

ASSETS = ROOT / "overrides" / "assets"
DESIGN = Design(
    sheet=(ASSETS / "broadsheet.css").read_text("utf-8"),
    fonts={f"assets/fonts/{file.name}": file.read_bytes() for file in (ASSETS / "fonts").glob("*.woff2")},
)
LOOK = look_of(DESIGN)
PAPER = replace(SITE, cards=True, design=DESIGN)
FACTS = StoryFacts(
    paper="Broadsheet",
    day="Friday 24 April 2026",
    label="Developing",
    section="Models and releases",
    title="DeepSeek opens a preview of V4 in two sizes as Huawei pledges chip support",
    dek="One sentence more.",
    counts="6 articles · 4 publishers · 3 independent",
    bar=((0, 300, 0), (306, 294, 1)),
)
HEADLINES = {
    "Chinese": "深度求索发布V4预览版：华为承诺芯片支持，一百万词元上下文以低成本提供",
    "Japanese": "ディープシーク、V4のプレビュー版を公開「低コストで長文」",
    "Korean": "딥시크, 화웨이의 칩 지원 약속과 함께 V4 미리보기 공개",
    "Arabic": "شركة OpenAI تطلق نموذج GPT-5.5 وتقول إن الأسعار ستنخفض بنسبة 30%",
    "Hebrew": "חברת OpenAI משיקה את GPT-5.5 ואומרת שהמחירים יירדו ב-30%",
    "Thai": "บริษัทดีปซีกเปิดตัวรุ่นตัวอย่าง V4 ขณะที่หัวเว่ยให้คำมั่นว่าจะรองรับชิป",
    "Hindi": "डीपसीक ने V4 का पूर्वावलोकन दो आकारों में जारी किया",
}
needs_noto = pytest.mark.skipif(
    not {"NotoSerifCJK-Bold", "NotoNaskhArabic-Bold", "NotoSerifThai-Bold"} <= installed().keys()
    or not features.check("raqm"),
    reason="wants raqm, and fonts: apt-get install fonts-noto-core fonts-noto-cjk",
)


def picture(colour: tuple[int, int, int] = (40, 90, 160), size: tuple[int, int] = (1600, 900)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def drawn(title: str, language: str = "en", **changes: object) -> Image.Image:
    fonts = fonts_of(LOOK, language)
    assert fonts is not None
    facts = replace(FACTS, title=title, **changes)  # type: ignore[arg-type]
    return Image.open(BytesIO(draw_story(LOOK, fonts, facts)))


def measure(text: str) -> float:
    fonts = fonts_of(LOOK, "en")
    assert fonts is not None
    return width_in_ems(text, fonts.title)


def is_paper(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = image.convert("RGB").crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, LOOK.paper)).getbbox() is None


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCMWÄéß0123456789.,’-%$&<>\"'{}", min_size=1, max_size=14)
SCRIPTS = st.sampled_from(
    [*HEADLINES.values(), "🚀🤖", "\u0301", "W" * 90, "http://example.org/" + "a" * 120, "<b>&amp;{{ x }}"]
)


@settings(max_examples=examples(25))
@given(words=st.lists(WORDS, min_size=6, max_size=28), width=st.sampled_from([500, 700, 1072]))
def test_a_headline_fits_its_box_whole_and_leaves_no_word_alone(words: list[str], width: int) -> None:
    text = " ".join(words)
    box = Box(width=width, height=330, sizes=(124, 97, 75, 62, 54, 46, 40, 34, 28), leading=1.12)
    setting = fitted(text, box, measure)
    assert all(measure(line) * setting.size <= width + 0.5 for line in setting.lines)
    assert len(setting.lines) * setting.size * box.leading <= box.height
    if not setting.cut:
        assert " ".join(setting.lines) == text
        assert len(setting.lines) == 1 or len(setting.lines[-1].split()) > 1


def test_a_text_is_cut_only_when_nothing_else_helps() -> None:
    box = Box(width=1072, height=330, sizes=(80, 40), leading=1.12)
    long = "word " * 200
    cut = fitted(long, box, measure)
    assert cut.cut
    assert cut.size == 40
    assert cut.lines[-1].endswith("word…")
    broken = fitted("W" * 30, box, measure)
    assert not broken.cut
    assert "".join(broken.lines) == "W" * 30
    assert broken.size == 80, "a long word is broken before it becomes small print"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("two words", ["two", "words"]),
        ("GPT-5.5 costs $30,000", ["GPT-5.5", "costs", "$30,000"]),
        ("「低い」と、言う。", ["「低", "い」", "と、", "言", "う。"]),
        ("プレビュー版V4は", ["プレビュー", "版", "V4", "は"]),
        ("화웨이의 칩", ["화웨이의", "칩"]),
        ("ดีปซีกเปิดตัว", ["ดีปซีก", "เปิดตัว"]),
    ],
)
def test_where_a_line_may_end(text: str, parts: list[str]) -> None:
    assert [piece.text for piece in pieces_of(text)] == parts


def reading(text: str, *, right: bool) -> str:
    """Return a line as it stands from left to right."""
    marked = levels(text, right=right)
    return "".join(text[place] for place in visual(marked))


@pytest.mark.parametrize(
    ("text", "right", "shown"),
    [
        ("abc", False, "abc"),
        ("אבג", True, "גבא"),
        ("אב abc גד", True, "דג abc בא"),
        ("ab אבג cd", False, "ab גבא cd"),
        ("אב GPT-5.5 גד", True, "דג GPT-5.5 בא"),
        ("אב 5.5 גד 30,000", True, "30,000 דג 5.5 בא"),
        ("ab אב 12 גד cd", False, "ab דג 12 בא cd"),
        ("قال 30 بيت", True, "تيب 30 لاق"),
        ("אב, abc.", True, ".abc ,בא"),
    ],
)
def test_letters_stand_as_the_bidirectional_algorithm_says(text: str, right: bool, shown: str) -> None:
    assert reading(text, right=right) == shown


def test_a_headline_that_begins_with_a_latin_name_is_still_read_from_the_right() -> None:
    assert runs_right("OpenAI משיקה מודל חדש")
    assert not runs_right("OpenAI opens an office in תל אביב")
    assert runs_right("OpenAI Codex API חדש", likely=True)
    assert not runs_right("OpenAI", likely=True)


def test_a_card_is_a_small_png() -> None:
    fonts = fonts_of(LOOK, "en")
    assert fonts is not None
    plain_card = draw_story(LOOK, fonts, FACTS)
    pictured = draw_story(LOOK, fonts, replace(FACTS, picture=picture()))
    for content, most in ((plain_card, 25), (pictured, 45)):
        with Image.open(BytesIO(content)) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(content) < most * 1024


@pytest.mark.slow
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(
    title=st.one_of(
        st.lists(st.one_of(WORDS, SCRIPTS), min_size=1, max_size=12).map(" ".join), st.text(min_size=1, max_size=60)
    )
)
@example("Nvidia")
@example("W" * 400)
@example(" ".join(["word"] * 80))
@example("🚀")
@example("\u200f \u200d")
def test_nothing_leaves_the_type_area(title: str) -> None:
    image = drawn(title)
    overhang = 14  # a swash may reach over the edge
    assert is_paper(image, (0, 0, LEFT - overhang, HEIGHT))
    assert is_paper(image, (RIGHT + overhang, 0, WIDTH, HEIGHT))
    assert is_paper(image, (0, BAR - 5, WIDTH, BAR))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1600, 900), (400, 1600), (1600, 300), (900, 900)])
@pytest.mark.parametrize("right", [False, True])
def test_a_picture_is_shown_whole_on_the_far_side(size: tuple[int, int], right: bool) -> None:
    title = HEADLINES["Hebrew"] if right and can_draw_all("Hebrew") else FACTS.title
    card = drawn(title, picture=picture(size=size)).convert("RGB")
    blue = [pixel[2] > pixel[0] + 60 for pixel in (card.getpixel((x, 170)) for x in range(0, WIDTH, 4))]  # type: ignore[index]
    shown = [x * 4 for x, there in enumerate(blue) if there]
    scale = min(480 / size[0], 340 / size[1])
    if min(size) * scale < SMALLEST_PICTURE:
        assert not shown
    elif title == FACTS.title:
        assert shown[-1] >= RIGHT - 12
    else:
        assert shown[0] <= LEFT + 12


def can_draw_all(name: str) -> bool:
    fonts = fonts_of(LOOK, "en")
    return fonts is not None and can_draw(plain(HEADLINES[name], fonts.title), fonts.title)


@needs_noto
@pytest.mark.parametrize("name", HEADLINES)
def test_a_headline_in_any_script_is_drawn_in_fonts_that_have_it(name: str) -> None:
    fonts = fonts_of(LOOK, "ja" if name == "Japanese" else "en")
    assert fonts is not None
    text = plain(HEADLINES[name], fonts.title)
    assert text == HEADLINES[name]
    assert can_draw(text, fonts.title)
    right = name in ("Arabic", "Hebrew")
    runs = runs_of(text, fonts.title, right=right)
    assert sorted("".join(run.text for run in runs)) == sorted(text)
    assert all(run.face.own for run in runs if run.text.strip().isascii() and run.text.strip().isalpha())
    card = drawn(text)
    assert is_paper(card, (LEFT, 190, LEFT + 40, BAR - 10)) == right, "it begins at the edge that it is read from"


@needs_noto
def test_ideographs_come_in_the_forms_of_their_language() -> None:
    japanese, chinese = (drawn("直骨角令", language).convert("RGB") for language in ("ja", "zh"))
    assert ImageChops.difference(japanese, chinese).getbbox()


def test_signs_that_no_font_has_are_left_out_and_the_headline_stays() -> None:
    fonts = fonts_of(LOOK, "en")
    assert fonts is not None
    assert plain("Rocket \U0001f9ff launch", fonts.title) == "Rocket launch"


NO_SYSTEM_FONTS = f"""
import sys
sys.path[:0] = [{str(ROOT / "scripts")!r}, {str(ROOT / "tests")!r}]
from broadsheet.publish.cards import fonts
fonts._FOLDERS = ()
import test_cards as t
from broadsheet.publish.cards import can_be_drawn, notices
"""


def in_bare_system(code: str) -> str:
    done = run_python("-c", NO_SYSTEM_FONTS + code, environment={"PYTHONHASHSEED": "7"})
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_without_a_font_for_the_letters_the_day_stands_on_the_card_and_somebody_is_told() -> None:
    said = in_bare_system(
        "one, other = t.drawn(t.HEADLINES['Chinese']), t.drawn(t.FACTS.day)\n"
        "print(one.tobytes() == other.tobytes())\n"
        "print(notices(t.archived([t.told('2026/04/24/a', title=t.HEADLINES['Chinese'])]), t.PAPER))"
    )
    assert said.startswith("True\n")
    assert "apt-get install fonts-noto-core fonts-noto-cjk" in said
    assert "a headline has letters that no font here can draw, such as “深度求索" in said


@pytest.mark.slow
def test_without_any_font_there_are_no_cards_and_no_page_points_to_one() -> None:
    said = in_bare_system(
        "design = t.replace(t.DESIGN, fonts={})\n"
        "print(can_be_drawn(design), can_be_drawn(t.DESIGN))\n"
        "paper = t.replace(t.PAPER, design=t.replace(design, has_fonts=False))\n"
        "archive = t.archived([t.told('2026/04/24/a')])\n"
        "print(list(t.card_targets(archive, paper)), [p.meta.get('card') for p in t.pages_of(archive, paper).values() if p.meta.get('card')])\n"
        "print(notices(archive, paper))"
    )
    assert said.startswith("False True\n[] []\n")
    assert "set `cards: false`" in said


@pytest.mark.slow
def test_the_same_card_in_another_process_is_the_same_bytes() -> None:
    code = "import hashlib; print(hashlib.sha256(t.digest_of_all().encode()).hexdigest())"
    assert in_bare_system(code).strip() == hashlib.sha256(digest_of_all().encode()).hexdigest()


def digest_of_all() -> str:
    fonts = fonts_of(LOOK, "en")
    assert fonts is not None
    cards = [draw_story(LOOK, fonts, FACTS), draw_story(LOOK, fonts, replace(FACTS, picture=picture()))]
    archive = archived([told("2026/04/24/a"), told("2026/04/25/b")])
    cards += [asset.content for target in card_targets(archive, PAPER) for asset in target.make()]
    return " ".join(hashlib.sha256(card).hexdigest() for card in cards)


def test_colours_and_fonts_are_those_of_the_style_sheet() -> None:
    usual = look_of(DESIGN)
    assert (usual.paper, usual.accent) == ("#fbf8f2", "#9c2f1d")
    assert usual.serif == DESIGN.fonts["assets/fonts/newsreader.woff2"]
    assert usual.sans == DESIGN.fonts["assets/fonts/source-sans-3.woff2"]
    sheet = ":root { --paper: #fff; --accent: light-dark(#00f, #88f); --serif: 'My Face', serif }\n"
    sheet += "@font-face { font-family: \"My Face\"; src: url('fonts/mine.woff2') format('woff2') }"
    look = look_of(Design(sheet=sheet, fonts={"assets/fonts/mine.woff2": b"font"}))
    assert (look.paper, look.accent, look.ink, look.serif, look.sans) == (
        "#ffffff",
        "#0000ff",
        Look().ink,
        b"font",
        b"",
    )


def years() -> Archive:
    newest = date(2026, 4, 29)
    days = [newest - timedelta(days=back) for back in (0, 1, 29, 30, 31, 200, 366, 367, 900)]
    return archived([told(f"{day:%Y/%m/%d}/{slug}") for day in days for slug in "ab"])


def test_older_briefings_share_their_editions_card_and_older_editions_the_sites() -> None:
    archive = years()
    shown = {
        (date(2026, 4, 29) - story.day).days: card_uri(archive, PAPER, story) for story in archive.stories.values()
    }
    assert shown[30] == "2026/03/30/b/card.png"
    assert shown[31] == "2026/03/29/card.png"
    assert shown[366] == "2025/04/28/card.png"
    assert shown[367] == shown[900] == "card.png"
    none_own = replace(PAPER, card_days=0)
    assert card_uri(archive, none_own, archive.stories["2026/04/29/a"]) == "2026/04/29/a/card.png"
    assert card_uri(archive, none_own, archive.stories["2026/04/28/a"]) == "2026/04/28/card.png"


@pytest.mark.parametrize(
    "site",
    [
        PAPER,
        replace(PAPER, card_days=2),
        replace(PAPER, card_days=500),
        replace(PAPER, cards=False),
        replace(PAPER, url=""),
    ],
)
def test_every_page_points_to_a_card_that_is_drawn(site: Site) -> None:
    archive = years()
    targets = {target.name for target in card_targets(archive, site)}
    pointed = {
        page.meta["card"]["url"].removeprefix(SITE.url)
        for page in pages_of(archive, site).values()
        if page.meta.get("card")
    }
    assert pointed == targets
    assert bool(targets) == site.has_cards


def test_a_page_is_made_again_when_it_points_to_another_card(tmp_path: Path) -> None:
    before, after = years(), None
    stories = [story.briefing for story in before.stories.values()]
    after = archived([*stories, told("2026/04/30/new")])
    from broadsheet.pages import page_targets  # noqa: PLC0415

    was, now = ({target.name: target.key for target in page_targets(some, PAPER)} for some in (before, after))
    changed = {name for name in was if was[name] != now[name]}
    assert {"2026/03/30/a/index.md", "2026/03/30/b/index.md"} <= changed
    assert {"2025/04/28/index.md", "2025/04/28/a/index.md"} <= changed
    assert "2026/03/29/a/index.md" not in changed
    assert "2024/11/10/a/index.md" not in changed


def test_a_card_has_another_key_when_what_it_shows_changes() -> None:
    def keys(archive: Archive, site: Site = PAPER) -> dict[str, bytes]:
        return {target.name: target.key for target in card_targets(archive, site)}

    base = keys(archived([told("2026/04/24/a"), told("2026/04/25/b")]))
    retitled = keys(archived([told("2026/04/24/a", title="Another"), told("2026/04/25/b")]))
    assert {name for name in base if base[name] != retitled[name]} == {"2026/04/24/card.png", "2026/04/24/a/card.png"}
    recoloured = replace(PAPER, design=replace(DESIGN, sheet=DESIGN.sheet.replace("#9c2f1d", "#1d2f9c")))
    assert not set(base.values()) & set(
        keys(archived([told("2026/04/24/a"), told("2026/04/25/b")]), recoloured).values()
    )


def test_a_briefing_with_a_picture_shows_it_where_there_are_no_cards() -> None:
    archive = archived([told("2026/04/24/a", image={"file": "a.jpg", "alt": "A bridge."}), told("2026/04/24/b")])
    file = PictureFile(uri="2026/04/24/a/picture-1.jpg", content=picture(), width=1600, height=900)
    site = replace(PAPER, pictures={"2026/04/24/a": file})
    card = pages_of(archive, site)["2026/04/24/a/"].meta["card"]
    assert card["url"].endswith("/2026/04/24/a/card.png")
    assert card["alt"] == "A bridge."
    bare = pages_of(archive, replace(site, cards=False))
    assert bare["2026/04/24/a/"].meta["card"] == {
        "url": SITE.url + file.uri,
        "alt": "A bridge.",
        "width": 1600,
        "height": 900,
    }
    assert bare["2026/04/24/b/"].meta["card"] is None
    assert pages_of(archive, replace(site, cards=False, url=""))["2026/04/24/a/"].meta["card"] is None


def tags(site: Path, address: str) -> dict[str, str]:
    """Return what a page says to those who share it."""
    found = page(site, address).xpath("/html/head/meta[@property]")
    names = [str(element.get("property")) for element in found]
    assert len(names) == len(set(names)), "a tag stands twice"
    return {str(element.get("property")): str(element.get("content")) for element in found}


def test_every_page_of_the_shipped_site_says_how_it_is_to_be_shown(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        address = name.removesuffix("index.html")
        if address == "404.html":
            continue
        said = tags(shipped_site, address)
        head = page(shipped_site, address).xpath("/html/head")[0]
        assert said["og:url"] == head.xpath("string(link[@rel='canonical']/@href)")
        assert said["og:title"]
        assert said["og:description"] == head.xpath("string(meta[@name='description']/@content)")
        assert not head.xpath("meta[@name and @property]")  # some programs read only one of the two
        assert said["og:site_name"] == "Broadsheet"
        is_briefing = bool(page(shipped_site, address).xpath("//article[@class='briefing']"))
        assert said["og:type"] == ("article" if is_briefing else "website")
        assert head.xpath("string(meta[@name='twitter:card']/@content)") == "summary_large_image"
        assert head.xpath("string(meta[@name='robots']/@content)") == "max-image-preview:large"
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:image:alt"]
        card = file_at(shipped_site, said["og:image"].removeprefix("https://broadsheet.example/"))
        with Image.open(card) as image:
            assert image.size == (1200, 630)
        if is_briefing:
            assert card.parent == file_at(shipped_site, address).parent
            assert said["article:published_time"] == "-".join(address.split("/")[:3])
    corrected = tags(shipped_site, "2026/04/24/deepseek-v4-preview/")
    assert corrected["article:modified_time"] == "2026-04-26"
    assert corrected["og:image:alt"].startswith("Bar chart")
    assert tags(shipped_site, "about/")["og:image"] == "https://broadsheet.example/card.png"


def without_site_url(root: Path) -> None:
    file = root / "mkdocs.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("site_url")), "utf-8")


def option(root: Path, text: str) -> None:
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("  - broadsheet\n", f"  - broadsheet:\n      {text}\n"), "utf-8")


HOSTILE = "\"><script>alert(1)</script> {{ 7*7 }} ' & \\u202e %s"


@pytest.mark.slow
def test_hostile_titles_stay_text(project: Callable[[Files], Path]) -> None:
    root = project(
        {"briefings/2026/04/24/a.yml": briefing(title='"' + HOSTILE.replace('"', '\\"').replace("\\u", "\\\\u") + '"')}
    )
    assert build(root, "--no-search") == 0
    said = tags(root / "site", "2026/04/24/a/")
    assert said["og:title"] == HOSTILE
    assert page(root / "site", "2026/04/24/a/").xpath("count(//script[contains(., 'alert(1)')][not(@type)])") == 0


@pytest.mark.slow
def test_without_site_url_no_tag_has_half_an_address(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/a.yml": briefing()})
    without_site_url(root)
    assert build(root, "--no-search") == 0
    said = tags(root / "site", "2026/04/24/a/")
    assert said["og:title"] == "A title"
    assert not {"og:url", "og:image"} & said.keys()
    assert not list((root / "site").rglob("card.png"))


@pytest.mark.slow
def test_cards_can_be_switched_off(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/a.yml": briefing()})
    option(root, "cards: false")
    assert build(root, "--no-search") == 0
    assert "og:image" not in tags(root / "site", "2026/04/24/a/")
    assert "og:url" in tags(root / "site", "2026/04/24/a/")
    assert not list((root / "site").rglob("card.png"))


def drawn_at(site: Path) -> dict[str, int]:
    return {file.relative_to(site).as_posix(): file.stat().st_mtime_ns for file in site.rglob("card.png")}


@pytest.mark.slow
def test_a_days_work_draws_its_own_cards_and_removes_those_that_are_too_old(project: Callable[[Files], Path]) -> None:
    days = ["2026/04/01", "2026/04/02", "2026/04/03"]
    root = project({f"briefings/{day}/{slug}.yml": briefing(title=f"Of {day} {slug}") for day in days for slug in "ab"})
    option(root, "card_days: 2")
    assert build(root, "--no-search") == 0
    before = drawn_at(root / "site")
    assert len(before) == 1 + 3 + 6
    write(root, "briefings/2026/04/04/c.yml", briefing(title="A day more"))
    write(root, "briefings/2026/04/03/a.yml", briefing(title="A better title"))
    assert build(root, "--no-search") == 0
    after = drawn_at(root / "site")
    fresh = {name for name, time in after.items() if before.get(name) != time}
    assert fresh == {"2026/04/04/card.png", "2026/04/04/c/card.png", "2026/04/03/a/card.png", "2026/04/03/card.png"}
    assert before.keys() - after.keys() == {"2026/04/01/a/card.png", "2026/04/01/b/card.png"}
    assert tags(root / "site", "2026/04/01/a/")["og:image"].endswith("/2026/04/01/card.png")
    assert "2026/04/01/card.png" in after


@pytest.mark.slow
def test_a_fork_that_has_deleted_the_fonts_still_builds(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/a.yml": briefing()})
    for file in (root / "overrides/assets/fonts").glob("*.woff2"):
        file.unlink()
    done = build_here("--root", root, "--no-search")
    assert done.returncode == 0, done.stderr
    cards = bool(list((root / "site").rglob("card.png")))
    assert cards == ("og:image" in tags(root / "site", "2026/04/24/a/"))
    assert cards != ("no cards were drawn" in done.stderr)


@pytest.mark.slow
def test_mkdocs_writes_the_same_cards(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/a.yml": briefing(title="Zwölf Boxkämpfer jagen Viktor")})
    assert build(root, "--no-search") == 0
    ours = {name: content for name, content in contents(root / "site").items() if "card." in name}
    done = mkdocs_here("build", "--quiet", "-f", root / "mkdocs.yml", "-d", root / "reference")
    assert done.returncode == 0, done.stderr
    theirs = {name: content for name, content in contents(root / "reference").items() if "card." in name}
    assert ours == theirs
    assert len(ours) == 3
