"""Sources, entities, topics and threads: a page each, and a directory of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from broadsheet.derive import Archive
from broadsheet.domains import for_display, home_of
from broadsheet.pages.blurb import blurb, by_month
from broadsheet.pages.page import Page, Site, entity_url, source_url, thread_url, topic_url
from broadsheet.pages.structured import collection
from broadsheet.pages.trends import rhythm_of
from broadsheet.pages.words import count, short_day
from broadsheet.vocabulary import label_of

OFTEN_WITH = 12


def index_pages(archive: Archive, site: Site) -> Iterator[Page]:
    """Yield every directory and every page that it lists."""
    yield from _sources(archive, site)
    yield from _entities(archive, site)
    yield from _topics(archive, site)
    yield from _threads(archive, site)


def _sources(archive: Archive, site: Site) -> Iterator[Page]:
    items = []
    for source in archive.sources.values():
        url = source_url(source.domain)
        publisher = source.publisher
        house = publisher.family or publisher.owner if publisher else None
        facts = _some(
            label_of("publisher_kind", publisher.kind) if publisher else None,
            publisher.country if publisher else None,
            f"part of {house}" if house and house != source.name else None,
            "paywall" if publisher and publisher.paywall else None,
        )
        items.append(
            {
                "name": source.name,
                "url": url,
                "facts": facts,
                "count": count(source.articles, "article"),
                "weight": source.articles,
            }
        )
        yield _listing(
            archive,
            site,
            kind="source",
            url=url,
            title=source.name,
            facts=facts,
            paths=source.stories,
            description=f"What {source.name} reported: {count(source.articles, 'article')} in {count(len(source.stories), 'briefing')}.",
            link={"url": home_of(source.domain), "label": for_display(source.domain)},
            often=_often(archive, source.stories),
        )
    yield _directory(
        archive,
        site,
        "Sources",
        "sources/",
        items,
        "Every publisher whose articles a briefing rests on, the most cited first.",
        "No briefing cites a source yet.",
    )


def _entities(archive: Archive, site: Site) -> Iterator[Page]:
    items = []
    for subject in archive.subjects.values():
        url = entity_url(subject.slug)
        facts = _some(
            label_of("entity_kind", subject.kind), f"also: {', '.join(subject.aliases)}" if subject.aliases else None
        )
        items.append(
            {
                "name": subject.name,
                "url": url,
                "facts": facts[:1] if subject.kind else [],
                "count": count(len(subject.stories), "briefing"),
                "weight": len(subject.stories),
            }
        )
        yield _listing(
            archive,
            site,
            kind="entity",
            url=url,
            title=subject.name,
            facts=facts,
            paths=subject.stories,
            description=subject.description or f"{count(len(subject.stories), 'briefing')} about {subject.name}.",
            often=_often(archive, subject.stories, but=subject.slug),
            hides=f"e/{subject.slug}",
        )
    yield _directory(
        archive,
        site,
        "Entities",
        "entities/",
        items,
        "People, organisations, products and places in the news, the most covered first.",
        "No briefing names an entity yet.",
    )


def _topics(archive: Archive, site: Site) -> Iterator[Page]:
    items = []
    for topic in archive.topics.values():
        url = topic_url(topic.key)
        items.append(
            {
                "name": topic.label,
                "url": url,
                "facts": _some(topic.description),
                "count": count(len(topic.stories), "briefing"),
                "weight": 0,
            }
        )
        yield _listing(
            archive,
            site,
            kind="topic",
            url=url,
            title=topic.label,
            facts=[],
            paths=topic.stories,
            description=topic.description or f"{count(len(topic.stories), 'briefing')} in {topic.label}.",
            often=_often(archive, topic.stories),
            hides=f"t/{topic.key}",
        )
    yield _directory(
        archive, site, "Topics", "topics/", items, "The sections of the paper.", "No briefing has a category yet."
    )


def _threads(archive: Archive, site: Site) -> Iterator[Page]:
    items = []
    for thread in archive.threads.values():
        url = thread_url(thread.slug)
        first, last = archive.stories[thread.stories[0]], archive.stories[thread.stories[-1]]
        facts = [
            f"{short_day(first.briefing.day)} to {short_day(last.briefing.day)}",
            count(len(thread.stories), "briefing"),
        ]
        items.append(
            {
                "name": thread.title,
                "url": url,
                "facts": [f"latest: {last.briefing.title}"],
                "count": count(len(thread.stories), "briefing"),
                "weight": 0,
            }
        )
        yield Page(
            uri=f"{url}index.md",
            template="thread.html",
            title=thread.title,
            meta={
                "kind": "thread",
                "description": f"How the story went on: {last.briefing.title}",
                "facts": facts,
                "stops": [blurb(archive, archive.stories[path]) for path in thread.stories],
                "jsonld": collection(archive, site, thread.title, url, thread.stories),
            },
        )
    yield _directory(
        archive,
        site,
        "Threads",
        "threads/",
        items,
        "Stories that went on for more than a day, the latest first.",
        "No story has gone on yet. A briefing joins a thread when its `follows` names an earlier one.",
    )


def _listing(
    archive: Archive,
    site: Site,
    *,
    kind: str,
    url: str,
    title: str,
    facts: list[str],
    paths: Sequence[str],
    description: str,
    often: list[dict[str, str]],
    link: dict[str, str] | None = None,
    hides: str = "",
) -> Page:
    """`hides` is the word in `data-about` by which a reader can hide these stories."""
    return Page(
        uri=f"{url}index.md",
        template="listing.html",
        title=title,
        meta={
            "kind": kind,
            "description": description,
            "facts": facts,
            "link": link,
            "hides": hides,
            "often": often,
            "count": count(len(paths), "briefing"),
            "rhythm": rhythm_of(paths),
            "months": by_month(archive, paths),
            "jsonld": collection(archive, site, title, url, paths),
        },
    )


def _directory(
    archive: Archive, site: Site, title: str, url: str, items: list[dict[str, Any]], description: str, empty: str
) -> Page:
    most = max((item["weight"] for item in items), default=0)
    for item in items:
        item["share"] = round(100 * item.pop("weight") / most) if most else 0
    return Page(
        uri=f"{url}index.md",
        template="directory.html",
        title=title,
        meta={
            "kind": "directory",
            "description": description,
            "entries": items,
            "empty": empty,
            "jsonld": collection(archive, site, title, url),
        },
    )


def _often(archive: Archive, paths: Iterable[str], *, but: str = "") -> list[dict[str, str]]:
    """Return the entities that appear most in the same stories."""
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for path in paths:
        for mention in archive.stories[path].entities:
            if mention.slug and mention.slug != but:
                seen[mention.slug] += 1
                names[mention.slug] = mention.name
    best = sorted(seen, key=lambda slug: (-seen[slug], slug))[:OFTEN_WITH]
    return [{"name": names[slug], "url": entity_url(slug), "count": str(seen[slug])} for slug in best]


def _some(*facts: str | None) -> list[str]:
    return [fact for fact in facts if fact]
