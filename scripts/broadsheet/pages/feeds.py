"""The feeds of the site and the page that lists them: the feeds of the whole paper, and one for every list of stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
SHOWN = 24  # feeds of each long list on the page; the others are linked from the pages of their lists
LISTED = 200  # feeds of each long list in the OPML file
AT_LEAST = 5  # entries of a feed, however old they are
WORDY = ("paper", "editions", "corrections", "topic")  # kinds of feed that the page shows with a description

Kind = Literal["paper", "editions", "corrections", "topic", "thread", "source", "entity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, independent of its format. `url` is the address of its list; the files of every format are below it.

    `paths` are all stories of the list, newest first. The feeds of editions and of corrections have none: their entries
    are not stories.
    """

    kind: Kind
    url: str
    title: str
    about: str
    paths: Sequence[str] = ()

    @property
    def atom(self) -> str:
        """The address that readers are offered everywhere: that of the Atom feed."""
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
            about="Our mistakes, corrected.",
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Lists of one kind: how the page names them, where all of them are listed, and how one of them becomes a feed.

    `nouns` (singular, plural) count the lists; without them the page shows all lists, however many there are.
    """

    kind: Kind
    title: str
    url: str
    nouns: tuple[str, ...] = ()
    lists: Callable[[Archive], Mapping[Any, Any]]
    feed: Callable[[Any], tuple[str, str, str, Sequence[str]]]
    """Return (address, title, description, stories newest first) of a list."""

    def feeds(self, archive: Archive, site: Site) -> Iterator[Feed]:
        """Yield the feed of every list, in the archive's order."""
        for item in self.lists(archive).values():
            url, title, about, paths = self.feed(item)
            yield Feed(kind=self.kind, url=url, title=site.feed_title(title), about=about, paths=paths)


_GROUPS = (
    _Group(
        kind="topic",
        title="Topics",
        url="topics/",
        lists=lambda archive: archive.topics,
        feed=lambda topic: (
            topic_url(topic.key),
            topic.label,
            topic.description or f"Briefings in {topic.label}.",
            topic.stories,
        ),
    ),
    _Group(
        kind="thread",
        title="Threads",
        url="threads/",
        nouns=("thread", "threads"),
        lists=lambda archive: archive.threads,
        feed=lambda thread: (
            thread_url(thread.slug),
            thread.title,
            "A story over days, with what each day changed.",
            thread.stories[::-1],
        ),
    ),
    _Group(
        kind="source",
        title="Sources",
        url="sources/",
        nouns=("source", "sources"),
        lists=lambda archive: archive.sources,
        feed=lambda source: (
            source_url(source.domain),
            source.name,
            f"Briefings that cite {source.name}.",
            source.stories,
        ),
    ),
    _Group(
        kind="entity",
        title="Entities",
        url="entities/",
        nouns=("entity", "entities"),
        lists=lambda archive: archive.subjects,
        feed=lambda entity: (entity_url(entity.slug), entity.name, f"Briefings about {entity.name}.", entity.stories),
    ),
)


def all_feeds(archive: Archive, site: Site) -> Iterator[Feed]:
    """Yield every feed of the site."""
    yield from paper_feeds(archive, site)
    for group in _GROUPS:
        yield from group.feeds(archive, site)


def entries_of(feed: Feed, site: Site) -> Sequence[str]:
    """Return the stories that a feed holds: the newest.

    There are thousands of sources and entities, and most entries of their feeds would be years old. So these feeds hold
    the stories of the last `feed_days` before their newest story, and at least `AT_LEAST` stories.
    """
    newest = feed.paths[: site.feed_items]
    if feed.kind not in ("source", "entity") or not site.feed_days or len(newest) <= AT_LEAST:
        return newest
    since = day_url(date.fromordinal(max(1, day_of(newest[0]).toordinal() - site.feed_days)))
    return [path for place, path in enumerate(newest) if place < AT_LEAST or path >= since]


def feed_groups(archive: Archive, site: Site, most: int) -> list[tuple[str, str, list[Feed]]]:
    """Return every group of feeds as (title, address of the whole list, feeds): all topics, and `most` of other lists."""
    groups = [
        (group.title, group.url, list(islice(group.feeds(archive, site), most if group.nouns else None)))
        for group in _GROUPS
    ]
    return [("The paper", "", paper_feeds(archive, site)), *groups]


def feeds_target(archive: Archive, site: Site) -> Target[Page]:
    """Return the page that lists the feeds as a target."""
    groups = feed_groups(archive, site, SHOWN)
    totals = [len(group.lists(archive)) for group in _GROUPS]
    listed = [(feed.url, feed.title, feed.about) for _, _, feeds in groups for feed in feeds]
    return Target(f"{FEEDS_URL}index.md", key_of(listed, totals), partial(feeds_page, archive, site))


def feeds_page(archive: Archive, site: Site) -> Page:
    """Return the page that lists the feeds. Without `site_url` there are no feeds, and the page says why."""
    totals = {group.url: count(len(group.lists(archive)), *group.nouns) for group in _GROUPS if group.nouns}
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
    """Return `Corrections` for `corrections`: a feed's title has the paper's name before the word, the page has not."""
    return name[:1].upper() + name[1:] if name in ("editions", "corrections") else name
