"""The news itself, as values: briefing number `index` of a seed, whatever else is there.

Ten briefings make a day, and the first day is always the same; so the first 3,650 of 36,500 are the 3,650, byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from .words import headline, names, pool, sentence, syllables, zipf

FIRST_DAY = date(2017, 1, 2)
A_DAY = 10
THREAD_PLACE = 7  # this briefing of every day belongs to a thread: one in ten
THREAD_STEP = 3  # days between the parts of a thread, so that three threads are told at a time
THREAD_ENDS = 0.25
WITH_BODY = 1 / 20
REGISTERED = 0.75  # share of the entities in entities.yml: an archive never knows all its names

CATEGORIES = {
    "models": "Models and releases",
    "policy": "Policy and law",
    "business": "Business and compute",
    "research": "Research",
    "safety": "Safety and security",
    "tools": "Tools and developers",
    "society": "Work and society",
}
LABELS = ("breaking", "developing", "analysis", "explainer", "live")
TONES = ("neutral", "neutral", "neutral", "critical", "optimistic", "skeptical", "alarmed", "cautious", "celebratory")
SENTIMENTS = ("neutral", "neutral", "positive", "negative", "mixed")
INTENTS = ("inform", "inform", "inform", "analyse", "announce", "warn", "persuade", "explain")
ROLES = ("report", "report", "report", "analysis", "opinion", "primary", "background")
KINDS = ("newspaper", "magazine", "broadcaster", "agency", "trade", "newsletter", "blog", "company")
ENTITY_KINDS = ("organisation", "organisation", "person", "person", "product", "model", "place", "law")
COUNTRIES = ("US", "GB", "DE", "FR", "JP", "IN", "CA")


@dataclass(frozen=True, slots=True)
class Scale:
    """What a newspaper is made of besides its number of briefings."""

    seed: int = 4
    publishers: int = 60
    entities: int = 2_000


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody who publishes articles; `family` is empty for the independent ones."""

    domain: str
    name: str
    kind: str
    country: str
    family: str


@dataclass(frozen=True, slots=True)
class Article:
    """One publisher's article, with a summary of about 90 words."""

    title: str
    url: str
    publisher: Publisher
    author: str
    published: str
    summary: str
    entities: tuple[str, ...]
    tone: str
    sentiment: str
    intent: str
    role: str


@dataclass(frozen=True, slots=True)
class Story:
    """A briefing: `path` is YYYY/MM/DD/slug, `points` are texts with the numbers of their articles, `rank` 0 is none."""

    path: str
    day: date
    rank: int
    title: str
    category: str
    label: str
    dek: str
    summary: tuple[str, ...]
    points: tuple[tuple[str, tuple[int, ...]], ...]
    articles: tuple[Article, ...]
    follows: str
    body: str
    reviewed_by: str
    correction: tuple[str, str] | None = None


def stories(count: int, scale: Scale) -> Iterator[Story]:
    """Yield the first briefings, the oldest first."""
    for index in range(count):
        yield story(index, scale)


