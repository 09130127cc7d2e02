"""Findings on paper: lines as `broadsheet check` prints them, JSON, and a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.links.mentions import Mention
from broadsheet.links.values import Finding, State
from broadsheet.problem import Problem, escaped, in_order

UNTOLD = (State.BROKEN, State.TIMEOUT, State.REFUSED, State.BLOCKED, State.ROBOTS)
KEPT_OUT = (State.BLOCKED, State.ROBOTS)


def problems(
    root: Path, found: Iterable[tuple[Mention, Finding]], copies: Mapping[str, str], *, everything: bool = False
) -> tuple[Problem, ...]:
    """Return a problem for each link that may fail a reader; `everything` adds those that only keep programs out."""
    return in_order(
        _problem(root, mention, finding, copies.get(finding.url, ""))
        for mention, finding in found
        if finding.state is not State.OK and (everything or finding.state not in KEPT_OUT)
    )


def as_json(root: Path, found: Iterable[tuple[Mention, Finding]], copies: Mapping[str, str]) -> str:
    """Return every link that is not known to work, as a list: the keys of a problem, and what was found out."""
    listed = []
    for mention, finding in found:
        if finding.state is State.OK:
            continue
        copy = mention.archived or copies.get(finding.url, "")
        problem = _problem(root, mention, finding, copies.get(finding.url, ""))
        listed.append(
            {field: getattr(problem, field) for field in Problem.__slots__}
            | {"url": finding.url, "state": finding.state, "status": finding.status}
            | {"moved": finding.moved, "archived": copy if finding.state is State.DEAD else ""}
        )
    listed.sort(key=lambda one: (one["path"], one["line"], one["column"], one["url"]))
    listing = json.dumps(listed, ensure_ascii=False, indent=1)
    return "".join(escaped(line) + "\n" for line in listing.split("\n"))


def summary(findings: Sequence[Finding], remembered: int, *, everything: bool = False, archive: bool = False) -> str:
    """`120 links at 60 hosts: 110 work, 2 have moved, 3 are dead, 5 cannot be told from here`."""
    if not findings:
        return "No links to check."
    count = Counter(finding.state for finding in findings)
    untold = sum(count[state] for state in UNTOLD)
    hosts = len({urlsplit(finding.url).hostname for finding in findings})
    parts = [
        f"{count[State.OK]:,} {'works' if count[State.OK] == 1 else 'work'}",
        _said(count[State.MOVED], "has moved", "have moved"),
        _said(count[State.DEAD], "is dead", "are dead"),
        _said(untold, "cannot be told from here", "cannot be told from here"),
    ]
    lines = [
        f"{_many(len(findings), 'link')} at {_many(hosts, 'host')}: {', '.join(part for part in parts if part)}.",
    ]
    hidden = sum(count[state] for state in KEPT_OUT)
    if hidden and not everything:
        lines.append(f"{hidden:,} of these {'keeps' if hidden == 1 else 'keep'} programs out; --all lists them.")
    if remembered:
        lines.append(f"{remembered:,} were asked in an earlier run; --fresh asks again.")
    if count[State.DEAD] and not archive:
        lines.append("--archive seeks copies of what is dead.")
    return "\n".join(lines)


def _problem(root: Path, mention: Mention, finding: Finding, copy: str) -> Problem:
    line, column = mention.place(root)
    return Problem(
        path=mention.file,
        line=line,
        column=column,
        code=f"{finding.state}-link",
        message=f"{finding.url} {finding.reason}",
        hint=_hint(mention, finding, copy),
        severity="error" if finding.state is State.DEAD else "warning",
    )


def _hint(mention: Mention, finding: Finding, copy: str) -> str:
    if finding.state is State.MOVED:
        return f"write its new address: {finding.moved}"
    if finding.state is not State.DEAD:
        return ""
    if mention.archived:
        return f"the briefing has a copy: {mention.archived}"
    if not copy:
        return ""
    return f"archived: {copy}" if mention.loc[-1:] == ("url",) and "articles" in mention.loc else f"a copy: {copy}"


def _said(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}" if number else ""


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
