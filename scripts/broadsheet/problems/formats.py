"""Problems as text: lines for people, annotations for GitHub, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Literal

from broadsheet.problems import Problem
from broadsheet.problems.github import as_annotations
from broadsheet.text.escaping import escaped, visible

Format = Literal["text", "github", "json"]


def render(problems: Sequence[Problem], style: Format, *, first: Collection[str] = ()) -> str:
    """Return all problems in one format. GitHub shows few annotations, so the files in `first` come first there."""
    if style == "json":
        listing = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)
        return "".join(line and escaped(line) + "\n" for line in listing.split("\n"))
    if style == "github":
        return as_annotations(problems, first)
    return "".join(_line(problem) + "\n" for problem in problems)


def summary(problems: Sequence[Problem], briefings: int) -> str:
    """Return `34 briefings: 2 errors, 1 warning`."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    found = ", ".join(part for part in (_count(errors, "error"), _count(warnings, "warning")) if part)
    return f"{_count(briefings, 'briefing') or 'no briefings'}: {found or 'no problems'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def _line(problem: Problem) -> str:
    """Return `path:line:column: message`, with the hint on a line of its own."""
    severity = "" if problem.severity == "error" else "warning: "
    hint = f"\n    → {visible(problem.hint)}" if problem.hint else ""
    return (
        visible(f"{problem.path}:{problem.line}:{problem.column}: {severity}{problem.message} [{problem.code}]") + hint
    )
