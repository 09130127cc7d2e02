"""Which items of feeds are one briefing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from broadsheet.text.dates import day_of

ALIKE = 0.6  # of the words of two headlines
DAYS_APART = 2
# What stands before a colon and says nothing of the event, or says that there is none.
_LABEL = re.compile(
    r"^\s*(?:live(?: updates?| blog)?|updates?|breaking|watch|video|listen|podcast|opinion|analysis|exclusive|explainer|in pictures|photos|"
    r"eilmeldung|en direct|direct|en vivo|última hora|liveticker)\s*[:|–—-]\s*",
    re.IGNORECASE,
)
_ADVERTISED = re.compile(
    r"^\s*(?:sponsored|advertisement|advertorial|promoted|paid (?:post|content)|partner content|anzeige|publicité)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a feed. `origin` is the name of its file, and `number` counts from 1; `notes` and `comments` are for the report and the file."""

    origin: str
    number: int
    title: str
    text: str
    when: date | datetime | None
    article: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)


def by_title(items: Sequence[Item], zone: tzinfo) -> list[list[Item]]:
    """Return groups of items with near-same titles of neighbouring days, in the order of the first of each.

    A title that one feed gives to several articles (“Live updates: markets”) is a template: its items stay alone, and so
    do advertisements.
    """
    links: dict[tuple[str, str], set[str]] = {}
    for item in items:
        links.setdefault((item.origin, item.title.casefold()), set()).add(str(item.article.get("url")))
    groups: list[list[Item]] = []
    holding: dict[str, list[int]] = {}  # word -> groups whose first headline has it
    words_of: list[frozenset[str]] = []
    for item in items:
        is_template = len(links[item.origin, item.title.casefold()]) > 1
        words = frozenset[str]() if is_template or _ADVERTISED.match(item.title) else _words(item.title)
        shared = Counter(place for word in words for place in holding.get(word, ())[-200:])
        place = next(
            (
                place
                for place, common in shared.most_common(5)
                if common >= 2
                and common / len(words | words_of[place]) >= ALIKE
                and _near(groups[place][0], item, zone)
            ),
            None,
        )
        if place is not None:
            groups[place].append(item)
            continue
        for word in words:
            holding.setdefault(word, []).append(len(groups))
        groups.append([item])
        words_of.append(words)
    return groups


def _words(title: str) -> frozenset[str]:
    words = re.findall(r"\w+", _LABEL.sub("", title.casefold()))
    return frozenset(word for word in words if len(word) > 2 or not word.isascii())


def _near(one: Item, other: Item, zone: tzinfo) -> bool:
    """Whether two items are of days beside each other; a headline of last year's event may be the same."""
    first, second = day_of(one.when, zone), day_of(other.when, zone)
    return first is None or second is None or abs((first - second).days) <= DAYS_APART
