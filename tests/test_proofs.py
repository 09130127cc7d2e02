"""A site is proofread before it appears: what is wrong with it is said, and the last one stays."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.build.output.gate import SiteError, UnsoundError, judge, page_count
from broadsheet.build.output.html_lint import HtmlLinter, LintResult
from broadsheet.build.swap import staging_of
from broadsheet.publish import SITE_LIMIT
from built_site import tree_of
from conftest import ANOTHER, ROOT, Files, briefing, build_here

Make = Callable[[Files], Path]
PATHS = [f"briefings/2026/04/{day:02}/{name}.yml" for day in (24, 25, 26) for name in "abcdefgh"]
MANY: Files = {path: briefing(title=f"Headline {number}") for number, path in enumerate(PATHS)}
SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
MENU = "    - {text: Archive, url: archive/}\n"
OTHERS_HAVE_A_SAY = "hooks: [hook.py]\n"


def menu(text: str, settings: str = SETTINGS) -> str:
    assert MENU in settings
    return settings.replace(MENU, MENU + f"    - {{text: More, url: {text}}}\n")


@pytest.mark.parametrize(
    ("page", "html", "leads"),
    [
        ("index.html", '<a href="archive/">', {"archive/"}),
        ("index.html", '<a href="./archive/#top">', {"archive/"}),
        ("a/b/index.html", '<a class="x" hidden href="../../archive/?q=1#top">', {"archive/"}),
        ("a/b/index.html", '<a href="../c/">', {"a/c/"}),
        ("a/b/index.html", '<a href="../..">', {""}),
        ("a/b/index.html", '<a href="../../../c/">', {"a/b/../../../c/"}),
        ("a/index.html", '<a href="#here"><a href=""><a href="mailto:me@here.org"><a href="tel:1">', set()),
        ("a/index.html", '<a href="https://other.example/x"><a href="//other.example/x">', set()),
        ("a/index.html", '<a href="https://example.org/paper/x/"><a href="/paper/y/">', {"y/"}),
        ("a/index.html", '<a href="/elsewhere/">', {"/elsewhere/"}),
        ("404.html", '<link rel="stylesheet" href="/paper/look.css"><script src="/paper/x.js"></script>', {"look.css", "x.js"}),
        ("index.html", '<img alt="" src="a.jpg" srcset="b.webp 480w, c.webp 960w"><img srcset=\'d.png 2x\'>', {"a.jpg", "b.webp", "c.webp", "d.png"}),
        ("index.html", '<form role="search" action="search/"><input name="action" value="x"></form>', {"search/"}),
        ("index.html", "<a href='one/'><a href=two/>", {"one/", "two/"}),
        ("index.html", '<a href="caf%C3%A9/?a=1&amp;b=2">', {"café/"}),
        ("index.html", '<a title="x href=" href="right/" data-y=\'src="wrong"\'>', {"right/"}),
        ("index.html", '<img alt=" src=" src="right.jpg">', {"right.jpg"}),
        ("index.html", '<script type="application/ld+json">{"a": "\\u003ca href=", "b": "href=\'c\'"}</script>', set()),
        ("index.html", "<code>&lt;a href=&quot;wrong&quot;&gt;</code>", set()),
        ("index.html", '<a data-href="x" aria-label="y">', set()),
    ],
)  # fmt: skip
def test_where_links_lead(page: str, html: str, leads: set[str]) -> None:
    assert HtmlLinter("https://example.org/paper/").link_targets(page, html.encode()) == leads


def test_links_to_pages_that_are_sure_to_be_made_need_no_second_look() -> None:
    reader = HtmlLinter("https://example.org/", ["", "archive/"])
    html = b'<a href="../"><a href="../archive/"><a href="/archive/#x"><a href="../other/">'
    for _ in range(2):
        assert reader.link_targets("about/index.html", html) == {"other/"}


@given(st.binary(max_size=300), st.text("<a href=\"'/.>#?\n", max_size=80))
def test_reading_takes_whatever_a_page_is_made_of(noise: bytes, marks: str) -> None:
    for content in (noise, marks.encode(), noise + marks.encode()):
        HtmlLinter("https://example.org/").read([("a/index.html", content), ("a/index.json", content)])


@pytest.mark.parametrize(
    ("uri", "content", "fault"),
    [
        ("feed.xml", b"<feed/>", ""),
        ("feed.xml", b"<feed>", "is no XML"),
        ("feed.xml", b"<feed>&nbsp;</feed>", "is no XML"),
        ("feed.xml", b'<!DOCTYPE feed [<!ENTITY x "y">]><feed>&x;</feed>', "declares a document type"),
        ("a/feed.json", b'{"a": 1}', ""),
        ("a/feed.json", b'{"a": 1', "is no JSON"),
        ("a/feed.json", b'{"a": "\xff"}', "is no JSON"),
        ("data/x.jsonl", b'{"a": 1}\n{"b": 2}\n', ""),
        ("data/x.jsonl", b"", ""),
        ("data/x.jsonl", b'{"a": 1}\n{"b": \n', "is no JSON"),
        ("data/x.jsonl.gz", gzip.compress(b'{"a": 1}\n', mtime=0), ""),
        ("data/x.jsonl.gz", gzip.compress(b"{", mtime=0), "is no JSON"),
        ("data/x.jsonl.gz", b"not packed", "is not packed"),
        ("index.html", b"", "is empty"),
        ("picture.jpg", b"", "is empty"),
        ("picture.jpg", b"\xff", ""),
    ],
)
def test_what_is_wrong_with_a_file(uri: str, content: bytes, fault: str) -> None:
    said = [fault.message for fault in HtmlLinter("").read([(uri, content)]).faults]
    assert [one[: len(fault)] for one in said] == ([fault] if fault else [])


def verdict(files: set[str], *, before: int = 0, size: int = 0, may_shrink: bool = False) -> tuple[str, ...]:
    return judge(
        files=files, pages=(), generated=LintResult(), documents=LintResult(), before=before, after=page_count(files), size=size,
        may_shrink=may_shrink,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "refused"), [(100, 49, True), (100, 50, False), (40, 19, True), (30, 11, False), (21, 0, True)]
)
def test_a_site_that_loses_most_of_its_pages_is_refused_unless_it_may(before: int, after: int, refused: bool) -> None:
    files = {f"{number}/index.html" for number in range(after)}
    if refused:
        with pytest.raises(SiteError, match=f"from {before} pages to {after}.*--allow-shrink"):
            verdict(files, before=before)
    else:
        verdict(files, before=before)
    assert verdict(files, before=before, may_shrink=True) == ()


def test_a_page_that_was_not_made_is_a_fault_and_too_heavy_a_site_a_doubt() -> None:
    with pytest.raises(UnsoundError) as refused:
        judge(
            files={"index.html"}, pages=["index.html", "a/index.html"], generated=LintResult(), documents=LintResult(),
            before=0, after=1, size=0, may_shrink=False,
        )  # fmt: skip
    assert [str(fault) for fault in refused.value.faults] == ["a/index.html: was not made"]
    (doubt,) = verdict({"index.html"}, size=SITE_LIMIT * 5 // 4)
    assert "1.25 GB" in doubt


@pytest.mark.slow
@pytest.mark.parametrize("way", ["fast", "slow"])
def test_a_link_to_nowhere_on_our_pages_keeps_the_last_site(project: Make, way: str) -> None:
    slow = {"hook.py": "", "mkdocs.yml": SETTINGS + OTHERS_HAVE_A_SAY} if way == "slow" else {}
    root = project({PATHS[0]: briefing(), **slow})
    assert build_here(cwd=root).returncode == 0
    before = tree_of(root / "site")
    text = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(menu("nowhere/", text), "utf-8")
    for _ in range(2):
        done = build_here(cwd=root)
        assert (done.returncode, done.stdout) == (1, "")
        assert "the new site has 1 fault" in done.stderr
        assert "links to nowhere/, which is not there, and so do " in done.stderr
        assert "`extra:` in mkdocs.yml" in done.stderr
        assert "The last site was left as it is" in done.stderr
        assert tree_of(root / "site") == before
    (root / "mkdocs.yml").write_text(menu("corrections/", text), "utf-8")
    done = build_here(cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert tree_of(root / "site") != before


@pytest.mark.slow
def test_every_fault_is_said_up_to_twenty(project: Make) -> None:
    lines = "".join(f"    - {{text: More, url: nowhere-{number:02}/}}\n" for number in range(25))
    root = project({PATHS[0]: briefing(), "mkdocs.yml": SETTINGS.replace(MENU, MENU + lines)})
    done = build_here(cwd=root)
    assert done.returncode == 1
    assert "the new site has 25 faults" in done.stderr
    assert done.stderr.count("which is not there") == 20
    assert "and 5 more" in done.stderr
    assert not (root / "site").exists()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["fast", "slow"])
def test_a_link_to_nowhere_in_a_document_is_said_at_every_build_and_keeps_nobody_waiting(
    project: Make, way: str
) -> None:
    slow = {"hook.py": "", "mkdocs.yml": SETTINGS + OTHERS_HAVE_A_SAY} if way == "slow" else {}
    root = project({PATHS[0]: briefing(), "docs/more.md": '# More\n\n<a href="../nowhere/">there</a>\n', **slow})
    for _ in range(2):
        done = build_here(cwd=root)
        assert done.returncode == 0
        assert "Warning: more/index.html: links to nowhere/, which is not there" in done.stderr
    (root / "docs/nowhere.md").write_text("# Here after all\n")
    done = build_here(cwd=root)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_document_whose_target_goes_away_is_found_though_nobody_touched_it(project: Make) -> None:
    there = '# More\n\n<a href="../2026/04/24/a/">there</a>\n'
    root = project({PATHS[0]: briefing(), PATHS[1]: briefing(articles=ANOTHER), "docs/more.md": there})
    assert build_here(cwd=root).stderr == ""
    (root / PATHS[0]).unlink()
    done = build_here(cwd=root)
    assert done.returncode == 0
    assert "more/index.html: links to 2026/04/24/a/, which is not there" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("way", ["fast", "slow", "without a cache"])
def test_lost_briefings_do_not_empty_the_site(project: Make, way: str) -> None:
    slow = {"hook.py": "", "mkdocs.yml": SETTINGS + OTHERS_HAVE_A_SAY} if way == "slow" else {}
    root = project({**MANY, **slow})
    assert build_here("--no-search", cwd=root).returncode == 0
    before = tree_of(root / "site")
    shutil.rmtree(root / "briefings/2026/04/24")
    shutil.rmtree(root / "briefings/2026/04/25")
    shutil.rmtree(root / "briefings/2026/04/26")
    if way == "without a cache":
        shutil.rmtree(root / ".cache")
        shutil.rmtree(staging_of(root / "site"), ignore_errors=True)
    done = build_here("--no-search", cwd=root)
    assert done.returncode == 1
    assert "the site would shrink from" in done.stderr
    assert tree_of(root / "site") == before
    done = build_here("--no-search", "--allow-shrink", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "2026/04/24/a/index.html" not in tree_of(root / "site")


@pytest.mark.slow
def test_a_hostile_text_cannot_make_a_link_of_its_own(project: Make) -> None:
    hostile = '"x href=, src=nowhere <a href=nowhere> \\" href=\\"nowhere\\" >"'
    itself = '\n  - {title: A, url: "https://broadsheet.example/nowhere/", summary: B.}'
    root = project({PATHS[0]: briefing(title=hostile, dek=hostile, summary=hostile, articles=itself)})
    done = build_here(cwd=root)
    assert done.returncode == 0, done.stderr
