"""Dates and counts in words, as a reader would say them."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, datetime

# What stands beside a sentiment, so that colour never says it alone; the style sheet has the same four.
MARKS = {"positive": "▲", "neutral": "●", "negative": "▼", "mixed": "◆"}

# calendar asks the C library for each name each time.
MONTHS, _DAYS, _SHORT_DAYS = tuple(calendar.month_name), tuple(calendar.day_name), tuple(calendar.day_abbr)


def day_in_words(day: date) -> str:
    """`Friday 24 April 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {MONTHS[day.month]} {day.year}"


def short_day(day: date) -> str:
    """`24 April 2026`."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def weekday(day: date) -> str:
    """`Fri`."""
    return _SHORT_DAYS[day.weekday()]


def month_in_words(year: int, month: int) -> str:
    """`April 2026`."""
    return f"{MONTHS[month]} {year}"


def moment_in_words(moment: date | datetime) -> str:
    """`24 April 2026, 08:30 UTC`, or the day alone where no time is known."""
    if not isinstance(moment, datetime):
        return short_day(moment)
    offset = moment.strftime("%z") if moment.utcoffset() else ""
    zone = f"UTC{offset[:3]}:{offset[3:]}" if offset else "UTC"
    return f"{short_day(moment)}, {moment.hour:02}:{moment.minute:02} {zone}"


def iso(moment: date | datetime) -> str:
    """ISO 8601, with Z for UTC."""
    return moment.isoformat().replace("+00:00", "Z")


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def sources_in_words(articles: int, publishers: int, independent: int) -> str:
    """`6 articles · 4 publishers · 3 independent`; a single source is called that."""
    if publishers == 1:
        return f"{count(articles, 'article')} · single source"
    return f"{count(articles, 'article')} · {count(publishers, 'publisher')} · {independent} independent"


def counts_in_short(articles: int, publishers: int, independent: int) -> str:
    """`6 articles · 3 independent`, for lines among many; a single source is called that."""
    if publishers == 1:
        return sources_in_words(articles, publishers, independent)
    return f"{count(articles, 'article')} · {independent} independent"


def stretch_in_words(first: date, last: date) -> str:
    """`24 April 2026`, or `24 April 2026 to 2 May 2026`."""
    return short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"


def week_in_words(day: date) -> str:
    """`Week 17, 2026`: the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"Week {week}, {year}"


def dates_in_words(first: date, last: date, *, with_year: bool = True) -> str:
    """`20 to 26 April 2026`, `27 April to 3 May 2026`, `29 December 2025 to 4 January 2026`: what is alike is said once."""
    end = short_day(last) if with_year else f"{last.day} {MONTHS[last.month]}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{short_day(first)} to {short_day(last)}"
    begin = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month]}"
    return f"{begin} {'and' if (last - first).days == 1 else 'to'} {end}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
