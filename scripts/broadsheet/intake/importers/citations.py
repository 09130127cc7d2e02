"""What a text of Kite cites: `[domain#n]`, where n counts the articles of a domain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from broadsheet.intake.importers.cleaning import line

_CITATION = re.compile(r"\s*\[(?:common|[^\[\]\s#]{1,253}#\d{1,4})\](?:\([^()\s]*\))?", re.IGNORECASE)
_CITED = re.compile(r"\[([^\[\]\s#]{1,253})#(\d{1,4})\]")


def listed(value: Any) -> list[Any]:
    """Return a list; Kite writes an empty text for an empty one."""
    return value if isinstance(value, list) else [value] if isinstance(value, str) and value.strip() else []


def numbers_of(articles: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], int]:
    """Return the number of the article that `[domain#n]` means: n counts those of the domain."""
    numbers: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    for number, one in enumerate(articles, 1):
        domain = line(one.get("domain")).casefold()
        counts[domain] = counts.get(domain, 0) + 1
        numbers[domain, counts[domain]] = number
    return numbers


def cited(text: str, numbers: Mapping[tuple[str, int], int]) -> list[int]:
    """Return the numbers of the articles that a text cites; one that is not there is 999999, so that it is reported."""
    found = [(domain.casefold(), int(number)) for domain, number in _CITED.findall(text)]
    return [numbers.get(one, 999_999) for one in dict.fromkeys(found)]


def bare(text: str) -> str:
    """Return a text without its citations."""
    return _CITATION.sub("", text).strip()
