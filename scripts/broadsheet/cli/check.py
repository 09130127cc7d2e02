"""The commands that look at a newspaper: `check` and `export`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from broadsheet.cli.history import changes, edited, since_option
from broadsheet.cli.output import Colour, colour_option, excerpt_option, is_coloured, mending, told
from broadsheet.cli.shared import bar_of, load, now_option, relative, root_option, shown, site_url_option, stop, within
from broadsheet.mkdocs_adapter.export import ExportError, export_project
from broadsheet.problems import errors, in_order
from broadsheet.problems.formats import Format, render, summary


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Output for people, GitHub or programs.",
)
@excerpt_option
@colour_option
@click.option("--advice", is_flag=True, help="Also show editorial advice, such as single-source stories.")
@now_option
@since_option
def check(
    paths: tuple[Path, ...],
    root: Path,
    style: Format,
    excerpt: bool | None,
    colour: Colour,
    advice: bool,
    now: date | None,
    since: str | None,
) -> None:
    """Report every problem in the briefings.

    PATH limits the report to files and folders. The whole archive is read anyway, because threads and publishers
    concern several files.

    \b
    Example:
      broadsheet check briefings/2026/04/24
    """
    project = load(root)
    wanted = [relative(path, root) for path in paths]
    with bar_of("reading", "briefing") as bar:
        paper = project.open(now=now and project.day_of(now), on_progress=bar.update)
    advised = paper.advice if advice else ()
    found = in_order((*paper.problems, *advised, *changes(paper.tree, since)))
    problems = [problem for problem in found if not wanted or any(within(problem.path, path) for path in wanted)]
    shows = style == "text" and (sys.stdout.isatty() if excerpt is None else excerpt)
    coloured = style == "text" and is_coloured(colour)
    text = (
        told(problems, root, excerpt=shows, colour=coloured)
        if style == "text"
        else render(problems, style, first=edited(paper.tree, since))
    )
    click.echo(text, nl=False, color=coloured)
    if style == "text":
        click.echo(("\n" if shows and problems else "") + summary(problems, paper.files), err=True)
    if shows and problems:
        if command := mending(problems, paper.tree, root):
            click.echo(f"To fix unambiguous mistakes: {command}", err=True)
        click.echo(f"What a code means: broadsheet explain {(*errors(problems), *problems)[0].code}", err=True)
    sys.exit(1 if errors(problems) else 0)


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@root_option
@site_url_option
def export(directory: Path, root: Path, site_url: str) -> None:
    """Write the site as plain Markdown and a plain mkdocs.yml.

    MkDocs builds the same pages from it without this plugin, so that another engine can take over.

    \b
    Example:
      broadsheet export ../plain && mkdocs build -f ../plain/mkdocs.yml
    """
    project = load(root, site_url=site_url)
    paper = project.open()
    click.echo(render(paper.problems, "text"), nl=False, err=True)
    if errors(paper.problems):
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    try:
        pages = export_project(project, paper, directory)
    except ExportError as error:
        stop(str(error))
    click.echo(
        f"{pages:,} pages in {shown(directory)}{os.sep}; build them with: mkdocs build -f {directory / 'mkdocs.yml'}"
    )
