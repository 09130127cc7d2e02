"""A problem is a value: what is wrong, where, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding of `broadsheet check`.

    `path` is relative to the project's root and uses `/`; `line` and `column` count from 1; `code` is one of
    `broadsheet.check.codes.CODES`; `hint` says how to mend it and may be empty.
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
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}{hint} [{self.code}]"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by place in the files, so that the same input always prints the same report."""
    return tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.message)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only those that stop a build."""
    return tuple(p for p in problems if p.severity == "error")
