"""The file of a new briefing: made of what is wanted, and put at its place under a name that is free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from broadsheet.check import identify
from broadsheet.cli import safe_write
from broadsheet.cli.collect_articles import MOST_ARTICLES, ArticleSources
from broadsheet.cli.prompts import InvalidAnswer
from broadsheet.cli.shared import stop
from broadsheet.cli.suggestions import earlier
from broadsheet.intake.articles import ArticleMetadata
from broadsheet.intake.new_file import beginning_text
from broadsheet.load import Tree
from broadsheet.load.document import MAX_BYTES
from broadsheet.write.slug import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted so far; `sources` are addresses and saved files."""

    title: str
    day: date
    category: str
    sources: tuple[str | Path, ...]
    slug: str = ""


def write(desk: ArticleSources, wish: Wish, articles: Sequence[ArticleMetadata], *, ask: bool) -> str:
    """Write the file and return its name from the root."""
    if len(articles) > MOST_ARTICLES:
        raise click.UsageError(f"{len(articles)} articles are more than one event has; {MOST_ARTICLES} at most")
    titled = wish.title or next(filter(None, (_headline(article) for article in articles)), "")
    if not titled and not wish.slug:
        raise click.UsageError("there is no headline; write one: broadsheet new “What happened”")
    text = beginning_text(
        wish.title,
        wish.day,
        articles,
        category=wish.category,
        categories=list(desk.registries.categories),
        language=str(desk.project.config.theme.get("language") or ""),
        follows=earlier(desk, wish.day, articles),
    )
    if len(text.encode()) > MAX_BYTES:
        stop(f"the file would be larger than {MAX_BYTES // 1024} KB; name fewer articles")
    slug = wish.slug
    while True:
        try:
            file = _file(desk.tree, wish.day, titled, slug)
            safe_write.create(desk.project.root, file, text.encode())
            return file
        except (InvalidAnswer, safe_write.FileExists) as refused:
            reason = str(refused)
            if isinstance(refused, safe_write.FileExists):
                reason = f"{refused} already exists; edit it or choose another name"
            if not ask:
                stop(f"{reason} with --slug" if isinstance(refused, safe_write.FileExists) else reason)
            click.echo(f"  {reason}.", err=True)
            slug = click.prompt("Name of the file", err=True)
        except OSError as error:
            stop(f"the file cannot be written: {error.strerror}")


def _headline(article: ArticleMetadata) -> str:
    """Return an article's headline; of one that could not be read, what its address makes of it."""
    last = urlsplit(article.url).path.rstrip("/").rpartition("/")[2]
    return article.title or (unquote(last).rpartition(".")[0] or last if re.search("[a-z]{3}", last) else "")


def _file(tree: Tree, day: date, title: str, slug: str) -> str:
    """Return where a briefing belongs. Raises Wrong for a name that cannot be an address."""
    name = slug or name_of(title)
    file = f"{tree.folder}/{day:%Y/%m/%d}/{name}.yml"
    if "/" in name or "\\" in name:
        raise InvalidAnswer("a name has no / in it")
    if wrong := identify([file], tree.folder)[1]:
        raise InvalidAnswer(f"{wrong[0].message} ({wrong[0].hint})")
    return file
