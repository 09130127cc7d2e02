"""Problems on paper: lines for people, annotations for GitHub, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from broadsheet.problem import Problem

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

Format = Literal["text", "github", "json"]


def render(problems: Sequence[Problem], style: Format) -> str:
    """Return all problems in one of the formats, each line ended."""
    if style == "json":
        return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1) + "\n"
    if style == "github":
        return "".join(_annotation(problem) + "\n" for problem in problems)
    return "".join(_line(problem) + "\n" for problem in problems)


def summary(problems: Sequence[Problem], briefings: int) -> str:
    """`34 briefings: 2 errors, 1 warning`."""
    wrong = sum(problem.severity == "error" for problem in problems)
    doubtful = len(problems) - wrong
    found = ", ".join(part for part in (_count(wrong, "error"), _count(doubtful, "warning")) if part)
    return f"{_count(briefings, 'briefing') or 'no briefings'}: {found or 'no problems'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def _line(problem: Problem) -> str:
    """`path:line:column: message`, with the hint on a line of its own: the eye finds what to do."""
    severity = "" if problem.severity == "error" else "warning: "
    hint = f"\n    → {_one_line(problem.hint)}" if problem.hint else ""
    return f"{_one_line(problem.path)}:{problem.line}:{problem.column}: {severity}{_one_line(problem.message)} [{problem.code}]{hint}"


def _annotation(problem: Problem) -> str:
    """A GitHub workflow command. What contributors wrote is escaped, so that it cannot become a command of its own."""
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.code)}"
    return f"::{problem.severity} {place}::{_data(message)}"


def _one_line(text: str) -> str:
    """Return a text that is one line and moves nothing on a terminal: file names may hold anything."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", " ".join(text.split()))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
