"""How a command tells of problems: plain lines in a pipe, with the lines of the files on a terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Literal

import click

from broadsheet.load import Tree, read_bytes
from broadsheet.load.document import most_bytes
from broadsheet.problems import Problem
from broadsheet.problems.formats import render
from broadsheet.problems.terminal import sheet
from broadsheet.text.escaping import visible
from broadsheet.write.fmt import Fixer, tidy

Colour = Literal["auto", "always", "never"]
MOST_NAMED = 3  # files in a command that somebody is to copy
MOST_TRIED = 50  # files in which to look for what can be mended: it takes some 10 ms each

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


def mending(problems: Sequence[Problem], tree: Tree, root: Path) -> str:
    """Return the command that mends some of these problems, or nothing where none is certain to be what was meant."""
    places: dict[str, set[tuple[int, int]]] = {}
    for problem in problems:
        places.setdefault(problem.path, set()).add((problem.line, problem.column))
    fixer = Fixer.of(tree)
    files = []
    for file in sorted(places.keys() & set(tree.briefings))[:MOST_TRIED]:
        with suppress(OSError):
            fixed = tidy(file, read_bytes(tree.root, file), fixer=fixer).fixed
            if any((one.line, one.column) in places[file] for one in fixed):
                files.append(file)
        if len(files) > MOST_NAMED:
            break
    named = files if len(files) <= MOST_NAMED else []
    away = [] if root == Path() else ["--root", str(root)]
    return visible(shlex.join(["broadsheet", "fmt", "--fix", *away, *named])) if files else ""


def _lines_in(root: Path) -> Callable[[str], Sequence[str]]:
    @lru_cache(maxsize=8)
    def lines_of(path: str) -> Sequence[str]:
        """Read a file as `check` does; what is no text, or too long, is not shown."""
        try:
            raw = read_bytes(root, path)
            text = raw.decode("utf-8-sig") if len(raw) <= most_bytes(path) else ""
        except (OSError, ValueError):
            return ()
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    return lines_of
