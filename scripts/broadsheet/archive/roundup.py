"""A week or a month looked back on: what was biggest, who rose, what went on, what was put right, on whose word."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Literal

from broadsheet.archive.archive import Archive, Notice
from broadsheet.archive.trends import FEWEST, direction
from broadsheet.text.domains import for_display

Grain = Literal["week", "month"]

MOST: Mapping[Grain, int] = {"week": 5, "month": 8}  # of each kind that a round-up names
ENOUGH = 5  # briefings that both times need, or a share of them says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A thread that went on: which of its parts appeared in this time, counted from 1."""

    slug: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A calendar week or month with an edition, from `first` to `last`.

    `days` are those of its editions, the oldest first; `paths`, `moved` and `notices` begin with the newest; `faces` are
    those of its stories.
    """

    grain: Grain
    first: date
    last: date
    days: tuple[date, ...]
    paths: tuple[str, ...]
    digests: bytes
    moved: tuple[Moved, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Riser:
    """An entity with a larger share of the briefings than in the time before: how many now, how many then."""

    slug: str
    name: str
    briefings: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A publisher, with its articles and the briefings that cite them."""

    domain: str
    name: str
    articles: int
    briefings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundup:
    """All that is told of a span.

    `biggest` are paths; `single` counts briefings on a single source. `before` counts the briefings of the time before,
    0 without an honest comparison; `before_since` is the first day of it that the archive has where it lacks some.
    `missing` are days without edition; `until` is the day of the newest edition where the span is not over with it.
    """

    span: Span
    articles: int
    publishers: int
    single: int
    biggest: tuple[str, ...]
    rising: tuple[Riser, ...]
    before: int
    before_since: date | None
    cited: tuple[Cited, ...]
    missing: tuple[date, ...]
    until: date | None


def first_day(day: date, grain: Grain) -> date:
    """Return the Monday of a day's ISO week, or the first of its month."""
    return day.replace(day=1) if grain == "month" else day - timedelta(days=day.weekday())


def spans(archive: Archive, grain: Grain) -> dict[date, Span]:
    """Return every week or month with an edition by its first day, the newest first."""
    days: dict[date, list[date]] = {}
    for day in archive.editions:
        days.setdefault(first_day(day, grain), []).append(day)
    moved: dict[date, dict[str, Moved]] = {}
    for thread in archive.threads.values():
        for number, path in enumerate(thread.stories, 1):
            here = moved.setdefault(first_day(archive.stories[path].day, grain), {})
            begun = here[thread.slug].first if thread.slug in here else number
            here[thread.slug] = Moved(slug=thread.slug, first=begun, last=number)
    notices: dict[date, list[Notice]] = {}
    for notice in archive.corrections:
        notices.setdefault(first_day(notice.day, grain), []).append(notice)
    paths = {
        first: tuple(chain.from_iterable(archive.editions[day].stories for day in found))
        for first, found in days.items()
    }
    return {
        first: Span(
            grain=grain,
            first=first,
            last=_last_day(first, grain),
            days=tuple(reversed(found)),
            paths=paths[first],
            digests=archive.digests(paths[first]),
            moved=tuple(
                sorted(
                    (one for one in moved.get(first, {}).values() if one.last > 1),
                    key=lambda one: archive.threads[one.slug].stories[one.last - 1],
                    reverse=True,
                )
            ),
            notices=tuple(notices.get(first, ())),
        )
        for first, found in days.items()
    }


def earlier(found: Mapping[date, Span], span: Span) -> Span | None:
    """Return the calendar week or month right before, or None where it has no edition."""
    return found.get(first_day(span.first - timedelta(days=1), span.grain))


def frame(archive: Archive, span: Span) -> tuple[date, date]:
    """Return the first and the last day of a span that lie between the oldest edition and the newest."""
    oldest, newest = archive.oldest, archive.newest
    assert oldest and newest
    return max(span.first, oldest.day), min(span.last, newest.day)


def round_up(archive: Archive, span: Span, before: Span | None) -> Roundup:
    """Look back on a span. `before` is the one right before it, if there is one."""
    stories, most = archive.stories, MOST[span.grain]
    begin, end = frame(archive, span)
    compared = before if before and _is_fair(archive, span, before) else None
    return Roundup(
        span=span,
        articles=sum(stories[path].record.articles for path in span.paths),
        publishers=len({source.domain for path in span.paths for source in stories[path].sources}),
        single=sum(len(stories[path].sources) == 1 for path in span.paths),
        biggest=tuple(
            nsmallest(
                most, span.paths, key=lambda path: (-stories[path].independent, -stories[path].record.articles, path)
            )
        ),
        rising=tuple(riser for _, _, riser in nsmallest(most, _rising(archive, span, compared))) if compared else (),
        before=len(compared.paths) if compared else 0,
        before_since=_begun(archive, compared) if compared else None,
        cited=tuple(
            nsmallest(most, _cited(archive, span), key=lambda one: (-one.articles, -one.briefings, one.domain))
        ),
        missing=tuple(day for day in _days(begin, end) if day not in archive.editions),
        until=end if end < span.last else None,
    )


def _last_day(first: date, grain: Grain) -> date:
    if grain == "month":
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first + timedelta(days=6)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=more) for more in range((last - first).days + 1))


def _begun(archive: Archive, span: Span) -> date | None:
    """Return the first day of the archive where it lies in a span and does not begin it."""
    begin, _ = frame(archive, span)
    return begin if begin > span.first else None


def _is_fair(archive: Archive, span: Span, before: Span) -> bool:
    """Whether the archive has at least half of the time before, and enough of both times for a share to mean something."""
    begin, _ = frame(archive, before)
    whole, known = (before.last - before.first).days + 1, (before.last - begin).days + 1
    return 2 * known >= whole and min(len(span.paths), len(before.paths)) >= ENOUGH


def _rising(archive: Archive, span: Span, before: Span) -> Iterator[tuple[float, str, Riser]]:
    """Yield who has risen, with a number that is the smaller the more briefings they have over their old share."""
    now, then = _named(archive, span), _named(archive, before)
    for (slug, name), times in now.items():
        was = then[slug, name]
        if times >= FEWEST and direction(times, len(span.paths), was, len(before.paths)) in ("rising", "new"):
            expected = was / len(before.paths) * len(span.paths)
            yield expected - times, slug, Riser(slug=slug, name=name, briefings=times, before=was)


def _named(archive: Archive, span: Span) -> Counter[tuple[str, str]]:
    """Count the briefings that name each entity; those too generic for a page are left out."""
    stories = archive.stories
    return Counter(
        (mention.slug, mention.name) for path in span.paths for mention in stories[path].entities if mention.slug
    )


def _cited(archive: Archive, span: Span) -> Iterator[Cited]:
    articles: Counter[str] = Counter()
    briefings: Counter[str] = Counter()
    names: dict[str, str] = {}
    for path in span.paths:
        for source in archive.stories[path].sources:
            domain = source.domain
            articles[domain] += source.articles
            briefings[domain] += 1
            if names.get(domain, for_display(domain)) == for_display(domain):
                names[domain] = source.name
    for domain, times in articles.items():
        yield Cited(domain=domain, name=names[domain], articles=times, briefings=briefings[domain])
