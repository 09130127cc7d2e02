"""The periods of a chart, in words and as ticks."""

from __future__ import annotations

from calendar import month_abbr
from datetime import date

from broadsheet.archive.trends import Grain, Period, Trends
from broadsheet.pages.charts import LABELLED
from broadsheet.pages.phrases import month_in_words, short_day


def time_span(found: Trends) -> str:
    """`from 22 April 2026 to 29 April 2026`."""
    return f"from {short_day(found.periods[0].first)} to {short_day(found.periods[-1].last)}"


def in_words(period: Period, grain: Grain) -> str:
    """Return a period as one would name it."""
    if grain == "day":
        return short_day(period.first)
    if grain == "month":
        return month_in_words(period.first.year, period.first.month)
    return f"week of {short_day(period.first)}" if grain == "week" else str(period.first.year)


def ticks_below(found: Trends) -> list[str]:
    """Return what stands below the columns: every day of a few, else the first, the middle and the last."""
    many = len(found.periods)
    if many <= LABELLED and found.grain == "day":
        return [
            f"{period.first.day} {month_abbr[period.first.month]}"
            if place == 0 or period.first.day == 1
            else str(period.first.day)
            for place, period in enumerate(found.periods)
        ]
    shown = {0, many // 2, many - 1}
    return [_tick(period.first, found.grain) if place in shown else "" for place, period in enumerate(found.periods)]


def _tick(day: date, grain: Grain) -> str:
    if grain == "year":
        return str(day.year)
    month = f"{month_abbr[day.month]} {day.year}"
    return month if grain == "month" else f"{day.day} {month}"
