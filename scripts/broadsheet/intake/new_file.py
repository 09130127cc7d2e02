"""The file of a new briefing: what is known filled in, and where something is missing a line that says what goes there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from broadsheet.intake.articles.values import ArticleMetadata, line
from broadsheet.model.schema import MODELINE
from broadsheet.write.yaml import WIDTH, key_lines

HELP = {
    "title": "The headline of the event, in your own words.",
    "dek": "One sentence that adds to the headline; take the line out if there is nothing to add.",
    "summary": "What happened, in a paragraph or two, in your own words: who, what, when, and how it is known.",
    "key_points": "What a reader should take away: a sentence each, with the numbers of the articles that it rests on.",
    "articles": "The coverage. The first article is number 1.",
}
ARTICLE_HELP = {
    "title": "The headline as published, without the publisher's name.",
    "url": "Its address, as it stands in the address bar.",
    "summary": "What this article adds, in your own words; without it the article stands under “More coverage”.",
    "entities": "Who and what it is about, such as [OpenAI, Sam Altman].",
}
_ARTICLE = (
    "title",
    "url",
    "publisher",
    "author",
    "published",
    "language",
    "summary",
    "entities",
    "paywall",
    "archived",
)
_STEP = "  "


def beginning_text(
    title: str,
    day: date,
    articles: Sequence[ArticleMetadata] = (),
    *,
    category: str = "",
    categories: Sequence[str] = (),
    language: str = "",
    follows: Mapping[str, str] | None = None,
) -> str:
    """Return the text of a new briefing's file. Its first line tells editors where the schema lies.

    `language` is the newspaper's, in which articles need not say theirs; `follows` are the paths of earlier briefings
    that this one may continue, with the reason.
    """
    lines = [MODELINE, *_key("title", title, HELP), *key_lines("date", day)]
    if not title and articles and articles[0].title:
        lines.insert(2, f"# The first article has: {line(articles[0].title, 200)}")
    choice = f"One of: {', '.join(categories)}." if categories else ""
    lines += _key("category", category, {"category": choice})
    for key in ("dek", "summary"):
        lines += _key(key, "", HELP)
    lines += [f"# {HELP['key_points']}", "key_points:", f"{_STEP}- text:", f"{_STEP * 2}sources: [1]"]
    lines += [f"# {HELP['articles']}", "articles:"]
    for article in articles or (ArticleMetadata(),):
        lines += (_STEP + one for one in _article(article, language))
    for path, reason in (follows or {}).items():
        lines += [f"# If this goes on from a briefing that {line(reason, 200)}, take the # away:", f"# follows: {path}"]
    return "".join(f"{one}\n" for one in lines)


def _article(article: ArticleMetadata, language: str) -> Iterator[str]:
    """Yield the lines of one article, as an item of a list."""
    if article.trouble:
        yield f"# This page {line(article.trouble, 300)}: fill in by hand."
    if article.description:
        yield f"# The page says: {article.description}"
    values: dict[str, Any] = {
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "language": "" if _same_language(article.language, language) else article.language,
        "entities": list(article.entities),
        "paywall": article.paywall or None,
        "archived": article.archived,
    }
    if not article.title:
        yield f"# {ARTICLE_HELP['title']}"
    room = WIDTH - 2 * len(_STEP)
    lines = [one for key in _ARTICLE for one in _key(key, values.get(key), ARTICLE_HELP, width=room)]
    lines = lines[not article.title :]  # a comment would stand between the dash and its item
    yield f"- {lines[0]}"
    yield from (f"{_STEP}{one}" for one in lines[1:])


def _key(key: str, value: Any, told: Mapping[str, str], *, width: int = WIDTH) -> Iterator[str]:
    """Yield a key with its value, or the key alone below what goes there, or nothing where nobody need be told."""
    if value not in (None, "", []):
        yield from key_lines(key, value, width=width)
    elif key in told:
        if told[key]:
            yield f"# {told[key]}"
        yield f"{key}:"


def _same_language(one: str, other: str) -> bool:
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()
