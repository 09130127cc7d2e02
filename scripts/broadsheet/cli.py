"""The command `broadsheet`. Exit status: 0 fine, 1 problems found, 2 wrong usage."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import click
from filelock import FileLock, Timeout
from tqdm import tqdm

from broadsheet import __version__
from broadsheet.adapter import Project, ProjectError, load_project
from broadsheet.adapter import serve as serve_project
from broadsheet.cache import ChangedMeanwhile
from broadsheet.export import ExportError, export_project
from broadsheet.forks import collect_less, processors
from broadsheet.newsroom import Newsroom
from broadsheet.press import Press, PressError
from broadsheet.problem import errors
from broadsheet.publish.search import SearchError
from broadsheet.publish.swap import built_beside, recover, refusal
from broadsheet.report import Format, render, summary
from broadsheet.weights import NoSite, as_json, as_text, measure

LOCK = Path(".cache/broadsheet/lock")

_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Project folder, the one with mkdocs.yml.  [default: here]",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    os.environ.setdefault(
        "NO_MKDOCS_2_WARNING", "1"
    )  # Material's notice of its own end of life is nothing a writer can act on
    cli(args=None if arguments is None else list(arguments), prog_name="broadsheet")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def cli() -> None:
    """Make a newspaper out of a folder of briefings.

    \b
    Example:
      broadsheet check && broadsheet build
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.WARNING)


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read --now, else SOURCE_DATE_EPOCH; the clock is never asked."""
    if value is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise click.BadParameter("write an ISO date such as 2026-04-29") from None


_now = click.option("--now", callback=_moment, metavar="ISO", help="The day it is; briefings dated later are reported.")


def _part(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Read `2/10`."""
    if value is None:
        return None
    part, slash, of = value.partition("/")
    if not (slash and part.isdecimal() and of.isdecimal() and 1 <= int(part) <= int(of) <= 1000):
        raise click.BadParameter("write which part of how many, such as 2/10")
    return int(part), int(of)


@cli.command()
@_root
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the site.  [default: site_dir of mkdocs.yml]",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=processors, help="Processes to work with.  [default: one a processor]"
)
@click.option("--clean", is_flag=True, help="Forget earlier builds and make everything anew.")
@click.option("--no-search", is_flag=True, help="Build no search; the search page offers the archive instead.")
@click.option("--part", callback=_part, metavar="K/N", help="Make only the Kth of N parts, for --take elsewhere.")
@click.option(
    "--take",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A part made elsewhere.",
)
@_now
def build(
    root: Path,
    site_dir: Path | None,
    jobs: int,
    clean: bool,
    no_search: bool,
    part: tuple[int, int] | None,
    take: tuple[Path, ...],
    now: date | None,
) -> None:
    """Check the briefings and build the site.

    Errors stop the build before anything is written; warnings do not. Only what has changed since the last build is
    made again, and the last site stays until the new one is whole.

    \b
    Example:
      broadsheet build --site-dir public
    """
    started = time.monotonic()
    collect_less()
    if part and not site_dir:
        raise click.UsageError("--part makes no whole site, so it needs a folder of its own: --site-dir part")
    project = _load(root)
    target = (site_dir or Path(project.config.site_dir)).resolve()
    if why := refusal(target, keep=project.sources(), named=site_dir is not None):
        raise click.BadParameter(f"the site cannot go to {_shown(target)}: {why}", param_hint="--site-dir")
    with _alone(project):
        recover(target)
        database = project.database()
        if clean:
            database.forget()
        press = Press(target, database, name=os.path.relpath(target, project.root), jobs=jobs)
        with _bar("reading", "briefing") as bar:
            newsroom = project.open(now=now, step=bar.update, database=database, jobs=jobs)
        if no_search:
            newsroom = newsroom.without_search()
        said = render(newsroom.problems, "text")
        click.echo(said, nl=False, err=True)
        if errors(newsroom.problems):
            click.echo(f"{summary(newsroom.problems, newsroom.files)}. Nothing was written.", err=True)
            sys.exit(1)
        if not newsroom.checked.gists:
            click.echo(f"There are no briefings in {project.plugin.config.briefings}/ yet; the site says so.")
        try:
            for folder in take:
                press.take(folder)
            if part:
                files = _print_part(project, newsroom, press, part)
                click.echo(f"Part {part[0]} of {part[1]}: {files:,} files in {_shown(target)}{os.sep}")
                return
            pages, changed = _print(project, newsroom, target, press)
        except (ProjectError, PressError, SearchError, ChangedMeanwhile) as error:
            click.echo(f"The build stopped: {error}. The last site was left as it is.", err=True)
            sys.exit(1)
    gists = newsroom.checked.gists
    how = f" in {time.monotonic() - started:.1f} s" if changed else "; nothing has changed since the last build"
    click.echo(
        f"{len(gists):,} briefings, {len({gist.day for gist in gists}):,} editions, {pages:,} pages{how}\n"
        f"The site is in {_shown(target)}{os.sep}; look at it with: broadsheet serve"
    )


