"""`broadsheet build`."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

import click

from broadsheet.build.output import LastBuild, SiteWriter
from broadsheet.build.output.gate import check_folder
from broadsheet.build.paper import Paper
from broadsheet.build.swap import built_beside, recover, refusal
from broadsheet.build.workers import processors
from broadsheet.cli.exit import ExitNow
from broadsheet.cli.failures import reporting_failures, warn
from broadsheet.cli.lock import alone
from broadsheet.cli.shared import bar_of, load, now_option, root_option, shown, site_url_option
from broadsheet.mkdocs_adapter import NO_ADDRESS, Project, ProjectError
from broadsheet.pages.target import html_of
from broadsheet.problems import errors
from broadsheet.problems.formats import render, summary


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
    if why := refusal(target, keep=project.sources()):
        where = "--site-dir" if site_dir else "site_dir in mkdocs.yml"
        raise click.BadParameter(f"the site cannot go to {shown(target)}: {why}", param_hint=where)
    with reporting_failures(), alone(project.root, wait=not no_wait):
        recover(target)
        name = os.path.relpath(target, project.root)
        with project.database() as database, SiteWriter(target, database, name=name, jobs=jobs) as press:
            if clean:
                database.forget()
            if not (part or take):
                press.begin()
            tree = project.tree()
            stamp = project.stamp(tree, now=now, searched=not no_search)
            last_build = None if part or take else press.recall(stamp)
            if last_build:
                _say(project, last_build.problems, last_build.briefings)
                warn(last_build.warnings)
                _tell_of(last_build, target)
                raise ExitNow
            with bar_of("reading", "briefing") as bar:
                paper = project.open(tree=tree, now=now, step=bar.update, database=database, jobs=jobs)
            if no_search:
                paper = paper.without_search()
            said = render(paper.problems, "text")
            if errors(paper.problems):
                click.echo(said, nl=False, err=True)
                click.echo(f"{summary(paper.problems, paper.files)}. Nothing was written.", err=True)
                sys.exit(1)
            records = paper.checked.records
            _say(project, said, len(records))
            for folder in take:
                press.take(folder)
            if part:
                files = _print_part(project, paper, press, part)
                click.echo(f"Part {part[0]} of {part[1]}: {files:,} files in {shown(target)}{os.sep}")
                raise ExitNow
            fingerprint = project.fingerprint(paper)
            pages, changed = _print(project, paper, target, press, fingerprint, may_shrink=allow_shrink)
            last_build = LastBuild(
                stamp=stamp,
                problems=said,
                warnings=press.warnings,
                briefings=len(records),
                editions=len({record.day for record in records}),
                pages=pages,
            )
            press.remember(last_build, fingerprint)
    _tell_of(last_build, target, after=time.monotonic() - started if changed else None)
    raise ExitNow


def _say(project: Project, problems: str, briefings: int) -> None:
    """Say what the check found, and what else a publisher should know of the briefings."""
    click.echo(problems, nl=False, err=True)
    if not project.config.site_url:
        warn([NO_ADDRESS])
    if not briefings:
        click.echo(f"There are no briefings in {project.plugin.config.briefings}/ yet; the site says so.")


def _tell_of(last_build: LastBuild, target: Path, *, after: float | None = None) -> None:
    how = "; nothing has changed since the last build" if after is None else f" in {after:.1f} s"
    click.echo(
        f"{last_build.briefings:,} briefings, {last_build.editions:,} editions, {last_build.pages:,} pages{how}\n"
        f"The site is in {shown(target)}{os.sep}; look at it with: broadsheet serve"
    )


def _print_part(project: Project, paper: Paper, press: SiteWriter, part: tuple[int, int]) -> int:
    if not project.only_ours():
        raise ProjectError(
            "a site can be made in parts only where no other plugin, hook or theme has a say in its pages"
        )
    edition = project.edition(paper)
    with bar_of("making", "file") as bar:
        return press.print_part(edition, *part, step=bar.update)


def _print(
    project: Project, paper: Paper, target: Path, press: SiteWriter, fingerprint: bytes, *, may_shrink: bool
) -> tuple[int, bool]:
    """Make the site. Return how many pages it has, and whether anything had to be made."""
    if press.has(fingerprint):
        warn(press.warnings)
        return press.pages, False
    if not (
        press.has_printed(project.base(paper.bare)) or project.only_ours()
    ):  # another plugin, a hook or the theme has a say, so MkDocs draws all of it
        _tell(paper)
        with built_beside(target) as fresh, bar_of("drawing", "page", total=len(paper.targets)) as bar:
            project.draw(paper, fresh, page_drawn=bar.update)
            names = {html_of(target.name) for target in paper.targets}
            ours = names | project.plugin.asset_uris
            warn(check_folder(fresh, target, paper.bare.url, pages=names, ours=ours, may_shrink=may_shrink))
            return sum(name.suffix == ".html" for name in fresh.rglob("*")), True
    edition = project.edition(paper, fingerprint=fingerprint)
    _tell(paper)
    with bar_of("making", "file") as bar:
        press.print(edition, step=bar.update, may_shrink=may_shrink)
    warn(press.warnings)
    return press.pages, True


def _tell(paper: Paper) -> None:
    for notice in paper.notices:
        click.echo(f"Note: {notice}.", err=True)
