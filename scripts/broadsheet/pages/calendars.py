"""Months, years and the archive as calendars: a day without an edition is shown as one."""

from __future__ import annotations

from calendar import Calendar, month_name
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from broadsheet.archive import Archive, Edition
from broadsheet.archive.roundup import Span, earlier, spans
from broadsheet.pages.phrases import count, day_in_words, month_in_words
from broadsheet.pages.roundups import roundup_key, roundup_of
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, day_url, key_of, month_url, year_url
from broadsheet.pages.teaser import lines
from broadsheet.pages.weeks import week_lines

WALL = 12  # months that the archive shows day by day; the pages of the years show all
_WEEKS = Calendar()


def calendar_targets(archive: Archive, site: Site) -> Iterator[Target[Page]]:
    """Yield the archive, then every year and month between the oldest edition and the newest."""
    newest, oldest = archive.newest, archive.oldest
    days = [(day, len(edition.stories)) for day, edition in archive.editions.items()]
    yield Target("archive/index.md", key_of(days), partial(_archive_page, archive, site))
    if newest is None or oldest is None:
        return
    ends = (newest.day, oldest.day)
    months: dict[tuple[int, int], list[Edition]] = {}
    weeks: dict[int, dict[date, int]] = {}
    for day, edition in archive.editions.items():
        months.setdefault((day.year, day.month), []).append(edition)
        weeks.setdefault(day.isocalendar().year, {})[day] = len(edition.stories)
    told_of = spans(archive, "month")
    for year in range(oldest.day.year, newest.day.year + 1):
        own = weeks.get(year, {})
        key = key_of([one for one in days if one[0].year == year], _seen_from(ends, year), year, list(own.items()))
        yield Target(f"{year_url(year)}index.md", key, partial(_year_page, archive, site, year, own))
        for month in _months_of(archive, year):
            editions = months.get((year, month), [])
            span = told_of.get(date(year, month, 1))
            before = earlier(told_of, span) if span else None
            stories = roundup_key(archive, span, before) if span else b""
            told = [(edition.day, edition.number, len(edition.stories)) for edition in editions]
            key = key_of(stories, told, _seen_from(ends, year, month), year, month)
            make = partial(_month_page, archive, site, year, month, editions, span, before)
            yield Target(f"{month_url(year, month)}index.md", key, make)


def _seen_from(ends: tuple[date, date], year: int, month: int | None = None) -> list[date | bool]:
    """Return what a month or a year knows of the newest and the oldest day: the day if it is its own, else the side."""
    own = [(day.year, month and day.month) == (year, month) for day in ends]
    neighbours = [(day.year, (day.month if month else 0)) for day in ends]
    here = (year, month or 0)
    return [day if mine else there > here for day, mine, there in zip(ends, own, neighbours, strict=True)]


def _archive_page(archive: Archive, site: Site) -> Page:
    years = []
    shown = 0
    by_month: dict[tuple[int, int], int] = defaultdict(int)
    for day, edition in archive.editions.items():
        by_month[day.year, day.month] += len(edition.stories)
    if archive.newest and archive.oldest:
        for year in range(archive.newest.day.year, archive.oldest.day.year - 1, -1):
            months = list(reversed(_months_of(archive, year)))
            room = max(0, WALL - shown)
            shown += len(months)
            years.append(
                {
                    "year": year,
                    "url": year_url(year),
                    "count": _count_year(archive, year),
                    "months": [_month(archive, year, month) for month in months[:room]],
                    "before": [_month_in_short(year, month, by_month[year, month]) for month in months[room:]],
                }
            )
    return Page(
        uri="archive/index.md",
        template="calendar.html",
        title="Archive",
        meta={
            "kind": "archive",
            "description": f"Every edition of {site.name}, by day.",
            "facts": [count(len(archive.editions), "edition"), count(len(archive.stories), "briefing")],
            "years": years,
            "feed": site.feed("archive/", "editions"),
            "jsonld": collection(site, "Archive", "archive/"),
        },
    )


