"""Problems on a terminal: the line with a mark below the place, colours where they are wanted, and nothing that steers."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.problems import Problem
from broadsheet.problems.source_line import _width, excerpt
from broadsheet.problems.terminal import sheet
from conftest import Files, briefing, run_here, write_files
from test_cli import GOLDEN, TROUBLED

Make = Callable[[Files], Path]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
WIDE = {
    **TROUBLED,
    "briefings/2026/04/26/wide.yml": briefing(
        dek='"漢字の見出し"', label='"速報ニュース"', rank='\t"見"', desk='{text: "' + "A very long line. " * 30 + '"}',
        articles='[{title: "' + "A long title " * 12 + '", url: "https://example.net/", tone: neutrall}]',
    ),
    "briefings/2026/04/27/steering.yml": briefing(date="\x1b[31m24 April"),
}  # fmt: skip


def on_a_terminal(*arguments: str, cwd: Path, columns: int = 80, **environment: str) -> str:
    """Run a command as somebody at a terminal does, and return what it shows."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "broadsheet", *arguments],
        cwd=cwd,
        env={**kept, "TERM": "xterm-256color", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    process.wait(timeout=60)
    text = shown.decode().replace("\r\n", "\n")
    return re.sub(
        r"[^\n]*\r", "", text
    )  # a bar of progress, which a slow machine shows, is overwritten by what follows


def test_a_terminal_shows_the_lines_in_colour(project: Make) -> None:
    shown = on_a_terminal("check", cwd=project(WIDE))
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {"check.terminal": shown})
    assert shown == (GOLDEN / "check.terminal").read_text("utf-8")
    assert set(ESCAPES.findall(shown)) == {f"\x1b[{style}m" for style in ("0", "1", "2", "31", "33")}
    assert "\x1b" not in ESCAPES.sub("", shown)


@pytest.mark.slow
def test_each_problem_begins_as_in_a_pipe(project: Make) -> None:
    root = project(WIDE)
    piped = [line for line in run_here("check", cwd=root).stdout.splitlines() if not line.startswith(" ")]
    shown = ESCAPES.sub("", on_a_terminal("check", cwd=root)).splitlines()
    assert [line for line in shown if line.startswith("briefings/")] == piped


@pytest.mark.slow
def test_colours_can_be_left_out_and_forced(project: Make) -> None:
    root = project(TROUBLED)
    plain = on_a_terminal("check", cwd=root, NO_COLOR="1")
    assert "\x1b" not in plain
    assert "│ label: braeking" in plain
    assert plain == on_a_terminal("check", cwd=root, TERM="dumb")
    piped = run_here("check", "--color", "always", cwd=root)
    assert "\x1b[1mbriefings/" in piped.stdout
    assert "│" not in piped.stdout
    assert "│ label: braeking" in run_here("check", "--excerpt", cwd=root).stdout
    bare = on_a_terminal("check", "--no-excerpt", "--color", "never", cwd=root)
    assert not {"│", "\x1b"} & set(bare)


@pytest.mark.parametrize("style", ["json", "github"])
def test_what_programs_read_is_never_coloured(project: Make, style: str) -> None:
    root = project(TROUBLED)
    assert run_here("check", "--format", style, "--color", "always", "--excerpt", cwd=root).stdout == (
        run_here("check", "--format", style, cwd=root).stdout
    )


def test_what_is_certain_comes_with_the_command_that_mends_it(project: Make) -> None:
    dated = {f"briefings/2026/04/24/{name}.yml": briefing(date="24 April 2026", dek=name) for name in "abcd"}
    root = project({**dated, "briefings/2026/04/25/e.yml": briefing(label="nonsense")})
    said = run_here("check", "--excerpt", cwd=root).stderr
    assert "To fix unambiguous mistakes: broadsheet fmt --fix\n" in said
    said = run_here("check", "--excerpt", "briefings/2026/04/24/a.yml", cwd=root).stderr
    assert "To fix unambiguous mistakes: broadsheet fmt --fix briefings/2026/04/24/a.yml\n" in said
    said = run_here("check", "--excerpt", "--root", root).stderr
    assert f"To fix unambiguous mistakes: broadsheet fmt --fix --root {root}\n" in said
    assert "To fix unambiguous" not in run_here("check", "--excerpt", "briefings/2026/04/25", cwd=root).stderr
    assert "To fix unambiguous" not in run_here("check", cwd=root).stderr


@pytest.mark.slow
def test_a_good_newspaper_gets_one_line(project: Make) -> None:
    assert (
        on_a_terminal("check", cwd=project({"briefings/2026/04/24/a.yml": briefing()})) == "1 briefing: no problems\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "text", "before"),
    [
        ("label: braeking", 8, "label: braeking", 7),
        ("\tlabel", 2, "    label", 4),
        ("漢字: x", 5, "漢字: x", 6),
        ("e\u0301: x", 5, "e\u0301: x", 3),
        ("a\x1b[31mb", 7, "a\\u001b[31mb", 11),
        ("short", 99, "short", 5),
        ("", 1, "", 0),
        ("x" * 50, 1, "x" * 18 + "…", 0),
        ("x" * 50, 50, "…" + "x" * 13, 13),
    ],
)
def test_the_mark_stands_below_the_place(line: str, column: int, text: str, before: int) -> None:
    assert excerpt(line, column, 20) == (text, before)


@given(st.text(max_size=200), st.integers(1, 250), st.integers(24, 120))
def test_an_excerpt_keeps_within_its_room_and_steers_nothing(line: str, column: int, room: int) -> None:
    line = line.split("\n", maxsplit=1)[0]
    text, before = excerpt(line, column, room)
    assert sum(map(_width, text)) <= room
    assert 0 <= before <= room
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_a_line_of_a_megabyte_of_marks_costs_no_time() -> None:
    line = "\u0301" * 1_000_000 + "x"
    assert len(excerpt(line, 1_000_001, 80)[0]) <= 200


def test_a_place_beyond_the_file_gets_no_excerpt() -> None:
    problem = Problem(path="a.yml", line=9, column=1, code="gone", message="It is gone", hint="look")
    assert sheet([problem], lambda _: ["one"], width=80, colour=False) == "a.yml:9:1: It is gone [gone]\n      → look\n"
