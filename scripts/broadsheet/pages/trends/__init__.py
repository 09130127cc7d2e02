"""The page of trends: a few charts, each with one sentence that says what it shows and the figures behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from broadsheet.archive import Archive
from broadsheet.archive.trends import IN_A_SPARKLINE, Trends, grain_of, rhythm, trends
from broadsheet.model.record import day_of
from broadsheet.pages.charts import sparkline
from broadsheet.pages.phrases import count, short_day
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, key_of
from broadsheet.pages.trends.rankings import entities_section, publishers_section
from broadsheet.pages.trends.tones import sentiment_section, tone_section
from broadsheet.pages.trends.volume import voices_section, volume_section

URL = "trends/"
SPARK_FROM = 3  # fewer briefings are counted faster than seen


def trends_target(archive: Archive, site: Site) -> Target[Page]:
    """Return the page of trends as a target; every story has its part in it."""
    return Target(f"{URL}index.md", key_of(archive.digests(archive.stories)), partial(trends_page, archive, site))


def trends_page(archive: Archive, site: Site) -> Page:
    """Return the page of trends."""
    found = trends(archive)
    return Page(
        uri=f"{URL}index.md",
        template="trends.html",
        title="Trends",
        meta={
            "kind": "trends",
            "description": f"What {site.name} covered over time: how much, in what tone, about whom, and from which sources.",
            "facts": _facts(found) if found else [],
            "empty": "There is nothing to compare yet: no briefing has appeared.",
            "sections": _sections(archive, found) if found else [],
            "jsonld": collection(site, "Trends", URL),
        },
    )


def rhythm_of(paths: Sequence[str]) -> dict[str, str] | None:
    """Return the sparkline of a source, an entity or a topic from the paths of its briefings, and what it shows.

    None where there are too few to see anything.
    """
    found = rhythm(_times(paths)) if paths else None
    if found is None or len(paths) < SPARK_FROM or len(found.counts) < 2:
        return None
    words = f"{short_day(found.first)} to {short_day(found.last)}, up to {max(found.counts):,} a {found.grain}"
    return {"chart_html": sparkline(found.counts, f"{count(len(paths), 'briefing')}, {words}."), "words": words}


def _times(paths: Sequence[str]) -> dict[date, int]:
    """Count briefings, newest first, by day; where a sparkline has months or years, by those: there are fewer of them."""
    first, last = day_of(paths[-1]), day_of(paths[0])
    told = {"year": 4, "month": 7}.get(grain_of(first, last, IN_A_SPARKLINE), 10)
    times = {last: 0}
    place = 0
    while place < len(paths):
        start = paths[place][:told]
        after = bisect_left(paths, True, place, key=lambda path: path[:told] < start)
        day = max(first, day_of(f"{start}/01/01"))
        times[day] = times.get(day, 0) + after - place
        place = after
    return times


def _facts(found: Trends) -> list[str]:
    first, last = found.periods[0].first, found.periods[-1].last
    time = short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"
    return [time, count(found.briefings, "briefing"), count(found.articles, "article")]


def _sections(archive: Archive, found: Trends) -> list[dict[str, Any]]:
    sections = [volume_section(found), voices_section(found), sentiment_section(found), tone_section(found)]
    return [section for section in [*sections, entities_section(found), publishers_section(archive, found)] if section]
