"""What the answers of a form ask for: which file of the project, and what it will hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from broadsheet.check import registries_of
from broadsheet.intake.issues import Answer, Form, mistake_in, newcomer_in, suggestion_in
from broadsheet.intake.issues.suggestion import Read
from broadsheet.load import Tree, read_bytes
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem
from broadsheet.write.correction import CorrectionRefused, with_correction
from broadsheet.write.registry import AlreadyThere, Unplaceable, with_publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be written, and how it is told. `before` is what the file holds, None where it must not exist."""

    file: str
    text: str
    what: str
    title: str
    todo: tuple[str, ...]
    before: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue that was read: the form, its answers, and what the body is called in problems."""

    name: str
    form: Form
    answers: Mapping[str, Answer]


def work_of(issue: Issue, tree: Tree, today: date, *, read: Read | None, language: str) -> Work | Sequence[Problem]:
    """Return what an issue asks for, or what is wrong with it. `read` asks an article's page what it says of itself."""
    registries, _, _ = registries_of(tree)
    if issue.form.kind == "briefing":
        return _briefing(issue, tree, today, registries, read, language)
    return _correction(issue, tree, today) if issue.form.kind == "correction" else _publisher(issue, tree, registries)


def _briefing(
    issue: Issue, tree: Tree, today: date, registries: Registries, read: Read | None, language: str
) -> Work | Sequence[Problem]:
    found = suggestion_in(
        issue.answers,
        name=issue.name,
        labels=issue.form.labels,
        today=today,
        registries=registries,
        read=read,
        language=language,
        files=tree.briefings,
        folder=tree.folder,
    )
    if isinstance(found, tuple):
        return found
    return Work(
        file=found.file, text=found.text, what="A new briefing", title=f"Briefing: {found.title}", todo=found.todo
    )


def _correction(issue: Issue, tree: Tree, today: date) -> Work | Sequence[Problem]:
    found = mistake_in(issue.answers, name=issue.name, labels=issue.form.labels, files=tree.briefings)
    if isinstance(found, tuple):
        return found
    try:
        before = read_bytes(tree.root, found.file)
        text = with_correction(before.decode("utf-8"), today, found.note)
    except (CorrectionRefused, UnicodeDecodeError, OSError) as error:
        return [_problem(issue, f"{found.file} cannot be corrected", error)]
    return Work(
        file=found.file,
        text=text,
        before=before,
        what="A correction, with its note",
        title=f"Correction: {found.path}",
        todo=(
            "hold the note against the sources, and word it for readers",
            "correct the text itself: the note alone does not change it",
        ),
    )


def _publisher(issue: Issue, tree: Tree, registries: Registries) -> Work | Sequence[Problem]:
    found = newcomer_in(issue.answers, name=issue.name, labels=issue.form.labels, publishers=registries.publishers)
    if isinstance(found, tuple):
        return found
    file = f"{tree.folder}/publishers.yml"
    try:
        before = read_bytes(tree.root, file) if file in tree.registries else None
        text = with_publisher((before or b"").decode("utf-8"), found.domain, found.facts)
    except (AlreadyThere, Unplaceable, UnicodeDecodeError, OSError) as error:
        return [_problem(issue, f"{file} cannot be added to", error)]
    return Work(
        file=file,
        text=text,
        before=before,
        what=f"{found.domain} as a publisher",
        title=f"Publisher: {found.domain}",
        todo=("look up who owns it, and whether another title here belongs to the same house",),
    )


def _problem(issue: Issue, what: str, error: Exception) -> Problem:
    """Return a problem of the issue as a whole."""
    why = str(error)
    if isinstance(error, UnicodeDecodeError):
        why = "it is not UTF-8 text"
    elif isinstance(error, OSError):
        why = error.strerror or ""
    return Problem(path=issue.name, line=1, column=1, code="unreadable", message=f"{what}: {why}")
