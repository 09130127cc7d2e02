"""`broadsheet links`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from broadsheet.build.cache import ChangedMeanwhile
from broadsheet.cli.clock import present
from broadsheet.cli.shared import bar_of, load, relative, root_option, stop, within
from broadsheet.cli.web import agent_of, networks_option
from broadsheet.insight.links import (
    FILE,
    WAYBACK,
    Kept,
    LinkChecker,
    Mention,
    archived_copy,
    as_json,
    check_links,
    fails,
    mentions,
    problems,
    summary,
)
from broadsheet.mkdocs_adapter import Project
from broadsheet.problems.formats import render
from broadsheet.web.answers import Finding, RequestPolicy, State
from broadsheet.web.client import Client
from broadsheet.web.connection import Connector, Network


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter("write an ISO date such as 2026-04-29") from None


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option("--since", callback=_day, metavar="ISO", help="Only briefings from this day on.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=15, help="Seconds for one request.  [default: 15]")
@click.option("--jobs", type=click.IntRange(1, 64), default=8, help="Hosts to query in parallel.  [default: 8]")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="Output for people or programs."
)
@click.option("--all", "everything", is_flag=True, help="Include links that block bots.")
@click.option("--fresh", is_flag=True, help="Recheck links already checked.")
@click.option("--archive", is_flag=True, help="Look for copies of dead links in the Wayback Machine.")
@click.option("--archive-api", default=WAYBACK, hidden=True)
@click.option("--pause", type=click.FloatRange(0, 60), default=1, hidden=True)
@networks_option
def links(
    paths: tuple[Path, ...],
    root: Path,
    since: date | None,
    timeout: float,
    jobs: int,
    style: str,
    everything: bool,
    fresh: bool,
    archive: bool,
    archive_api: str,
    pause: float,
    allow_private: tuple[Network, ...],
) -> None:
    """Check whether the links of the briefings still work.

    A server gets one request at a time, with a pause after each, and its robots.txt is obeyed. Addresses inside a
    network are not followed. Working links are remembered for 30 days, others for one. Exit status 1 means that there
    are dead links without an archived copy in the briefing.

    PATH limits it to files and folders.

    \b
    Example:
      broadsheet links --since 2026-04-01 --archive
    """
    project = load(root)
    wanted = [relative(path, root) for path in paths]
    named = _mentions(project, wanted, since)
    urls = list(dict.fromkeys(mention.url for mention in named))
    kept = Kept(project.root / FILE, present(), fresh=fresh)
    known = [finding for url in urls if (finding := kept.get(url))]
    client = Client(
        RequestPolicy(agent=agent_of(project, "broadsheet-links"), timeout=timeout, pause=pause),
        Connector(allowed=allow_private),
    )
    judge = LinkChecker(client)
    stale = [url for url in urls if not kept.get(url)]
    asked, stopped = _ask(stale, judge, kept, jobs)
    if not any(finding.status for finding in asked):
        witnesses = [] if stopped else [finding.url for finding in known if finding.state is State.OK]
        asked = _doubted(asked, witnesses[:1], judge)
    kept.keep(finding for finding in asked if finding.is_nameless)
    findings = {finding.url: finding for finding in (*known, *asked)}
    found = [(mention, findings[mention.url]) for mention in named if mention.url in findings]
    copies = _copies(found, client, archive_api) if archive and not stopped else {}
    if style == "json":
        click.echo(as_json(project.root, found, copies), nl=False)
    else:
        click.echo(render(problems(project.root, found, copies, everything=everything), "text"), nl=False)
        if found or not urls:
            click.echo(summary(found, len(known), everything=everything, archive=archive), err=True)
    if stopped:
        click.echo(f"Stopped; {len(urls) - len(findings):,} links were not asked. The next run goes on.", err=True)
    sys.exit(1 if stopped or any(fails(mention, finding) for mention, finding in found) else 0)


def _mentions(project: Project, wanted: Sequence[str], since: date | None) -> list[Mention]:
    """Return the links of all briefings that are wanted."""
    with bar_of("reading", "briefing") as bar:
        paper = project.open(on_progress=bar.update, database=project.database())
    checked = paper.checked
    left = paper.files - len(checked.records)
    if left:
        which = "1 briefing is" if left == 1 else f"{left:,} briefings are"
        click.echo(f"{which} left out for errors; broadsheet check says which.", err=True)
    try:
        return [
            mention
            for record in checked.records
            if (since is None or record.day >= since)
            and (not wanted or any(within(record.file, path) for path in wanted))
            for mention in mentions(checked.library[record.path])
        ]
    except ChangedMeanwhile:
        stop("a briefing was changed while it was read; try again")


def _ask(urls: Sequence[str], judge: LinkChecker, kept: Kept, jobs: int) -> tuple[list[Finding], bool]:
    """Return what was found, and whether somebody stopped it. Each finding is remembered at once."""
    found: list[Finding] = []
    with bar_of("asking", "link", len(urls)) as bar:
        try:
            for finding in check_links(urls, judge, jobs=jobs):
                bar.update()
                found.append(finding)
                if not finding.is_nameless:
                    kept.keep([finding])
        except KeyboardInterrupt:
            return found, True
    judge.client.stop.clear()
    return found, False


def _doubted(found: Sequence[Finding], witnesses: Sequence[str], judge: LinkChecker) -> list[Finding]:
    """Return the findings of a run to which nobody answered: without a network no host is said to be dead."""
    if not any(finding.is_nameless for finding in found) or any(judge.judge(one).status for one in witnesses):
        return list(found)
    kept = [finding for finding in found if not finding.is_nameless]
    lost = len(found) - len(kept)
    click.echo(
        f"No host could be found, for {lost:,} link{'' if lost == 1 else 's'}. Is this machine on the network?",
        err=True,
    )
    return kept


def _copies(found: Iterable[tuple[Mention, Finding]], client: Client, api: str) -> dict[str, str]:
    """Return archived copies of what is dead and has none in its briefing."""
    lost = {
        finding.url: mention.day
        for mention, finding in found
        if finding.state is State.DEAD and not mention.archived and mention.loc[-1:] != ("archived",)
    }
    copies = {}
    with suppress(KeyboardInterrupt), bar_of("seeking copies", "link", len(lost)) as bar:
        for url, day in lost.items():
            copies[url] = archived_copy(url, day, client, api)
            bar.update()
    return {url: copy for url, copy in copies.items() if copy}
