"""A reported error: which briefing, and the note that will stand under it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from broadsheet.intake.issues.body import Answer
from broadsheet.intake.issues.fields import Complaints
from broadsheet.model.briefing_lookup import path_in
from broadsheet.problems import Problem

_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A file, from the root, and what to note about it."""

    file: str
    path: str
    note: str


def mistake_in(
    answers: Mapping[str, Answer],
    *,
    name: str,
    labels: Mapping[str, str],
    files: Collection[str],
) -> Mistake | tuple[Problem, ...]:
    """Return the correction that somebody asks for, or what is wrong with the answers."""
    said = Complaints(name, answers, labels)
    for field in ("briefing", "wrong", "right"):
        said.require(field)
    path = said.path("briefing", files)
    for field in ("wrong", "right"):
        if len(answers[field].text) > _MOST:
            said.add(field, f"is longer than {_MOST:,} characters", "say it in a sentence or two", code="bad-length")
    if said.problems:
        return tuple(said.problems)
    note = " ".join(_sentence(answers[field].text) for field in ("wrong", "right"))
    return Mistake(file=next(file for file in files if path_in(file) == path), path=path, note=note)


def _sentence(text: str) -> str:
    """Return a text on one line, with a full stop where it has no end."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "。", "…", ".”", '."', ")")) else f"{line}."
