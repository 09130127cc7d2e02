"""Keys and values against the model: every finding of the schema, in a writer's words, at its line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from broadsheet.load import Loc, Marks
from broadsheet.model import Article, Claim, Contributor, Correction, Image, KeyPoint, Model
from broadsheet.nearest import did_you_mean
from broadsheet.problem import Problem

M = TypeVar("M", bound=Model)

_PARTS: Mapping[str, type[Model]] = {
    "articles": Article,
    "key_points": KeyPoint,
    "image": Image,
    "claims": Claim,
    "corrections": Correction,
    "contributors": Contributor,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped(Generic[M]):
    """The value, or None with the problems and the places, inside `data`, that are at fault."""

    value: M | None
    problems: tuple[Problem, ...] = ()
    failed: frozenset[Loc] = frozenset()


def validate(model: type[M], data: Mapping[str, Any], *, file: str, marks: Marks, at: Loc = ()) -> Shaped[M]:
    """Hold `data` against a model. `at` is where it stands in the file."""
    try:
        return Shaped(value=model.model_validate(data))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
    places = [tuple(part for part in detail["loc"] if part != "[key]") for detail in details]
    problems, failed = [], set()
    for detail, place in zip(details, places, strict=True):
        if detail["type"] == "too_short" and any(other != place and other[: len(place)] == place for other in places):
            continue  # the list is not short: its items are wrong, and each says so itself
        problems.append(_problem(model, detail, file, marks, at))
        failed.add(place)
    return Shaped(value=None, problems=tuple(problems), failed=frozenset(failed))


def _problem(model: type[Model], detail: ErrorDetails, file: str, marks: Marks, at: Loc) -> Problem:
    inner = tuple(part for part in detail["loc"] if part != "[key]")
    loc = (*at, *inner)
    name = _name(inner)
    kind = detail["type"]
    context = detail.get("ctx") or {}
    line, column = marks.value(loc)
    code, message, hint = "bad-value", f"{name}: {detail['msg']}", ""
    if kind == "missing":
        part = _model_at(model, inner)
        if loc in marks.keys:
            line, column = marks.keys[loc]
            message = f"{name} is empty"
        else:
            line, column = marks.value(loc[:-1]) if len(loc) > 1 else (1, 1)
            message = f"the required key {name} is missing"
        description = (
            part.model_fields[str(inner[-1])].description if part and str(inner[-1]) in part.model_fields else ""
        )
        code, hint = "missing-key", description or ""
    elif kind == "extra_forbidden":
        line, column = marks.key(loc)
        part = _model_at(model, inner)
        known = list(part.model_fields) if part else []
        code, message = "unknown-key", f"unknown key “{str(inner[-1])[:60]}”"
        hint = did_you_mean(str(inner[-1]), known) or "known keys: " + ", ".join(known)
    elif "message" in context:
        code, message, hint = kind, f"{name}: {context['message']}", str(context.get("hint", ""))
        if "[key]" in detail["loc"]:
            line, column = marks.key(loc)
            hint = hint or "write the number of an article"
    elif kind in (
        "string_type",
        "tuple_type",
        "dict_type",
        "model_type",
        "model_attributes_type",
        "bool_type",
        "int_type",
    ):
        code, (message, hint) = "bad-type", _expected(kind, name)
    elif kind in ("string_too_long", "string_too_short", "too_long", "too_short"):
        code, (message, hint) = "bad-length", _length(kind, name, context)
    elif kind == "string_pattern_mismatch":
        code, message = "bad-pattern", f"{name}: “{str(detail['input'])[:60]}” does not have the expected form"
        hint = _EXAMPLES.get(str(inner[-1]), "")
    return Problem(path=file, line=line, column=column, code=code, message=message, hint=hint)


_EXAMPLES = {
    "language": "write a language tag such as en, zh-Hant or ar",
    "country": "write a two-letter code such as GB",
    "category": "write a key of briefings/categories.yml: lower-case words joined by hyphens",
    "slug": "write lower-case words joined by hyphens",
}


def _expected(kind: str, name: str) -> tuple[str, str]:
    if kind == "string_type":
        return f"{name} must be a text", "write it on one line, in quotes if it holds : # [ ] { } or begins with - or ?"
    if kind == "tuple_type":
        return f"{name} must be a list", "write [one, two], or one item a line after “- ”"
    return f"{name} must hold keys of its own", "write `key: value` lines, indented below it"


def _length(kind: str, name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "string_too_long":
        return f"{name} is longer than {context['max_length']} characters", "shorten it"
    if kind == "too_long":
        return f"{name} has more than {context['max_length']} items", "keep the ones that matter"
    return f"{name} is empty", "write at least one"


def _name(inner: Loc) -> str:
    """Name a place as its writer would: `title`, or `url` of article 2."""
    if not inner:
        return "the entry"
    singular = {
        "articles": "article",
        "key_points": "key point",
        "claims": "claim",
        "corrections": "correction",
        "contributors": "contributor",
    }
    first, *rest = inner
    if first in singular and rest and isinstance(rest[0], int):
        whole = f"{singular[str(first)]} {rest[0] + 1}"
        keys = [str(part) for part in rest[1:] if isinstance(part, str)]
        return f"“{keys[0]}” of {whole}" if keys else whole
    keys = [str(part)[:60] for part in inner if isinstance(part, str)]
    return f"“{keys[-1]}” of {keys[0]}" if len(keys) > 1 else f"“{keys[0]}”"


def _model_at(model: type[Model], inner: Loc) -> type[Model] | None:
    return model if len(inner) == 1 else _PARTS.get(str(inner[0]))
