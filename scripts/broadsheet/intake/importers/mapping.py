"""A map file: what a source calls our keys and our categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadsheet.intake.importers.cleaning import shortened
from broadsheet.intake.importers.incoming import Unreadable, decoded
from broadsheet.load.parse import parse
from broadsheet.model import Article, BriefingKeys

PARTS = ("keys", "categories")
KNOWN = frozenset(
    {
        *BriefingKeys.model_fields,
        *Article.model_fields,
        "briefing",
        "slug",
        "path",
        "article_summary",
        "article_language",
    }
)


def read_map(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return source's key -> ours, and source's category (folded) -> ours. Raises Unreadable."""
    parsed = parse(decoded(content[: 256 * 1024]).replace("\r\n", "\n"))
    if parsed.faults:
        raise Unreadable(f"line {parsed.faults[0].line}: {parsed.faults[0].message}")
    value = parsed.value
    if not isinstance(value, dict) or not set(value) <= set(PARTS):
        raise Unreadable("a map has `keys:` and `categories:`, each with lines such as `headline: title`")
    keys, sections = (_pairs(value.get(part), part) for part in PARTS)
    if unknown := sorted(set(keys.values()) - KNOWN):
        raise Unreadable(f"“{shortened(unknown[0], 40)}” is no key of a briefing or an article")
    return keys, {name.casefold(): key for name, key in sections.items()}


def _pairs(value: Any, part: str) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise Unreadable(f"`{part}` must hold lines such as `theirs: ours`")
    return value


def renamed(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return values under our keys; what has one already keeps it."""
    found = {names[key]: value for key, value in values.items() if key in names}
    return {**found, **{key: value for key, value in values.items() if key not in names}}
