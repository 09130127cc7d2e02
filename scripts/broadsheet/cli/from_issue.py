"""`broadsheet from-issue`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, NoReturn

import click

from broadsheet.adapter import Project
from broadsheet.check import registries_of
from broadsheet.cli import placing
from broadsheet.cli.clock import present
from broadsheet.cli.shared import agent_of, day_of_option, load, networks_option, root_option
from broadsheet.clippings import from_web
from broadsheet.correcting import CorrectionRefused, with_correction
from broadsheet.issues import (
    FOLDER,
    FORMS,
    MAX_BYTES,
    NOT_A_FORM,
    Answer,
    Form,
    NotAForm,
    forms_in,
    made_reply,
    mistake_in,
    newcomer_in,
    read_answers,
    refused_reply,
    suggestion_in,
)
from broadsheet.issues.suggestion import Read
from broadsheet.links import Asker, Manners, Reach
from broadsheet.links.reach import Network
from broadsheet.load import Tree, list_tree, read_bytes
from broadsheet.problem import Problem, in_order
from broadsheet.quoting import headed
from broadsheet.registering import AlreadyThere, Unplaceable, with_publisher
from broadsheet.report import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be written, and how it is told. `before` is what the file holds, None where it must not exist."""

    file: str
    text: str
    what: str
    title: str
    todo: tuple[str, ...]
    before: bytes | None = None


@click.command("from-issue")
@click.argument("file", type=click.File("rb"))
@root_option
@click.option(
    "--date",
    "--now",
    "today",
    callback=day_of_option,
    metavar="ISO",
    help="The day it is.  [default: SOURCE_DATE_EPOCH, else the clock]",
)
@click.option(
    "--reply",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write, as Markdown, what to tell on GitHub.",
)
@click.option("--fetch", is_flag=True, help="Ask the articles' pages for what nobody wrote: headline, author, time.")
@networks_option
def from_issue(
    file: BinaryIO,
    root: Path,
    today: date | None,
    reply: Path | None,
    fetch: bool,
    allow_private: tuple[Network, ...],
) -> None:
    """Turn the body of an issue into a briefing, a correction or a publisher's entry.

    FILE holds the body as GitHub writes it when somebody fills in a form of .github/ISSUE_TEMPLATE; - reads it from
    the standard input. Prints the path of the file that it wrote, or what is wrong with the answers.

    \b
    Example:
      gh issue view 12 --json body --jq .body | broadsheet from-issue -
    """
    name = "issue" if file.name in ("-", "<stdin>") else Path(file.name).name
    project = load(root)
    folder = project.plugin.config.briefings
    tree = list_tree(project.root, folder)
    day = today or present().date()
    try:
        form, answers = read_answers(_body(file), forms_in(_templates(project.root)))
    except NotAForm:
        _tell(reply, NOT_A_FORM)
        hint = "its headings are those of none of: " + ", ".join(form.file for form in FORMS)
        _stop([_problem(name, "this is no answer to a form", hint, "missing-key")], None)
    read = _reader(project, allow_private) if fetch else None
    language = str(project.config.theme.get("language") or "")
    work = _work(form, answers, name, tree, day, read, language)
    if not isinstance(work, Work):
        _stop(work, reply)
    try:
        if work.before is None:
            placing.create(project.root, work.file, work.text.encode())
        else:
            placing.replace(project.root, work.file, work.before, work.text.encode())
    except placing.Taken as taken:
        _stop([_problem(name, f"{taken} is here already", "change the headline", "slug-collision")], reply)
    except OSError as error:
        _stop([_problem(work.file, f"cannot be written: {error.strerror}", "", "unreadable")], None)
    _tell(reply, made_reply(work.file, work.what, work.todo))
    _output(form, work)
    click.echo(work.file)
    for one in work.todo:
        click.echo(f"To do: {one}", err=True)


