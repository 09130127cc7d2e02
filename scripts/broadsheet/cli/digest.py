"""`broadsheet digest`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import click

from broadsheet.archive import Archive
from broadsheet.archive.roundup import earlier, first_day, spans
from broadsheet.build.workers import processors
from broadsheet.cli import safe_write
from broadsheet.cli.shared import bar_of, load, root_option, shown, site_url_option, stop
from broadsheet.pages import Site
from broadsheet.pages.phrases import day_in_words, week_in_words
from broadsheet.problems import errors
from broadsheet.problems.formats import render
from broadsheet.publish.mail import (
    Envelope,
    Letter,
    MailError,
    as_html,
    as_message,
    as_text,
    edition_letter,
    unsubscribe_link,
    week_letter,
)

Style = Literal["eml", "html", "text"]


def _date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read an ISO date, or an ISO week, which stands for its Monday."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value.upper())
    except ValueError:
        raise click.BadParameter("write an ISO date such as 2026-04-29, or a week such as 2026-W18") from None


@click.command()
@root_option
@click.option("--date", "day", callback=_date, metavar="ISO", help="The edition of this day.  [default: the newest]")
@click.option("--week", callback=_date, metavar="ISO", help="A whole week instead: 2026-W18, or any day of it.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.  [default: print it]")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--to", default="", metavar="ADDRESS", help="The recipient of the mail.  [default: none]")
@click.option(
    "--format",
    "style",
    type=click.Choice(["eml", "html", "text"]),
    default="eml",
    help="The whole mail, or one of its two forms.",
)
@site_url_option
def digest(
    root: Path,
    day: date | None,
    week: date | None,
    out: Path | None,
    force: bool,
    to: str,
    style: Style,
    site_url: str,
) -> None:
    """Write a mail of an edition or a week.

    The mail has plain text and HTML; any mail program can send the file. Its sender is mail_from under the plugin in
    mkdocs.yml.

    \b
    Example:
      broadsheet digest --week 2026-W18 --to readers@example.org --out week.eml
    """
    if day and week:
        raise click.UsageError("--date is for an edition and --week for a week; choose one of them")
    if out and out.exists() and not force:
        raise click.BadParameter(f"{shown(out)} already exists; --force replaces it", param_hint="--out")
    project = load(root, site_url=site_url)
    settings = project.plugin.config
    with bar_of("reading", "briefing") as bar:
        paper = project.open(on_progress=bar.update, database=project.database(), jobs=processors())
    if not paper.bare.url:
        stop("a mail needs whole addresses, and mkdocs.yml has no site_url; set it to where the site is published", 2)
    if wrong := errors(paper.problems):  # warnings are for those who write, and were told by `check`
        click.echo(render(wrong, "text"), nl=False, err=True)
        stop("nothing was written, since there are errors")
    envelope = Envelope(
        host=urlsplit(paper.bare.url).hostname or "",
        zone=project.zone,
        sender=settings.mail_from,
        to=to,
        list_id=settings.mail_list_id,
        unsubscribe=_links(settings.mail_unsubscribe),
        one_click=settings.mail_one_click,
    )
    letter = _letter(paper.archive, paper.site, day, week)
    try:
        content = _written(letter, envelope, style)
    except MailError as error:
        stop(str(error), 2)
    if out is None:
        click.echo(content, nl=False)
        return
    try:
        safe_write.write(out, content)
    except OSError as error:
        stop(f"{shown(out)} cannot be written: {error.strerror}")
    click.echo(f"{letter.title}: {shown(out)}, {len(content):,} bytes")


def _links(written: object) -> str:
    """Return `mail_unsubscribe`, an address or a list of them, as one text."""
    links = []
    for link in written if isinstance(written, list) else [written]:
        if not isinstance(link, str):
            stop(f"mail_unsubscribe is no link: {link!r}; write https://… or mailto:…", 2)
        links.append(link)
    return " ".join(links)


def _letter(archive: Archive, site: Site, day: date | None, week: date | None) -> Letter:
    if week:
        found = spans(archive, "week")
        span = found.get(first_day(week, "week"))
        if span is None:
            stop(f"there is no edition in {week_in_words(week).lower()}; {_newest(archive)}")
        return week_letter(archive, site, span, earlier(found, span))
    edition = archive.editions.get(day) if day else archive.newest
    if edition is None:
        stop(f"there is no edition of {day_in_words(day)}; {_newest(archive)}" if day else _newest(archive))
    return edition_letter(archive, site, edition)


def _newest(archive: Archive) -> str:
    newest = archive.newest
    return f"the newest is of {day_in_words(newest.day)}" if newest else "there are no briefings yet"


def _written(letter: Letter, envelope: Envelope, style: Style) -> bytes:
    message = as_message(letter, envelope)  # made for every format: it raises MailError where a setting is wrong
    link = unsubscribe_link(envelope)
    if style == "html":
        return as_html(letter, unsubscribe=link).encode()
    return as_text(letter, unsubscribe=link).encode() if style == "text" else message
