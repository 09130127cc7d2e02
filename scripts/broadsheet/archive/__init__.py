"""Derives the archive from records: editions, source counts, entities, topics, threads, neighbours, corrections.

In: records sorted by path, the registries, and the briefings themselves for whoever asks.
Out: an `Archive`. Pure functions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from broadsheet.archive.archive import (
    STORY_DIGEST_BYTES,
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
from broadsheet.archive.entities import Names, gather_names
from broadsheet.archive.reader import ArchiveReader
from broadsheet.archive.related import Related, find_related, near_in_time
from broadsheet.archive.sources import SourceCounts, tally_sources
from broadsheet.archive.threads import gather_threads
from broadsheet.model import Briefing
from broadsheet.model.record import BriefingRecord, record_of
from broadsheet.model.registries import Registries
from broadsheet.model.voices import Part
from broadsheet.text.domains import for_display

__all__ = [
    "STORY_DIGEST_BYTES",
    "Archive",
    "BriefingRecord",
    "Card",
    "Edition",
    "Features",
    "Mention",
    "Notice",
    "Relate",
    "Source",
    "SourceCount",
    "Story",
    "Subject",
    "Thread",
    "Topic",
    "derive",
    "find_at_most",
    "record_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What relates stories: by path, the day, the addresses of entities, the domains, and the thread of those in one.

    `kin` are digests of all this, story by story. `entities` and `sources` are asked for few stories on most days.
    """

    days: Mapping[str, date]
    entities: Callable[[str], Sequence[str]]
    sources: Callable[[str], Sequence[str]]
    threads: Mapping[str, str]
    relation: Mapping[str, bytes]

    def related(self, limit: int, only: Iterable[str] | None = None) -> Related:
        """Find at most `limit` related stories of all or some."""
        wanted = list(self.days if only is None else only)
        near = near_in_time(self.days, wanted)
        entities = {path: self.entities(path) for path in near}
        sources = {path: self.sources(path) for path in near}
        return find_related(near, entities, sources, self.threads, limit=limit, only=wanted)


Relate = Callable[[Features], Related]


def find_at_most(limit: int) -> Relate:
    """Return a function that finds at most `limit` related briefings of each, by comparing all of them."""
    return lambda features: features.related(limit)


def derive(
    records: Sequence[BriefingRecord], registries: Registries, library: Mapping[str, Briefing], *, relate: Relate
) -> Archive:
    """Build the archive. `records` are sorted by path, so the oldest comes first; `library` has the briefings by path.

    `relate` finds the related briefings of each.
    """
    names = gather_names(records, registries)
    threads, in_thread = gather_threads(records)
    counts = SourceCounts(registries)
    sources = {record.path: counts.of_story(record) for record in records}
    tallies = {path: tally_sources(found) for path, found in sources.items()}
    entities = {record.path: names.of_story(record) for record in records}
    days = {record.path: record.day for record in records}
    source_of, name_of = counts.told.__getitem__, names.told.__getitem__
    relation = {
        record.path: _relation(
            record.path, in_thread.get(record.path, ""), map(source_of, record.sources), map(name_of, record.names)
        )
        for record in records
    }
    sections = {
        category: _label(category, registries).encode() if category else b""
        for category in {record.category for record in records}
    }
    relations = relate(
        Features(
            days=days,
            entities=lambda path: [mention.slug for mention in entities[path] if mention.slug],
            sources=lambda path: [source.domain for source in sources[path]],
            threads=in_thread,
            relation=relation,
        )
    )
    by_path = {record.path: record for record in records}
    editions = _editions(records, days, {path: found.independent for path, found in tallies.items()})
    reading_order = [path for edition in editions.values() for path in edition.stories]
    reader = ArchiveReader(library, names, registries)
    stories: dict[str, Story] = {}
    for place, path in enumerate(reading_order):
        thread = in_thread.get(path)
        stories[path] = Story(
            record=by_path[path],
            day=days[path],
            sources=sources[path],
            tally=tallies[path],
            entities=entities[path],
            thread=thread,
            newer=reading_order[place - 1] if place else None,
            older=reading_order[place + 1] if place + 1 < len(reading_order) else None,
            related=relations[path],
            digest=_digest(by_path[path].digest, sections[by_path[path].category], relation[path]),
            reader=reader,
        )
    return Archive(
        registries=registries,
        stories=stories,
        editions=editions,
        sources=_sources(stories, registries),
        subjects=_subjects(stories, names, registries),
        topics=_topics(stories, registries),
        threads=_newest_thread_first(threads),
        corrections=_corrections(stories),
        digest_of={path: story.digest for path, story in stories.items()},
    )


