"""What a pull request is told: annotations within GitHub's limits, and a summary in which contributed text does nothing."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import lxml.html  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from broadsheet.problems import Problem
from broadsheet.problems.formats import render
from broadsheet.problems.github import as_annotations
from broadsheet.problems.github_markdown import code, headed, plain
from conftest import ROOT, Files, briefing, build_here, make_project, run_here, write_files

Make = Callable[[Files], Path]
GOLDEN = ROOT / "tests" / "golden" / "review"
PREVIEW = "https://github.com/example/broadsheet/actions/runs/1/artifacts/2"
ONE, TWO, THREE = (
    f"briefings/2026/04/{day}/{name}.yml" for day, name in (("24", "one"), ("25", "two"), ("25", "three"))
)
SEVERITIES = st.sampled_from(["error", "warning"])
PROBLEMS = st.lists(
    st.builds(
        lambda path, line, severity: Problem(
            path=path, line=line, column=1, code="bad-date", message=f"no {line}", severity=severity
        ),
        st.sampled_from(["a.yml", "b.yml", "c.yml", "d\n::error::x.yml"]),
        st.integers(1, 99),
        SEVERITIES,
    ),
    max_size=60,
)
TEXT = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["@ada", "#12", "GH-3", "https://evil.example/x", "www.evil.example", "<b>", "[a](b)", "![a](b)", "`", "``", "|", "\\",
         "*a*", "_a_", "~~a~~", "$x$", ":smile:", "&lt;", "&#64;", "\n", "- ", "1. ", "# ", "> ", "::error::", "a/b#1", "<!--"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(PROBLEMS)
def test_github_gets_no_more_than_it_shows_and_the_log_has_the_rest(problems: list[Problem]) -> None:
    lines = as_annotations(problems).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    kinds = Counter(line.split(" ")[0] for line in commands)
    found = Counter(problem.severity for problem in problems)
    assert {kind: kinds[f"::{kind}"] for kind in found} == {kind: min(10, count) for kind, count in found.items()}
    beyond = sum(max(0, count - 10) for count in found.values())
    assert len(lines) == len(commands) + (beyond and beyond + 1)


def test_every_file_is_shown_before_one_is_shown_twice() -> None:
    problems = [
        Problem(path=f"{letter}.yml", line=line, column=1, code="bad-date", message="x")
        for letter in "abcdefghij"
        for line in range(1, 9)
    ]
    shown = re.findall(r"^::error file=(\w)", render(problems, "github"), re.MULTILINE)
    assert shown == list("abcdefghij")


@pytest.mark.slow
def test_the_files_of_a_change_go_before_all_others(project: Make) -> None:
    doubtful = {f"briefings/2026/04/2{day}/{day}.yml": briefing(label="odd") for day in range(9)}
    root = project({**doubtful, "briefings/2026/04/24/same.yml": briefing(label="odd")})
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for files in ({}, {"briefings/2026/04/29/late.yml": briefing(label="odd")}):
        write_files(root, files)
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
            subprocess.run([*git, *command], check=True)
    for options, count in (((), 0), (("--since", "HEAD^1"), 2)):
        said = run_here("check", "--format", "github", *options, cwd=root).stdout
        assert len(re.findall(r"^::warning file=briefings/2026/04/29/late.yml,", said, re.MULTILINE)) == count, said


def seen(markdown: str) -> lxml.html.HtmlElement:
    """Draw Markdown with raw HTML let through, as GitHub does before it cleans."""
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)
    return lxml.html.fragment_fromstring(html, create_parent="body")


@given(TEXT)
def test_quoted_text_shows_as_it_is_and_does_nothing(text: str) -> None:
    for quoted in (plain(text), code(text)):
        assert "\n" not in quoted
        drawn = seen(f"- {quoted}")
        assert {element.tag for element in drawn.iter()} <= {"body", "ul", "li", "code"}
    free = seen(f"- {plain(text)}")
    assert {element.tag for element in free.iter()} <= {"body", "ul", "li"}
    words = free.text_content()
    assert not re.search(r"@\w|#\d|\bGH-\d|[a-z]://|\bwww\.\w|:\w+:(?!\S)", words, re.IGNORECASE)
    assert not re.search(r"@|#\d|\bGH-\d|[a-z]://", headed(text), re.IGNORECASE)


@pytest.mark.parametrize("text", ["A plain sentence, 5 % dearer.", "DeepSeek's V4: “open” – and cheap", "深度求索"])
def test_quoted_text_can_be_read(text: str) -> None:
    assert seen(f"- {plain(text)}").text_content().strip() == text
    assert seen(code(text)).text_content().strip() == text


def changed(root: Path, *letters: tuple[str, str]) -> Path:
    file = root.parent / "changes"
    file.write_bytes(b"".join(f"{letter}\0{path}\0".encode() for letter, path in letters))
    return file


GOOD = {
    ONE: briefing(follows=None),
    TWO: briefing(title='"Second: <b>@ada</b> [x](https://evil.example)"', follows="2026/04/24/one", category="policy"),
    "briefings/categories.yml": "policy: Policy\n",
    "briefings/publishers.yml": "example.org: {name: Example}\n",
}
BAD = {
    ONE: briefing(title=None, dek='"@ada <img src=x>"', **{'"x|y\\n::error::z"': "1"}),
    TWO: briefing(label="braeking"),
    THREE: briefing(summary='"never closed'),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("built") / "project", GOOD)
    assert build_here("--no-search", cwd=root).returncode == 0
    return root


@pytest.mark.parametrize(
    ("name", "files", "letters", "status"),
    [
        ("good", GOOD, [("A", TWO), ("M", "briefings/publishers.yml"), ("D", "briefings/2026/04/23/gone.yml")], 0),
        ("bad", BAD, [("A", ONE), ("M", TWO)], 1),
        ("elsewhere", BAD, [("M", TWO), ("M", "README.md")], 1),
        ("code", GOOD, [("M", "README.md")], 0),
    ],
)
def test_the_summary(
    built: Path, project: Make, name: str, files: Files, letters: list[tuple[str, str]], status: int
) -> None:
    root = project(files)
    options: list[str | Path] = [] if status else ["--site-dir", built / "site", "--preview", PREVIEW]
    done = run_here("review", changed(root, *letters), *options, cwd=root)
    assert done.returncode == status, done.stderr
    said = re.sub(r"\d+ KB", "00 KB", done.stdout)
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {f"{name}.md": said})
    assert said == (GOLDEN / f"{name}.md").read_text("utf-8")
    drawn = seen(said)
    assert {link.get("href") for link in drawn.iter("a")} <= {PREVIEW}
    assert not list(drawn.iter("img", "script", "b"))


@pytest.mark.slow
def test_every_page_that_is_named_is_there(built: Path) -> None:
    changes = changed(built, ("M", ONE), ("A", TWO))
    said = run_here("review", changes, "--site-dir", "site", cwd=built).stdout
    named = re.findall(r"`/?((?:[^`]*/)?)(?:index\.html)?`", said)
    assert len(named) > 8
    assert [url for url in named if not (built / "site" / url / "index.html").is_file()] == []


@pytest.mark.slow
def test_it_reads_what_git_prints(project: Make) -> None:
    root = project({ONE: briefing()})
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    write_files(root, {TWO: briefing(), ONE: briefing(dek="More")})
    subprocess.run([*git, "add", "."], cwd=root, check=True)
    printed = subprocess.run(
        [*git, "diff", "--cached", "--name-status", "-z", "--no-renames"], cwd=root, check=True, capture_output=True
    ).stdout
    (root.parent / "changes").write_bytes(printed)
    said = run_here("review", root.parent / "changes", cwd=root).stdout
    assert "`2026/04/24/one/index.html` (changed, " in said
    assert "`2026/04/25/two/index.html` (new, " in said


@pytest.mark.parametrize("written", [b"R100\0a\0b\0", b"M\0a\0b\0", b"some text"])
def test_another_list_is_wrong_usage(project: Make, written: bytes) -> None:
    root = project({ONE: briefing()})
    (root.parent / "changes").write_bytes(written)
    done = run_here("review", root.parent / "changes", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_flood_of_problems_stays_within_what_github_takes(project: Make) -> None:
    files = {
        f"briefings/2026/04/24/{number}.yml": briefing(**{f'"{"@x" * 90}{n}"': "1" for n in range(90)})
        for number in range(60)
    }
    root = project(files)
    said = run_here("review", changed(root, *(("A", file) for file in files)), cwd=root).stdout
    assert said.startswith("## 5,400 things to fix")
    assert len(said) < 60_000
