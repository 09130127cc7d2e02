"""The page of trends: a few charts, each with one sentence that says what it shows and the figures behind it."""

from __future__ import annotations

from calendar import month_abbr
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from broadsheet.derive import Archive
from broadsheet.derive.trends import Grain, Period, Trends, rhythm, trends
from broadsheet.pages.charts import LABELLED, Column, Row, Stack, columns, legend, ranking, shares, sparkline
from broadsheet.pages.page import Page, Site, entity_url, source_url
from broadsheet.pages.structured import collection
from broadsheet.pages.words import count, month_in_words, short_day
from broadsheet.vocabulary import label_of, words

URL = "trends/"
MARKS = {"positive": "▲", "neutral": "●", "negative": "▼", "mixed": "◆"}
ARROWS = {"new": "↗ new", "rising": "↗ rising", "steady": "→ steady", "falling": "↘ falling"}
SPARK_FROM = 3  # fewer briefings are counted faster than seen

# The families of tone take the places, colours and patterns of sentiment: what is against stands at the bottom.
AGAINST, EVEN, FOR = "negative", "neutral", "positive"


def trends_page(archive: Archive, site: Site) -> Page:
    """Return the page of trends."""
    found = trends(archive)
    return Page(
        uri=f"{URL}index.md",
        template="trends.html",
        title="Trends",
        meta={
            "kind": "trends",
            "description": f"What {site.name} covered over time: how much, in what tone, about whom, and on whose word.",
            "facts": _facts(found) if found else [],
            "empty": "There is nothing to compare yet: no briefing has appeared.",
            "sections": _sections(archive, found) if found else [],
            "jsonld": collection(archive, site, "Trends", URL),
        },
    )


def rhythm_of(paths: Sequence[str]) -> dict[str, str] | None:
    """Return the sparkline of a source, an entity or a topic from the paths of its briefings, and what it shows.

    None where there are too few to see anything.
    """
    found = rhythm(date.fromisoformat(path[:10].replace("/", "-")) for path in paths)
    if found is None or len(paths) < SPARK_FROM or len(found.counts) < 2:
        return None
    words = f"{short_day(found.first)} to {short_day(found.last)}, at most {max(found.counts):,} a {found.grain}"
    return {"chart_html": sparkline(found.counts, f"{count(len(paths), 'briefing')}, {words}."), "words": words}


def _facts(found: Trends) -> list[str]:
    first, last = found.periods[0].first, found.periods[-1].last
    time = short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"
    return [time, count(found.briefings, "briefing"), count(found.articles, "article")]


def _sections(archive: Archive, found: Trends) -> list[dict[str, Any]]:
    sections = [_volume(found), _independence(found), _sentiment(found), _tone(found)]
    return [section for section in [*sections, _entities(found), _publishers(archive, found)] if section]


def _volume(found: Trends) -> dict[str, Any]:
    highest = max(period.articles for period in found.periods)
    fullest = [period for period in found.periods if period.articles == highest]
    says = f"{count(found.briefings, 'briefing')} {_rest(found.briefings)} on {count(found.articles, 'article')}"
    if len(found.periods) > 1:
        average = f"{found.articles / len(found.periods):.1f}".removesuffix(".0")
        says += f", {average} a {found.grain} on average; "
        if len(fullest) == 1:
            says += f"the fullest {found.grain} was {_when(fullest[0], found.grain).replace('week of', 'that of')}, with {count(highest, 'article')}"
        else:
            says += f"no {found.grain} had more than {count(highest, 'article')}"
    ticks = _ticks(found)

    def figure(noun: str, value: Callable[[Period], int]) -> dict[str, str]:
        drawn = [
            Column(value=value(period), says=f"{_when(period, found.grain)}: {count(value(period), noun)}", tick=tick)
            for period, tick in zip(found.periods, ticks, strict=True)
        ]
        least, most = min(map(value, found.periods)), max(map(value, found.periods))
        between = f"{least:,} to {count(most, noun)}" if least != most else count(most, noun)
        return {
            "caption": f"{noun.capitalize()}s a {found.grain}",
            "chart_html": columns(drawn, f"Columns: {between} a {found.grain}, {_span(found)}."),
        }

    return {
        "key": "volume",
        "title": f"Briefings and articles a {found.grain}",
        "says": f"{says}.",
        "figures": [
            figure("article", lambda period: period.articles),
            figure("briefing", lambda period: period.briefings),
        ],
        "table": _table(
            [found.grain.capitalize(), "Briefings", "Articles"],
            [
                _row(_when(period, found.grain), f"{period.briefings:,}", f"{period.articles:,}")
                for period in found.periods
            ],
        ),
    }


