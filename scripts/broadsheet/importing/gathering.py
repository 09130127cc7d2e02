"""A briefing gathered key by key from a foreign source, within the bounds of the format, with a note of all that is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from broadsheet.check.rules import same_article
from broadsheet.domains import registrable_domain
from broadsheet.importing.cleaning import byline, line, plain, shortened
from broadsheet.importing.incoming import Options
from broadsheet.importing.moments import moment
from broadsheet.model import Article, BriefingKeys
from broadsheet.model.scalars import Language, Url

ARTICLES, POINTS, ENTITIES = 200, 40, 60
TITLE, SHORT, SENTENCE, TEXT = 500, 150, 2_000, 10_000
WORDS = ("tone", "sentiment", "intent", "role")
NO_POINTS = (
    "The source has no key points, so these are the headlines of the articles: say what a reader should take away."
)
NO_SUMMARY = "The source has no summary, so this is the headline: say what happened."
THEIR_WORDS = "These are the words of the source: say it in your own."
_URL: TypeAdapter[str] = TypeAdapter(Url)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


class NoBriefing(ValueError):
    """There is not enough for a briefing, and the message says what is missing."""


class Notes:
    """Remarks in the order in which they were made, each once; what was left out is one of them."""

    def __init__(self) -> None:
        """Begin without any."""
        self._said: dict[str, None] = {}
        self._left_out: dict[str, dict[str, None]] = {}

    def say(self, note: str) -> None:
        """Add a remark."""
        self._said[note] = None

    def left_out(self, key: str, *, of: str = "") -> None:
        """Add a key that has no place in a briefing, or in one of its parts."""
        self._left_out.setdefault(of, {})[shortened(line(key), 40)] = None

    @property
    def all(self) -> tuple[str, ...]:
        """Return every remark."""
        parts = []
        for of, names in sorted(self._left_out.items()):
            more = f" and {len(names) - 20} more" if len(names) > 20 else ""
            parts.append(f"{f'of {of} ' if of else ''}{', '.join(list(names)[:20])}{more}")
        return (*self._said, *([f"left out: {'; '.join(parts)}"] if parts else ()))


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


def points_from(articles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the headlines as key points that rest on their articles; those of ten are enough to start from."""
    numbered = [*enumerate(articles, 1)]
    titled = [(number, one) for number, one in numbered if one["title"] != one["url"]] or numbered
    return [{"text": one["title"], "sources": [number]} for number, one in titled[:10]]


def gather(
    values: Mapping[str, Any], options: Options, notes: Notes, comments: Mapping[str, str] | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the keys of a briefing, and comments for its editor by key.

    `values` has our keys with foreign values; what the format asks for and the source does not have gets a stand-in and
    a comment. Raises NoBriefing where there is no title or no article to link to.
    """
    said = dict(comments or {})
    title = shortened(line(values.get("title")), TITLE)
    if not title:
        raise NoBriefing("it has no title")
    given = values.get("articles")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    articles, numbers = gathered(rows, notes)
    if not articles:
        raise NoBriefing("none of its articles has an address that can be linked to" if rows else "it has no articles")
    summary = plain(values.get("summary"))
    if len(summary) > TEXT:
        notes.say(f"the summary is shortened to {TEXT:,} characters")
    keys: dict[str, Any] = {
        "title": title,
        "summary": shortened(summary, TEXT),
        "key_points": _points(values.get("key_points"), numbers, notes),
        "articles": articles,
    }
    if not keys["summary"]:
        keys["summary"], said["summary"] = title, NO_SUMMARY
    if not keys["key_points"]:
        keys["key_points"], said["key_points"] = points_from(articles), NO_POINTS
    for key, value in _others(values, keys, numbers, notes):
        keys[key] = value
    if category := _category(values.get("category"), options, notes):
        keys["category"] = category
    return keys, said


def _points(value: Any, numbers: Mapping[int, int], notes: Notes) -> list[Any]:
    """Return key points, their citations by the numbers that the articles have now."""
    points: list[Any] = []
    for one in value if isinstance(value, list) else []:
        text = shortened(line(one.get("text") if isinstance(one, Mapping) else one), SENTENCE)
        cited = one.get("sources") if isinstance(one, Mapping) else None
        wanted = [int(n) for n in cited if str(n).isdecimal() and len(str(n)) < 7] if isinstance(cited, list) else []
        sources = list(dict.fromkeys(numbers[number] for number in wanted if number in numbers))
        if len(sources) < len({*wanted}) and any(number not in numbers for number in wanted):
            notes.say("a key point cites an article that is not there; that citation is left out")
        if text:
            points.append({"text": text, "sources": sources} if sources else text)
    if len(points) > POINTS:
        notes.say(f"of {len(points)} key points, {POINTS} are kept")
    return points[:POINTS]


def _others(
    values: Mapping[str, Any], keys: Mapping[str, Any], numbers: Mapping[int, int], notes: Notes
) -> Iterator[tuple[str, Any]]:
    """Yield the keys that nothing stands in for: each goes in if the format takes it."""
    for key, value in values.items():
        if key in keys or key in ("category", "date") or value in (None, "", [], {}):
            continue
        if key not in BriefingKeys.model_fields:
            notes.left_out(key)
            continue
        clean = tidied(value)
        if key == "claims":
            clean = _claims(clean, numbers, notes)
        try:
            BriefingKeys.model_validate({**keys, key: clean})
        except ValidationError:
            notes.say(f"{key} is not what the format takes, and is left out")
        else:
            yield key, clean


def tidied(value: Any) -> Any:
    """Return a value whose texts hold nothing that cannot be seen."""
    if isinstance(value, Mapping):
        return {line(key): tidied(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [tidied(one) for one in value]
    return plain(value) if isinstance(value, str) else value


def _claims(claims: Any, numbers: Mapping[int, int], notes: Notes) -> Any:
    for claim in claims if isinstance(claims, list) else []:
        if isinstance(claim, dict) and isinstance(claim.get("says"), dict):
            said = claim["says"].items()
            if any(not n.isdecimal() or int(n[:6]) not in numbers for n, _ in said):
                notes.say("a claim names an article that is not there; what that one says is left out")
            claim["says"] = {numbers[int(n)]: v for n, v in said if n.isdecimal() and int(n[:6]) in numbers}
    return claims


def _category(value: Any, options: Options, notes: Notes) -> str:
    """Return a category that there is here."""
    if options.category:
        return options.category
    name = line(value)
    if not name:
        return ""
    known = options.sections.get(name.casefold()) or options.categories.get(name.casefold())
    if not known:
        notes.say(f"there is no category “{shortened(name, 40)}” here; name one with --category or --map")
    return known or ""


def counted(articles: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many articles each domain has, the most first."""
    counts: dict[str, int] = {}
    for one in articles:
        domain = registrable_domain(one["url"])
        counts[domain] = counts.get(domain, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
