"""The questions of `broadsheet new`: a default where there is one, what was wrong with an answer, and the question again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import click
from pydantic import TypeAdapter, ValidationError

from broadsheet.intake.articles.values import line
from broadsheet.model import Category
from broadsheet.model.scalars import Day, Url
from broadsheet.text.dates import YEARS
from broadsheet.text.suggest import did_you_mean

T = TypeVar("T")


class InvalidAnswer(Exception):
    """An answer that does not do; the message says why, and what would."""


def asked(question: str, read: Callable[[str], T], default: str | None = "") -> T:
    """Ask until an answer can be read."""
    while True:
        answer = click.prompt(question, default=default, show_default=bool(default), err=True)
        try:
            return read(answer)
        except InvalidAnswer as wrong:
            click.echo(f"  {wrong}", err=True)


def read_title(text: str) -> str:
    """Read a headline."""
    title = line(text, 10_000)
    if not title:
        raise InvalidAnswer("Write a headline: what happened, in one line.")
    if len(title) > 500:
        raise InvalidAnswer(f"That is {len(title)} characters long; a headline has 500 at most.")
    return title


def read_day(text: str) -> date:
    """Read a day that a newspaper can have."""
    day: date = _read(TypeAdapter(Day), text)
    if day.year not in YEARS:
        raise InvalidAnswer(f"{day.year} is a year that no newspaper has; write it as YYYY-MM-DD.")
    return day


def read_url(text: str) -> str:
    """Read the address of an article."""
    url: str = _read(TypeAdapter(Url), text)
    return url


def read_category(text: str, categories: Mapping[str, Category]) -> str:
    """Read a category: its key, its label or its number in the list; nothing is none."""
    wanted = " ".join(text.split()).lower()
    by_name = {category.label.lower(): key for key, category in categories.items()}
    if wanted.isascii() and wanted.isdecimal() and 0 < int(wanted[:6]) <= len(categories):
        return list(categories)[int(wanted[:6]) - 1]
    if not wanted or wanted in categories:
        return wanted
    if wanted in by_name:
        return by_name[wanted]
    hint = did_you_mean(wanted, categories) or "add it to categories.yml first"
    raise InvalidAnswer(f"“{wanted[:40]}” is not a known category; {hint}")


def _read(kind: TypeAdapter[T], text: str) -> T:
    try:
        return kind.validate_python(text.strip())
    except ValidationError as error:
        told = error.errors(include_url=False)[0]
        words = told.get("ctx", {})
        message, hint = words.get("message") or told["msg"], words.get("hint")
        raise InvalidAnswer(f"{message}; {hint}" if hint else str(message)) from None
