"""The articles of a new briefing: read from their addresses and from files, settled, and named as they come in."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import click

from broadsheet.cli.prompts import InvalidAnswer, asked, read_url
from broadsheet.cli.shared import say
from broadsheet.intake.articles import MOST_OF_A_FILE, ArticleMetadata, Names, from_file, from_web
from broadsheet.intake.articles.names import domain_of
from broadsheet.load import Tree
from broadsheet.mkdocs_adapter import Project
from broadsheet.model.article_urls import same_article
from broadsheet.model.registries import Registries
from broadsheet.web.client import Client

MOST_ARTICLES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSources:
    """What a new briefing is written with."""

    project: Project
    tree: Tree
    registries: Registries
    names: Names
    client: Client


def ask_for_articles(desk: ArticleSources, articles: list[ArticleMetadata]) -> None:
    """Ask for articles until an empty line ends the list."""
    click.echo("Articles: an address or a saved page each; an empty line ends the list.", err=True)
    while len(articles) < MOST_ARTICLES:
        source = asked(f"Article {len(articles) + 1}", _read_source)
        if source is None:
            return
        add(articles, read(desk, source))


def _read_source(text: str) -> str | Path | None:
    """Read an address or the name of a file."""
    named = text.strip().strip("'\"")
    if not named:
        return None
    if "://" not in named:
        if file := file_at(named):
            return file
        host, slash, _ = named.partition("/")
        if not slash or "." not in host.strip("."):
            raise InvalidAnswer(
                f"there is no file “{named[:80]}” here; write its whole path, or an address with its https://"
            )
        named = f"https://{named}"
    return read_url(named)


def file_at(name: str) -> Path | None:
    """Return a file that is there; what cannot even be the name of one is none."""
    try:
        file = Path(name).expanduser()
        return file if file.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def read(desk: ArticleSources, source: str | Path) -> ArticleMetadata:
    """Read an article, and settle what the registries say to it."""
    if isinstance(source, str):
        if sys.stderr.isatty():
            say(f"reading {source} …")
        found = from_web(source, desk.client)
    else:
        try:
            with source.open("rb") as stream:
                found = from_file(source.name, stream.read(MOST_OF_A_FILE))
        except OSError as error:
            found = ArticleMetadata(trouble=f"cannot be read: {(error.strerror or '').lower()}")
        if found.trouble:
            found = replace(found, trouble=f"({source.name}) {found.trouble}")
    return desk.names.settled(found)


def add(articles: list[ArticleMetadata], article: ArticleMetadata) -> None:
    """Put an article behind the others, unless it is there; say what is known of it."""
    for number, other in enumerate(articles, 1):
        if article.url and other.url and same_article(article.url) == same_article(other.url):
            if other.title or not article.title:
                say(f"{article.url} is article {number} already, and is left out")
                return
            articles[number - 1] = article  # a page that could not be read, and the same one saved by hand
            break
    else:
        articles.append(article)
        number = len(articles)
    if article.trouble:
        say(f"{number}. {article.url or 'the file'} {article.trouble}; fill in by hand")
    else:
        facts = ", ".join(filter(None, (article.publisher or domain_of(article), article.author, article.published)))
        say(f"{number}. {article.title}" + (f" ({facts})" if facts else ""))
