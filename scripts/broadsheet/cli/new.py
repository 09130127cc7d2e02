"""`broadsheet new`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from broadsheet.check import registries_of
from broadsheet.cli.clock import present
from broadsheet.cli.collect_articles import ArticleSources, add, ask_for_articles, file_at, read
from broadsheet.cli.editor import open_in_editor
from broadsheet.cli.new_file import Wish, write
from broadsheet.cli.prompts import InvalidAnswer, asked, read_category, read_day, read_title, read_url
from broadsheet.cli.shared import day_of_option, load, root_option, say, shown
from broadsheet.cli.suggestions import propose
from broadsheet.cli.web import agent_of, networks_option
from broadsheet.intake.articles import ArticleMetadata, Names
from broadsheet.load import list_tree
from broadsheet.web.answers import RequestPolicy
from broadsheet.web.client import Client
from broadsheet.web.connection import Connector, Network

T = TypeVar("T")


@click.command()
@click.argument("words", nargs=-1, metavar="[TITLE]")
@root_option
@click.option("--date", "written_day", metavar="ISO", help="The day of the edition.  [default: today]")
@click.option("--url", "urls", multiple=True, metavar="URL", help="An article to read and fill in; repeatable.")
@click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The same from a saved page or a text (.html, .mhtml, .txt, .md); repeatable.",
)
@click.option("--category", metavar="KEY", help="A key of categories.yml.")
@click.option("--slug", metavar="NAME", help="The name of the file.  [default: from the title]")
@click.option("--register", is_flag=True, help="Add unknown publishers to publishers.yml.")
@click.option("--edit", is_flag=True, help="Open the file in $VISUAL or $EDITOR.")
@click.option(
    "--ask/--no-ask", default=None, help="Ask for what is not given.  [default: on a terminal, when nothing is given]"
)
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=15, help="Seconds for one request.  [default: 15]")
@click.option("--now", callback=day_of_option, metavar="ISO", help="Treat this date as today.")
@networks_option
def new(
    words: tuple[str, ...],
    root: Path,
    written_day: str | None,
    urls: tuple[str, ...],
    files: tuple[Path, ...],
    category: str | None,
    slug: str | None,
    register: bool,
    edit: bool,
    ask: bool | None,
    timeout: float,
    now: date | None,
    allow_private: tuple[Network, ...],
) -> None:
    """Start a briefing: create its file, with keys in order and articles filled in.

    Articles come from web pages or from files. What cannot be read is left to fill in by hand. On a terminal, without
    options, it asks.

    \b
    Example:
      broadsheet new "What happened" --url https://example.org/article --from saved.html
    """
    title, more = _sorted_out(words)
    sources = (*(_usage("--url", read_url, url) for url in urls), *files, *more)
    if ask is None:
        given = title or written_day or sources or category or slug
        ask = not given and sys.stdin.isatty() and sys.stderr.isatty()
    project = load(root)
    tree = list_tree(project.root, project.plugin.config.briefings)
    registries = registries_of(tree)[0]
    policy = RequestPolicy(agent=agent_of(project, "broadsheet-new"), timeout=timeout, pause=0, retries=0)
    desk = ArticleSources(
        project=project,
        tree=tree,
        registries=registries,
        names=Names(registries),
        client=Client(policy, Connector(allowed=allow_private)),
    )
    wish = Wish(
        title=_usage("TITLE", read_title, title) if title else "",
        day=_usage("--date", read_day, written_day) if written_day else project.day_of(now or present()),
        category=_usage("--category", lambda text: read_category(text, registries.categories), category or ""),
        sources=sources,
        slug=slug or "",
    )
    try:
        articles: list[ArticleMetadata] = []
        if ask:
            wish = _answers(desk, wish)
        for source in wish.sources:
            add(articles, read(desk, source))
        if ask:
            ask_for_articles(desk, articles)
        file = write(desk, wish, articles, ask=ask)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nNothing was written.", err=True)
        sys.exit(1)
    click.echo(shown(project.root / file))
    sound = propose(desk, articles, register=register)
    if edit:
        open_in_editor(project.root / file)
    _say_what_is_next(shown(project.root / file), articles)
    sys.exit(0 if sound else 1)


def _sorted_out(words: Sequence[str]) -> tuple[str, list[str | Path]]:
    """Return the headline, and what else stands there: `--from *.html` names its further files without the option."""
    titles: list[str] = []
    more: list[str | Path] = []
    for word in words:
        if word.lower().startswith(("http://", "https://")) and " " not in word:
            more.append(_usage("URL", read_url, word))
        elif word.lower().endswith((".html", ".htm", ".mhtml", ".mht", ".txt", ".md")) and (file := file_at(word)):
            more.append(file)
        else:
            titles.append(word)
    if len(titles) > 1:
        raise click.UsageError(f"put the headline in quotes: broadsheet new {shlex.quote(' '.join(titles))}")
    return " ".join(titles), more


def _usage(name: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except InvalidAnswer as wrong:
        raise click.BadParameter(str(wrong), param_hint=name) from None


def _answers(desk: ArticleSources, wish: Wish) -> Wish:
    """Ask for the headline, the day and the section."""
    categories = desk.registries.categories
    title = wish.title or asked("Headline", read_title)
    day = asked("Date", read_day, wish.day.isoformat())
    category = wish.category
    if categories and not category:
        for number, (key, one) in enumerate(categories.items(), 1):
            click.echo(f"  {number}  {key}: {one.label}", err=True)
        category = asked("Category (empty for none)", lambda text: read_category(text, categories))
    return replace(wish, title=title, day=day, category=category)


def _say_what_is_next(file: str, articles: Sequence[ArticleMetadata]) -> None:
    stubs = [str(number) for number, article in enumerate(articles, 1) if article.trouble]
    if stubs:
        one = len(stubs) == 1
        say(f"Article{'' if one else 's'} {', '.join(stubs)} could not be read; the file says why")
    say("Fill in what is empty, then:")
    say(f"  broadsheet check {shlex.quote(file)}")
    say("  broadsheet serve")
