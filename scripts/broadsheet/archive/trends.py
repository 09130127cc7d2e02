"""How the news went over time: counts, shares of sentiment and tone, who rose and who fell, who was cited."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from broadsheet.archive.archive import Archive, Source, Story
from broadsheet.model.record import day_of

Grain = Literal["day", "week", "month", "year"]
Direction = Literal["new", "rising", "steady", "falling"]

# The longest time, in days, that is still told by the day, by the week, by the month: at most 37 periods on a page.
ON_A_PAGE = (31, 252, 1096)
IN_A_SPARKLINE = (36, 252, 1096)

TOP = 10
RISEN, FALLEN = 1.25, 0.8
FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What appeared from `first` to `last`; a time without an edition has zeros.

    `independent` counts briefings that rest on two or more independent voices; `sentiment` and `tone` count articles.
    """

    first: date
    last: date
    briefings: int
    articles: int
    independent: int
    sentiment: Mapping[str, int]
    tone: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """An entity, how many briefings name it, and how many of those lie in the last third of the time.

    `direction` is None where there is no earlier time to compare with.
    """

    slug: str
    name: str
    briefings: int
    recent: int
    direction: Direction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """All of it, the oldest period first.

    `since` begins the last third of the time, None where the archive has a single day; `recent` counts its briefings.
    """

    grain: Grain
    periods: tuple[Period, ...]
    since: date | None
    recent: int
    entities: tuple[Mover, ...]
    publishers: tuple[Source, ...]

    @property
    def briefings(self) -> int:
        """Count the briefings of the whole time."""
        return sum(period.briefings for period in self.periods)

    @property
    def articles(self) -> int:
        """Count the articles of the whole time."""
        return sum(period.articles for period in self.periods)

    @property
    def independent(self) -> int:
        """Count the briefings with two or more independent voices."""
        return sum(period.independent for period in self.periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often something was in the news, from the first time to the last, gaps as 0."""

    grain: Grain
    first: date
    last: date
    counts: tuple[int, ...]


def trends(archive: Archive) -> Trends | None:
    """Return the trends from the oldest edition to the newest, or None where there is none."""
    if archive.oldest is None or archive.newest is None:
        return None
    first, last = archive.oldest.day, archive.newest.day
    grain = grain_of(first, last, ON_A_PAGE)
    since = _last_third(first, last)
    recent = sum(len(edition.stories) for day, edition in archive.editions.items() if since and day >= since)
    return Trends(
        grain=grain,
        periods=tuple(_periods(archive, list(stretches(first, last, grain)))),
        since=since,
        recent=recent,
        entities=tuple(_movers(archive, since, recent)),
        publishers=tuple(source for source in archive.sources.values() if source.reports)[:TOP],
    )


def rhythm(seen: Mapping[date, int]) -> Rhythm | None:
    """Return how often something appeared, day -> times, from its own first day to its own last.

    It ends with its own last day, not with the newest edition, so that its page changes only when it is in the news.
    """
    if not seen:
        return None
    first, last = min(seen), max(seen)
    grain = grain_of(first, last, IN_A_SPARKLINE)
    spans = list(stretches(first, last, grain))
    counts = [0] * len(spans)
    starts = [span[0] for span in spans]
    for day, times in seen.items():
        counts[bisect_right(starts, day) - 1] += times
    return Rhythm(grain=grain, first=first, last=last, counts=tuple(counts))


def grain_of(first: date, last: date, limits: tuple[int, int, int]) -> Grain:
    """Return how finely a time is told: the longer it is, the coarser."""
    span = (last - first).days + 1
    by_day, by_week, by_month = limits
    if span <= by_day:
        return "day"
    if span <= by_week:
        return "week"
    return "month" if span <= by_month else "year"


def stretches(first: date, last: date, grain: Grain) -> Iterator[tuple[date, date]]:
    """Yield the days, calendar weeks, months or years from `first` to `last`, cut to them."""
    start = first
    while True:
        end = min(_end_of(start, grain), last)
        yield start, end
        if end >= last:
            return
        start = end + timedelta(days=1)


def _end_of(start: date, grain: Grain) -> date:
    if grain == "day":
        return start
    if grain == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    if grain == "year":
        return date(start.year, 12, 31)
    left = min(6 - start.weekday(), (date.max - start).days)
    return start + timedelta(days=left)


def _last_third(first: date, last: date) -> date | None:
    days = ((last - first).days + 2) // 3  # a third of the days, to the nearest whole one
    return last - timedelta(days=days - 1) if days else None


def _periods(archive: Archive, spans: Sequence[tuple[date, date]]) -> Iterator[Period]:
    starts = [first for first, _ in spans]
    found: list[list[Story]] = [[] for _ in spans]
    for day, edition in archive.editions.items():
        found[bisect_right(starts, day) - 1] += [archive.stories[path] for path in edition.stories]
    for (first, last), stories in zip(spans, found, strict=True):
        yield Period(
            first=first,
            last=last,
            briefings=len(stories),
            articles=sum(story.record.articles for story in stories),
            independent=sum(story.independent >= 2 for story in stories),
            sentiment=_tally(story.record.sentiments for story in stories),
            tone=_tally(story.record.tones for story in stories),
        )


def _tally(lines: Iterable[str]) -> Counter[str]:
    """Count words that stand one a line."""
    return Counter(word for line in lines if line for word in line.split("\n"))


def _movers(archive: Archive, since: date | None, recent: int) -> Iterator[Mover]:
    everything = len(archive.stories)
    for subject in list(archive.subjects.values())[:TOP]:
        times = sum(day_of(path) >= since for path in subject.stories) if since else 0
        yield Mover(
            slug=subject.slug,
            name=subject.name,
            briefings=len(subject.stories),
            recent=times,
            direction=direction(times, recent, len(subject.stories) - times, everything - recent) if since else None,
        )


def direction(recent: int, of_recent: int, before: int, of_before: int) -> Direction:
    """Compare the share of the briefings now with the share before.

    The share counts, not the number: a paper that grows would let everything rise. A change must be a quarter more or
    a fifth less, and worth at least one briefing, or it is steady; fewer than three briefings show no direction.
    """
    if recent + before < FEWEST:
        return "steady"
    if not before and recent:
        return "new"
    expected = before / of_before * of_recent if of_before else 0.0
    if abs(recent - expected) >= 1:
        if recent >= RISEN * expected:
            return "rising"
        if recent <= FALLEN * expected:
            return "falling"
    return "steady"