def _independence(found: Trends) -> dict[str, Any]:
    drawn = []
    for period, tick in zip(found.periods, _ticks(found), strict=True):
        value = _percent(period.independent, period.briefings) if period.briefings else None
        told = f"{period.independent} of {count(period.briefings, 'briefing')}"
        drawn.append(Column(value=value, says=f"{_when(period, found.grain)}: {told}", tick=tick))
    rate = (
        f"{found.independent:,} of {count(found.briefings, 'briefing')} ({_share(found.independent, found.briefings)})"
    )
    says = f"{rate} {_rest(found.independent)} on two or more independent voices."
    known = [column.value for column in drawn if column.value is not None]
    label = f"Columns: {min(known):g}\N{NO-BREAK SPACE}% to {max(known):g} % of the briefings of a {found.grain}, {_span(found)}."
    return {
        "key": "independence",
        "title": "More than one voice",
        "says": says,
        "note": "Publishers of one house count as one voice. The line at the top is 100 %.",
        "figures": [{"caption": "", "chart_html": columns(drawn, label, top=100, unit="\N{NO-BREAK SPACE}%")}],
        "table": _table(
            [found.grain.capitalize(), "Briefings", "With two or more voices", "Share"],
            [
                _row(
                    _when(period, found.grain),
                    f"{period.briefings:,}",
                    f"{period.independent:,}",
                    _share(period.independent, period.briefings),
                )
                for period in found.periods
            ],
        ),
    }


def _sentiment(found: Trends) -> dict[str, Any] | None:
    kinds = {key: f"{MARKS.get(key, '')} {word.label}".strip() for key, word in words("sentiment").items()}
    totals = _totals(period.sentiment for period in found.periods)
    known = {key: totals[key] for key in kinds if totals[key]}
    if not known:
        return None
    total = sum(known.values())
    order = sorted(known, key=lambda key: -known[key])
    parts = [f"{_share(known[key], total)} {label_of('sentiment', key)}" for key in order]
    parts[0] = parts[0].replace("% ", "% are ", 1) + " for their main subject"
    left = f"{count(found.articles - total, 'article')} without a sentiment left out." if found.articles > total else ""
    return _shared(
        found,
        key="sentiment",
        title="Good news, bad news",
        says=f"Of {count(total, 'article')}, {_listed(parts)}.",
        note=left,
        kinds={key: kinds[key] for key in known},
        parts=[period.sentiment for period in found.periods],
        table=[(key, label_of("sentiment", key).capitalize()) for key in known],
        counts=[period.sentiment for period in found.periods],
    )


