"""A story in brief, for lists: headline, standfirst, counts and the source bar."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from broadsheet.archive import Archive, SourceCount, Story
from broadsheet.model.vocabulary import label_of
from broadsheet.pages.phrases import counts_in_short, short_day, sources_in_words
from broadsheet.pages.target import PictureFile, Site, story_url, topic_url
from broadsheet.text.language import lang_html

BAR_WIDTH = 600
BAR_GAP = 6
SHADES = 3


def standfirst(story: Story) -> str:
    """Return the dek, else the beginning of the summary, as plain words."""
    return story.record.standfirst


def source_bar(sources: Sequence[SourceCount]) -> list[dict[str, Any]]:
    """Return the segments of the source bar: `x` and `width` in 600ths, a gap where an independent voice begins.

    One segment a publisher, its width the number of its articles; publishers of one family touch.
    """
    voices: dict[str, list[SourceCount]] = {}
    for source in sources:
        voices.setdefault(source.voice, []).append(source)
    total = sum(source.articles for source in sources)
    room = BAR_WIDTH - BAR_GAP * (len(voices) - 1)
    if room < BAR_WIDTH // 2:  # very many voices: no gaps, shades alone part them
        room, gap = BAR_WIDTH, 0
    else:
        gap = BAR_GAP
    segments: list[dict[str, Any]] = []
    x, done = 0.0, 0
    for place, members in enumerate(voices.values()):
        for source in members:
            width = room * source.articles / total
            segments.append(
                {"x": round(x), "width": round(x + width) - round(x), "shade": done % SHADES, "name": source.name}
            )
            x += width
            done += 1
        if place < len(voices) - 1:
            x += gap
    return segments


def counts(story: Story) -> str:
    """`6 articles · 4 publishers · 3 independent`."""
    return sources_in_words(story.record.articles, len(story.sources), story.independent)


def picture(site: Site, story: Story) -> dict[str, Any] | None:
    """Return what a template needs to show the briefing's picture, with what must be said about it."""
    file: PictureFile | None = site.pictures.get(story.path)
    image = story.briefing.image if file else None
    if file is None or image is None:
        return None
    formats = [
        {"type": f"image/{kind}", "files": [{"url": one.uri, "width": one.width} for one in found]}
        for kind, found in groupby(file.renditions, key=lambda one: one.format)
    ]
    return {
        "colour": file.colour,
        "sources": formats[:-1],
        "fallback": formats[-1]["files"] if formats else [],
        "url": file.uri,
        "width": file.width,
        "height": file.height,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "license": image.license,
        "ai_made": image.ai_made,
        "prompt": image.prompt,
        "generator": image.generator,
    }


def category(archive: Archive, story: Story) -> dict[str, str] | None:
    """Return the section a story belongs to."""
    topic = archive.topics.get(story.record.category or "")
    return {"label": topic.label, "url": topic_url(topic.key)} if topic else None


def about(archive: Archive, story: Story) -> str:
    """Return what a reader can hide a story by: `t/models e/deepseek e/nvidia`, its topic and its entities."""
    topic = archive.topics.get(story.record.category or "")
    return " ".join(
        [*([f"t/{topic.key}"] if topic else []), *(f"e/{mention.slug}" for mention in story.entities if mention.slug)]
    )


def blurb(archive: Archive, story: Story) -> dict[str, Any]:
    """Return a story as a list item."""
    record = story.record
    return {
        "path": story.path,
        "url": story_url(story.path),
        "about": about(archive, story),
        "title": record.title,
        "dek": standfirst(story),
        "label": label_of("label", record.label),
        "category": category(archive, story),
        "lang_html": lang_html(record.language),
        "date": {"iso": record.day.isoformat(), "words": short_day(record.day)},
        "counts": counts(story),
        "single": len(story.sources) == 1,
        "bar": source_bar(story.sources),
        "minutes": f"{story.minutes} min",
        "corrected": bool(record.corrections),
    }


def blurbs(archive: Archive, paths: Iterable[str]) -> list[dict[str, Any]]:
    """Return several stories as list items, in their order."""
    return [blurb(archive, archive.stories[path]) for path in paths]


def line(story: Story, *, with_year: bool = False) -> dict[str, Any]:
    """Return a story as one line of a long list.

    It does not say what it is about, as items in full do: with a dozen entities that would take as much room again.
    """
    day = story.day
    return {
        "path": story.path,
        "title": story.title,
        "lang_html": lang_html(story.record.language),
        "day": short_day(day) if with_year else f"{day.day} {month_name[day.month]}",
        "counts": counts_in_short(story.record.articles, len(story.sources), story.independent),
    }


def lines(archive: Archive, paths: Iterable[str], *, with_year: bool = False) -> list[dict[str, Any]]:
    """Return several stories as lines, in their order."""
    return [line(archive.stories[path], with_year=with_year) for path in paths]
