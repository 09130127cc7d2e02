"""A problem is a value: what is wrong, where, why, and how to fix it. Also every form in which problems are printed.

In: findings of any other package.
Out: `Problem` values, sorted and grouped; the same as text, terminal output, GitHub annotations, JSON, or Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from broadsheet.text.escaping import visible

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding of `broadsheet check` or `broadsheet links`.

    `path` is relative to the project's root and uses `/`; `line` and `column` count from 1; `code` is one of
    `check/explanations.yml`, or a state of a link; `hint` says how to fix it and may be empty.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return visible(f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}{hint} [{self.code}]")


MOST_IN_A_FILE = 100


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems sorted by file, line and column."""
    return tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.message)))


def listed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems sorted, at most MOST_IN_A_FILE of each file and one more that counts the rest."""
    limited: list[Problem] = []
    for path, group in groupby(in_order(problems), key=lambda p: p.path):
        found = list(group)
        limited += found[:MOST_IN_A_FILE]
        if len(found) > MOST_IN_A_FILE:
            last = found[MOST_IN_A_FILE - 1]
            limited.append(
                Problem(
                    path=path,
                    line=last.line,
                    column=last.column,
                    code="too-many",
                    message=f"and {len(found) - MOST_IN_A_FILE:,} more in this file",
                    hint="fix the errors above first",
                    severity="error" if errors(found) else "warning",
                )
            )
    return tuple(limited)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a build."""
    return tuple(p for p in problems if p.severity == "error")
