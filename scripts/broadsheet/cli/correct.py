"""`broadsheet correct`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from broadsheet.adapter import Project
from broadsheet.check import identify
from broadsheet.cli import placing
from broadsheet.cli.clock import present
from broadsheet.cli.shared import day_of_option, load, root_option, stop
from broadsheet.correcting import CorrectionRefused, with_correction
from broadsheet.load import list_tree, read_bytes
from broadsheet.load.document import MAX_BYTES
from broadsheet.nearest import nearest
from broadsheet.problem import visible

ENDINGS = (".yml", ".yaml", ".md")


@click.command()
@click.argument("path")
@click.argument("text")
@root_option
@click.option("--date", "day", callback=day_of_option, metavar="ISO", help="The day of it.  [default: today]")
def correct(path: str, text: str, root: Path, day: date | None) -> None:
    """Add a dated note to a briefing that says what was wrong.

    PATH is the briefing's path or file, TEXT what was wrong and what is right. Nothing else in the file changes: put
    the mistake right in it yourself.

    \b
    Example:
      broadsheet correct 2026/04/24/slug "An earlier version gave the sum as $5m; it is $5bn."
    """
    project = load(root)
    tree = list_tree(project.root, project.plugin.config.briefings)
    identities, _ = identify(tree.briefings, tree.folder)
    files = {identity.path: file for file, identity in identities.items()}
    wanted = _path(path, tree.folder, project)
    file = files.get(wanted)
    if file is None:
        raise click.UsageError(visible(f"there is no briefing “{wanted}”{_guess(wanted, files)}"))
    if not text.strip():
        raise click.UsageError("TEXT is empty: say what was wrong, and what is right")
    day = day or present().date()
    if day < identities[file].day:
        raise click.UsageError(f"{day} is before the briefing of {identities[file].day}: check the date")
    try:
        before = read_bytes(tree.root, file)
        if len(before) > MAX_BYTES:
            stop(f"{file}: is larger than {MAX_BYTES // 1024} KB, so it is no briefing")
        after = with_correction(before.decode("utf-8"), day, text).encode()
        placing.replace(tree.root, file, before, after)
    except CorrectionRefused as error:
        stop(f"{file}: {error}")
    except UnicodeDecodeError:
        stop(f"{file}: is not UTF-8 text; save it with the encoding UTF-8")
    except OSError as error:
        stop(f"{file}: {error.strerror or error}")
    click.echo(f"{file}: a correction of {day}. See it with: broadsheet check {file} && broadsheet serve")


def _path(written: str, folder: str, project: Project) -> str:
    """Return the path of a briefing that is named by its path, its address or its file, from here or from the root."""
    given = Path(written)
    if given.suffix in ENDINGS and given.exists():
        given = given.absolute()
        for root in (project.root.absolute(), project.root.resolve()):
            if given.is_relative_to(root):
                written = given.relative_to(root).as_posix()
    path = written.replace("\\", "/").removeprefix("./").strip("/").removeprefix(f"{folder}/")
    ending = next((ending for ending in ENDINGS if path.endswith(ending)), "")
    return path.removesuffix(ending)


def _guess(wanted: str, files: dict[str, str]) -> str:
    """Seek by the last part first: the days alone make all paths alike."""
    by_slug = {path.rsplit("/", 1)[1]: path for path in sorted(files)}
    close = nearest(wanted.rsplit("/", 1)[-1], by_slug, cutoff=0.6)
    return f"; did you mean “{by_slug[close]}”?" if close else ""
