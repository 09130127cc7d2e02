"""Sources, entities, topics and threads: a page each, and a directory of each kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from broadsheet.archive import Archive, Source, Thread
from broadsheet.model.vocabulary import label_of
from broadsheet.pages.listings import Listing, listing_targets
from broadsheet.pages.pagination import Shelf
from broadsheet.pages.phrases import count, short_day
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, entity_url, key_of, source_url, thread_url, topic_url
from broadsheet.pages.teaser import blurb, line
from broadsheet.text.domains import for_display, home_of

STOPS = 20  # of a thread, the newest in full
IN_FULL = 100  # of a directory, the entries with count, facts and bar; the rest are names under letters

_GROUPS = {
    "aggregator": "Aggregators",
    "primary": "Primary sources and hosts",
    "post": "Posts",
    "unknown": "Links of unknown origin",
}  # of sources that are no publishers


def index_targets(archive: Archive, site: Site) -> Iterator[Target[Page]]:
    """Yield every directory and every page that it lists."""
    shelf = Shelf(archive)
    yield from _sources(shelf, site)
    yield from _entities(shelf, site)
    yield from _topics(shelf, site)
    yield from _threads(archive, site)


def _sources(shelf: Shelf, site: Site) -> Iterator[Target[Page]]:
    archive, items = shelf.archive, []
    for source in archive.sources.values():
        url = source_url(source.domain)
        publisher = source.publisher
        house = publisher.family or publisher.owner if publisher else None
        group = _GROUPS.get(source.part, "")
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
                "facts": [fact for fact in facts if fact not in ("Platform", "Aggregator", "Host")],
                "count": count(source.articles, _noun(source)),
                "weight": source.articles,
                "group": group,
            }
        )
        listing = Listing(
            kind="source",
            url=url,
            title=source.name,
            facts=facts,
            paths=source.stories,
            description=f"{_what(source)}: {count(source.articles, _noun(source))} in {count(len(source.stories), 'briefing')}.",
            about=f"that cite {source.name}",
            link={"url": home_of(source.domain), "label": for_display(source.domain)},
        )
        yield from listing_targets(shelf, site, listing)
    yield _directory_target(
        site,
        "Sources",
        "sources/",
        items,
        "Every publisher that briefings cite, the most cited first. Platforms, hosts and aggregators follow.",
        "No briefing cites a source yet.",
    )


def _entities(shelf: Shelf, site: Site) -> Iterator[Target[Page]]:
    archive, items = shelf.archive, []
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
        listing = Listing(
            kind="entity",
            url=url,
            title=subject.name,
            facts=facts,
            paths=subject.stories,
            description=subject.description or f"{count(len(subject.stories), 'briefing')} about {subject.name}.",
            about=f"about {subject.name}",
            hides=f"e/{subject.slug}",
            apart=subject.slug,
        )
        yield from listing_targets(shelf, site, listing)
    yield _directory_target(
        site,
        "Entities",
        "entities/",
        items,
        "People, organisations, products and places in the news, the most covered first.",
        "No briefing names an entity yet.",
    )


def _topics(shelf: Shelf, site: Site) -> Iterator[Target[Page]]:
    archive, items = shelf.archive, []
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
        listing = Listing(
            kind="topic",
            url=url,
            title=topic.label,
            paths=topic.stories,
            description=topic.description or f"{count(len(topic.stories), 'briefing')} in {topic.label}.",
            about=f"in {topic.label}",
            hides=f"t/{topic.key}",
        )
        yield from listing_targets(shelf, site, listing)
    yield _directory_target(
        site, "Topics", "topics/", items, "The sections of the paper.", "No briefing has a category yet."
    )


def _threads(archive: Archive, site: Site) -> Iterator[Target[Page]]:
    items = []
    for thread in archive.threads.values():
        url = thread_url(thread.slug)
        first, last = archive.stories[thread.stories[0]], archive.stories[thread.stories[-1]]
        facts = [
            f"{short_day(first.day)} to {short_day(last.day)}",
            count(len(thread.stories), "briefing"),
        ]
        items.append(
            {
                "name": thread.title,
                "url": url,
                "facts": [f"latest: {last.title}"],
                "count": count(len(thread.stories), "briefing"),
                "weight": 0,
            }
        )
        key = key_of(archive.digests(thread.stories))
        yield Target(f"{url}index.md", key, partial(_thread_page, archive, site, thread, facts))
    yield _directory_target(
        site,
        "Threads",
        "threads/",
        items,
        "Stories we’ve followed for more than a day, newest first.",
        "No story has gone on yet. A briefing joins a thread when its `follows` names an earlier one.",
    )


def _thread_page(archive: Archive, site: Site, thread: Thread, facts: Sequence[str]) -> Page:
    url, last = thread_url(thread.slug), archive.stories[thread.stories[-1]]
    return Page(
        uri=f"{url}index.md",
        template="thread.html",
        title=thread.title,
        meta={
            "kind": "thread",
            "description": f"How the story went on: {last.title}",
            "facts": facts,
            "begun": [line(archive.stories[path], with_year=True) for path in thread.stories[:-STOPS]],
            "stops": [blurb(archive, archive.stories[path]) for path in thread.stories[-STOPS:]],
            "feed": site.feed(url, thread.title),
            "jsonld": collection(site, thread.title, url, thread.stories),
        },
    )


def _directory_target(
    site: Site, title: str, url: str, items: list[dict[str, Any]], description: str, empty: str
) -> Target[Page]:
    make = partial(_directory, site, title, url, items, description, empty)
    return Target(f"{url}index.md", key_of([tuple(item.values()) for item in items]), make)


def _directory(site: Site, title: str, url: str, items: list[dict[str, Any]], description: str, empty: str) -> Page:
    groups = {name: [item for item in items if item.get("group", "") == name] for name in ("", *_GROUPS.values())}
    shown = {name: _with_shares(found) for name, found in groups.items()}
    rest = [item for found in shown.values() for item in found[IN_FULL:]]
    return Page(
        uri=f"{url}index.md",
        template="directory.html",
        title=title,
        meta={
            "kind": "directory",
            "description": description,
            "entries": shown.pop("")[:IN_FULL],
            "groups": [{"title": name, "entries": found[:IN_FULL]} for name, found in shown.items() if found],
            "letters": _by_letter(rest, url),
            "empty": empty,
            "jsonld": collection(site, title, url),
        },
    )


def _with_shares(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    most = max((item["weight"] for item in items), default=0)
    return [{**item, "share": round(100 * item["weight"] / most) if most else 0} for item in items]


def _what(source: Source) -> str:
    if source.part == "post":
        return f"Posts on {source.name}"
    return f"What {source.name} {'reported' if source.reports else 'keeps or leads to'}"


def _noun(source: Source) -> str:
    return "post" if source.part == "post" else "article"


def _by_letter(items: Sequence[dict[str, Any]], url: str) -> list[dict[str, Any]]:
    """Return the names of items under their first letters, each with its address from the directory at `url`."""
    ordered = sorted(items, key=lambda item: (_letter(item["name"]), _folded(item["name"]), item["url"]))
    return [
        {"letter": letter, "names": [{"name": item["name"], "url": item["url"].removeprefix(url)} for item in found]}
        for letter, found in groupby(ordered, key=lambda item: _letter(item["name"]))
    ]


def _letter(name: str) -> str:
    """`E` for `Économie`; one heading for all that begins with no letter."""
    first = _folded(name)[:1]
    return first.upper() if first.isalpha() else "#"


def _folded(name: str) -> str:
    """Return a name without accents and capitals, for the order of names."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _some(*facts: str | None) -> list[str]:
    return [fact for fact in facts if fact]
