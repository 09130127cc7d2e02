"""Validate keys and values against the model: every error of the schema as a problem at its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from broadsheet.check.schema_messages import colon_in_text, fields_at, words_for
from broadsheet.load import Loc, Marks
from broadsheet.model import Model
from broadsheet.problems import Problem
from broadsheet.text.suggest import nearest

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped(Generic[M]):
    """The result of `validate`: the value, or None with the problems and the places inside `data` that have them."""

    value: M | None
    problems: tuple[Problem, ...] = ()
    failed: frozenset[Loc] = frozenset()


def validate(model: type[M], data: Mapping[str, Any], *, file: str, marks: Marks, at: Loc = ()) -> Shaped[M]:
    """Validate `data` against a model. `at` is the place of `data` in the file."""
    try:
        return Shaped(value=model.model_validate(data))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
    places = [tuple(part for part in detail["loc"] if part != "[key]") for detail in details]
    problems: dict[Problem, None] = {}  # an ordered set
    failed = set()
    meant = _meant(model, details, places)
    for detail, inner in _without_repetitions(details, places):
        failed.add(inner)
        if detail["type"] == "missing" and inner in meant:
            continue  # it is there, under another name, which is reported
        loc = (*at, *inner)
        line, column = _place(detail, loc, marks)
        words = words_for(model, detail, inner, is_there=loc in marks.keys)
        if detail["type"] in ("extra_forbidden", "missing"):
            colon_words = colon_in_text(model, inner[:-1], _value_at(data, inner[:-1]))
            if colon_words:
                words, (line, column) = colon_words, marks.key((*loc[:-1], next(iter(_value_at(data, inner[:-1])))))
        code, message, hint = words
        problems[Problem(path=file, line=line, column=column, code=code, message=message, hint=hint)] = None
    return Shaped(value=None, problems=tuple(problems), failed=frozenset(failed))


def _meant(model: type[Model], details: Sequence[ErrorDetails], places: Sequence[Loc]) -> set[Loc]:
    """Return the places of missing keys that unknown keys of the same mapping were most likely meant to be."""
    missing: dict[Loc, list[str]] = {}
    for detail, inner in zip(details, places, strict=True):
        if detail["type"] == "missing":
            missing.setdefault(inner[:-1], []).append(str(inner[-1]))
    meant = set()
    for detail, inner in zip(details, places, strict=True):
        if detail["type"] != "extra_forbidden" or not (names := missing.get(inner[:-1])):
            continue
        # The whole vocabulary is asked only about the few keys that are near to a missing one.
        if (close := nearest(str(inner[-1]), names)) and nearest(str(inner[-1]), fields_at(model, inner)) == close:
            meant.add((*inner[:-1], close))
    return meant


def _without_repetitions(details: Sequence[ErrorDetails], places: Sequence[Loc]) -> Iterator[tuple[ErrorDetails, Loc]]:
    """Yield the errors except those that follow from another: a list whose items are wrong is not too short."""
    for detail, place in zip(details, places, strict=True):
        if detail["type"] == "too_short" and any(
            len(other) > len(place) and other[: len(place)] == place for other in places
        ):
            continue
        yield detail, place


def _place(detail: ErrorDetails, loc: Loc, marks: Marks) -> tuple[int, int]:
    """Return line and column: of the key where the key is wrong, of the mapping around it where the key is missing."""
    if detail["type"] == "missing":
        if loc in marks.keys:
            return marks.keys[loc]
        return marks.value(loc[:-1]) if len(loc) > 1 else (1, 1)
    if detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]:
        return marks.key(loc)
    return marks.value(loc)


def _value_at(data: Any, loc: Loc) -> Any:
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
