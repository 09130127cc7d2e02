"""Which pages a change of some briefings touches: their own, and the lists that they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from broadsheet.archive import Archive, Story
from broadsheet.pages.target import (
    day_url,
    entity_url,
    month_url,
    source_url,
    story_url,
    thread_url,
    topic_url,
    week_url,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A page: what kind of page it is, its address below the root, and whether it holds nothing else and so is new."""

    kind: str
    url: str
    is_new: bool = False


def touched_pages(archive: Archive, paths: Sequence[str], new: Collection[str] = ()) -> tuple[Touched, ...]:
    """Return the pages that show these briefings, by kind. `new` are those that were not there before."""
    stories = [archive.stories[path] for path in paths if path in archive.stories]
    added = frozenset(new)
    found = dict.fromkeys(page for story in stories for page in _pages_of(archive, story, added))
    kinds = ("briefing", "front page", "edition", "week", "month", "thread", "topic", "source", "entity", "list")
    return tuple(sorted(found, key=lambda page: (kinds.index(page.kind), page.url)))


def _pages_of(archive: Archive, story: Story, new: frozenset[str]) -> Iterator[Touched]:
    day = story.day
    edition = archive.editions[day]
    yield Touched(kind="briefing", url=story_url(story.path), is_new=story.path in new)
    if edition == archive.newest:
        yield Touched(kind="front page", url="")
    yield Touched(kind="edition", url=day_url(day), is_new=new.issuperset(edition.stories))
    yield Touched(kind="week", url=week_url(day))
    yield Touched(kind="month", url=month_url(day.year, day.month))
    if story.thread:
        thread = archive.threads[story.thread]
        yield Touched(kind="thread", url=thread_url(thread.slug), is_new=len(set(thread.stories) - new) < 2)
    if story.record.category and story.record.category in archive.topics:
        topic = archive.topics[story.record.category]
        yield Touched(kind="topic", url=topic_url(topic.key), is_new=new.issuperset(topic.stories))
    for count in story.sources:
        source = archive.sources[count.domain]
        yield Touched(kind="source", url=source_url(source.domain), is_new=new.issuperset(source.stories))
    for mention in story.entities:
        if mention.slug and mention.slug in archive.subjects:
            subject = archive.subjects[mention.slug]
            yield Touched(kind="entity", url=entity_url(subject.slug), is_new=new.issuperset(subject.stories))
    if story.record.corrections:
        yield Touched(kind="list", url="corrections/")
