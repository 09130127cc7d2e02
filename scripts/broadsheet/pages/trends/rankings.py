"""About whom, and on whose word: entities that rise and fall, publishers that are cited."""

from __future__ import annotations

from typing import Any

from broadsheet.archive import Archive
from broadsheet.archive.trends import Trends
from broadsheet.pages.charts import Row, ranking
from broadsheet.pages.phrases import count, short_day
from broadsheet.pages.target import entity_url, source_url
from broadsheet.pages.trends.figures import leaders, listed, make_row, make_table, share_of

ARROWS = {"new": "↗ new", "rising": "↗ rising", "steady": "→ steady", "falling": "↘ falling"}


def entities_section(found: Trends) -> dict[str, Any] | None:
    """Return the entities of the most briefings, and whether they rise or fall."""
    if not found.entities:
        return None
    best = found.entities[0]
    says = (
        f"{leaders([(mover.name, mover.briefings) for mover in found.entities], 'is', 'are')} in the most briefings: "
    )
    says += f"{best.briefings:,} of {found.briefings:,} ({share_of(best.briefings, found.briefings)})"
    if found.since:
        up = [mover.name for mover in found.entities if mover.direction in ("rising", "new")]
        down = [mover.name for mover in found.entities if mover.direction == "falling"]
        moves = [
            f"{listed(names[:3])}{' and others' if len(names) > 3 else ''} {'is' if len(names) == 1 else 'are'} named {how} often"
            for names, how in ((up, "more"), (down, "less"))
            if names
        ]
        says += f"; since {short_day(found.since)}, {listed(moves)}" if moves else ""
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
                "caption": "Briefings mentioning each",
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
        "table": make_table(
            ["Entity", "Briefings", *(["Share before", "Share since", "Trend"] if found.since else [])],
            [
                make_row(
                    mover.name,
                    f"{mover.briefings:,}",
                    *(
                        [
                            share_of(mover.briefings - mover.recent, before),
                            share_of(mover.recent, found.recent),
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


def publishers_section(archive: Archive, found: Trends) -> dict[str, Any]:
    """Return the publishers that were cited most."""
    best = found.publishers[0]
    publishers = sum(source.reports for source in archive.sources.values())
    together = sum(source.articles for source in found.publishers)
    says = f"{leaders([(source.name, source.articles) for source in found.publishers], 'is', 'are')} cited most, "
    says += f"with {best.articles:,} of {count(found.articles, 'article')}"
    if publishers > len(found.publishers):
        says += (
            f"; {len(found.publishers)} of {publishers:,} publishers supplied "
            f"{share_of(together, found.articles)} of the articles cited"
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
        "table": make_table(
            ["Publisher", "Articles", "Share", "Briefings"],
            [
                make_row(
                    source.name,
                    f"{source.articles:,}",
                    share_of(source.articles, found.articles),
                    f"{len(source.stories):,}",
                    url=source_url(source.domain),
                )
                for source in found.publishers
            ],
        ),
    }
