"""A briefing gathered key by key from a foreign source, within the bounds of the format, with a note of all that is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from broadsheet.intake.importers.articles import TEXT, TITLE, gathered, say_future
from broadsheet.intake.importers.cleaning import line, plain, shortened
from broadsheet.intake.importers.incoming import Options
from broadsheet.intake.importers.notes import NoBriefing, Notes
from broadsheet.model import BriefingKeys

POINTS = 40
SENTENCE = 2_000
NO_POINTS = (
    "The source has no key points, so these are the headlines of the articles: say what a reader should take away."
)
NO_SUMMARY = "The source has no summary, so this is the headline: say what happened."
THEIR_WORDS = "These are the words of the source: say it in your own."


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
    say_future(articles, options.now, notes)
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
