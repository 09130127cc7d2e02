"""Findings on paper: lines as `broadsheet check` prints them, JSON, and a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.insight.links.mentions import Mention
from broadsheet.problems import Problem, listed
from broadsheet.text.escaping import escaped
from broadsheet.web.answers import Finding, State

UNTOLD = (State.BROKEN, State.TIMEOUT, State.REFUSED, State.BLOCKED, State.ROBOTS)
KEPT_OUT = (State.BLOCKED, State.ROBOTS)


def problems(
    root: Path, found: Iterable[tuple[Mention, Finding]], copies: Mapping[str, str], *, everything: bool = False
) -> tuple[Problem, ...]:
    """Return a problem for each link that may fail a reader; `everything` adds those that only keep programs out."""
    return listed(
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


def fails(mention: Mention, finding: Finding) -> bool:
    """Whether a reader is left with nothing: the link is dead, and its briefing names no archived copy."""
    return finding.state is State.DEAD and not mention.archived


def summary(
    found: Sequence[tuple[Mention, Finding]], remembered: int, *, everything: bool = False, archive: bool = False
) -> str:
    """`120 links at 60 hosts: 110 work, 2 have moved, 3 are dead, 5 cannot be told from here`, and what to do next."""
    findings = {finding.url: finding for _, finding in found}.values()
    if not findings:
        return "No links to check."
    count = Counter(finding.state for finding in findings)
    failing = len({finding.url for mention, finding in found if fails(mention, finding)})
    hosts = len({urlsplit(finding.url).hostname for finding in findings})
    hidden = sum(count[state] for state in KEPT_OUT)
    briefings_citing = count[State.DEAD] - failing
    parts = [
        f"{count[State.OK]:,} work{'s' if count[State.OK] == 1 else ''}",
        _said(count[State.MOVED], "has moved", "have moved"),
        _said(count[State.DEAD], "is dead", "are dead")
        + (f" ({briefings_citing:,} with a copy)" if briefings_citing else ""),
        _said(sum(count[state] for state in UNTOLD), "cannot be told from here", "cannot be told from here"),
    ]
    lines = [f"{_many(len(findings), 'link')} at {_many(hosts, 'host')}: {', '.join(part for part in parts if part)}."]
    if hidden and not everything:
        lines.append(f"{hidden:,} of these {'keeps' if hidden == 1 else 'keep'} programs out; --all lists them.")
    if remembered:
        lines.append(
            f"{remembered:,} {'was' if remembered == 1 else 'were'} asked in an earlier run; --fresh asks again."
        )
    if failing and not archive:
        lines.append("--archive seeks copies of what is dead.")
    return "\n".join(lines)


def _problem(root: Path, mention: Mention, finding: Finding, copy: str) -> Problem:
    line, column = mention.place(root)
    return Problem(
        path=mention.file,
        line=line,
        column=column,
        code=f"{finding.state}-link",
        message=f"{finding.reason}: {finding.url}",
        hint=_hint(mention, finding, copy),
        severity="error" if fails(mention, finding) else "warning",
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
