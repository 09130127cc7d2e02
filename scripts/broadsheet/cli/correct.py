"""`broadsheet correct`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from broadsheet.check import identify
from broadsheet.cli import safe_write
from broadsheet.cli.clock import present
from broadsheet.cli.shared import day_of_option, load, relative, root_option, stop
from broadsheet.load import list_tree, read_bytes
from broadsheet.load.document import MAX_BYTES
from broadsheet.model.briefing_lookup import path_meant
from broadsheet.text.escaping import visible
from broadsheet.write.correction import CorrectionRefused, with_correction

ENDINGS = (".yml", ".yaml", ".md")


@click.command()
@click.argument("path")
@click.argument("text")
@root_option
@click.option(
    "--date", "day", callback=day_of_option, metavar="ISO", help="The day of the correction.  [default: today]"
)
def correct(path: str, text: str, root: Path, day: date | None) -> None:
    """Add a dated correction to a briefing.

    PATH is the briefing's address, path or file; TEXT says what was wrong and what is right. Nothing else in the file
    changes: correct the text yourself.

    \b
    Example:
      broadsheet correct 2026/04/24/slug "An earlier version gave the sum as $5m; it is $5bn."
    """
    project = load(root)
    tree = list_tree(project.root, project.plugin.config.briefings)
    identities, _ = identify(tree.briefings, tree.folder)
    files = {identity.path: file for file, identity in identities.items()}
    file = _file(path, files, project.root)
    if not text.strip():
        raise click.UsageError("TEXT is empty: say what was wrong, and what is right")
    day = project.day_of(day or present())
    if day < identities[file].day:
        raise click.UsageError(f"{day} is before the briefing of {identities[file].day}: check the date")
    try:
        before = read_bytes(tree.root, file)
        if len(before) > MAX_BYTES:
            stop(f"{file}: is larger than {MAX_BYTES // 1024} KB, so it is no briefing")
        after = with_correction(before.decode("utf-8"), day, text).encode()
        safe_write.replace(tree.root, file, before, after)
    except CorrectionRefused as error:
        stop(f"{file}: {error}")
    except UnicodeDecodeError:
        stop(f"{file}: is not UTF-8 text; save it with the encoding UTF-8")
    except OSError as error:
        stop(f"{file}: {error.strerror or error}")
    click.echo(f"{file}: a correction of {day}. See it with: broadsheet check {file} && broadsheet serve")


def _file(written: str, files: Mapping[str, str], root: Path) -> str:
    """Return the file of the briefing that is meant; a file may be named from here or from the root."""
    is_file = Path(written).suffix in ENDINGS and any((start / written).exists() for start in (Path.cwd(), root))
    name = relative(Path(written), root) if is_file else ""
    if name in files.values():
        return name
    path, close = ("", "") if is_file else path_meant(written, files)
    if not path:
        guess = f"; did you mean “{close}”?" if close else ""
        raise click.UsageError(visible(f"there is no briefing “{written}”{guess}"))
    return files[path]
