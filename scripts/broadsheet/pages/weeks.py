"""The page of an ISO week, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from broadsheet.archive import Archive
from broadsheet.archive.roundup import Span, earlier, first_day, frame, spans
from broadsheet.pages.phrases import count, dates_in_words, day_in_words, week_in_words, weekday
from broadsheet.pages.roundups import facts_of, roundup_key, roundup_of
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, day_url, key_of, week_url


def week_targets(archive: Archive, site: Site) -> Iterator[Target[Page]]:
    """Yield a page for every ISO week with an edition, the newest first."""
    weeks = spans(archive, "week")
    order = list(weeks.values())
    for place, span in enumerate(order):
        newer = order[place - 1].first if place else None
        older = order[place + 1].first if place + 1 < len(order) else None
        before = earlier(weeks, span)
        told = [(day, len(archive.editions[day].stories)) for day in span.days]
        key = key_of(roundup_key(archive, span, before), told, newer, older)
        yield Target(
            f"{week_url(span.first)}index.md", key, partial(_week_page, archive, site, span, before, newer, older)
        )


def week_link(day: date) -> dict[str, str]:
    """Return the week of a day as a link."""
    return {"url": week_url(day), "title": week_in_words(day)}


def week_lines(days: Mapping[date, int]) -> list[dict[str, str]]:
    """Return the weeks of some editions, by day with their counts of briefings, the oldest first; 0 says no count."""
    counts: dict[date, int] = {}
    for day in sorted(days):
        monday = first_day(day, "week")
        counts[monday] = counts.get(monday, 0) + days[day]
    return [
        {
            "title": f"Week {monday.isocalendar().week}",
            "url": week_url(monday),
            "dates": dates_in_words(monday, monday + timedelta(days=6), with_year=False),
            "count": count(briefings, "briefing") if briefings else "",
        }
        for monday, briefings in counts.items()
    ]


def _week_page(
    archive: Archive, site: Site, span: Span, before: Span | None, newer: date | None, older: date | None
) -> Page:
    url, title = week_url(span.first), week_in_words(span.first)
    dates = dates_in_words(span.first, span.last)
    told = roundup_of(archive, span, before)
    heads = "; ".join(story["title"] for story in told["biggest"][:3])
    return Page(
        uri=f"{url}index.md",
        template="week.html",
        title=title,
        meta={
            "kind": "week",
            "description": f"{dates}: {count(len(span.paths), 'briefing')}. {heads}",
            "dates": dates,
            "facts": facts_of(archive, span),
            "roundup": told,
            "days": _days(archive, span),
            "newer": week_link(newer) if newer else None,
            "older": week_link(older) if older else None,
            "jsonld": collection(site, f"{title}: {dates}", url, [story["path"] for story in told["biggest"]]),
        },
    )


def _days(archive: Archive, span: Span) -> list[dict[str, Any]]:
    """Return the days of a week that the archive has; those without an edition say so."""
    begin, end = frame(archive, span)
    days = []
    for more in range((end - begin).days + 1):
        day = begin + timedelta(days=more)
        found = archive.editions.get(day)
        days.append(
            {
                "weekday": weekday(day),
                "day": day.day,
                "words": day_in_words(day),
                "url": day_url(day) if found else None,
                "count": count(len(found.stories), "story", "stories") if found else "no edition",
            }
        )
    return days
