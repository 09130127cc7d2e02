"""In what tone, and whether the news was good or bad for whom it was about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from broadsheet.archive.trends import Trends
from broadsheet.model.vocabulary import label_of, words
from broadsheet.pages.charts import Stack, legend, shares
from broadsheet.pages.phrases import MARKS, count
from broadsheet.pages.trends.figures import listed, make_row, make_table, share_of, total_up
from broadsheet.pages.trends.periods import in_words, ticks_below, time_span

# The families of tone take the places, colours and patterns of sentiment: what is against stands at the bottom.
AGAINST, EVEN, FOR = "negative", "neutral", "positive"


def sentiment_section(found: Trends) -> dict[str, Any] | None:
    """Return how the news was for its main subjects, period by period."""
    kinds = {key: f"{MARKS.get(key, '')} {word.label}".strip() for key, word in words("sentiment").items()}
    totals = total_up(period.sentiment for period in found.periods)
    known = {key: totals[key] for key in kinds if totals[key]}
    if not known:
        return None
    total = sum(known.values())
    order = sorted(known, key=lambda key: -known[key])
    parts = [f"{share_of(known[key], total)} {label_of('sentiment', key)}" for key in order]
    parts[0] = parts[0].replace("% ", "% are ", 1) + " for their main subject"
    left = (
        f"Excludes {count(found.articles - total, 'article')} with no sentiment label."
        if found.articles > total
        else ""
    )
    return _shared(
        found,
        key="sentiment",
        title="Good news, bad news",
        says=f"Of {count(total, 'article')}, {listed(parts)}.",
        note=left,
        kinds={key: kinds[key] for key in known},
        parts=[period.sentiment for period in found.periods],
        table=[(key, label_of("sentiment", key).capitalize()) for key in known],
        counts=[period.sentiment for period in found.periods],
    )


def tone_section(found: Trends) -> dict[str, Any] | None:
    """Return in what tone articles were told, by the side of neutral they stand on."""
    totals = total_up(period.tone for period in found.periods)
    known = [key for key in words("tone") if totals[key]]
    if not known:
        return None
    total = sum(totals[key] for key in known)
    families: dict[str, list[str]] = {AGAINST: [], EVEN: [], FOR: []}
    for key in known:
        families[_family(key)].append(key)
    of_family = {family: sum(totals[key] for key in keys) for family, keys in families.items()}
    saying = {AGAINST: "on the critical side", EVEN: "are neutral in tone", FOR: "on the approving side"}
    parts = [f"{share_of(of_family[family], total)} {saying[family]}" for family in (EVEN, AGAINST, FOR)]
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
        note=f"Excludes {count(found.articles - total, 'article')} with no tone label."
        if found.articles > total
        else "",
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
    for period, part, tick in zip(found.periods, parts, ticks_below(found), strict=True):
        total = sum(part.get(kind, 0) for kind in kinds)
        told = ", ".join(f"{words} {share_of(part.get(kind, 0), total)}" for kind, words in kinds.items())
        drawn.append(Stack(parts=part, says=f"{in_words(period, found.grain)}: {told}", tick=tick))
    name = f"trend-{key}"
    label = f"Stacked columns: share of the articles of each {found.grain}, {time_span(found)}. {says}"
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
        "table": make_table(
            [found.grain.capitalize(), *(head for _, head in table)],
            [
                make_row(in_words(period, found.grain), *(f"{number.get(kind, 0):,}" for kind, _ in table))
                for period, number in zip(found.periods, counts, strict=True)
            ],
        ),
    }


def _family(tone: str) -> str:
    """Return the side of neutral on which the vocabulary places a tone."""
    order, middle = words("tone")[tone].order, words("tone")["neutral"].order
    return EVEN if order == middle else AGAINST if order < middle else FOR