def _print_part(project: Project, newsroom: Newsroom, press: Press, part: tuple[int, int]) -> int:
    if not project.only_ours():
        raise ProjectError(
            "a site can be made in parts only where no other plugin, hook or theme has a say in its pages"
        )
    edition = project.edition(newsroom)
    with _bar("making", "file") as bar:
        return press.print_part(edition, *part, step=bar.update)


def _print(project: Project, newsroom: Newsroom, target: Path, press: Press) -> tuple[int, bool]:
    """Make the site. Return how many pages it has, and whether anything had to be made."""
    if not project.only_ours():  # another plugin, a hook or the theme has a say, so MkDocs draws all of it
        with built_beside(target) as fresh, _bar("drawing", "page", total=len(newsroom.drafts)) as bar:
            project.draw(newsroom, fresh, page_drawn=bar.update)
            return sum(name.suffix == ".html" for name in fresh.rglob("*")), True
    fingerprint = project.fingerprint(newsroom)
    if press.has(fingerprint):
        return press.pages, False
    edition = project.edition(newsroom, fingerprint=fingerprint)
    with _bar("making", "file") as bar:
        press.print(edition, step=bar.update)
    return press.pages, True


@contextmanager
def _alone(project: Project) -> Iterator[None]:
    """Wait until no other build of this project is at work, and keep others waiting."""
    file = project.root / LOCK
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # nothing can be written here, so nothing is remembered either
        yield
        return
    lock = FileLock(file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        click.echo("Another build of this project is at work; waiting for it.", err=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_root
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="For people, for GitHub, for programs.",
)
@_now
def check(paths: tuple[Path, ...], root: Path, style: Format, now: date | None) -> None:
    """Say everything that is wrong with the briefings, in one pass.

    PATH limits the report to files and folders; the whole archive is read all the same, since threads and publishers
    reach across files.

    \b
    Example:
      broadsheet check briefings/2026/04/24
    """
    project = _load(root)
    wanted = [_relative(path, root) for path in paths]
    with _bar("reading", "briefing") as bar:
        newsroom = project.open(now=now, step=bar.update)
    problems = [
        problem for problem in newsroom.problems if not wanted or any(_within(problem.path, path) for path in wanted)
    ]
    click.echo(render(problems, style), nl=False)
    if style == "text":
        click.echo(summary(problems, newsroom.files), err=True)
    sys.exit(1 if errors(problems) else 0)


@cli.command()
@_root
@click.option("--addr", metavar="HOST:PORT", help="Where to serve.  [default: dev_addr of mkdocs.yml, localhost:8000]")
def serve(root: Path, addr: str | None) -> None:
    """Preview the site, and show every edit at once.

    A briefing with errors is reported and left out until it is mended.

    \b
    Example:
      broadsheet serve --addr localhost:8001
    """
    try:
        serve_project(root, address=addr)
    except ProjectError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


@cli.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@_root
def export(directory: Path, root: Path) -> None:
    """Write the site as plain Markdown and a plain mkdocs.yml.

    MkDocs builds the same pages from it without this plugin, so that another engine can take over.

    \b
    Example:
      broadsheet export ../plain && mkdocs build -f ../plain/mkdocs.yml
    """
    project = _load(root)
    newsroom = project.open()
    click.echo(render(newsroom.problems, "text"), nl=False, err=True)
    if errors(newsroom.problems):
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    try:
        pages = export_project(project, newsroom, directory)
    except ExportError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    click.echo(
        f"{pages:,} pages in {_shown(directory)}{os.sep}; build them with: mkdocs build -f {directory / 'mkdocs.yml'}"
    )


@cli.command()
@_root
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="The built site.  [default: site_dir of mkdocs.yml]",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="For people, for programs."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a budget is missed.")
def report(root: Path, site_dir: Path | None, style: str, strict: bool) -> None:
    """Say what the built site weighs, and whether its pages keep to their budgets.

    \b
    Example:
      broadsheet report --strict
    """
    site = site_dir or Path(_load(root).config.site_dir)
    try:
        with _bar("weighing", "page") as bar:
            weights = measure(site, step=bar.update)
    except NoSite:
        click.echo(f"Error: there is no built site in {_shown(site)}; make one with: broadsheet build", err=True)
        sys.exit(2)
    click.echo(as_json(weights) if style == "json" else as_text(weights), nl=False)
    sys.exit(1 if strict and not weights.within else 0)


def _load(root: Path) -> Project:
    try:
        return load_project(root)
    except ProjectError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)


def _bar(verb: str, noun: str, total: int | None = None) -> tqdm[NoReturn]:
    """Return a progress bar that shows after a second on a terminal, and never in a log."""
    return tqdm(desc=verb, unit=f" {noun}s", total=total, delay=1, disable=None, leave=False, ncols=72)


def _relative(path: Path, root: Path) -> str:
    """Return a path as problems name it, from the root; it may be given from here or from the root."""
    for start in (Path.cwd(), root):
        if (start / path).exists():
            with suppress(ValueError):
                return (start / path).resolve().relative_to(root.resolve()).as_posix()
    raise click.UsageError(f"there is no file or folder {path} in the project")


def _within(path: str, wanted: str) -> bool:
    return wanted in (".", path) or path.startswith(wanted.rstrip("/") + "/")


def _shown(path: Path) -> str:
    """Return a path as short as it can be said."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
