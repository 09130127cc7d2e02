"""The articles of a briefing, from whatever a source has of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from broadsheet.intake.importers.cleaning import byline, line, plain, shortened
from broadsheet.intake.importers.moments import moment
from broadsheet.intake.importers.notes import Notes
from broadsheet.model import Article
from broadsheet.model.article_urls import same_article, without_tracking
from broadsheet.model.scalars import Language, Url
from broadsheet.text.domains import registrable_domain

ARTICLES, ENTITIES = 200, 60
TITLE, SHORT, TEXT = 500, 150, 10_000
WORDS = ("tone", "sentiment", "intent", "role")
_URL: TypeAdapter[str] = TypeAdapter(Url)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


def http_url(value: Any) -> str:
    """Return an address that a briefing may link to, or an empty text."""
    try:
        return _URL.validate_python("".join(str(value).split("\n")).strip()) if isinstance(value, str) else ""
    except ValidationError:
        return ""


def language(value: Any) -> str:
    """Return a language tag, or an empty text."""
    try:
        return _LANGUAGE.validate_python(value.replace("_", "-")) if isinstance(value, str) else ""
    except ValidationError:
        return ""


def untracked(rows: Sequence[Mapping[str, Any]], notes: Notes) -> list[dict[str, Any]]:
    """Return articles whose addresses do not tell where a reader came from, and say so where one did."""
    clean = [
        {**one, "url": without_tracking(url)} if isinstance(url := one.get("url"), str) else {**one} for one in rows
    ]
    if any(one != other for one, other in zip(clean, rows, strict=True)):
        notes.say("tracking parameters are taken out of addresses")
    return clean


def gathered(rows: Sequence[Mapping[str, Any]], notes: Notes) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """Return the articles that can be used, and which number each of the given ones has now; all count from 1."""
    kept: list[dict[str, Any]] = []
    numbers: dict[int, int] = {}
    seen: dict[str, int] = {}
    for number, values in enumerate(rows, 1):
        one = _article(values, number, notes)
        if one is None:
            continue
        same = same_article(one["url"])
        if same in seen:
            notes.say(f"article {number} is article {seen[same]} again, and is left out: {one['url'][:120]}")
            numbers[number] = numbers[seen[same]]
        elif len(kept) == ARTICLES:
            notes.say(f"of {len(rows)} articles, {ARTICLES} are kept")
        else:
            kept.append(one)
            seen[same], numbers[number] = number, len(kept)
    return kept, numbers


def _article(values: Mapping[str, Any], number: int, notes: Notes) -> dict[str, Any] | None:
    """Return an article with what of it can be used, or None where it has no address. `number` is for the notes."""
    url = http_url(values.get("url"))
    whole = line(values.get("title"))
    title = shortened(whole, TITLE)
    if not url:
        given = line(values.get("url"))
        what = f"has an address that cannot be linked to, “{shortened(given, 60)}”" if given else "has no address"
        notes.say(f"article {number}, “{shortened(title, 60) or 'without a title'}”, {what}, and is left out")
        return None
    if title != whole:
        notes.say(f"the title of article {number} is shortened to {TITLE} characters")
    if not title:
        notes.say(f"article {number} has no title, so its address stands for it")
    taken: dict[str, Any] = {"title": title or shortened(url, TITLE), "url": url}
    for key in ("summary", "publisher", "author", *WORDS):
        taken[key] = _text(key, values.get(key), number, notes)
    for key, read in (("language", language), ("archived", http_url)):
        taken[key] = read(values.get(key))
        if line(values.get(key)) and not taken[key]:
            notes.say(f"the {key} of article {number}, “{line(values[key])[:40]}”, cannot be used")
    taken["published"] = published(values.get("published"), number, notes)
    taken["entities"] = entities(values.get("entities"), notes)
    taken["paywall"] = flag(values.get("paywall"))
    for key in values:
        if key not in Article.model_fields:
            notes.left_out(key, of="articles")
    return {key: taken[key] for key in Article.model_fields if taken.get(key) not in (None, "", [])}


def _text(key: str, value: Any, number: int, notes: Notes) -> str:
    if not value:
        return ""
    if key in WORDS:
        return line(value).lower()[:40]
    text, bound = (plain(value), TEXT) if key == "summary" else (line(value), TITLE if key == "author" else SHORT)
    if len(text) > bound:
        notes.say(f"the {key} of article {number} is shortened to {bound:,} characters")
    return byline(text, bound) if key == "author" else shortened(text, bound)


def published(value: Any, number: int, notes: Notes) -> date | datetime | None:
    """Return when an article appeared, and say where nobody can know."""
    when = moment(value)
    if when is None and line(value):
        notes.say(f"the date of article {number}, “{line(value)[:40]}”, can be read in more than one way or in none")
    return when


def entities(value: Any, notes: Notes) -> list[str]:
    """Return names from a list, or from a text with semicolons or bars between them."""
    names = re.split(r"\s*[;|]\s*", value) if isinstance(value, str) else value if isinstance(value, list) else []
    clean = list(dict.fromkeys(name for one in names if (name := shortened(line(one), SHORT))))
    if len(clean) > ENTITIES:
        notes.say(f"of {len(clean)} entities of an article, {ENTITIES} are kept")
    return clean[:ENTITIES]


def flag(value: Any) -> bool | None:
    """Return a yes or no, or None for anything else."""
    word = str(value).strip().casefold()
    return True if word in ("true", "yes", "1", "on") else False if word in ("false", "no", "0", "off") else None


def counted(articles: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many articles each domain has, the most first."""
    counts: dict[str, int] = {}
    for one in articles:
        domain = registrable_domain(one["url"])
        counts[domain] = counts.get(domain, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
