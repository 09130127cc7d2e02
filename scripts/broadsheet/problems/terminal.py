"""Problems for a terminal: by file, each with its line of the file, a mark below the column, and the hint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from textwrap import wrap

from broadsheet.problems import Problem
from broadsheet.problems.source_line import excerpt
from broadsheet.text.escaping import visible

Lines = Callable[[str], Sequence[str]]
"""File -> its lines, or none where they cannot be shown."""

_BOLD, _DIM, _RED, _YELLOW = "1", "2", "31", "33"
MOST_ROOM = 120


def sheet(problems: Sequence[Problem], lines_of: Lines, *, width: int, colour: bool) -> str:
    """Return problems in the given order as text. Excerpts and hints are at most `width` cells wide.

    The first line of each is `path:line:column: message`, the same as in a pipe: terminals open such a place on a click.
    """
    blocks = []
    for path, group in groupby(problems, key=lambda problem: problem.path):
        lines = lines_of(path)
        seen: set[tuple[int, int]] = set()
        block = []
        for problem in group:
            place = (problem.line, problem.column)
            block.append(_block(problem, () if place in seen else lines, width, colour, is_first=not seen))
            seen.add(place)
        blocks.append("".join(block))
    return "\n".join(blocks)


def _block(problem: Problem, lines: Sequence[str], width: int, colour: bool, *, is_first: bool) -> str:
    def paint(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text

    accent = _RED if problem.severity == "error" else _YELLOW
    place = f":{problem.line}:{problem.column}:"
    doubt = "" if problem.severity == "error" else paint("warning:", _YELLOW) + " "
    code = paint(f"[{visible(problem.code)}]", accent if problem.severity == "error" else _DIM)
    first = f"{paint(visible(problem.path), _BOLD if is_first else _DIM)}{paint(place, _DIM)} {doubt}{visible(problem.message)} {code}"
    block = [first]
    if 0 < problem.line <= len(lines) and lines[problem.line - 1].strip():
        gutter = f"{problem.line:>5} │ "
        text, before = excerpt(lines[problem.line - 1], problem.column, min(width, MOST_ROOM) - len(gutter))
        block.append(paint(gutter, _DIM) + text)
        block.append(paint(f"{'':>5} │ ", _DIM) + " " * before + paint("^", accent))
    if problem.hint:
        block += _hint(visible(problem.hint), width)
    return "".join(line.rstrip() + "\n" for line in block)


def _hint(text: str, width: int) -> list[str]:
    lines = wrap(text, max(width - 8, 32), break_long_words=False, break_on_hyphens=False)
    return [f"{'      → ' if place == 0 else '        '}{line}" for place, line in enumerate(lines)]
