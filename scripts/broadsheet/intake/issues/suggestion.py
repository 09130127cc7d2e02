"""A suggested briefing: the answers of the form to the keys of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from broadsheet.check.schema_messages import words_for
from broadsheet.intake.articles import ArticleMetadata, Names
from broadsheet.intake.issues.body import Answer
from broadsheet.intake.issues.fields import Complaints
from broadsheet.intake.issues.listing import BULLET, LONGEST, TO_DO, filled, listed
from broadsheet.model import BriefingKeys, Category
from broadsheet.model.briefing_lookup import path_in
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem
from broadsheet.write.slug import name_of
from broadsheet.write.yaml import briefing_text

_CITED = re.compile(r"\s*((?:\[\d{1,4}(?:(?: ?[,;&] ?| and )\d{1,4})*\] ?)+)\.?$")
_ASKED = 30  # pages at most: each may take its time


Read = Callable[[str], ArticleMetadata]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A new file: its path from the root and its text. `todo` is what an editor has still to do to it."""

    file: str
    title: str
    text: str
    todo: tuple[str, ...]


def suggestion_in(
    answers: Mapping[str, Answer],
    *,
    name: str,
    labels: Mapping[str, str],
    today: date,
    registries: Registries,
    files: Collection[str],
    folder: str = "briefings",
    read: Read | None = None,
    language: str = "",
) -> Suggestion | tuple[Problem, ...]:
    """Return the briefing that somebody suggests, or what is wrong with the answers.

    `name` is what the body is called in problems, `labels` what its fields are; `files` are the briefings that are
    there. `read` asks a page what it says of its article; `language` is the newspaper's.
    """
    said = Complaints(name, answers, labels)
    todo: list[str] = []
    listing = listed(answers["articles"])
    articles = list(listing.articles)
    if not articles and answers["articles"].text:
        said.add("articles", "no address of an article", "write one a line, beginning with https://", code="bad-url")
    points = _points(answers["key_points"], len(articles))
    for line, number in _beyond(answers["key_points"], len(articles)) if articles else ():
        hint = f"they are numbered from 1, and there are {len(articles)}"
        said.add("key_points", f"there is no article {number}", hint, code="bad-citation", line=line)
    day = said.day("date", today)
    keys: dict[str, Any] = {
        "title": " ".join(answers["title"].text.split()),
        "category": _category(answers["category"].text, registries.categories, todo),
        "summary": answers["summary"].text,
        "key_points": points,
        "articles": articles,
        "follows": said.path("follows", files),
        "ai_assistance": " ".join(answers["ai_assistance"].text.split()),
        "contributors": [" ".join(answers["contributor"].text.split())] if answers["contributor"].text else [],
    }
    for field in ("title", "summary", "key_points", "articles"):
        said.require(field)
    if answers["promise"].text.startswith("- [ ]"):
        hint = "put an x between its brackets, if the words are yours to give"
        said.add("promise", "the box is not ticked", hint, code="missing-key")
    said.problems += _unfit(keys, said, listing.lines)
    if said.problems:
        return tuple(dict.fromkeys(said.problems))
    file = f"{folder}/{day.year:04}/{day.month:02}/{day.day:02}/{name_of(keys['title'])}.yml"
    if there := _there(file, files):
        hint = f"if it is the same event, write there what is missing in {there}; if it is another, change the headline"
        return (said.problem("title", "a briefing of this day and name is here already", hint, code="slug-collision"),)
    if read:
        names = Names(registries)
        asked = [filled(one, names.settled(read(one["url"])), language) for one in articles[:_ASKED]]
        articles = keys["articles"] = asked + articles[_ASKED:]
    todo += [
        f"“{one[:120]}” stands beside the articles without an address: is one missing?" for one in listing.rest[:10]
    ]
    todo += _todo(articles, points)
    head = "".join(f"# To do: {one}\n" for one in todo)
    return Suggestion(file=file, title=keys["title"], text=head + briefing_text(keys), todo=tuple(todo))


def _points(answer: Answer, articles: int) -> list[Any]:
    """Return the key points. Where there is one article, all of them rest on it."""
    points: list[Any] = []
    for _, line in answer.lines():
        text, numbers = _cited(BULLET.sub("", line, count=1))
        numbers = numbers or ([1] if articles == 1 else [])
        if text:
            points.append({"text": text, "sources": numbers} if numbers else text)
    return points


def _cited(line: str) -> tuple[str, list[int]]:
    """Return a key point without the numbers at its end, and the numbers."""
    found = _CITED.search(line) if len(line) <= LONGEST else None
    if not found:
        return line, []
    return line[: found.start()].strip(), list(dict.fromkeys(map(int, re.findall(r"\d+", found[1]))))


def _beyond(answer: Answer, articles: int) -> Iterator[tuple[int, int]]:
    """Yield line and number of every citation of an article that is not there."""
    for line, text in answer.lines():
        yield from ((line, number) for number in _cited(text)[1] if not 1 <= number <= articles)


def _category(answer: str, categories: Mapping[str, Category], todo: list[str]) -> str:
    wanted = " ".join(answer.split()).casefold()
    for key, category in categories.items():
        if wanted in (key, category.label.casefold()):
            return key
    if categories:
        todo.append("name a category of briefings/categories.yml")
    return ""


def _unfit(keys: Mapping[str, Any], said: Complaints, lines: Sequence[int]) -> Iterator[Problem]:
    """Yield what the format of a briefing does not take, in its own words."""
    try:
        BriefingKeys.model_validate({key: value for key, value in keys.items() if value})
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=True):
            inner = tuple(part for part in detail["loc"] if part != "[key]")
            first, *rest = inner
            if detail["type"] == "missing" or (detail["type"] == "too_short" and not rest):
                continue  # an answer that is empty was said before
            code, message, hint = words_for(BriefingKeys, detail, inner, is_there=True)
            line = lines[int(rest[0])] if first == "articles" and rest else None
            field = "contributor" if first == "contributors" else str(first)
            yield said.problem(field, message, hint, code=code, line=line)


def _there(file: str, files: Collection[str]) -> str:
    """Return the briefing that makes the same page."""
    stem = file.removesuffix(".yml")
    return next((one for one in files if path_in(one) and one.rsplit(".", 1)[0] == stem), "")


def _todo(articles: Sequence[Mapping[str, str]], points: Sequence[Any]) -> Iterator[str]:
    untitled = [str(number) for number, one in enumerate(articles, 1) if one["title"].startswith(TO_DO)]
    if untitled:
        yield f"the headlines, as published, of articles: {', '.join(untitled)}"
    if any(isinstance(point, str) for point in points):
        yield "key points without `sources`: which articles do they rest on?"
    yield "read the articles, hold the text against them, and sign with reviewed_by"
    yield "say in each article's `summary` what it adds; those without stand under More coverage"
