"""How a command tells of problems: plain lines in a pipe, with the lines of the files on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import click

from broadsheet.load import read_bytes
from broadsheet.load.document import MAX_BYTES
from broadsheet.problem import Problem
from broadsheet.report import render
from broadsheet.sheet import sheet

Colour = Literal["auto", "always", "never"]

colour_option = click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours.  [default: on a terminal, unless NO_COLOR is set]",
)
excerpt_option = click.option(
    "--excerpt/--no-excerpt", default=None, help="Show the line with each problem.  [default: on a terminal]"
)


def is_coloured(colour: Colour) -> bool:
    """Whether to colour what goes to standard output."""
    if colour != "auto":
        return colour == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def told(problems: Sequence[Problem], root: Path, *, excerpt: bool, colour: bool) -> str:
    """Return problems for people, with the lines of the files that they are in where `excerpt` asks for them."""
    if not (excerpt or colour):
        return render(problems, "text")
    width = max(shutil.get_terminal_size((100, 24)).columns, 40)
    return sheet(problems, _lines_in(root) if excerpt else lambda _: (), width=width, colour=colour)


def _lines_in(root: Path) -> Callable[[str], Sequence[str]]:
    @lru_cache(maxsize=8)
    def lines_of(path: str) -> Sequence[str]:
        """Read a file as `check` does; what is no text, or too long, is not shown."""
        try:
            raw = read_bytes(root, path)
            text = raw.decode("utf-8-sig") if len(raw) <= MAX_BYTES else ""
        except (OSError, ValueError):
            return ()
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    return lines_of
