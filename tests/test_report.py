"""Problems on paper: the three formats, and that nothing a contributor writes becomes a command or moves a cursor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.problems import Problem, errors, in_order
from broadsheet.problems.formats import Format, render, summary
from conftest import ROOT, briefing, run_here, write_files

ERROR = Problem(
    path="briefings/a.yml",
    line=3,
    column=7,
    code="bad-date",
    message="“24-04-2026” is not an ISO date",
    hint="write it as 2026-04-24",
)
WARNING = Problem(
    path="briefings/b.yml",
    line=1,
    column=1,
    code="future-date",
    message="the briefing is dated late",
    severity="warning",
)
FORMATS: tuple[Format, ...] = ("text", "github", "json")


def test_text_is_one_line_a_problem_and_one_a_hint() -> None:
    assert render([ERROR, WARNING], "text") == (
        "briefings/a.yml:3:7: “24-04-2026” is not an ISO date [bad-date]\n"
        "    → write it as 2026-04-24\n"
        "briefings/b.yml:1:1: warning: the briefing is dated late [future-date]\n"
    )


def test_github_gets_annotations() -> None:
    assert render([ERROR, WARNING], "github") == (
        "::error file=briefings/a.yml,line=3,col=7,title=bad-date::“24-04-2026” is not an ISO date%0Awrite it as 2026-04-24\n"
        "::warning file=briefings/b.yml,line=1,col=1,title=future-date::the briefing is dated late\n"
    )


def test_json_is_a_list_with_every_field() -> None:
    assert json.loads(render([ERROR, WARNING], "json")) == [
        {
            "path": "briefings/a.yml",
            "line": 3,
            "column": 7,
            "code": "bad-date",
            "message": "“24-04-2026” is not an ISO date",
            "hint": "write it as 2026-04-24",
            "severity": "error",
        },
        {
            "path": "briefings/b.yml",
            "line": 1,
            "column": 1,
            "code": "future-date",
            "message": "the briefing is dated late",
            "hint": "",
            "severity": "warning",
        },
    ]


def test_no_problems_are_nothing_or_an_empty_list() -> None:
    assert [render([], style) for style in FORMATS] == ["", "", "[]\n"]


@pytest.mark.parametrize(
    ("problems", "briefings", "text"),
    [
        ([], 0, "no briefings: no problems"),
        ([], 1, "1 briefing: no problems"),
        ([ERROR], 34, "34 briefings: 1 error"),
        ([WARNING, WARNING], 2, "2 briefings: 2 warnings"),
        ([ERROR, WARNING, ERROR], 2, "2 briefings: 2 errors, 1 warning"),
    ],
)
def test_the_summary_counts(problems: list[Problem], briefings: int, text: str) -> None:
    assert summary(problems, briefings) == text


def test_problems_stand_in_the_order_of_the_files() -> None:
    later = Problem(path="briefings/a.yml", line=12, column=1, code="x", message="x")
    assert in_order([WARNING, later, ERROR]) == (ERROR, later, WARNING)
    assert errors([WARNING, ERROR]) == (ERROR,)


COMMANDS = [
    "::error::x",
    "\n::error::x",
    "\r\n::set-output name=a::b",
    "%0A::error::x",
    "a,line=9::b",
    "\u2028::error::x",
    " ##[error]x",
    "##[set-output name=path;]x",
]


@pytest.mark.parametrize("text", COMMANDS)
@pytest.mark.parametrize("field", ["path", "message", "hint"])
def test_workflow_commands_in_contributed_text_stay_inert(field: str, text: str) -> None:
    fields = {"path": "briefings/a.yml", "code": "bad-date", "message": "m", "hint": "h"}
    problem = Problem(**{**fields, field: fields[field] + text}, line=1, column=1)
    [line] = re.split("[\r\n]", render([problem], "github").removesuffix("\n"))
    command = re.fullmatch(r"::error file=([^:,]*),line=1,col=1,title=([^:,]*)::(.*)", line, re.DOTALL)
    assert command
    decoded = [unescape(part) for part in command.groups()]
    assert decoded == [problem.path, problem.code, f"{problem.message}\n{problem.hint}"]
    for out in (render([problem], "text"), f"{problem}\n"):
        assert not [line for line in re.split("[\r\n]", out) if line.lstrip().startswith("::") or "##[" in line]


def unescape(text: str) -> str:
    """As the runner does it."""
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_written_each_format_keeps_its_form(path: str, message: str, hint: str) -> None:
    problem = Problem(path=f"briefings/{path}", line=1, column=1, code="x", message=message, hint=hint)
    [back] = json.loads(render([problem], "json"))
    assert (back["path"], back["message"], back["hint"]) == (problem.path, message, hint)
    assert render([problem], "github").count("\n") == 1
    assert len(render([problem], "text").splitlines()) == (2 if hint else 1)


@pytest.mark.parametrize("style", ["text", "github"])
@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x08", "\x9b", "\u202e", "\u2066"])
def test_no_control_or_override_character_reaches_a_terminal(character: str, style: Format) -> None:
    problem = Problem(
        path=f"briefings/{character}.yml",
        line=1,
        column=1,
        code="x",
        message=f"“{character}[2J” is not known",
        hint=character,
    )
    assert character not in render([problem], style)
    assert character not in str(problem)


@pytest.mark.parametrize("style", FORMATS)
def test_a_file_name_that_is_not_utf_8_does_not_stop_the_report(style: Format, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for folder in ("overrides", "docs"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    write_files(tmp_path, {"briefings/2026/04/24/caf\udce9.yml": briefing()})
    done = run_here("check", "--root", tmp_path, "--format", style, environment={"PYTHONIOENCODING": "utf-8:strict"})
    assert done.returncode == 1
    assert "bad-slug" in done.stdout
    assert "Traceback" not in done.stderr
