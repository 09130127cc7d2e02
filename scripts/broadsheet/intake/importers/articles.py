"""The articles of a briefing, from whatever a source has of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from broadsheet.intake.importers.cleaning import byline, line, plain, shortened
from broadsheet.intake.importers.notes import Notes
from broadsheet.model import Article
from broadsheet.model.article_urls import archived_copy, own_address, same_article, without_tracking
from broadsheet.model.scalars import Language, Url
from broadsheet.model.wrappers import source_domain
from broadsheet.text import times_of_day
from broadsheet.text.dates import read

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
    """Return articles with their own addresses, which no redirect wraps and no tracking follows, and say what changed.

    The address of an archived copy goes to `archived`.
    """
    clean = []
    for one in rows:
        row = {**one}
        if isinstance(url := one.get("url"), str):
            own = own_address(url.strip())
            if own != url.strip():
                notes.say("addresses that lead to an article through another site are replaced by the article's own")
            row["url"] = without_tracking(own)
            if row["url"] != own:
                notes.say("tracking parameters are taken out of addresses")
            if (copy := archived_copy(url.strip())) and not one.get("archived"):
                row["archived"] = copy[1]
        clean.append(row)
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
    for key in ("summary", "publisher", "author", "via", *WORDS):
        taken[key] = _text(key, values.get(key), number, notes)
    for key, checked in (("language", language), ("archived", http_url)):
        taken[key] = checked(values.get(key))
        if line(values.get(key)) and not taken[key]:
            notes.say(f"the {key} of article {number}, “{line(values[key])[:40]}”, cannot be used")
    taken["published"] = published(values.get("published"), number, notes, taken["language"])
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


def published(value: Any, number: int, notes: Notes, tongue: str = "") -> date | datetime | None:
    """Return when an article appeared, a moment in UTC, and say where that is not certain or only its day is."""
    reading = read(value, tongue)
    if reading.why in (times_of_day.NONE, ""):  # a remark that is the same for many articles is reported once
        if reading.why:
            notes.say("a time without a time zone is not certain, so only its day is kept")
    else:
        kept = "is left out" if not reading.day else "only its day is kept" if not reading.moment else "is kept"
        so = ", and" if reading.day is None or reading.moment else ", so"
        notes.say(f"the date of article {number}, “{line(value)[:40]}”, {reading.why}{so} {kept}")
    if reading.moment is not None:
        return reading.moment.astimezone(UTC).replace(microsecond=0)
    return reading.day


def is_future(value: Any, now: date | None) -> bool:
    """Whether a date is after the day that it is in UTC; a day alone may be that of the Pacific, a day ahead."""
    reading = read(value)
    if now is None or reading.day is None:
        return False
    return reading.moment.astimezone(UTC).date() > now if reading.moment else (reading.day - now).days > 1


def say_future(articles: Iterable[Mapping[str, Any]], now: date | None, notes: Notes) -> None:
    """Say which articles are dated later than today."""
    for number, one in enumerate(articles, 1):
        if is_future(one.get("published"), now):
            notes.say(f"article {number} is dated {line(str(one['published']))[:10]}, which is in the future")


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
        domain = source_domain(one["url"])
        counts[domain] = counts.get(domain, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