def _tone(found: Trends) -> dict[str, Any] | None:
    totals = _totals(period.tone for period in found.periods)
    known = [key for key in words("tone") if totals[key]]
    if not known:
        return None
    total = sum(totals[key] for key in known)
    families: dict[str, list[str]] = {AGAINST: [], EVEN: [], FOR: []}
    for key in known:
        families[_family(key)].append(key)
    of_family = {family: sum(totals[key] for key in keys) for family, keys in families.items()}
    saying = {AGAINST: "on the critical side", EVEN: "are neutral in tone", FOR: "on the approving side"}
    parts = [f"{_share(of_family[family], total)} {saying[family]}" for family in (EVEN, AGAINST, FOR)]
    says = f"Of {count(total, 'article')}, {parts[0]}, {parts[1]} and {parts[2]}"
    marked = sorted((key for key in known if _family(key) != EVEN), key=lambda key: -totals[key])
    if marked and (len(marked) == 1 or totals[marked[0]] > totals[marked[1]]):
        says += f"; after neutral, {label_of('tone', marked[0])} is the most frequent"
        if EVEN not in known or totals[EVEN] < totals[marked[0]]:
            says = says.replace("; after neutral, ", "; ")
    named = {
        family: f"{MARKS[family]} {', '.join(label_of('tone', key) for key in keys)}"
        for family, keys in families.items()
        if keys
    }
    return _shared(
        found,
        key="tone",
        title="Tone of voice",
        says=f"{says}.",
        note=f"{count(found.articles - total, 'article')} without a tone left out." if found.articles > total else "",
        kinds=named,
        parts=[
            {family: sum(period.tone.get(key, 0) for key in keys) for family, keys in families.items()}
            for period in found.periods
        ],
        table=[(key, label_of("tone", key).capitalize()) for key in known],
        counts=[period.tone for period in found.periods],
    )


def _shared(
    found: Trends,
    *,
    key: str,
    title: str,
    says: str,
    note: str,
    kinds: Mapping[str, str],
    parts: Sequence[Mapping[str, int]],
    table: Sequence[tuple[str, str]],
    counts: Sequence[Mapping[str, int]],
) -> dict[str, Any]:
    """Return a section of 100 % columns. `kinds` and `parts` are drawn; `table` and `counts` are told in full."""
    drawn = []
    for period, part, tick in zip(found.periods, parts, _ticks(found), strict=True):
        total = sum(part.get(kind, 0) for kind in kinds)
        told = ", ".join(f"{words} {_share(part.get(kind, 0), total)}" for kind, words in kinds.items())
        drawn.append(Stack(parts=part, says=f"{_when(period, found.grain)}: {told}", tick=tick))
    name = f"trend-{key}"
    label = f"Stacked columns: share of the articles of each {found.grain}, {_span(found)}. {says}"
    return {
        "key": key,
        "title": title,
        "says": says,
        "note": note,
        "legend_html": legend({kind: kinds[kind] for kind in reversed(list(kinds))}, name=name),
        "figures": [
            {
                "caption": f"Share of articles a {found.grain}",
                "chart_html": shares(drawn, list(kinds), label, name=name),
            }
        ],
        "table": _table(
            [found.grain.capitalize(), *(head for _, head in table)],
            [
                _row(_when(period, found.grain), *(f"{number.get(kind, 0):,}" for kind, _ in table))
                for period, number in zip(found.periods, counts, strict=True)
            ],
        ),
    }


def _entities(found: Trends) -> dict[str, Any] | None:
    if not found.entities:
        return None
    best = found.entities[0]
    says = (
        f"{_leaders([(mover.name, mover.briefings) for mover in found.entities], 'is', 'are')} in the most briefings: "
    )
    says += f"{best.briefings:,} of {found.briefings:,} ({_share(best.briefings, found.briefings)})"
    if found.since:
        up = [mover.name for mover in found.entities if mover.direction in ("rising", "new")]
        down = [mover.name for mover in found.entities if mover.direction == "falling"]
        moves = [
            f"{_listed(names[:3])}{' and others' if len(names) > 3 else ''} {'is' if len(names) == 1 else 'are'} named {how} often"
            for names, how in ((up, "more"), (down, "less"))
            if names
        ]
        says += f"; since {short_day(found.since)}, {_listed(moves)}" if moves else ""
    note = ""
    if found.since:
        note = (
            f"Rising or falling: the share of briefings since {short_day(found.since)} (the last third of the time) "
            "against the share before. Rising is at least a quarter more, falling at least a fifth less, and either by a "
            "briefing or more."
        )
    before = found.briefings - found.recent
    return {
        "key": "entities",
        "title": "Most in the news",
        "says": f"{says}.",
        "note": note,
        "figures": [
            {
                "caption": "Briefings that name it",
                "chart_html": ranking(
                    [
                        Row(
                            name=mover.name,
                            value=mover.briefings,
                            note=f"{mover.briefings:,} {ARROWS.get(mover.direction or '', '')}".rstrip(),
                        )
                        for mover in found.entities
                    ],
                    f"Bars: briefings that name each of {len(found.entities)} entities. {says}.",
                ),
            }
        ],
        "table": _table(
            ["Entity", "Briefings", *(["Share before", "Share since", "Trend"] if found.since else [])],
            [
                _row(
                    mover.name,
                    f"{mover.briefings:,}",
                    *(
                        [
                            _share(mover.briefings - mover.recent, before),
                            _share(mover.recent, found.recent),
                            mover.direction or "",
                        ]
                        if found.since
                        else []
                    ),
                    url=entity_url(mover.slug),
                )
                for mover in found.entities
            ],
        ),
    }


