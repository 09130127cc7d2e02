"""What each code means: every wrong example is found wrong, every right one is not, and the page says the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml

from broadsheet.check import advice_on, check
from broadsheet.check.explanations import explanations
from broadsheet.check.handbook import explained, handbook, listing
from broadsheet.load import list_tree
from broadsheet.problems import Problem
from conftest import ROOT, briefing, run_here, write_files
from test_bad_input import DAY, picture, png_that_claims, shows

NOW = date(2026, 12, 31)
PAGE = ROOT / "docs" / "project" / "checks.md"
GOLDEN = ROOT / "tests" / "golden" / "cli"
STORY = f"{DAY}/a-story.yml"
Scene = Callable[[Path], object]


def link(root: Path) -> None:
    write_files(root, {f"{DAY}/.keep": "", "notes.yml": briefing()})
    (root / STORY).symlink_to(root / "notes.yml")


def scene(**files: str | bytes) -> Scene:
    named = {f"{DAY}/{name.replace('__', '.').replace('_', '-')}": content for name, content in files.items()}
    return lambda root: write_files(root, named)


GOOD = scene(a_story__yml=briefing())
SHOWN = scene(a_story__yml=shows("chart.png"), chart__png=picture())
TOLD: dict[str, tuple[Scene, Scene]] = {
    "unreadable": (scene(a_story__yml=briefing()), GOOD),
    "symlink": (link, GOOD),
    "too-large": (scene(a_story__yml=briefing(desk="x" * 300_000)), GOOD),
    "not-utf-8": (
        scene(a_story__yml=briefing(desk="café").encode("latin-1")),
        scene(a_story__yml=briefing(desk="café")),
    ),
    "uncorrected-change": (GOOD, GOOD),  # tests/test_uncorrected.py has the histories that it takes
    "not-formatted": (GOOD, GOOD),  # and tests/test_fmt.py the files
    "too-many": (scene(a_story__yml="a: 1\n" * 200), GOOD),
    "picture-missing": (scene(a_story__yml=shows("chart.png")), SHOWN),
    "picture-place": (scene(a_story__yml=shows("../pictures/chart.png")), SHOWN),
    "picture-unreadable": (scene(a_story__yml=shows("chart.png"), chart__png=png_that_claims(60_000, 60_000)), SHOWN),
    "picture-unused": (scene(a_story__yml=briefing(), chart__png=picture()), SHOWN),
}


def whole(file: str, text: str) -> str:
    """Return an example as a file: keys of a briefing take the place of those of the smallest good one."""
    if not file.startswith("2") or file.endswith((".md", "a-list.yml", "begun.yml")):
        return text
    named = {line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    return briefing(**dict.fromkeys(named & set(yaml.safe_load(briefing())))) + text


def found_in(root: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    return found(write_files(root, {f"briefings/{file}": whole(file, text) for file, text in files.items()}))


def found(root: Path) -> tuple[Problem, ...]:
    tree = list_tree(root)
    checked = check(tree, now=NOW)
    return (*checked.problems, *advice_on(tree, checked))


def test_every_code_is_explained_and_no_other() -> None:
    assert all(one.title.endswith(".") for one in explanations().values())
    assert {code for code, one in explanations().items() if one.told} == TOLD.keys()


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for code in explanations() if code not in TOLD])
def test_the_wrong_example_is_found_wrong_and_the_right_one_is_not(code: str, tmp_path: Path) -> None:
    one = explanations()[code]
    assert code in {problem.code for problem in found_in(tmp_path / "wrong", one.wrong)}
    right = found_in(tmp_path / "right", one.right)
    assert code not in {problem.code for problem in right}
    assert [problem for problem in right if problem.severity == "error"] == []


@pytest.mark.parametrize(
    "code", [code for code in TOLD if code not in ("unreadable", "uncorrected-change", "not-formatted")]
)  # tests may run as root, who reads all
def test_what_is_described_is_as_described(code: str, tmp_path: Path) -> None:
    wrong, right = TOLD[code]
    for name, make in (("wrong", wrong), ("right", right)):
        make(tmp_path / name)
    assert code in {problem.code for problem in found(tmp_path / "wrong")}
    assert {problem.code for problem in found(tmp_path / "right")} == {"single-source"}


@pytest.mark.parametrize("code", explanations())
def test_explanations_are_sentences(code: str) -> None:
    one = explanations()[code]
    assert one.why.endswith(".")
    assert one.mend.endswith(".")
    assert one.wrong != one.right
    assert max(map(len, explained(code).splitlines())) <= 130


def test_the_page_of_checks_is_what_the_code_says() -> None:
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        PAGE.write_text(handbook(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == handbook()


def test_the_command_explains_lists_and_names_the_nearest() -> None:
    done = run_here("explain", "duplicate-story")
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        (GOLDEN / "explain.text").write_text(done.stdout, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (GOLDEN / "explain.text").read_text(encoding="utf-8") == explained("duplicate-story")
    assert run_here("explain").stdout == listing()
    assert all(code in listing() for code in explanations())
    assert run_here("explain", "[Duplicate-Story]").stdout == done.stdout  # copied with its brackets
    for typed, said in (("unknown-publsher", "did you mean unknown-publisher?"), ("\x1b[31m", "lists them all")):
        wrong = run_here("explain", typed)
        assert (wrong.returncode, wrong.stdout) == (2, "")
        assert said in wrong.stderr
        assert "\x1b" not in wrong.stderr
