"""The JSON Schemas of briefings and registries, from the model that checks them: for editors and for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.model import (
    Article,
    BriefingKeys,
    Category,
    Claim,
    Contributor,
    Correction,
    Entity,
    Image,
    KeyPoint,
    Model,
    Publisher,
)
from broadsheet.model.vocabulary import words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "briefings/.schema"  # hidden, so that nobody takes it for a briefing
MODELINE = "# yaml-language-server: $schema=../../../.schema/briefing.json"
_MODELS: Mapping[str, type[Model]] = {
    model.__name__: model for model in (Article, Claim, Contributor, Correction, Image, KeyPoint)
}
_REGISTRIES: Mapping[str, tuple[str, type[Model]]] = {
    "categories": ("The sections of the paper, by key.", Category),
    "publishers": ("Who stands behind a domain, by registrable domain.", Publisher),
    "entities": ("Who and what stories are about, by name.", Entity),
}


def briefing_schema() -> dict[str, Any]:
    """Return the JSON Schema of a briefing's keys."""
    schema = _finished(BriefingKeys)
    schema.pop("description", None)
    return {"$schema": DIALECT, **schema}


def registry_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of `categories`, `publishers` or `entities`."""
    description, model = _REGISTRIES[name]
    entry = _finished(model)
    if entry.get("type") == "object" and not entry.get("required"):
        entry["type"] = ["object", "null"]  # a name with nothing to say of it
    schema = {
        "$schema": DIALECT,
        "title": f"Broadsheet {name}",
        "description": description,
        "type": ["object", "null"],
        "additionalProperties": entry,
    }
    if name == "entities":
        stop = {"type": ["array", "null"], "items": {"type": "string"}, "examples": [["Regulation"]]}
        schema["properties"] = {"stop": {"description": "Names too generic to have a page.", "default": [], **stop}}
    return schema


def schemas() -> dict[str, dict[str, Any]]:
    """Return file name -> schema of all that lies in `FOLDER`."""
    return {"briefing.json": briefing_schema(), **{f"{name}.json": registry_schema(name) for name in _REGISTRIES}}


def _finished(model: type[Model]) -> dict[str, Any]:
    """Return a model's schema with what Pydantic cannot say: the words of a list, and what else a writer may do."""
    schema = model.model_json_schema()
    for name, part in (*schema.get("$defs", {}).items(), ("", schema)):
        fields = _MODELS[name].model_fields if name else model.model_fields
        for mapping in _mappings(part):
            for key, value in mapping["properties"].items():
                value.pop("title", None)
                if examples := fields[key].examples:
                    value.pop("examples", None)
                    value["examples"] = examples  # as written: Pydantic sorts the keys of theirs
    _finish(schema)
    return schema


def _mappings(part: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what has properties of its own: a definition, or its second form beside a plain text."""
    yield from (one for one in (part, *part.get("anyOf", [])) if "properties" in one)


def _finish(part: Any) -> None:
    """Offer known words with their meaning and allow any; let a list of one stand bare, and a key have no value."""
    if isinstance(part, dict):
        if name := part.pop("x-vocabulary", None):
            _offer(part, name)
        if part.get("type") == "array" and "default" in part:
            part["type"] = ["array", "null"]  # a key without a value counts as absent
        if part.pop("x-one-or-many", None):
            many = {key: part.pop(key) for key in ("type", "items", "maxItems") if key in part}
            part["anyOf"] = [many, {"type": "string", "minLength": 1, "maxLength": 150}]
        for inner in part.values():
            _finish(inner)
    elif isinstance(part, list):
        for inner in part:
            _finish(inner)


def _offer(part: dict[str, Any], name: str) -> None:
    known = words(name)
    part["examples"] = list(known)
    means = {word.key: word.means for word in known.values()}
    for option in part.get("anyOf", []):
        if option.get("type") == "string":
            offered = {"enum": list(known), "enumDescriptions": list(means.values())}
            option["anyOf"] = [offered if any(means.values()) else {"enum": list(known)}, {"type": "string"}]