def day_of(index: int) -> date:
    """Return the day of a briefing."""
    return FIRST_DAY + timedelta(days=index // A_DAY)


def story(index: int, scale: Scale) -> Story:
    """Return briefing number `index`, from 0, the oldest."""
    rng = Random(f"briefing {scale.seed} {index}")
    title, path = _title_and_path(index, scale.seed)
    clauses = pool(scale.seed).clauses
    articles = tuple(_article(rng, index, scale, clauses) for _ in range(3 + int(rng.random() * 6)))
    place = index % A_DAY
    return Story(
        path=path,
        day=day_of(index),
        rank=place + 1 if place < 3 else 0,
        title=title,
        category=_pick(rng, tuple(CATEGORIES)),
        label=_pick(rng, LABELS) if rng.random() < 0.3 else "",
        dek=sentence(rng, clauses) if rng.random() < 0.8 else "",
        summary=(_text(rng, clauses, 2), _text(rng, clauses, 3)),
        points=tuple(
            (sentence(rng, clauses), tuple(sorted({1 + int(rng.random() * len(articles)) for _ in range(2)})))
            for _ in range(3 + int(rng.random() * 3))
        ),
        articles=articles,
        follows=_follows(index, scale.seed),
        body=_body(rng, clauses) if rng.random() < WITH_BODY else "",
        reviewed_by=_pick(rng, names(scale.seed + 1, 12)) if rng.random() < 0.4 else "",
    )


@cache
def publishers(scale: Scale) -> tuple[Publisher, ...]:
    """Return the publishers, the most cited first. One in ten belongs to a family."""
    rng = Random(f"publishers {scale.seed}")
    kinds = ("Courier", "Herald", "Post", "Times", "Review", "Wire", "Journal", "Observer", "Daily", "Tribune")
    found: dict[str, Publisher] = {}
    while len(found) < scale.publishers:
        name = f"{syllables(rng, 2, 3).title()} {_pick(rng, kinds)}"
        domain = f"{slug(name)}.example"
        family = f"{_pick(rng, ('Meridian', 'Alder', 'Quarto'))} Group" if rng.random() < 0.1 else ""
        found[domain] = Publisher(domain, name, _pick(rng, KINDS), _pick(rng, COUNTRIES), family)
    return tuple(found.values())


@cache
def entities(scale: Scale) -> tuple[str, ...]:
    """Return the names that stories are about, the most frequent first."""
    return names(scale.seed, scale.entities)


def slug(text: str) -> str:
    """Return a name as an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _article(rng: Random, index: int, scale: Scale, clauses: tuple[str, ...]) -> Article:
    publisher = publishers(scale)[_zipf_place(rng, scale.publishers)]
    title = headline(rng)
    known = entities(scale)
    about = dict.fromkeys(known[_zipf_place(rng, scale.entities)] for _ in range(1 + int(rng.random() * 4)))
    day = day_of(index) - timedelta(days=int(rng.random() * 2))
    clock = int(rng.random() * 1_440)
    return Article(
        title=title,
        url=f"https://www.{publisher.domain}/{day:%Y/%m}/{slug(title)}-{int(rng.random() * 1_000_000)}",
        publisher=publisher,
        author=_pick(rng, names(scale.seed + 2, 400)) if rng.random() < 0.7 else "",
        published=f"{day.isoformat()}T{clock // 60:02}:{clock % 60:02}:00Z",
        summary=_text(rng, clauses, 6),
        entities=tuple(about),
        tone=_pick(rng, TONES),
        sentiment=_pick(rng, SENTIMENTS),
        intent=_pick(rng, INTENTS),
        role=_pick(rng, ROLES),
    )


@cache
def _zipf_sums(size: int) -> list[float]:
    return zipf(size)


def _zipf_place(rng: Random, size: int) -> int:
    sums = _zipf_sums(size)
    return bisect(sums, rng.random() * sums[-1], 0, size - 1)


@cache
def _title_and_path(index: int, seed: int) -> tuple[str, str]:
    title = headline(Random(f"title {seed} {index}"))
    # the number keeps two like titles of a day apart
    return title, f"{day_of(index):%Y/%m/%d}/{slug(title)[:60].rstrip('-')}-{index % A_DAY}"


def _follows(index: int, seed: int) -> str:
    """Return the path of the part before, or nothing where a thread begins or none runs."""
    earlier = index - THREAD_STEP * A_DAY
    if index % A_DAY != THREAD_PLACE or earlier < 0 or Random(f"thread {seed} {index}").random() < THREAD_ENDS:
        return ""
    return _title_and_path(earlier, seed)[1]


def _body(rng: Random, clauses: tuple[str, ...]) -> str:
    """Return a long read of some 600 words in Markdown."""
    parts = []
    for _ in range(5):
        parts.append(f"## {headline(rng)}")
        parts.append(_text(rng, clauses, 4))
        parts.append(
            f"{_text(rng, clauses, 1)} [{headline(rng)}](https://www.example.org/{int(rng.random() * 10**6)})."
        )
    parts.insert(4, "\n".join(f"- **{headline(rng)}:** {sentence(rng, clauses)}" for _ in range(3)))
    parts.insert(8, f"> {sentence(rng, clauses)}")
    return "\n\n".join(parts) + "\n"


def _text(rng: Random, clauses: tuple[str, ...], sentences: int) -> str:
    return " ".join(sentence(rng, clauses) for _ in range(sentences))


def _pick(rng: Random, words: tuple[str, ...]) -> str:
    return words[int(rng.random() * len(words))]
