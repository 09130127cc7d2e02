"""`broadsheet build`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from broadsheet.build.swap import refusal
from broadsheet.build.workers import processors
from broadsheet.cli.exit import ExitNow
from broadsheet.cli.failures import reporting_failures, warn
from broadsheet.cli.lock import alone
from broadsheet.cli.shared import bar_of, load, now_option, root_option, shown, site_url_option
from broadsheet.mkdocs_adapter import NO_ADDRESS, Project
from broadsheet.mkdocs_adapter.build import BuildListener, BuildOptions, build_part, build_site


def _part(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Read `2/10`."""
    if value is None:
        return None
    part, slash, of = value.partition("/")
    if not (slash and part.isdecimal() and of.isdecimal() and 1 <= int(part) <= int(of) <= 1000):
        raise click.BadParameter("write which part of how many, such as 2/10")
    return int(part), int(of)


@click.command()
@root_option
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the site.  [default: site_dir of mkdocs.yml]",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=processors, help="Worker processes.  [default: one per CPU]"
)
@click.option("--clean", is_flag=True, help="Ignore the cache and rebuild everything.")
@click.option("--no-search", is_flag=True, help="Build no search; the search page offers the archive instead.")
@click.option("--part", callback=_part, metavar="K/N", help="Make only the Kth of N parts, to combine with --take.")
@click.option(
    "--take",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A part to combine, made with --part; repeatable.",
)
@site_url_option
@click.option("--allow-shrink", is_flag=True, help="Publish even if the site loses most of its pages.")
@click.option("--no-wait", is_flag=True, help="Stop if another build of this project is running.")
@now_option
def build(
    root: Path,
    site_dir: Path | None,
    jobs: int,
    clean: bool,
    no_search: bool,
    part: tuple[int, int] | None,
    take: tuple[Path, ...],
    site_url: str,
    allow_shrink: bool,
    no_wait: bool,
    now: date | None,
) -> None:
    """Check the briefings and build the site.

    Errors stop the build before anything is written; warnings do not. Only what changed since the last build is
    rebuilt, and the last site stays until the new one is complete and verified.

    \b
    Example:
      broadsheet build --site-dir public
    """
    started = time.monotonic()
    if part and not site_dir:
        raise click.UsageError("--part makes no whole site, so it needs a folder of its own: --site-dir part")
    project = load(root, site_url=site_url)
    now = now and project.day_of(now)
    target = (site_dir or Path(project.config.site_dir)).resolve()
    if reason := refusal(target, keep=project.sources()):
        hint = "--site-dir" if site_dir else "site_dir in mkdocs.yml"
        raise click.BadParameter(f"the site cannot go to {shown(target)}: {reason}", param_hint=hint)
    options = BuildOptions(
        site_dir=target, jobs=jobs, clean=clean, search=not no_search, now=now, parts=take, may_shrink=allow_shrink
    )
    listener = _Console(project)
    with reporting_failures(), alone(project.root, wait=not no_wait):
        if part:
            files = build_part(project, options, *part, listener)
            click.echo(f"Part {part[0]} of {part[1]}: {files:,} files in {shown(target)}{os.sep}")
            raise ExitNow
        result = build_site(project, options, listener)
        warn(result.warnings)
    how = f" in {time.monotonic() - started:.1f} s" if result.changed else "; nothing has changed since the last build"
    click.echo(
        f"{result.briefings:,} briefings, {result.editions:,} editions, {result.pages:,} pages{how}\n"
        f"The site is in {shown(target)}{os.sep}; look at it with: broadsheet serve"
    )
    raise ExitNow


class _Console(BuildListener):
    """Prints what the check found, notices, and progress bars."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def checked(self, report: str, briefings: int) -> None:
        click.echo(report, nl=False, err=True)
        if not self._project.config.site_url:
            warn([NO_ADDRESS])
        if not briefings:
            click.echo(f"There are no briefings in {self._project.plugin.config.briefings}/ yet; the site says so.")

    def noticed(self, notices: Sequence[str]) -> None:
        for notice in notices:
            click.echo(f"Note: {notice}.", err=True)

    @contextmanager
    def progress(self, verb: str, noun: str, total: int | None = None) -> Iterator[Callable[[], object]]:
        with bar_of(verb, noun, total) as bar:
            yield bar.update
