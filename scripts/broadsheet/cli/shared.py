"""What the commands share: options, the progress bar, and how things are said."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import click
from tqdm import tqdm

from broadsheet.mkdocs_adapter import Project, ProjectError, load_project
from broadsheet.text.escaping import visible

tqdm.monitor_interval = 0  # its thread would be there when processes fork

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Project folder, the one with mkdocs.yml.  [default: here]",
)


site_url_option = click.option(
    "--site-url",
    metavar="URL",
    envvar="SITE_URL",
    show_envvar=True,
    default="",
    help="The address of the site.  [default: site_url of mkdocs.yml]",
)


def day_of_option(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read --now, else SOURCE_DATE_EPOCH, as a day or as a moment; the clock is never asked.

    A moment with a zone is a `datetime`: only the project knows which day it belongs to (`Project.day_of`).
    """
    if value is None:
        return _day_of_epoch(os.environ.get("SOURCE_DATE_EPOCH", ""))
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("write an ISO date such as 2026-04-29") from None
    return found if found.tzinfo else found.date()


def _day_of_epoch(seconds: str) -> date | None:
    try:
        return datetime.fromtimestamp(int(seconds), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is “{visible(seconds[:40])}”; it takes seconds since 1970, such as 1777420800, or nothing"
        ) from None


now_option = click.option(
    "--now",
    callback=day_of_option,
    metavar="ISO",
    help="Treat this date, or moment with its zone, as today; later briefings are reported.",
)


def load(root: Path, *, site_url: str = "") -> Project:
    """Read mkdocs.yml, or say what is wrong with it and exit; `site_url` takes the place of the one in it."""
    try:
        return load_project(root, site_url=site_url)
    except ProjectError as error:
        stop(str(error), 2)


def bar_of(verb: str, noun: str, total: int | None = None) -> tqdm[NoReturn]:
    """Return a progress bar that shows after a second on a terminal, and never in a log."""
    return tqdm(desc=verb, unit=f" {noun}s", total=total, delay=1, disable=None, leave=False, ncols=72)


def shown(path: Path) -> str:
    """Return a path as short as it can be said."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def relative(path: Path, root: Path) -> str:
    """Return a path as problems name it, from the root; it may be given from here or from the root."""
    for start in (Path.cwd(), root):
        if (start / path).exists():
            with suppress(ValueError):
                return (start / path).resolve().relative_to(root.resolve()).as_posix()
    raise click.UsageError(f"there is no file or folder {path} in the project")


def within(path: str, wanted: str) -> bool:
    """Whether a path is a wanted file, or lies in a wanted folder."""
    return wanted in (".", path) or path.startswith(wanted.rstrip("/") + "/")


def say(words: str) -> None:
    """Tell who is at the terminal something; it is no output for programs."""
    indent = words[: len(words) - len(words.lstrip(" "))]
    click.echo(indent + visible(words), err=True)


def stop(why: str, status: int = 1) -> NoReturn:
    """Say why the command cannot go on, and exit."""
    for line in f"Error: {why}".splitlines():
        say(line)
    sys.exit(status)
