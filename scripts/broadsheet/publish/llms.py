"""`llms.txt`: for language models, what this paper is, what is newest, and where all of it lies (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from broadsheet.archive import Archive, Story
from broadsheet.pages import Site, key_of
from broadsheet.pages.phrases import day_in_words
from broadsheet.pages.target import day_url, story_url, topic_url
from broadsheet.publish.asset import Assets, target_of
from broadsheet.publish.data import INDEX_URI, SCHEMA_URI
from broadsheet.publish.markdown_pages import as_line, stories_with_twins, story_markdown, twin_url

LLMS_URI = "llms.txt"
FULL_URI = "llms-full.txt"
LLMS = (LLMS_URI, FULL_URI)


def llms_targets(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield `llms.txt`, and `llms-full.txt` with the newest edition as a whole."""
    stories = [archive.stories[path] for path in archive.newest.stories] if archive.newest else []
    digests = archive.digests(story.path for story in stories)
    topics = [(topic.key, topic.label, topic.description) for topic in archive.topics.values()]
    yield target_of(LLMS_URI, key_of(digests, topics, bool(site.markdown_days)), partial(_llms, archive, site, stories))
    yield target_of(FULL_URI, key_of(digests), partial(_full, archive, site, stories))


def _llms(archive: Archive, site: Site, stories: list[Story]) -> bytes:
    twins = {story.path for story in stories_with_twins(archive, site)}
    parts = [
        f"# {as_line(site.name)}",
        f"> {as_line(site.description)}" if site.description else "",
        "A briefing is one news event as several publishers covered it: key points with numbered sources, a summary, who "
        "says what where they differ, and every article with its address. Each has an address of the form "
        "`/YYYY/MM/DD/name/`; `index.json` beside it is the same as data"
        + (f", and `index.md` as Markdown for briefings of the newest {site.markdown_days} days" if twins else "")
        + ". Source counts are derived from the addresses of the articles. Corrections are part of the briefing.",
        f"Licence of the texts: {as_line(site.license)}." if site.license else "",
    ]
    if archive.newest:
        lines = [
            f"- [{as_line(story.title)}]({site.absolute(twin_url(story.path) if story.path in twins else story_url(story.path))}):"
            f" {as_line(story.record.standfirst)}"
            for story in stories
        ]
        parts += [f"## The newest edition, {day_in_words(archive.newest.day)}", "\n".join(lines)]
    topics = [
        f"- [{as_line(topic.label)}]({site.absolute(topic_url(topic.key))})"
        + (f": {as_line(topic.description)}" if topic.description else "")
        for topic in archive.topics.values()
    ]
    if topics:
        parts += ["## Topics", "\n".join(topics)]
    data = [
        (INDEX_URI, "Data", "every briefing as JSON Lines, a file a year, with sizes, checksums and licence"),
        (SCHEMA_URI, "Schema", "JSON Schema of a briefing"),
        *([("feed.json", "Feed", "the newest briefings in full as JSON Feed")] if site.url else []),
    ]
    parts += ["## Data", "\n".join(f"- [{name}]({site.absolute(uri)}): {says}" for uri, name, says in data)]
    more = [
        *([(day_url(archive.newest.day), "The newest edition as a page")] if archive.newest else []),
        ("archive/", "Archive"),
        ("entities/", "People, organisations, products and places"),
        ("sources/", "Publishers"),
        ("corrections/", "Corrections"),
    ]
    parts += ["## Optional", "\n".join(f"- [{name}]({site.absolute(url)})" for url, name in more)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _full(archive: Archive, site: Site, stories: list[Story]) -> bytes:
    day = f", {day_in_words(archive.newest.day)}" if archive.newest else ""
    parts = [f"# {as_line(site.name)}{day}", *(story_markdown(archive, site, story, level=2) for story in stories)]
    return ("\n\n---\n\n".join(part.rstrip() for part in parts) + "\n").encode()