def _relation(path: str, thread: str, sources: Iterable[bytes], names: Iterable[bytes]) -> bytes:
    """Return a digest of what relates a story to others: its sources and names, as the rest of the archive has them."""
    told = b"".join([*sources, b"\0" * STORY_DIGEST_BYTES, *names, f"{path}\0{thread}".encode()])
    return blake2b(told, digest_size=STORY_DIGEST_BYTES).digest()


def _digest(digest: str, section: bytes, relation: bytes) -> bytes:
    """Return a digest of a file and of what the rest of the archive makes of it."""
    return blake2b(relation + digest.encode() + section, digest_size=STORY_DIGEST_BYTES).digest()


def _editions(
    records: Sequence[BriefingRecord], days_of: Mapping[str, date], voices: Mapping[str, int]
) -> dict[date, Edition]:
    by_day: dict[date, list[BriefingRecord]] = defaultdict(list)
    for record in records:
        by_day[days_of[record.path]].append(record)
    days = sorted(by_day)
    editions = {}
    for place in range(len(days) - 1, -1, -1):
        day = days[place]
        ranked = sorted(by_day[day], key=lambda one: (one.rank is None, one.rank or 0, -voices[one.path], one.path))
        editions[day] = Edition(
            day=day,
            number=place + 1,
            stories=tuple(record.path for record in ranked),
            newer=days[place + 1] if place + 1 < len(days) else None,
            older=days[place - 1] if place else None,
        )
    return editions


def _sources(stories: dict[str, Story], registries: Registries) -> dict[str, Source]:
    articles: dict[str, int] = defaultdict(int)
    paths: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    parts: dict[str, Part] = {}
    for path, story in stories.items():
        for count in story.sources:
            domain = count.domain
            if parts.get(domain) not in (
                "publisher",
                "aggregator",
                "post",
            ):  # what is primary here may report elsewhere
                parts[domain] = count.part
            articles[domain] += count.articles
            paths[domain].append(path)
            if domain not in names or names[domain] == for_display(domain):
                names[domain] = count.name  # an older story may know a better name than the bare domain
    return {
        domain: Source(
            domain=domain,
            name=names[domain],
            publisher=registries.publisher_of(domain),
            part=parts[domain],
            articles=articles[domain],
            stories=tuple(paths[domain]),
        )
        for domain in sorted(paths, key=lambda domain: (-articles[domain], domain))
    }


def _subjects(stories: dict[str, Story], known: Names, registries: Registries) -> dict[str, Subject]:
    about: dict[int, list[str]] = defaultdict(list)
    for path, story in stories.items():
        for mention in map(id, story.entities):  # there is one value for each, and its hash would take longer
            about[mention].append(path)
    shown = {mention.slug: mention for mention in known.mentions.values() if mention.slug}
    names = {slug: mention.name for slug, mention in shown.items()}
    paths = {slug: about[id(mention)] for slug, mention in shown.items()}
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
        if story.record.category:
            paths.setdefault(story.record.category, []).append(path)
    topics = {}
    for key, found in paths.items():
        category = registries.categories.get(key)
        topics[key] = Topic(
            key=key,
            label=_label(key, registries),
            description=category.description if category else None,
            stories=tuple(found),
        )
    return topics


def _label(key: str, registries: Registries) -> str:
    """Return the name of a section, made up from its key where it is not registered."""
    category = registries.categories.get(key)
    return category.label if category else key.replace("-", " ").capitalize()


def _newest_thread_first(threads: dict[str, Thread]) -> dict[str, Thread]:
    return dict(sorted(threads.items(), key=lambda item: (item[1].stories[-1], item[0]), reverse=True))


def _corrections(stories: dict[str, Story]) -> tuple[Notice, ...]:
    notices = [
        Notice(day=date.fromisoformat(day), text=text, path=path)
        for path, story in stories.items()
        for day, text in story.record.corrections
    ]
    return tuple(sorted(notices, key=lambda notice: (notice.day, notice.path), reverse=True))
