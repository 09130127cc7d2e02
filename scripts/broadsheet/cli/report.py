"""`broadsheet report`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from broadsheet.build.workers import processors
from broadsheet.cli.clock import present
from broadsheet.cli.shared import bar_of, day_of_option, load, root_option, shown, stop
from broadsheet.insight.site_report import Health, NoSite, as_json, as_text, forecast, health, measure
from broadsheet.mkdocs_adapter import Project
from broadsheet.problems import errors


@click.command()
@root_option
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="The built site.  [default: site_dir of mkdocs.yml]",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="Output for people or programs."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a budget is missed or a link within the site is dead.")
@click.option(
    "--max-age", type=click.IntRange(min=0), metavar="DAYS", help="Exit with 1 if the newest edition is older."
)
@click.option(
    "--now",
    callback=day_of_option,
    metavar="ISO",
    help="Treat this date as today.  [default: SOURCE_DATE_EPOCH, else the clock]",
)
def report(root: Path, site_dir: Path | None, style: str, strict: bool, max_age: int | None, now: date | None) -> None:
    """Report the size of the built site, how long it will fit GitHub Pages, and the health of the newspaper.

    \b
    Example:
      broadsheet report --strict --max-age 3
    """
    project = load(root)
    site = site_dir or Path(project.config.site_dir)
    today = project.day_of(now or present())
    jobs = processors()
    try:
        with bar_of("weighing", "page") as bar:
            weights = measure(site, step=bar.update, jobs=jobs)
    except NoSite:
        stop(f"there is no built site in {shown(site)}; make one with: broadsheet build", 2)
    standing, days = _health(project, today, jobs)
    room = forecast(weights, days, today)
    click.echo(as_json(weights, standing, room) if style == "json" else as_text(weights, standing, room), nl=False)
    stale = _stale(standing, max_age)
    if stale:
        click.echo(f"Error: {stale}", err=True)
    sys.exit(1 if stale or (strict and not weights.sound) else 0)


def _health(project: Project, today: date, jobs: int) -> tuple[Health, list[date]]:
    """Return how the briefings are doing, and the day of each."""
    with bar_of("reading", "briefing") as bar:
        paper = project.open(on_progress=bar.update, database=project.database(), jobs=jobs)
    failed = {problem.path for problem in errors(paper.problems)} & set(paper.tree.briefings)
    checked = paper.checked
    return (
        health(checked.records, checked.registries, today, failed=len(failed)),
        [record.day for record in checked.records],
    )


def _stale(standing: Health, max_age: int | None) -> str:
    """Return what is wrong where the newest edition is too old."""
    if max_age is None:
        return ""
    if standing.newest is None or standing.age is None:
        return "there is no edition at all (--max-age)"
    if standing.age <= max_age:
        return ""
    days = "1 day" if standing.age == 1 else f"{standing.age:,} days"
    return f"the newest edition, of {standing.newest}, is {days} old; --max-age allows {max_age:,}"
