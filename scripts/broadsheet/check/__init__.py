"""Documents to briefings: every problem of every file in one pass, and only whole briefings go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from broadsheet.check.across import check_pictures, check_publishers, check_threads
from broadsheet.check.identity import identify
from broadsheet.check.registry_files import read_registries
from broadsheet.check.rules import RULES, Subject
from broadsheet.check.salvage import salvage
from broadsheet.check.shape import validate
from broadsheet.load import Tree, read_document
from broadsheet.model import Briefing, BriefingKeys
from broadsheet.problem import Problem, in_order
from broadsheet.registries import Registries

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came through. `briefings` are sorted by path and free of errors."""

    briefings: tuple[Briefing, ...]
    registries: Registries
    problems: tuple[Problem, ...]


def check(tree: Tree, *, now: date | None = None, step: Callable[[], object] = lambda: None) -> Checked:
    """Check everything under a tree. `step` is called once a briefing, for a progress bar."""
    problems = list(tree.problems)
    registries, found = read_registries(read_document(tree.root, file) for file in tree.registries)
    problems.extend(found)
    identities, found = identify(tree.briefings, tree.folder)
    problems.extend(found)

    subjects: dict[str, Subject] = {}
    bodies: dict[str, str] = {}
    unread: list[str] = []
    for file in tree.briefings:
        step()
        document = read_document(tree.root, file)
        problems.extend(document.problems)
        if document.data is None:
            unread.append(file)
            continue
        shaped = validate(BriefingKeys, document.data, file=file, marks=document.marks)
        told = {(problem.line, problem.column) for problem in document.problems}
        problems.extend(problem for problem in shaped.problems if (problem.line, problem.column) not in told)
        keys = shaped.value or salvage(BriefingKeys, document.data, shaped.failed)
        identity = identities.get(file)
        if keys is None or identity is None:
            unread.append(file)
            continue
        subject = Subject(keys=keys, identity=identity, marks=document.marks, tree=tree, registries=registries, now=now)
        subjects[file] = subject
        bodies[file] = document.body
        for rule in RULES:
            problems.extend(rule(subject))
    ordered = sorted(subjects.values(), key=lambda subject: (subject.identity.path, subject.identity.file))
    problems.extend(check_threads(ordered, {identity.path for identity in identities.values()}))
    problems.extend(check_publishers(ordered))
    problems.extend(check_pictures(tree, ordered, unread))

    failed = {problem.path for problem in problems if problem.severity == "error"}
    briefings = tuple(
        _briefing(subject, bodies[subject.identity.file]) for subject in ordered if subject.identity.file not in failed
    )
    return Checked(briefings=briefings, registries=registries, problems=in_order(problems))


def _briefing(subject: Subject, body: str) -> Briefing:
    """Add the identity to keys that are known to be sound."""
    identity = subject.identity
    return Briefing.model_construct(
        _fields_set={*subject.keys.model_fields_set, "path", "file", "body", "day"},
        **dict(subject.keys),
        path=identity.path,
        file=identity.file,
        body=body,
        day=identity.day,
    )
