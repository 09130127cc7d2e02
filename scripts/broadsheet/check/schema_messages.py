"""Errors of the schema in a writer's words: which key of which article, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from broadsheet.load import Loc
from broadsheet.model import Article, Claim, Contributor, Correction, Image, KeyPoint, Model
from broadsheet.text.suggest import did_you_mean

# Key -> name of one item, its model, and whether a plain text may be written instead of keys.
_PARTS: Mapping[str, tuple[str, type[Model], bool]] = {
    "articles": ("article", Article, False),
    "key_points": ("key point", KeyPoint, True),
    "claims": ("claim", Claim, False),
    "corrections": ("correction", Correction, False),
    "contributors": ("contributor", Contributor, True),
    "image": ("image", Image, False),
}
_EXAMPLES = {
    "language": "write a language tag such as en, zh-Hant or ar",
    "country": "write a two-letter code such as GB",
    "category": "write a key of briefings/categories.yml: lower-case words joined by hyphens",
    "slug": "write lower-case words joined by hyphens",
}
_TEXT_HINT = "write it on one line, in quotes if it holds : # [ ] { } or begins with - or ?"
_KEYS_HINT = "write `key: value` lines, indented below it"
_NUMBER_HINT = "write digits only, for example 1"
_ARTICLE_HINT = "articles are numbered from 1, from the top"

Words = tuple[str, str, str]
"""Code, message, hint."""


def words_for(model: type[Model], detail: ErrorDetails, inner: Loc, *, is_there: bool) -> Words:
    """Return the words for one error. `inner` is its place; `is_there` tells whether the key is written in the file."""
    kind, name, context = detail["type"], name_of(inner), detail.get("ctx") or {}
    if "message" in context:
        return _own(kind, name, context)
    if kind == "missing":
        return _missing(model, inner, name, is_there=is_there)
    if kind == "extra_forbidden":
        known = list(fields_at(model, inner))
        hint = did_you_mean(str(inner[-1]), known) or "known keys: " + ", ".join(known)
        return "unknown-key", f"unknown key “{str(inner[-1])[:60]}”", hint
    if detail["input"] is None and isinstance(inner[-1], int):
        return "missing-key", f"{name} is empty", "write it, in quotes if it begins with #, or take the line out"
    if kind == "string_type":
        return "bad-type", f"{name} must be a text", _TEXT_HINT
    if kind == "tuple_type":
        return "bad-type", f"{name} must be a list", "write [one, two], or one item a line after “- ”"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        or_text = "must be a text, or hold" if _takes_text(inner) else "must hold"
        return "bad-type", f"{name} {or_text} keys of its own", _KEYS_HINT
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']:,}"
        return "bad-value", f"{name} must be {bound}", _ARTICLE_HINT if "sources" in inner else _NUMBER_HINT
    if kind in ("string_too_long", "string_too_short", "too_long", "too_short"):
        return "bad-length", *_length(kind, name, context)
    if kind == "string_pattern_mismatch":
        message = f"{name}: “{str(detail['input'])[:60]}” does not have the expected form"
        return "bad-pattern", message, _EXAMPLES.get(str(inner[-1]), "")
    return "bad-value", f"{name}: {detail['msg']}", ""


def colon_in_text(model: type[Model], inner: Loc, written: Any) -> Words | None:
    """Return the words for a text such as `- The price: 5 dollars` that its colon made a mapping, else None.

    `inner` is the place of the mapping, `written` the mapping.
    """
    if not (_takes_text(inner) and isinstance(written, dict) and len(written) == 1):
        return None
    if set(written) & set(fields_at(model, (*inner, ""))):
        return None
    message = f"{name_of(inner)}: the colon makes a key of “{next(iter(written))[:60]}”"
    return "unknown-key", message, "put the whole text in quotes"


def fields_at(model: type[Model], inner: Loc) -> Mapping[str, Any]:
    """Return the fields of the mapping that contains the key at `inner`."""
    if len(inner) == 1:
        return model.model_fields
    part = _PARTS.get(str(inner[0]))
    return part[1].model_fields if part else {}


def name_of(inner: Loc) -> str:
    """Return the name of a place as a writer would say it: “title”, or “url” of article 2."""
    if not inner:
        return "the entry"
    first, *rest = inner
    if first in _PARTS and rest and isinstance(rest[0], int):
        whole = f"{_PARTS[str(first)][0]} {rest[0] + 1}"
        keys = [str(part) for part in rest[1:] if isinstance(part, str)]
        return f"“{keys[0]}” of {whole}" if keys else whole
    keys = [str(part)[:60] for part in inner if isinstance(part, str)]
    return f"“{keys[-1]}” of {keys[0]}" if len(keys) > 1 else f"“{keys[0]}”"


def _own(kind: str, name: str, context: Mapping[str, Any]) -> Words:
    """Return the words for an error that the model's own converters raised."""
    joint = " " if kind == "bad-type" else ": "
    return kind, f"{name}{joint}{context['message']}", str(context.get("hint", ""))


def _missing(model: type[Model], inner: Loc, name: str, *, is_there: bool) -> Words:
    field = fields_at(model, inner).get(str(inner[-1]))
    hint = (field.description if field else "") or ""
    return "missing-key", f"{name} is empty" if is_there else f"the required key {name} is missing", hint


def _length(kind: str, name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "string_too_long":
        return f"{name} is longer than {context['max_length']:,} characters", "shorten it"
    if kind == "too_long":
        return f"{name} has more than {context['max_length']:,} items", "keep the ones that matter"
    if kind == "string_too_short":
        return f"{name} is empty", "write it, or take the key out where it is not required"
    return f"{name} is empty", "write at least one"


def _takes_text(inner: Loc) -> bool:
    return len(inner) == 2 and str(inner[0]) in _PARTS and _PARTS[str(inner[0])][2]
