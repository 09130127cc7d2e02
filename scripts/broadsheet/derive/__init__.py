"""Briefings to the archive: editions, counts, entities, topics, threads, neighbours, corrections. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from broadsheet.derive.archive import (
    Archive,
    Card,
    Edition,
    Mention,
    Notice,
    Source,
    SourceCount,
    Story,
    Subject,
    Thread,
    Topic,
)
from broadsheet.derive.entities import Names, gather_names
from broadsheet.derive.reading import reading_minutes
from broadsheet.derive.related import find_related
from broadsheet.derive.sources import count_sources, independent_voices, publisher_name
from broadsheet.derive.threads import gather_threads
from broadsheet.domains import for_display, registrable_domain
from broadsheet.model import Briefing
from broadsheet.registries import Registries

__all__ = [
    "Archive",
    "Card",
    "Edition",
    "Mention",
    "Notice",
    "Source",
    "SourceCount",
    "Story",
    "Subject",
    "Thread",
    "Topic",
    "derive",
]


def derive(briefings: Sequence[Briefing], registries: Registries, *, related: int = 4) -> Archive:
    """Build the archive. `briefings` are sorted by path, so the oldest comes first; `related` limits each list."""
    names = gather_names(briefings, registries)
    threads, in_thread = gather_threads(briefings)
    sources = {briefing.path: count_sources(briefing, registries) for briefing in briefings}
    voices = {path: independent_voices(counts) for path, counts in sources.items()}
    cards = {briefing.path: _cards(briefing, names, registries) for briefing in briefings}
    entities = {path: _entities(shown) for path, shown in cards.items()}
    relations = find_related(
        {briefing.path: briefing.day for briefing in briefings},
        {path: [m.slug for m in mentions if m.slug] for path, mentions in entities.items()},
        {path: [count.domain for count in counts] for path, counts in sources.items()},
        in_thread,
        limit=related,
    )
    editions = _editions(briefings, voices)
    reading_order = [path for edition in editions.values() for path in edition.stories]
    by_path = {briefing.path: briefing for briefing in briefings}
    stories: dict[str, Story] = {}
    for place, path in enumerate(reading_order):
        stories[path] = Story(
            briefing=by_path[path],
            cards=cards[path],
            sources=sources[path],
            independent=voices[path],
            entities=entities[path],
            minutes=reading_minutes(by_path[path]),
            thread=in_thread.get(path),
            newer=reading_order[place - 1] if place else None,
            older=reading_order[place + 1] if place + 1 < len(reading_order) else None,
            related=relations[path],
        )
    return Archive(
        registries=registries,
        stories=stories,
        editions=editions,
        sources=_sources(stories, registries),
        subjects=_subjects(stories, registries),
        topics=_topics(stories, registries),
        threads=_newest_thread_first(threads),
        corrections=_corrections(stories),
    )


def _cards(briefing: Briefing, names: Names, registries: Registries) -> tuple[Card, ...]:
    return tuple(
        Card(
            number=number,
            article=article,
            domain=registrable_domain(article.url),
            publisher=publisher_name(article, registries),
            entities=names.resolve(article.entities, registries),
        )
        for number, article in enumerate(briefing.articles, 1)
    )


def _entities(cards: Sequence[Card]) -> tuple[Mention, ...]:
    """Every entity of a briefing once: those that more articles name come first."""
    counts: dict[str, int] = defaultdict(int)
    mentions: dict[str, Mention] = {}
    for card in cards:
        for mention in card.entities:
            counts[mention.name] += 1
            mentions.setdefault(mention.name, mention)
    return tuple(sorted(mentions.values(), key=lambda mention: -counts[mention.name]))


def _editions(briefings: Sequence[Briefing], voices: dict[str, int]) -> dict[date, Edition]:
    by_day: dict[date, list[Briefing]] = defaultdict(list)
    for briefing in briefings:
        by_day[briefing.day].append(briefing)
    days = sorted(by_day)
    editions = {}
    for place in range(len(days) - 1, -1, -1):
        day = days[place]
        ranked = sorted(by_day[day], key=lambda b: (b.rank is None, b.rank or 0, -voices[b.path], b.path))
        editions[day] = Edition(
            day=day,
            number=place + 1,
            stories=tuple(briefing.path for briefing in ranked),
            newer=days[place + 1] if place + 1 < len(days) else None,
            older=days[place - 1] if place else None,
        )
    return editions


def _sources(stories: dict[str, Story], registries: Registries) -> dict[str, Source]:
    articles: dict[str, int] = defaultdict(int)
    paths: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for path, story in stories.items():
        for count in story.sources:
            articles[count.domain] += count.articles
            paths[count.domain].append(path)
            if names.setdefault(count.domain, count.name) == for_display(count.domain):
                names[count.domain] = count.name  # an older story may know a better name than the bare domain
    return {
        domain: Source(
            domain=domain,
            name=names[domain],
            publisher=registries.publishers.get(domain),
            articles=articles[domain],
            stories=tuple(paths[domain]),
        )
        for domain in sorted(paths, key=lambda domain: (-articles[domain], domain))
    }


def _subjects(stories: dict[str, Story], registries: Registries) -> dict[str, Subject]:
    paths: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for path, story in stories.items():
        for mention in story.entities:
            if mention.slug:
                paths[mention.slug].append(path)
                names[mention.slug] = mention.name
    subjects = {}
    for slug in sorted(paths, key=lambda slug: (-len(paths[slug]), slug)):
        entity = registries.entities.get(names[slug])
        subjects[slug] = Subject(
            name=names[slug],
            slug=slug,
            kind=entity.kind if entity else None,
            description=entity.description if entity else None,
            aliases=entity.aliases if entity else (),
            stories=tuple(paths[slug]),
        )
    return subjects


def _topics(stories: dict[str, Story], registries: Registries) -> dict[str, Topic]:
    """Every registered category, in its order, with stories or without; then those that only briefings name."""
    paths: dict[str, list[str]] = {key: [] for key in registries.categories}
    for path, story in stories.items():
        if story.briefing.category:
            paths.setdefault(story.briefing.category, []).append(path)
    topics = {}
    for key, found in paths.items():
        category = registries.categories.get(key)
        topics[key] = Topic(
            key=key,
            label=category.label if category else key.replace("-", " ").capitalize(),
            description=category.description if category else None,
            stories=tuple(found),
        )
    return topics


def _newest_thread_first(threads: dict[str, Thread]) -> dict[str, Thread]:
    return dict(sorted(threads.items(), key=lambda item: (item[1].stories[-1], item[0]), reverse=True))


def _corrections(stories: dict[str, Story]) -> tuple[Notice, ...]:
    notices = [
        Notice(day=correction.date, text=correction.text, path=path)
        for path, story in stories.items()
        for correction in story.briefing.corrections
    ]
    return tuple(sorted(notices, key=lambda notice: (notice.day, notice.path), reverse=True))
