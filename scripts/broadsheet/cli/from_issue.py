"""`broadsheet from-issue`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO

import click

from broadsheet.cli import safe_write
from broadsheet.cli.clock import present
from broadsheet.cli.issue_files import Issue, Work, work_of
from broadsheet.cli.shared import day_of_option, load, root_option, say, stop
from broadsheet.cli.web import agent_of, networks_option
from broadsheet.intake.articles import from_web
from broadsheet.intake.issues import (
    FOLDER,
    FORMS,
    MAX_BYTES,
    NOT_A_FORM,
    Form,
    NotAForm,
    forms_in,
    made_reply,
    read_answers,
    refused_reply,
)
from broadsheet.intake.issues.suggestion import Read
from broadsheet.load import list_tree
from broadsheet.mkdocs_adapter import Project
from broadsheet.problems import Problem, in_order
from broadsheet.problems.formats import render
from broadsheet.problems.github_markdown import headed
from broadsheet.web.answers import RequestPolicy
from broadsheet.web.client import Client
from broadsheet.web.connection import Connector, Network


@click.command("from-issue")
@click.argument("file", type=click.File("rb"))
@root_option
@click.option(
    "--date",
    "--now",
    "today",
    callback=day_of_option,
    metavar="ISO",
    help="Treat this date as today.  [default: SOURCE_DATE_EPOCH, else the clock]",
)
@click.option(
    "--reply",
    type=click.File("w", encoding="utf-8", lazy=False),
    help="Where to write the reply for GitHub, as Markdown.",
)
@click.option("--fetch", is_flag=True, help="Read missing headlines, authors and times from the articles' pages.")
@networks_option
def from_issue(
    file: BinaryIO,
    root: Path,
    today: date | None,
    reply: TextIO | None,
    fetch: bool,
    allow_private: tuple[Network, ...],
) -> None:
    """Turn the body of an issue into a briefing, a correction or a publisher's entry.

    FILE is the body of an issue written with a form of .github/ISSUE_TEMPLATE; - reads standard input. Prints the
    path of the new file, or what is wrong with the answers.

    \b
    Example:
      gh issue view 12 --json body --jq .body | broadsheet from-issue -
    """
    name = "issue" if file.name in ("-", "<stdin>") else Path(file.name).name
    project = load(root)
    tree = list_tree(project.root, project.plugin.config.briefings)
    try:
        form, answers = read_answers(_body(file), forms_in(_templates(project.root)))
    except NotAForm:
        _tell(reply, NOT_A_FORM)
        hint = "its headings are those of none of: " + ", ".join(form.file for form in FORMS)
        _stop([_problem(name, "this is no answer to a form", hint, "missing-key")], None)
    issue = Issue(name=name, form=form, answers=answers)
    read = _reader(project, allow_private) if fetch else None
    language = str(project.config.theme.get("language") or "")
    work = work_of(issue, tree, project.day_of(today or present()), read=read, language=language)
    if not isinstance(work, Work):
        _stop(work, reply)
    try:
        if work.before is None:
            safe_write.create(project.root, work.file, work.text.encode())
        else:
            safe_write.replace(project.root, work.file, work.before, work.text.encode())
    except safe_write.FileExists as taken:
        _stop([_problem(name, f"{taken} is here already", "change the headline", "slug-collision")], reply)
    except OSError as error:
        _stop([_problem(work.file, f"cannot be written: {error.strerror}", "", "unreadable")], None)
    _tell(reply, made_reply(work.file, work.what, work.todo))
    _output(form, work)
    click.echo(work.file)
    for one in work.todo:
        say(f"To do: {one}")


def _reader(project: Project, allowed: tuple[Network, ...]) -> Read:
    """Return what asks a page what it says of its article; within a network it asks nobody."""
    policy = RequestPolicy(agent=agent_of(project, "broadsheet-from-issue"), timeout=15, pause=0, retries=0)
    client = Client(policy, Connector(allowed=allowed))
    return lambda url: from_web(url, client)


def _body(file: BinaryIO) -> str:
    """Read the body. What is no UTF-8 becomes a mark in its place; nobody can do anything with it."""
    raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        stop(f"the body is larger than {MAX_BYTES // 1024} KB")
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


def _problem(path: str, message: str, hint: str, code: str) -> Problem:
    return Problem(path=path, line=1, column=1, code=code, message=message, hint=hint)


def _tell(reply: TextIO | None, text: str) -> None:
    if reply:
        reply.write(text)


def _stop(problems: Sequence[Problem], reply: TextIO | None) -> NoReturn:
    """Say what is wrong, and exit."""
    problems = in_order(problems)
    _tell(reply, refused_reply(problems))
    click.echo(render(problems, "text"), nl=False)
    click.echo("Nothing was written.", err=True)
    sys.exit(1)