def _work(
    form: Form, answers: Mapping[str, Answer], name: str, tree: Tree, today: date, read: Read | None, language: str
) -> Work | Sequence[Problem]:
    """Return what the answers of a form ask for, or what is wrong with them."""
    registries, _, _ = registries_of(tree)
    if form.kind == "briefing":
        suggestion = suggestion_in(
            answers,
            name=name,
            labels=form.labels,
            today=today,
            registries=registries,
            read=read,
            language=language,
            files=tree.briefings,
            folder=tree.folder,
        )
        if isinstance(suggestion, tuple):
            return suggestion
        return Work(
            file=suggestion.file,
            text=suggestion.text,
            what="A new briefing",
            title=f"Briefing: {suggestion.title}",
            todo=suggestion.todo,
        )
    if form.kind == "correction":
        mistake = mistake_in(answers, name=name, labels=form.labels, files=tree.briefings)
        if isinstance(mistake, tuple):
            return mistake
        try:
            wrong = read_bytes(tree.root, mistake.file)
            text = with_correction(wrong.decode("utf-8"), today, mistake.note)
        except (CorrectionRefused, UnicodeDecodeError, OSError) as error:
            return [_problem(name, f"{mistake.file} cannot be corrected: {error}", "", "unreadable")]
        return Work(
            file=mistake.file,
            text=text,
            before=wrong,
            what="A correction, with its note",
            title=f"Correction: {mistake.path}",
            todo=(
                "hold the note against the sources, and word it for readers",
                "mend the text itself: the note alone changes nothing of it",
            ),
        )
    newcomer = newcomer_in(answers, name=name, labels=form.labels, publishers=registries.publishers)
    if isinstance(newcomer, tuple):
        return newcomer
    file = f"{tree.folder}/publishers.yml"
    try:
        before = read_bytes(tree.root, file) if file in tree.registries else None
        text = with_publisher((before or b"").decode("utf-8"), newcomer.domain, newcomer.facts)
    except (AlreadyThere, Unplaceable, UnicodeDecodeError, OSError) as error:
        return [_problem(name, f"{file} cannot be added to: {error}", "", "unreadable")]
    return Work(
        file=file,
        text=text,
        before=before,
        what=f"{newcomer.domain} as a publisher",
        title=f"Publisher: {newcomer.domain}",
        todo=("look up who owns it, and whether another title here belongs to the same house",),
    )


def _reader(project: Project, allowed: tuple[Network, ...]) -> Read:
    """Return what asks a page what it says of its article; within a network it asks nobody."""
    manners = Manners(agent=agent_of(project, "broadsheet-from-issue"), timeout=15, pause=0, retries=0)
    asker = Asker(manners, Reach(allowed=allowed))
    return lambda url: from_web(url, asker)


def _body(file: BinaryIO) -> str:
    """Read the body. What is no UTF-8 becomes a mark in its place; nobody can do anything with it."""
    raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        click.echo(f"Error: the body is larger than {MAX_BYTES // 1024} KB", err=True)
        sys.exit(1)
    return raw.decode("utf-8", "replace")


def _templates(root: Path) -> dict[str, str]:
    """Return the forms as this repository words them; those that are not there keep the words they came with."""
    found = {}
    for form in FORMS:
        with suppress(OSError, UnicodeDecodeError):
            found[form.file] = (root / FOLDER / form.file).read_text("utf-8")
    return found


def _output(form: Form, work: Work) -> None:
    """Tell the next step of a workflow, where there is one."""
    if where := os.environ.get("GITHUB_OUTPUT"):
        with open(where, "a", encoding="utf-8") as stream:
            stream.write(f"path={work.file}\nkind={form.kind}\ntitle={headed(work.title)}\n")


def _problem(name: str, message: str, hint: str, code: str) -> Problem:
    return Problem(path=name, line=1, column=1, code=code, message=message, hint=hint)


def _tell(reply: Path | None, text: str) -> None:
    if reply:
        reply.write_text(text, "utf-8")


def _stop(problems: Sequence[Problem], reply: Path | None) -> NoReturn:
    """Say what is wrong, and exit."""
    problems = in_order(problems)
    _tell(reply, refused_reply(problems))
    click.echo(render(problems, "text"), nl=False)
    click.echo("Nothing was written.", err=True)
    sys.exit(1)
