"""Problems as GitHub annotations, within its limit of ten errors and ten warnings per step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from broadsheet.problems import Problem
from broadsheet.text.escaping import escaped

MOST = 10  # per severity and step; GitHub drops the others silently


def as_annotations(problems: Sequence[Problem], first: Collection[str] = ()) -> str:
    """Return workflow commands for the problems that GitHub shows, then the others as plain lines of the log.

    Files in `first` come before all others. Every file gets its first annotation before any file gets its second.
    """
    shown = set()
    turns = [(problem.path not in first, turn) for problem, turn in zip(problems, _turns(problems), strict=True)]
    for severity in ("error", "warning"):
        places = [place for place, problem in enumerate(problems) if problem.severity == severity]
        shown.update(sorted(places, key=turns.__getitem__)[:MOST])
    lines = [_annotation(problem) for place, problem in enumerate(problems) if place in shown]
    rest = [str(problem) for place, problem in enumerate(problems) if place not in shown]
    if rest:
        lines += [f"GitHub shows {MOST} errors and {MOST} warnings at their lines; these are the others:", *rest]
    return "".join(f"{line}\n" for line in lines)


def _turns(problems: Sequence[Problem]) -> list[int]:
    """Return for each problem the number of earlier problems of the same file and severity."""
    seen: Counter[tuple[str, str]] = Counter()
    turns = []
    for problem in problems:
        turns.append(seen[problem.path, problem.severity])
        seen[problem.path, problem.severity] += 1
    return turns


def _annotation(problem: Problem) -> str:
    """Return a GitHub workflow command. Contributed text is escaped, so that it cannot contain another command."""
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.code)}"
    return f"::{problem.severity} {place}::{_data(message)}"


def _data(text: str) -> str:
    return escaped(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
