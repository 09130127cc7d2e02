"""`broadsheet review`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from broadsheet.build.workers import processors
from broadsheet.cli.shared import bar_of, load, now_option, root_option
from broadsheet.insight.review import Change, summarise
from broadsheet.pages.target import story_url
from broadsheet.problems import errors

_MOST = 16 * 1024 * 1024


@click.command()
@click.argument("changes", type=click.File("rb"))
@root_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="The built site, if there is one.")
@click.option("--preview", metavar="URL", default="", help="Where the built site can be fetched.")
@now_option
def review(changes: BinaryIO, root: Path, site_dir: Path | None, preview: str, now: date | None) -> None:
    """Summarise a change in Markdown: what to fix, and which pages it creates.

    CHANGES lists the changed files as git diff --name-status -z --no-renames prints them; - reads standard input.
    Pull requests show this summary. Exit status 1 means that there are errors.

    \b
    Example:
      git diff --name-status -z --no-renames main... | broadsheet review -
    """
    if preview and not preview.startswith("https://"):
        raise click.BadParameter("write an address that begins with https://", param_hint="--preview")
    found = _changes(changes.read(_MOST))
    project = load(root)
    with bar_of("reading", "briefing") as bar:
        paper = project.open(
            now=now and project.day_of(now), on_progress=bar.update, database=project.database(), jobs=processors()
        )
    sizes = {}
    for file in found.files if site_dir else ():
        name = file.removeprefix(f"{paper.tree.folder}/").rpartition(".")[0]
        page = (site_dir or Path()) / name / "index.html"
        if name and file in paper.tree.briefings and page.is_file():
            sizes[story_url(name)] = page.stat().st_size
    change = Change(
        added=found.added, edited=found.edited, removed=found.removed, sizes=sizes, preview=preview if site_dir else ""
    )
    click.echo(summarise(change, paper.problems, paper.archive, folder=paper.tree.folder), nl=False)
    sys.exit(1 if errors(paper.problems) else 0)


def _changes(written: bytes) -> Change:
    """Read what git prints: a letter and a file by turns, each ended by a zero."""
    *parts, rest = written.decode("utf-8", "surrogateescape").split("\0")
    if rest or len(parts) % 2 or any(len(letter) != 1 for letter in parts[::2]):
        raise click.UsageError("CHANGES is not what `git diff --name-status -z --no-renames` prints")
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    return Change(
        added=tuple(file for letter, file in pairs if letter == "A"),
        edited=tuple(file for letter, file in pairs if letter not in "AD"),
        removed=tuple(file for letter, file in pairs if letter == "D"),
    )
