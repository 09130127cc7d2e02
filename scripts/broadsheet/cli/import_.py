"""`broadsheet import`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import click

from broadsheet.check import registries_of
from broadsheet.cli import safe_write
from broadsheet.cli.clock import present
from broadsheet.cli.shared import day_of_option, load, root_option, shown
from broadsheet.intake.importers import (
    READERS,
    Incoming,
    Options,
    Plan,
    Source,
    Step,
    Unreadable,
    items_of,
    plan,
    read_map,
    read_together,
)
from broadsheet.intake.importers.grouping import Item
from broadsheet.intake.importers.incoming import MOST
from broadsheet.intake.importers.plan import Find
from broadsheet.intake.importers.report import told
from broadsheet.load import list_tree, read_bytes
from broadsheet.mkdocs_adapter import Project
from broadsheet.text.escaping import visible

MAP_BYTES = 256 * 1024


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter("write an ISO date such as 2026-04-29") from None


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(list(READERS)))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True))
@root_option
@click.option("--write", is_flag=True, help="Write the files; without it, only show what would be written.")
@click.option("--date", "day", callback=_day, metavar="ISO", help="The day of the briefings.  [default: that in FILE]")
@click.option("--category", metavar="KEY", help="The category of all of them, a key of categories.yml.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="FILE's names for our keys and categories.",
)
@click.option(
    "--group",
    type=click.Choice(["item", "file", "title"]),
    default="item",
    help="For feeds: one briefing per item, file, or group of similar titles in all FILEs.  [default: item]",
)
@click.option(
    "--now",
    callback=day_of_option,
    metavar="ISO",
    help="Treat this date as today; later dates are reported.  [default: SOURCE_DATE_EPOCH, else the clock]",
)
def import_(
    form: str,
    files: Sequence[Path],
    root: Path,
    write: bool,
    day: date | None,
    category: str | None,
    map_file: Path | None,
    group: Literal["item", "file", "title"],
    now: date | None,
) -> None:
    """Turn other formats into briefings.

    FORMAT is kite (category files of Kagi News), feed (RSS, Atom, JSON Feed), jsonl (our own export, or lines like it)
    or csv (one article per row). Without --write it only shows what it would write, what it would omit, and why. It
    never overwrites a file. Exit status 1 means that something was refused; the rest is written.

    \b
    Example:
      broadsheet import kite world.json tech.json --date 2026-04-24
    """
    project = load(root)
    options = replace(_options(project, day, category, map_file, group), now=project.day_of(now or present()))
    unread: list[Step] = []
    found = plan(_incoming(form, files, options, unread), *_looking(project), folder=_folder(project))
    found = Plan(steps=(*found.steps, *unread))
    if write:
        found = Plan(steps=tuple(_written(project, step) for step in found.steps))
    click.echo(told(found, written=write), nl=False)
    if write and found.of("new"):
        click.echo("Read them, edit what the comments name, then: broadsheet check", err=True)
    sys.exit(1 if found.of("refused") else 0)


def _options(
    project: Project,
    day: date | None,
    category: str | None,
    map_file: Path | None,
    group: Literal["item", "file", "title"],
) -> Options:
    registries, _, _ = registries_of(list_tree(project.root, _folder(project)))
    categories = {key.casefold(): key for key in registries.categories}
    labels = {entry.label.casefold(): key for key, entry in registries.categories.items()}
    if category is not None and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", category):
        raise click.BadParameter("write a key of categories.yml", param_hint="--category")
    options = Options(day=day, zone=project.zone, category=category, categories={**labels, **categories}, group=group)
    if map_file is None:
        return options
    try:
        keys, sections = read_map(map_file.read_bytes()[: MAP_BYTES + 1])
    except (OSError, Unreadable) as error:
        raise click.BadParameter(visible(f"{shown(map_file)}: {error}"), param_hint="--map") from None
    return replace(options, renamed=keys, sections=sections)


def _incoming(form: str, files: Sequence[Path], options: Options, unread: list[Step]) -> Iterator[Incoming]:
    """Yield what the files hold, and note the files that cannot be read."""
    together: list[Item] = []
    for file in files:
        name = "-" if str(file) == "-" else shown(file)
        try:
            source = Source(name=name, content=_content(file))
            if form == "feed" and options.group == "title":
                _, items, refused = items_of(source)
                together += items
                yield from refused
            else:
                yield from READERS[form](source, options)
        except Unreadable as error:
            unread.append(Step(kind="refused", origin=name, title="", reason=str(error)))
        except OSError as error:
            unread.append(Step(kind="refused", origin=name, title="", reason=f"cannot be read: {error.strerror}"))
    yield from read_together(together, options)


def _content(file: Path) -> bytes:
    """Return the bytes of a file, at most one more than the limit."""
    if str(file) == "-":
        return sys.stdin.buffer.read(MOST + 1)
    with open(file, "rb") as stream:
        return stream.read(MOST + 1)


def _folder(project: Project) -> str:
    return str(project.plugin.config.briefings)


def _looking(project: Project) -> tuple[Find, Callable[[str], bool]]:
    """Return how to find the file of a path, and whether there is a picture."""
    tree = list_tree(project.root, _folder(project))
    files = {file.removeprefix(f"{tree.folder}/").rsplit(".", 1)[0]: file for file in tree.briefings}

    def find(path: str) -> tuple[str, bytes] | None:
        file = files.get(path)
        return (file, read_bytes(tree.root, file)) if file else None

    return find, tree.pictures.__contains__


def _written(project: Project, step: Step) -> Step:
    """Write the file of a step; what cannot be written is refused."""
    if step.kind != "new":
        return step
    try:
        safe_write.create(project.root, step.file, step.text.encode())
    except safe_write.FileExists:
        return replace(step, kind="refused", reason=f"{step.file} has appeared in the meantime, and is left as it is")
    except OSError as error:
        return replace(step, kind="refused", reason=f"{step.file} cannot be written: {error.strerror or error}")
    return step