def _publishers(archive: Archive, found: Trends) -> dict[str, Any]:
    best = found.publishers[0]
    together = sum(source.articles for source in found.publishers)
    says = f"{_leaders([(source.name, source.articles) for source in found.publishers], 'is', 'are')} cited most, "
    says += f"with {best.articles:,} of {count(found.articles, 'article')}"
    if len(archive.sources) > len(found.publishers):
        says += (
            f"; the first {len(found.publishers)} of {len(archive.sources):,} publishers wrote "
            f"{_share(together, found.articles)} of all that was cited"
        )
    return {
        "key": "publishers",
        "title": "Most cited",
        "says": f"{says}.",
        "note": "",
        "figures": [
            {
                "caption": "Articles cited",
                "chart_html": ranking(
                    [
                        Row(name=source.name, value=source.articles, note=count(source.articles, "article"))
                        for source in found.publishers
                    ],
                    f"Bars: articles cited of each of {len(found.publishers)} publishers. {says}.",
                ),
            }
        ],
        "table": _table(
            ["Publisher", "Articles", "Share", "Briefings"],
            [
                _row(
                    source.name,
                    f"{source.articles:,}",
                    _share(source.articles, found.articles),
                    f"{len(source.stories):,}",
                    url=source_url(source.domain),
                )
                for source in found.publishers
            ],
        ),
    }


def _rest(number: int) -> str:
    return "rests" if number == 1 else "rest"


def _table(head: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"head": head, "rows": rows}


def _row(head: str, *cells: str, url: str = "") -> dict[str, Any]:
    return {"head": head, "url": url, "cells": list(cells)}


def _totals(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for found in counts:
        totals.update(found)
    return totals


def _family(tone: str) -> str:
    """Return the side of neutral on which the vocabulary places a tone."""
    order, middle = words("tone")[tone].order, words("tone")["neutral"].order
    return EVEN if order == middle else AGAINST if order < middle else FOR


def _leaders(counted: Sequence[tuple[str, int]], one: str, many: str) -> str:
    """Return who is first, all of them where several are, with the verb."""
    names = [name for name, number in counted if number == counted[0][1]]
    if len(names) > 3:
        return f"{names[0]} and {len(names) - 1} others {many}"
    return f"{_listed(names)} {one if len(names) == 1 else many}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _share(part: int, whole: int) -> str:
    """`45 %`; a few are never called none, nor nearly all called all."""
    if not whole:
        return "–"
    if 0 < part < whole:
        return f"{min(99, max(1, _percent(part, whole)))}\N{NO-BREAK SPACE}%"
    return f"{_percent(part, whole)}\N{NO-BREAK SPACE}%"


def _span(found: Trends) -> str:
    return f"from {short_day(found.periods[0].first)} to {short_day(found.periods[-1].last)}"


def _when(period: Period, grain: Grain) -> str:
    if grain == "day":
        return short_day(period.first)
    if grain == "month":
        return month_in_words(period.first.year, period.first.month)
    return f"week of {short_day(period.first)}" if grain == "week" else str(period.first.year)


def _ticks(found: Trends) -> list[str]:
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