def _year_page(archive: Archive, site: Site, year: int, weeks: Mapping[date, int]) -> Page:
    months = [_month(archive, year, month) for month in _months_of(archive, year)]
    return Page(
        uri=f"{year_url(year)}index.md",
        template="calendar.html",
        title=str(year),
        meta={
            "kind": "year",
            "description": f"{site.name} in {year}, by day.",
            "facts": [_count_year(archive, year)],
            "years": [{"year": None, "url": year_url(year), "months": months}],
            "weeks": week_lines(weeks),
            "newer": _other_year(archive, year + 1),
            "older": _other_year(archive, year - 1),
            "jsonld": collection(site, str(year), year_url(year)),
        },
    )


def _month_page(
    archive: Archive,
    site: Site,
    year: int,
    month: int,
    editions: Sequence[Edition],
    span: Span | None,
    before: Span | None,
) -> Page:
    title = month_in_words(year, month)
    paths = [path for edition in editions for path in edition.stories]
    told = roundup_of(archive, span, before) if span else None
    above = {story["path"] for story in told["biggest"]} if told else set()
    return Page(
        uri=f"{month_url(year, month)}index.md",
        template="month.html",
        title=title,
        meta={
            "kind": "month",
            "description": f"{site.name} in {title}: {count(len(paths), 'briefing')} in {count(len(editions), 'edition')}.",
            "facts": [count(len(editions), "edition"), count(len(paths), "briefing")],
            "month": _month(archive, year, month),
            "roundup": told,
            "weeks": week_lines(dict.fromkeys((edition.day for edition in editions), 0)),  # some reach beyond the month
            "days": [
                {
                    "words": day_in_words(edition.day),
                    "url": day_url(edition.day),
                    "number": edition.number,
                    "lines": [
                        one | {"above": True} if one["path"] in above else one
                        for one in lines(archive, edition.stories)
                    ],
                }
                for edition in editions
            ],
            "newer": _other_month(archive, year, month, +1),
            "older": _other_month(archive, year, month, -1),
            "jsonld": collection(site, title, month_url(year, month), paths),
        },
    )


def _month(archive: Archive, year: int, month: int) -> dict[str, Any]:
    """Return a month as weeks from Monday; each day knows whether it had an edition, should have had, or lies outside."""
    return {
        "label": month_in_words(year, month),
        "url": month_url(year, month),
        "weeks": [[_square(archive, day, month) for day in week] for week in _WEEKS.monthdatescalendar(year, month)],
    }


def _month_in_short(year: int, month: int, stories: int) -> dict[str, str]:
    """Return a month as a link with a count; its days are on the page of the year."""
    return {"name": month_name[month], "url": month_url(year, month), "count": count(stories, "briefing")}


def _square(archive: Archive, day: date, month: int) -> dict[str, Any] | None:
    if day.month != month:
        return None
    edition = archive.editions.get(day)
    if edition:
        stories = len(edition.stories)
        return {
            "day": day.day,
            "url": day_url(day),
            "state": "edition",
            "shade": min(4, 1 + stories // 3),
            "count": count(stories, "briefing"),
        }
    assert archive.newest and archive.oldest
    state = "gap" if archive.oldest.day < day < archive.newest.day else "outside"
    return {"day": day.day, "url": None, "state": state, "shade": 0, "count": "no edition" if state == "gap" else ""}


def _months_of(archive: Archive, year: int) -> list[int]:
    """Return the months of a year from the oldest edition to the newest, those without an edition included."""
    newest, oldest = archive.newest, archive.oldest
    assert newest and oldest
    first, last = (oldest.day.year, oldest.day.month), (newest.day.year, newest.day.month)
    return [month for month in range(1, 13) if first <= (year, month) <= last]


def _count_year(archive: Archive, year: int) -> str:
    editions = [edition for day, edition in archive.editions.items() if day.year == year]
    return f"{count(len(editions), 'edition')}, {count(sum(len(edition.stories) for edition in editions), 'briefing')}"


def _other_year(archive: Archive, year: int) -> dict[str, str] | None:
    assert archive.newest and archive.oldest
    inside = archive.oldest.day.year <= year <= archive.newest.day.year
    return {"url": year_url(year), "title": str(year)} if inside else None


def _other_month(archive: Archive, year: int, month: int, step: int) -> dict[str, str] | None:
    turned = date(year + (month + step - 1) // 12, (month + step - 1) % 12 + 1, 1)
    if turned.month not in _months_of(archive, turned.year):
        return None
    return {"url": month_url(turned.year, turned.month), "title": month_in_words(turned.year, turned.month)}
