"""What contributors get for wrong files. Each folder of tests/golden/check holds `input/` and the exact text in `expected.txt`.

A case without `input/` is made in GENERATED: its files are too large, too odd or too hostile to be kept. After a change of
wording, run with BROADSHEET_UPDATE_GOLDEN=1 and read every difference as somebody would who has never seen the code.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.check import advice_on, check
from broadsheet.check.explanations import explanations
from broadsheet.load import Tree, list_tree
from broadsheet.problems import Problem
from broadsheet.problems.formats import render
from conftest import ROOT, Files, briefing, build_here, write_files

GOLDEN = ROOT / "tests" / "golden" / "check"
NOW = date(2026, 12, 31)
DAY = "briefings/2026/04/24"


def picture(size: tuple[int, int] = (4, 4)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return out.getvalue()


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png_that_claims(width: int, height: int) -> bytes:
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT")


def heavy_png() -> bytes:
    """A good picture with 21 MB of something before its pixels."""
    small = picture()
    start = small.index(b"IDAT") - 4
    return small[:start] + chunk(b"teSt", bytes(21 * 1024 * 1024)) + small[start:]


def shows(name: str) -> str:
    return briefing(image=f"{{file: {name}, alt: A chart}}")


def front_matter(body: str) -> str:
    return f"---\n{briefing()}---\n{body}"


def of_one_day(**named: str | bytes) -> Callable[[Path], Tree]:
    """Write files of one day; in their names, two underscores stand for the dot."""
    return lambda root: list_tree(
        write_files(root, {f"{DAY}/{name.replace('__', '.').replace('_', '-')}": text for name, text in named.items()})
    )


def links(root: Path) -> Tree:
    secret = (
        write_files(
            root, {f"{DAY}/a.yml": shows("linked.png"), "secret/26/b.yml": briefing(), "secret/c.png": picture()}
        )
        / "secret"
    )
    (root / DAY / "linked.png").symlink_to(secret / "c.png")
    (root / DAY / "linked.yml").symlink_to("/etc/hostname")
    (root / DAY / "nowhere.yml").symlink_to("nowhere-at-all.yml")
    (root / DAY).with_name("26").symlink_to(secret / "26", target_is_directory=True)
    return list_tree(root)


def gone(root: Path) -> Tree:
    tree = list_tree(write_files(root, {f"{DAY}/a.yml": briefing()}))
    (root / DAY / "a.yml").unlink()
    return tree


def odd_names(root: Path) -> Tree:
    return list_tree(
        write_files(
            root, {f"{DAY}/{name}.yml": briefing() for name in ("two\nlines", "x" * 101, "\u202egnp", "%0A::error")}
        )
    )


GENERATED: dict[str, Callable[[Path], Tree]] = {
    "too-large": of_one_day(a__yml=briefing(desk="x" * 1_000_000), b__yml=briefing()),
    "nested-brackets": of_one_day(a__yml=briefing(desk="[" * 50_000), b__yml="[" * 50_000, c__yml=briefing(desk="{a: " * 50_000)),
    "nested-blocks": of_one_day(a__yml="- " * 50_000, b__yml="".join(f"{' ' * depth}a:\n" for depth in range(400))),
    "quotes": of_one_day(a__yml=briefing(desk='"' * 256_000), b__yml=briefing(desk="'" * 255_001), c__yml='"' * 256_000),
    "control-characters": of_one_day(
        a__yml=briefing(title="A \0 title"), b__yml=briefing(title='"A \\0 title"'), c__md=front_matter("Fine.\n\nNot \x1b[31m fine.\n")
    ),
    "bidi-overrides": of_one_day(
        a__yml=briefing(title="A \u202e title"), b__yml=briefing(title='"A \\u2066 title"'), c__md=front_matter("Fine.\n\u202e\n")
    ),
    "not-utf-8": of_one_day(a__yml=briefing().encode() + b"desk: caf\xe9\n", b__yml=briefing().encode("utf-16")),
    "symlinks": links,
    "unreadable": gone,
    "odd-names": odd_names,
    "damaged-pictures": of_one_day(
        a__yml=shows("cut.png"), cut__png=picture((64, 64))[:90], b__yml=shows("huge.png"), huge__png=png_that_claims(9_000, 9_000),
        c__yml=shows("bomb.png"), bomb__png=png_that_claims(60_000, 60_000), d__yml=shows("good.png"), good__png=picture(),
        e__yml=shows("heavy.png"), heavy__png=heavy_png(),
    ),
}  # fmt: skip

HOSTILE_FILES: dict[str, str] = {
    "duplicate keys": "a: 1\n" * 50_000,
    "unknown keys": "".join(f"k{number}: 1\n" for number in range(24_000)),
    "keys in a flow": f"a: {{{'a,' * 120_000}}}",
    "anchors": "- &a a\n" * 35_000,
    "documents": "---\n" * 60_000,
    "bidi overrides": "\u202e\n" * 60_000,
    "complex keys": "? " * 120_000,
}

CASES = sorted({folder.name for folder in GOLDEN.iterdir()} | GENERATED.keys())


def problems_of(case: str, root: Path) -> tuple[Problem, ...]:
    tree = GENERATED[case](root) if case in GENERATED else list_tree(GOLDEN / case / "input")
    checked = check(tree, now=NOW)
    if case == "advice":
        return advice_on(tree, checked)
    # the other cases tell one story again and again, and that is not what they are about
    return tuple(problem for problem in checked.problems if case == "told-twice" or problem.code != "duplicate-story")


@pytest.mark.parametrize("case", CASES)
def test_bad_input_gets_the_golden_text(case: str, tmp_path: Path) -> None:
    text = render(problems_of(case, tmp_path), "text")
    expected = GOLDEN / case / "expected.txt"
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {f"{case}/expected.txt": text})
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_code_is_produced_and_no_other(tmp_path: Path) -> None:
    produced = {problem.code for case in CASES for problem in problems_of(case, tmp_path / case)}
    flood = of_one_day(a__yml=HOSTILE_FILES["duplicate keys"])(tmp_path / "flood")
    assert produced | {problem.code for problem in check(flood).problems} == set(explanations()) - {
        "uncorrected-change",
        "not-formatted",
    }


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_problem_lies_within_a_file_that_is_there(case: str, tmp_path: Path) -> None:
    found = problems_of(case, tmp_path)
    root = tmp_path if case in GENERATED else GOLDEN / case / "input"
    for problem in found:
        file = root / problem.path
        assert problem.path.startswith("briefings/")
        assert problem.column >= 1
        if file.is_file() and not file.is_symlink():
            assert 1 <= problem.line <= file.read_bytes().count(b"\n") + 1


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_hostile_file_does_not_flood_the_report(name: str, tmp_path: Path) -> None:
    tree = list_tree(write_files(tmp_path, {f"{DAY}/a.yml": HOSTILE_FILES[name]}))
    found = check(tree).problems
    assert 1 <= len(found) <= 1_000
    assert any(problem.severity == "error" for problem in found)


def test_a_picture_name_longer_than_a_disk_allows_is_a_missing_picture(tmp_path: Path) -> None:
    tree = list_tree(write_files(tmp_path, {f"{DAY}/a.yml": shows("x" * 400 + ".png")}))
    assert [problem.code for problem in check(tree).problems] == ["picture-missing"]


def test_an_upper_case_ending_is_not_called_a_wrong_folder(tmp_path: Path) -> None:
    [problem] = check(list_tree(write_files(tmp_path, {f"{DAY}/a.YML": briefing()}))).problems
    assert "does not lie in" not in problem.message
    assert "a.yml" in problem.hint


@pytest.mark.slow
@pytest.mark.parametrize(
    "files", [{}, {f"{DAY}/.gitkeep": ""}, {f"{DAY}/a.yml": ""}], ids=["no folder", "empty folder", "empty file"]
)
def test_without_briefings_the_build_makes_a_site_that_says_so(files: Files, project: Callable[[Files], Path]) -> None:
    root = project(files)
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    assert "There are no briefings in briefings/ yet" in done.stdout
    assert "no briefing" in (root / "site" / "index.html").read_text(encoding="utf-8").lower()


@pytest.mark.slow
def test_errors_stop_the_build_and_the_last_site_stays(project: Callable[[Files], Path]) -> None:
    root = project({f"{DAY}/a.yml": briefing()})
    assert build_here("--root", root).returncode == 0
    last = {file: file.read_bytes() for file in (root / "site").rglob("*") if file.is_file()}
    write_files(root, {f"{DAY}/a.yml": briefing(title="Another title"), f"{DAY}/b.yml": briefing(title="OpenAI: GPT")})
    done = build_here("--root", root)
    assert done.returncode == 1
    assert f"{DAY}/b.yml:1:14: " in done.stderr
    assert {file: file.read_bytes() for file in (root / "site").rglob("*") if file.is_file()} == last


@pytest.mark.slow
def test_a_page_that_would_replace_a_file_in_docs_names_both(project: Callable[[Files], Path]) -> None:
    root = project({f"{DAY}/a.yml": briefing(), "docs/2026/04/24/a.md": "By hand.\n", "docs/feed.xml": "<feed/>"})
    done = build_here("--root", root)
    assert done.returncode == 1
    assert "docs/2026/04/24/a.md would be replaced by the page 'A title' at /2026/04/24/a/" in done.stderr
    assert "docs/feed.xml would be replaced" in done.stderr
    assert not (root / "site").exists()


@pytest.mark.slow
def test_markup_and_template_code_in_any_field_are_shown_as_text(project: Callable[[Files], Path]) -> None:
    root = project(
        {
            f"{DAY}/a.yml": hostile_briefing(),
            f"{DAY}/a.png": picture(),
            f"{DAY}/b.md": front_matter(f"## {HOSTILE}\n\n{HOSTILE}\n"),
        }
    )
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    pages = {page: page.read_text(encoding="utf-8") for page in (root / "site").rglob("*.html")}
    assert not [page for page, text in pages.items() if "<script>alert" in text or "<img src=x" in text]
    assert pages[root / "site/2026/04/24/a/index.html"].count("{{ 7*7 }}") > 15
    assert pages[root / "site/2026/04/24/b/index.html"].count("{{ 7*7 }}") >= 2


HOSTILE = "{{ 7*7 }}<script>alert(1)</script><img src=x onerror=alert(1)>"


def hostile_briefing() -> str:
    quoted = f"'{HOSTILE}'"
    texts = dict.fromkeys(("title", "dek", "summary", "label", "ai_assistance", "reviewed_by", "desk"), quoted)
    keys = ("title", "summary", "publisher", "author", "tone", "sentiment", "intent", "role")
    return briefing(
        **{key: text[:38] + "'" if key == "label" else text for key, text in texts.items()},
        key_points=f"[{quoted}]",
        contributors=f"[{quoted}]",
        image=f"{{file: a.png, alt: {quoted}, caption: {quoted}, credit: {quoted}, license: {quoted}, prompt: {quoted}, generator: {quoted}}}",
        claims=f"[{{claim: {quoted}, says: {{1: {quoted}}}}}]",
        corrections=f"[{{date: 2026-04-25, text: {quoted}}}]",
        articles="\n  - url: https://example.org/one\n    entities: [" + quoted + "]\n"
        + "".join(f"    {key}: {quoted[:38] + chr(39) if key in ('tone', 'sentiment', 'intent', 'role') else quoted}\n" for key in keys),
    )  # fmt: skip
