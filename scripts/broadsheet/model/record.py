"""What lists, counts and neighbours need of a briefing: small enough that ten years of them are held at once."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from functools import lru_cache

import msgspec

from broadsheet.model import Article, Briefing
from broadsheet.model.reading_time import reading_minutes
from broadsheet.text.domains import registrable_domain
from broadsheet.text.markup import paragraphs, plain, shortened

STANDFIRST = 200


class BriefingRecord(msgspec.Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """A briefing in short.

    `digest` changes with the file. `sources` are (domain, publisher as written, number of articles), the most cited
    first, ties in the order of the articles. `names` are the entities as spelled, those that more articles name first;
    `times` says how often each stands in the file, and `named`, for every article, the places of its names in `names`: `0 1;0 2`,
    which takes a fifth of the room that tuples would.
    `tones` and `sentiments` are those of the articles, one a line. `corrections` are (ISO day, text);
    `reviewed` says that somebody took responsibility.
    """

    path: str
    file: str
    digest: str
    title: str
    standfirst: str
    rank: int | None
    category: str | None
    label: str | None
    language: str | None
    follows: str | None
    image: str | None
    minutes: int
    articles: int
    sources: tuple[tuple[str, str | None, int], ...]
    names: tuple[str, ...]
    times: tuple[int, ...]
    named: str
    tones: str
    sentiments: str
    corrections: tuple[tuple[str, str], ...]
    reviewed: bool

    @property
    def day(self) -> date:
        """The day of the edition it belongs to."""
        return day_of(self.path)

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[1]

    @property
    def updated(self) -> date:
        """The day of the last correction, or the day of the briefing."""
        return max([self.day, *(date.fromisoformat(day) for day, _ in self.corrections)])


@lru_cache(maxsize=8192)
def _day(written: str) -> date:
    return date(int(written[:4]), int(written[5:7]), int(written[8:10]))


def day_of(path: str) -> date:
    """Return the day of a path `2026/04/24/slug`."""
    return _day(path[:10])


def record_of(briefing: Briefing, digest: str = "") -> BriefingRecord:
    """Shorten a briefing. `digest` is that of its file; without one it is made of what the briefing says."""
    map_chunks: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for article in briefing.articles:
        times.update(article.entities)
        map_chunks.update(list(dict.fromkeys(article.entities)))
    names = sorted(map_chunks, key=lambda name: -map_chunks[name])
    places = {name: place for place, name in enumerate(names)}
    return BriefingRecord(
        path=briefing.path,
        file=briefing.file,
        digest=digest or hashlib.blake2b(briefing.model_dump_json().encode(), digest_size=16).hexdigest(),
        title=briefing.title,
        standfirst=briefing.dek or shortened(plain(paragraphs(briefing.summary)), STANDFIRST),
        rank=briefing.rank,
        category=briefing.category,
        label=briefing.label,
        language=briefing.language,
        follows=briefing.follows,
        image=briefing.image.file if briefing.image else None,
        minutes=reading_minutes(briefing),
        articles=len(briefing.articles),
        sources=_sources(briefing.articles),
        names=tuple(names),
        times=tuple(times[name] for name in names),
        named=";".join(" ".join(str(places[name]) for name in article.entities) for article in briefing.articles),
        tones="\n".join(article.tone for article in briefing.articles if article.tone),
        sentiments="\n".join(article.sentiment for article in briefing.articles if article.sentiment),
        corrections=tuple((correction.date.isoformat(), correction.text) for correction in briefing.corrections),
        reviewed=bool(briefing.reviewed_by),
    )


def _sources(articles: tuple[Article, ...]) -> tuple[tuple[str, str | None, int], ...]:
    """Count the articles of each domain, most first. Nothing is typed in."""
    counts: Counter[str] = Counter()
    written: dict[str, str | None] = {}
    for article in articles:
        domain = registrable_domain(article.url)
        counts[domain] += 1
        written.setdefault(domain, article.publisher)
    return tuple((domain, written[domain], count) for domain, count in counts.most_common())
