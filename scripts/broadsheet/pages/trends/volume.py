"""How much was covered, and how much of it on more than one voice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broadsheet.archive.trends import Period, Trends
from broadsheet.pages.charts import Column, columns
from broadsheet.pages.phrases import count
from broadsheet.pages.trends.figures import make_row, make_table, per_cent, share_of
from broadsheet.pages.trends.periods import in_words, ticks_below, time_span


def volume_section(found: Trends) -> dict[str, Any]:
    """Return how many briefings and articles there were."""
    highest = max(period.articles for period in found.periods)
    fullest = [period for period in found.periods if period.articles == highest]
    says = f"{count(found.briefings, 'briefing')} {_draw(found.briefings)} on {count(found.articles, 'article')}"
    if len(found.periods) > 1:
        average = f"{found.articles / len(found.periods):.1f}".removesuffix(".0")
        says += f", {average} a {found.grain} on average; "
        if len(fullest) == 1:
            fullest_one = in_words(fullest[0], found.grain).replace("week of", "that of")
            says += f"the fullest {found.grain} was {fullest_one}, with {count(highest, 'article')}"
        else:
            says += f"no {found.grain} had more than {count(highest, 'article')}"
    ticks = ticks_below(found)

    def figure(noun: str, value: Callable[[Period], int]) -> dict[str, str]:
        drawn = [
            Column(
                value=value(period), says=f"{in_words(period, found.grain)}: {count(value(period), noun)}", tick=tick
            )
            for period, tick in zip(found.periods, ticks, strict=True)
        ]
        least, most = min(map(value, found.periods)), max(map(value, found.periods))
        between = f"{least:,} to {count(most, noun)}" if least != most else count(most, noun)
        return {
            "caption": f"{noun.capitalize()}s a {found.grain}",
            "chart_html": columns(drawn, f"Columns: {between} a {found.grain}, {time_span(found)}."),
        }

    return {
        "key": "volume",
        "title": f"Briefings and articles a {found.grain}",
        "says": f"{says}.",
        "figures": [
            figure("article", lambda period: period.articles),
            figure("briefing", lambda period: period.briefings),
        ],
        "table": make_table(
            [found.grain.capitalize(), "Briefings", "Articles"],
            [
                make_row(in_words(period, found.grain), f"{period.briefings:,}", f"{period.articles:,}")
                for period in found.periods
            ],
        ),
    }


def voices_section(found: Trends) -> dict[str, Any]:
    """Return how many briefings rest on two independent voices or more."""
    drawn = []
    for period, tick in zip(found.periods, ticks_below(found), strict=True):
        value = per_cent(period.independent, period.briefings) if period.briefings else None
        told = f"{period.independent} of {count(period.briefings, 'briefing')}"
        drawn.append(Column(value=value, says=f"{in_words(period, found.grain)}: {told}", tick=tick))
    rate = f"{found.independent:,} of {count(found.briefings, 'briefing')} ({share_of(found.independent, found.briefings)})"
    says = f"{rate} {_draw(found.independent)} on two or more independent voices."
    known = [column.value for column in drawn if column.value is not None]
    label = f"Columns: {min(known):g}% to {max(known):g}% of the briefings of a {found.grain}, {time_span(found)}."
    return {
        "key": "independence",
        "title": "Independently sourced",
        "says": says,
        "note": "Publishers with the same owner count once. The line at the top is 100%.",
        "figures": [{"caption": "", "chart_html": columns(drawn, label, top=100, unit="%")}],
        "table": make_table(
            [found.grain.capitalize(), "Briefings", "With two or more voices", "Share"],
            [
                make_row(
                    in_words(period, found.grain),
                    f"{period.briefings:,}",
                    f"{period.independent:,}",
                    share_of(period.independent, period.briefings),
                )
                for period in found.periods
            ],
        ),
    }


def _draw(number: int) -> str:
    return "draws" if number == 1 else "draw"
