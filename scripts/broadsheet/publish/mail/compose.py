"""Compose the letter of an edition or of a week from the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from broadsheet.archive import Archive, Edition, Story
from broadsheet.archive.roundup import Span
from broadsheet.model.vocabulary import label_of
from broadsheet.pages import Site
from broadsheet.pages.editions import edition_page
from broadsheet.pages.phrases import dates_in_words, day_in_words, short_day, week_in_words
from broadsheet.pages.roundups import CORRECTION, facts_of, roundup_of
from broadsheet.pages.target import day_url, story_url, week_url
from broadsheet.pages.teaser import BAR_WIDTH, category, counts, picture, source_bar
from broadsheet.publish.mail.letter import Item, Letter, Line, Part, Picture
from broadsheet.text.markup import inline, paragraphs, plain, shortened

IN_FULL = 4  # stories with a standfirst and a source bar; the other stories of an edition are in brief
POINTS = 3
DEK, POINT, SUBJECT, PREHEADER = 320, 400, 120, 200  # maximum lengths in characters


def edition_letter(archive: Archive, site: Site, edition: Edition) -> Letter:
    """Return the letter of an edition."""
    front = edition_page(archive, site, edition).meta
    stories = [archive.stories[path] for path in edition.stories]
    items = [_item(archive, site, story) for story in stories]
    moved = [
        Line(title=one["title"], url=site.absolute(one["url"]), note=f"Part {one['stop']} · began {one['since']}")
        for one in front["moved"]
    ]
    since = edition.older or date.min  # the front page lists a whole week of them
    corrected = [
        Line(
            title=archive.stories[notice.path].title,
            url=site.absolute(story_url(notice.path)) + "#corrections",
            note=short_day(notice.day),
            more=shortened(plain(paragraphs(notice.text)), CORRECTION),
        )
        for notice in archive.corrections
        if since < notice.day <= edition.day
    ]
    return _letter(
        site,
        id=f"{edition.day.isoformat()}.edition",
        day=edition.day,
        subject=f"{short_day(edition.day)}: {stories[0].title}",
        title=f"{day_in_words(edition.day)} · No. {edition.number}",
        facts=" · ".join(front["edition"]["facts"]),
        url=site.absolute(day_url(edition.day)),
        whole="This edition on the web",
        items=[_leading(site, stories[0], items[0]), *items[1:IN_FULL]],
        brief=items[IN_FULL:],
        parts=[Part(title="Developing stories", lines=moved), Part(title="Corrections", lines=corrected)],
    )


def week_letter(archive: Archive, site: Site, span: Span, before: Span | None) -> Letter:
    """Return the letter of a week. `before` is the week before it, if there is one, for comparison."""
    told = roundup_of(archive, span, before)
    biggest = [archive.stories[story["path"]] for story in told["biggest"]]
    items = [_item(archive, site, story, dated=True) for story in biggest]
    days = [
        Line(title=day_in_words(day), url=site.absolute(day_url(day)), note=_heads(archive, archive.editions[day]))
        for day in span.days
    ]
    parts = [
        Part(title="Developing stories", lines=[_moved(site, one) for one in told["threads"]]),
        Part(title="Rising", lines=_lines(site, told["rising"]), note=told["rising_note"]),
        Part(title="Corrections", lines=[_corrected(site, one) for one in told["corrections"]]),
        Part(title="Most cited", lines=_lines(site, told["cited"]), note=told["single"]),
        Part(title="Day by day", lines=days, note=told["missing"]),
    ]
    dates = dates_in_words(span.first, span.last)
    return _letter(
        site,
        id=f"{week_url(span.first).rstrip('/').replace('/', '-')}.week",
        day=span.days[-1],
        subject=f"{week_in_words(span.first)}: {biggest[0].title}",
        title=f"{week_in_words(span.first)} · {dates}",
        facts=" · ".join(facts_of(archive, span)),
        url=site.absolute(week_url(span.first)),
        whole="This week on the web",
        items=[_leading(site, biggest[0], items[0]), *items[1:]],
        brief=(),
        parts=parts,
    )


def _letter(site: Site, *, subject: str, items: Sequence[Item], brief: Sequence[Item], **rest: Any) -> Letter:
    others = "; ".join(item.title for item in (*items[1:], *brief))
    return Letter(
        name=site.name,
        home=site.url,
        language=site.language,
        subject=shortened(subject, SUBJECT),
        preheader=shortened(f"Also: {others}" if others else items[0].dek, PREHEADER),
        items=items,
        brief=brief,
        **{**rest, "parts": [part for part in rest["parts"] if part.lines]},
    )


def _item(archive: Archive, site: Site, story: Story, *, dated: bool = False) -> Item:
    section = category(archive, story)
    kicker = [label_of("label", story.record.label), section and section["label"], dated and short_day(story.day)]
    return Item(
        title=story.title,
        url=site.absolute(story_url(story.path)),
        language=story.record.language or "",
        kicker=" · ".join(word for word in kicker if word),
        dek=shortened(story.record.standfirst, DEK),
        counts=counts(story),
        bar=_bar(story),
    )


def _leading(site: Site, story: Story, item: Item) -> Item:
    """Return the first story's item with its picture and its first key points."""
    points = [shortened(plain(inline(point.text)), POINT) for point in story.briefing.key_points[:POINTS]]
    return replace(item, points=points, picture=_picture(site, story))


def _picture(site: Site, story: Story) -> Picture | None:
    shown = picture(site, story)
    if shown is None:
        return None
    size = {"width": shown["width"], "height": shown["height"]}
    return Picture(url=site.absolute(shown["url"]), alt=shown["alt"], credit=_credit(shown), **size)


def _credit(shown: Mapping[str, Any]) -> str:
    said = [f"Picture: {shown['credit']}" if shown["credit"] else "", shown["license"] or ""]
    return " · ".join(word for word in ("AI-generated illustration" if shown["ai_made"] else "", *said) if word)


def _bar(story: Story) -> list[tuple[int, int | None]]:
    """Return the source bar as (width in per cent, shade or None for a gap)."""
    found: list[tuple[int, int | None]] = []
    end = 0
    for segment in source_bar(story.sources):
        if segment["x"] > end:
            found.append((1, None))
        end = segment["x"] + segment["width"]
        found.append((max(1, round(100 * segment["width"] / BAR_WIDTH)), segment["shade"]))
    return found


def _moved(site: Site, thread: Mapping[str, Any]) -> Line:
    latest = thread["latest"]
    new = latest["title"] != thread["title"]
    return Line(
        title=thread["title"],
        url=site.absolute(thread["url"]),
        note=thread["parts"],
        more=latest["title"] if new else "",
        more_url=site.absolute(latest["url"]) if new else "",
    )


def _corrected(site: Site, notice: Mapping[str, str]) -> Line:
    return Line(title=notice["title"], url=site.absolute(notice["url"]), note=notice["words"], more=notice["text"])


def _lines(site: Site, found: Sequence[Mapping[str, str]]) -> list[Line]:
    return [Line(title=one["name"], url=site.absolute(one["url"]), note=one["count"]) for one in found]


def _heads(archive: Archive, edition: Edition) -> str:
    """Return the headline of the lead and the number of other stories."""
    lead, more = archive.stories[edition.stories[0]].title, len(edition.stories) - 1
    return f"{shortened(lead, 100)}, and {more:,} more" if more else shortened(lead, 100)
