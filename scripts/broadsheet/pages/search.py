"""The search page: what a browser needs to search with, and what there is without: the archive, topics and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from broadsheet.archive import Archive
from broadsheet.model.vocabulary import words
from broadsheet.pages.phrases import MARKS, count, month_in_words
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, key_of, month_url, source_url, topic_url

URI = "search/index.md"
TOP_SOURCES = 14
LAST_MONTHS = 12

Index = Literal["built", "left out", "not in a preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow results: `key` in the records and in addresses, its name, and the name of many."""

    key: str
    name: str
    plural: str
    marks: Mapping[str, str]


FACETS = (
    Facet(key="source", name="Source", plural="sources", marks={}),
    Facet(key="entity", name="Entity", plural="entities", marks={}),
    Facet(key="topic", name="Topic", plural="topics", marks={}),
    Facet(key="sentiment", name="Sentiment", plural="sentiments", marks=MARKS),
    Facet(key="tone", name="Tone", plural="tones", marks={}),
    Facet(key="intent", name="Intent", plural="intents", marks={}),
    Facet(key="label", name="Label", plural="labels", marks={}),
)


def search_target(archive: Archive, site: Site, *, index: Index = "built") -> Target[Page]:
    """Return the page as a target: it tells how much there is of everything, and little besides."""
    key = key_of(
        index,
        [(day.year, day.month, len(edition.stories)) for day, edition in archive.editions.items()],
        [(topic.key, topic.label, len(topic.stories)) for topic in archive.topics.values()],
        [(source.domain, source.name, len(source.stories)) for source in archive.sources.values()],
    )
    return Target(URI, key, partial(search_page, archive, site, index=index))


def search_page(archive: Archive, site: Site, *, index: Index = "built") -> Page:
    """Return the page. Without an index it says why there is none."""
    total = sum(len(edition.stories) for edition in archive.editions.values())
    return Page(
        uri=URI,
        template="search.html",
        title="Search",
        meta={
            "kind": "search",
            "description": f"Search every briefing of {site.name} by word, source, entity, topic, tone and date.",
            "index": index if total else "empty",
            "shards": list(dict.fromkeys(map(month_of, archive.editions))),
            "total": count(total, "briefing"),
            "facets": [_facet(facet) for facet in FACETS],
            "months": _months(archive),
            "topics": [
                {"name": topic.label, "url": topic_url(topic.key), "count": len(topic.stories)}
                for topic in archive.topics.values()
                if topic.stories
            ],
            "sources": [
                {"name": source.name, "url": source_url(source.domain), "count": len(source.stories)}
                for source in sorted(archive.sources.values(), key=lambda source: -len(source.stories))[:TOP_SOURCES]
            ],
            "source_count": count(len(archive.sources), "source"),
            "jsonld": collection(site, "Search", "search/"),
        },
    )


def month_of(day: date) -> str:
    """Return the month of a day, `2026-04`, which is the name of its index below `search/`."""
    return day.isoformat()[:7]


def _facet(facet: Facet) -> dict[str, Any]:
    """Return a facet for the template; marks go by the label of the word, which is what readers and records have."""
    marks = (
        [{"label": word.label, "mark": facet.marks[key]} for key, word in words(facet.key).items()]
        if facet.marks
        else []
    )
    return {"key": facet.key, "name": facet.name, "plural": facet.plural, "marks": marks}


def _months(archive: Archive) -> list[dict[str, Any]]:
    months = Counter((day.year, day.month) for day, edition in archive.editions.items() for _ in edition.stories)
    return [
        {"name": month_in_words(*month), "url": month_url(*month), "count": number}
        for month, number in list(months.items())[:LAST_MONTHS]
    ]
