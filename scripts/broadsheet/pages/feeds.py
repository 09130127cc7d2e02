"""Which feeds there are, and the page that lists them: the paper's own, and one at every list of stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Literal

from broadsheet.archive import Archive
from broadsheet.model.record import day_of
from broadsheet.pages.phrases import count
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, day_url, entity_url, key_of, source_url, thread_url, topic_url

FEEDS_URL = "feeds/"
OPML_URI = "feeds/feeds.opml"
SHOWN = 24  # of each long list on the page; every other one is found at its own page
LISTED = 200  # of each long list in the OPML
AT_LEAST = 5  # entries, however long ago they appeared
WORDY = ("paper", "editions", "corrections", "topic")  # kinds of feed that the page describes

Kind = Literal["paper", "editions", "corrections", "topic", "thread", "source", "entity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to be: at `url`, the address of its list, lie `feed.xml`, `rss.xml` and `feed.json`.

    `paths` are all stories of the list, newest first; the feeds of editions and of corrections have entries of their own.
    """

    kind: Kind
    url: str
    title: str
    about: str
    paths: Sequence[str] = ()

    @property
    def atom(self) -> str:
        """The address that readers subscribe to."""
        return f"{self.url}feed.xml"


def paper_feeds(archive: Archive, site: Site) -> list[Feed]:
    """Return the feeds of the whole paper: briefings, editions, corrections."""
    return [
        Feed(kind="paper", url="", title=site.name, about=site.description, paths=tuple(archive.stories)),
        Feed(
            kind="editions",
            url="archive/",
            title=site.feed_title("editions"),
            about="One entry a day, with every story.",
        ),
        Feed(
            kind="corrections",
            url="corrections/",
            title=site.feed_title("corrections"),
            about=f"What {site.name} got wrong, and what is right.",
        ),
    ]


def topic_feeds(archive: Archive, site: Site) -> Iterator[Feed]:
    """Yield the feed of every section."""
    for topic in archive.topics.values():
        yield Feed(
            kind="topic",
            url=topic_url(topic.key),
            title=site.feed_title(topic.label),
            about=topic.description or f"Briefings in {topic.label}.",
            paths=topic.stories,
        )


def thread_feeds(archive: Archive, site: Site) -> Iterator[Feed]:
    """Yield the feed of every thread, the one that moved last first."""
    for thread in archive.threads.values():
        yield Feed(
            kind="thread",
            url=thread_url(thread.slug),
            title=site.feed_title(thread.title),
            about="A story over days, with what each day changed.",
            paths=thread.stories[::-1],
        )


def source_feeds(archive: Archive, site: Site) -> Iterator[Feed]:
    """Yield the feed of every source, the most cited first."""
    for source in archive.sources.values():
        yield Feed(
            kind="source",
            url=source_url(source.domain),
            title=site.feed_title(source.name),
            about=f"Briefings that cite {source.name}.",
            paths=source.stories,
        )


def entity_feeds(archive: Archive, site: Site) -> Iterator[Feed]:
    """Yield the feed of every entity, the most covered first."""
    for subject in archive.subjects.values():
        yield Feed(
            kind="entity",
            url=entity_url(subject.slug),
            title=site.feed_title(subject.name),
            about=f"Briefings about {subject.name}.",
            paths=subject.stories,
        )


def all_feeds(archive: Archive, site: Site) -> Iterator[Feed]:
    """Yield every feed of the site."""
    yield from paper_feeds(archive, site)
    for some in (topic_feeds, thread_feeds, source_feeds, entity_feeds):
        yield from some(archive, site)


def entries_of(feed: Feed, site: Site) -> Sequence[str]:
    """Return the stories that a feed holds: the newest.

    There are thousands of sources and names, and most of the entries of their feeds would be years old, so those hold
    what appeared in the `feed_days` before their newest story, and `AT_LEAST` some.
    """
    newest = feed.paths[: site.feed_items]
    if feed.kind not in ("source", "entity") or not site.feed_days or len(newest) <= AT_LEAST:
        return newest
    since = day_url(date.fromordinal(max(1, day_of(newest[0]).toordinal() - site.feed_days)))
    return [path for place, path in enumerate(newest) if place < AT_LEAST or path >= since]


def feed_groups(archive: Archive, site: Site, most: int) -> list[tuple[str, str, list[Feed]]]:
    """Return every group of feeds with its title and where its whole list is; long ones have `most` feeds."""
    return [
        ("The paper", "", paper_feeds(archive, site)),
        ("Topics", "topics/", list(topic_feeds(archive, site))),
        ("Threads", "threads/", list(islice(thread_feeds(archive, site), most))),
        ("Sources", "sources/", list(islice(source_feeds(archive, site), most))),
        ("Entities", "entities/", list(islice(entity_feeds(archive, site), most))),
    ]


def feeds_target(archive: Archive, site: Site) -> Target[Page]:
    """Return the page that lists the feeds as a target."""
    groups = feed_groups(archive, site, SHOWN)
    totals = [len(archive.topics), len(archive.threads), len(archive.sources), len(archive.subjects)]
    told = [(feed.url, feed.title, feed.about) for _, _, feeds in groups for feed in feeds]
    return Target(f"{FEEDS_URL}index.md", key_of(told, totals), partial(feeds_page, archive, site))


def feeds_page(archive: Archive, site: Site) -> Page:
    """Return the page that lists the feeds. Without `site_url` there are none, and it says why."""
    totals = {
        "threads/": count(len(archive.threads), "thread"),
        "sources/": count(len(archive.sources), "source"),
        "entities/": count(len(archive.subjects), "entity", "entities"),
    }
    title = "Feeds"
    return Page(
        uri=f"{FEEDS_URL}index.md",
        template="feeds.html",
        title=title,
        meta={
            "kind": "feeds",
            "description": "Follow the paper in any feed reader: all of it, one topic, one source, one name, one story.",
            "ready": bool(site.url),
            "groups": [
                {
                    "title": heading,
                    "feeds": _items(site, feeds),
                    "rest": {"url": url, "words": f"All {totals[url]}"}
                    if totals.get(url) and len(feeds) == SHOWN
                    else None,
                }
                for heading, url, feeds in feed_groups(archive, site, SHOWN)
                if feeds
            ],
            "opml": OPML_URI,
            "jsonld": collection(site, title, FEEDS_URL),
        },
    )


def _items(site: Site, feeds: Iterable[Feed]) -> list[dict[str, Any]]:
    return [
        {
            "name": _named(feed.title.removeprefix(site.feed_title(""))),
            "url": feed.url,
            "about": feed.about,
            "wordy": feed.kind in WORDY,
        }
        for feed in feeds
    ]


def _named(name: str) -> str:
    """`Corrections` for `corrections`: in a reader the word stands after the paper's name, here alone."""
    return name[:1].upper() + name[1:] if name in ("editions", "corrections") else name
