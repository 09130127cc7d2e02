"""What a week or a month looks back on, in words and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from broadsheet.archive import Archive
from broadsheet.archive.roundup import Roundup, Span, frame, round_up
from broadsheet.archive.sources import publishers_of
from broadsheet.pages.phrases import MONTHS, count, dates_in_words, day_in_words, listed, short_day
from broadsheet.pages.target import digest_of, entity_url, key_of, source_url, story_url, thread_url
from broadsheet.pages.teaser import blurbs
from broadsheet.text.markup import paragraphs, plain, shortened

MANY = 12  # threads or corrections that a round-up names
CORRECTION = 240  # letters of each


def roundup_key(archive: Archive, span: Span, before: Span | None) -> bytes:
    """Digest all that a round-up tells: its stories and those before, threads, corrections, and where the archive ends."""
    stories = archive.stories
    return key_of(
        digest_of(span.digests),
        frame(archive, span),
        span.days,
        (digest_of(before.digests), frame(archive, before)[0]) if before else None,
        [
            (
                one.slug,
                one.first,
                one.last,
                archive.threads[one.slug].title,
                _stops(archive, one.slug, one.first, one.last),
            )
            for one in span.moved
        ],
        [(notice.day, notice.text, notice.path, stories[notice.path].title) for notice in span.notices],
    )


def roundup_of(archive: Archive, span: Span, before: Span | None) -> dict[str, Any]:
    """Return a round-up as templates lay it out, on the page of a week and on that of a month."""
    told = round_up(archive, span, before)
    return {
        "so_far": f"Up to the edition of {day_in_words(told.until)}." if told.until else "",
        "biggest": blurbs(archive, told.biggest),
        "threads": [_thread(archive, one.slug, one.first, one.last) for one in span.moved[:MANY]],
        "more_threads": _more(len(span.moved), "thread"),
        "corrections": [
            {
                "title": archive.stories[notice.path].title,
                "url": story_url(notice.path) + "#corrections",
                "iso": notice.day.isoformat(),
                "words": short_day(notice.day),
                "text": shortened(plain(paragraphs(notice.text)), CORRECTION),
            }
            for notice in span.notices[:MANY]
        ],
        "more_corrections": _more(len(span.notices), "correction"),
        "rising": [
            {"name": one.name, "url": entity_url(one.slug), "count": _risen(one.briefings, one.before, told)}
            for one in told.rising
        ],
        "rising_note": _note(told),
        "single": _single(told),
        "cited": [
            {"name": one.name, "url": source_url(one.domain), "count": _cited(one.articles, one.briefings)}
            for one in told.cited
        ],
        "missing": _missing(told.missing),
    }


def facts_of(archive: Archive, span: Span) -> list[str]:
    """Return the counts of a span, for the line under its name."""
    told = [archive.stories[path] for path in span.paths]
    return [
        count(len(span.days), "edition"),
        count(len(told), "briefing"),
        count(sum(story.record.articles for story in told), "article"),
        count(len(publishers_of(told)), "publisher"),
    ]


def _stops(archive: Archive, slug: str, first: int, last: int) -> Sequence[str]:
    return archive.threads[slug].stories[first - 1 : last]


def _thread(archive: Archive, slug: str, first: int, last: int) -> dict[str, Any]:
    """Return a thread with the parts that appeared, from which day to which, and the headline of the last."""
    stops = [archive.stories[path] for path in _stops(archive, slug, first, last)]
    parts = f"part {last}" if first == last else f"parts {first} {'and' if last == first + 1 else 'to'} {last}"
    return {
        "title": archive.threads[slug].title,
        "url": thread_url(slug),
        "parts": f"{parts}, {dates_in_words(stops[0].day, stops[-1].day, with_year=False)}",
        "latest": {"title": stops[-1].title, "url": story_url(stops[-1].path)},
    }


def _more(number: int, what: str) -> str:
    """`3 more threads`, or nothing when all are named."""
    return f"{count(number - MANY, f'more {what}')}" if number > MANY else ""


def _risen(now: int, before: int, told: Roundup) -> str:
    """`9 of 15 briefings, up from 3 of 19`: the share is what is compared, so both totals are said."""
    here = f"{now:,} of {count(len(told.span.paths), 'briefing')}"
    return f"{here}, up from {before:,} of {told.before:,}" if before else f"{here}, none of {told.before:,} before"


def _note(told: Roundup) -> str:
    """Say what the risers are compared with, and where the archive has but a part of it."""
    if not told.rising:
        return ""
    whole = f"Compared by share with the {told.span.grain} before"
    since = told.before_since
    return f"{whole}, of which the archive has {since.day} {MONTHS[since.month]} onwards." if since else f"{whole}."


def _single(told: Roundup) -> str:
    briefings = len(told.span.paths)
    if not told.single:
        return "Every briefing rests on two sources or more."
    if told.single == briefings:
        return "Every briefing rests on a single source."
    verb = "rests" if told.single == 1 else "rest"
    share = round(100 * told.single / briefings)
    return f"{told.single:,} of {count(briefings, 'briefing')} ({share}%) {verb} on a single source."


def _cited(articles: int, briefings: int) -> str:
    return f"{count(articles, 'article')} in {count(briefings, 'briefing')}"


def _missing(days: Sequence[date]) -> str:
    """`No edition on 1 to 5 April and 9 April.`"""
    return f"No edition on {listed([dates_in_words(*ends, with_year=False) for ends in _runs(days)])}." if days else ""


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Fold days that follow one another into their ends."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
