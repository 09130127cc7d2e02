"""What entries say: a briefing in full and in short, an edition, a correction, and what a day changed in a thread."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from broadsheet.archive import Archive, Edition, Notice, Story, Thread
from broadsheet.pages import Site
from broadsheet.pages.phrases import count, day_in_words, short_day
from broadsheet.pages.target import day_url, story_url, thread_url
from broadsheet.pages.teaser import counts, standfirst
from broadsheet.publish.feeds.entry import Depth, Enclosure, Entry, tag_id
from broadsheet.text.domains import home_of
from broadsheet.text.markup import blocks, inline, paragraphs, plain, shortened

TAGS = 8
NEW_NAMES = 6
SUMMARY = 200


def told_story(archive: Archive, site: Site, story: Story, depth: Depth) -> Entry:
    """Return a briefing as an entry. Its authors are the publishers who reported it.

    The brief one is made of what is at hand of every story, so that thousands of them cost no look at the full texts.
    """
    topic = archive.topics.get(story.record.category or "")
    return Entry(
        id=tag_id(site, story.day, story.path),
        url=site.absolute(story_url(story.path)),
        title=story.title,
        published=story.day,
        updated=story.record.updated,
        authors=[(source.name, home_of(source.domain) if depth == "whole" else "") for source in story.sources],
        section=(topic.key, topic.label) if topic else None,
        tags=[mention.name for mention in story.entities if mention.slug][:TAGS],
        summary="" if depth == "brief" else standfirst(story),
        html=_short(story) if depth == "brief" else _full(site, story, depth),
        language=story.record.language or "",
        enclosure=_enclosure(site, story),
    )


def _short(story: Story) -> str:
    return f"<p>{escape(standfirst(story))}</p><p>{escape(counts(story))}</p>"


def _points(story: Story) -> str:
    return "<ul>" + "".join([f"<li>{inline(point.text)}</li>" for point in story.briefing.key_points]) + "</ul>"


def _full(site: Site, story: Story, depth: Depth) -> str:
    briefing = story.briefing
    parts = [f"<p><em>{escape(briefing.dek)}</em></p>" if briefing.dek else ""]
    if file := site.pictures.get(story.path):
        alt = escape(briefing.image.alt if briefing.image else "")
        address = escape(site.absolute(file.uri))
        parts.append(f'<p><img src="{address}" alt="{alt}" width="{file.width}" height="{file.height}"></p>')
        if briefing.image and briefing.image.ai_made:
            parts.append("<p>AI-generated illustration</p>")
    parts += [paragraphs(briefing.summary), _points(story)]
    if briefing.body:
        parts.append(blocks(briefing.body))
    parts.append(f"<p>{escape(counts(story))}</p><ol>")
    for card in story.cards:
        article = card.article
        parts.append(f'<li><a href="{escape(article.url)}">{escape(article.title)}</a> ({escape(card.publisher)})')
        parts.append(paragraphs(article.summary) if article.summary and depth == "whole" else "")
        parts.append("</li>")
    parts.append("</ol>")
    for correction in briefing.corrections:
        parts.append(f"<p><strong>Correction, {correction.date.isoformat()}.</strong></p>{paragraphs(correction.text)}")
    return "".join(parts)


def _enclosure(site: Site, story: Story) -> Enclosure | None:
    file = site.pictures.get(story.path)
    image = story.briefing.image if file else None
    return Enclosure(url=site.absolute(file.uri), length=len(file.content), alt=image.alt) if file and image else None


def told_change(archive: Archive, site: Site, thread: Thread, place: int, entry: Entry) -> Entry:
    """Return the entry of a thread's story with what is new in it before everything else; `place` counts from 0."""
    if not place:
        return entry
    stories = [archive.stories[path] for path in thread.stories[: place + 1]]
    here, before = stories[-1], stories[:-1]
    known = {source.domain for story in before for source in story.sources}
    publishers = [source.name for source in here.sources if source.domain not in known]
    named = {mention.name for story in before for mention in story.entities}
    names = [mention.name for mention in here.entities if mention.slug and mention.name not in named]
    last = before[-1]
    parts = [
        f'Part {place + 1} of <a href="{escape(site.absolute(thread_url(thread.slug)))}">{escape(thread.title)}</a>.',
        f'Before: <a href="{escape(site.absolute(story_url(last.path)))}">{escape(last.title)}</a>,'
        f" {short_day(last.day)}.",
        f"Reported now by {_listed(publishers)} too." if publishers else "",
        f"New in the story: {_listed(names)}." if names else "",
    ]
    change = f"<p>{' '.join(filter(None, parts))}</p>"
    return replace(entry, html=change + entry.html)


def _listed(names: list[str]) -> str:
    """`One, Two and Three`, the first few of many."""
    shown = [escape(name) for name in names[:NEW_NAMES]]
    if len(names) > NEW_NAMES:
        shown.append(count(len(names) - NEW_NAMES, "other"))
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def told_edition(archive: Archive, site: Site, edition: Edition) -> Entry:
    """Return a whole edition as an entry: every story with its standfirst."""
    stories = [archive.stories[path] for path in edition.stories]
    items = [
        f'<h2><a href="{escape(site.absolute(story_url(story.path)))}">{escape(story.title)}</a></h2>'
        f"<p>{escape(standfirst(story))}</p><p>{escape(counts(story))}</p>"
        for story in stories
    ]
    return Entry(
        id=tag_id(site, edition.day, f"{edition.day:%Y/%m/%d}"),
        url=site.absolute(day_url(edition.day)),
        title=f"{day_in_words(edition.day)}, No. {edition.number}",
        published=edition.day,
        updated=max(story.record.updated for story in stories),
        authors=[(site.name, site.url)],
        summary=shortened("; ".join(story.title for story in stories), SUMMARY),
        html="".join(items),
    )


def told_correction(archive: Archive, site: Site, notice: Notice, number: int) -> Entry:
    """Return a correction as an entry; `number` counts those of one day and briefing from 1."""
    story = archive.stories[notice.path]
    address = escape(site.absolute(story_url(notice.path)) + "#corrections")
    text = paragraphs(notice.text)
    html = f'{text}<p>In <a href="{address}">{escape(story.title)}</a>, {short_day(story.day)}.</p>'
    return Entry(
        id=tag_id(site, notice.day, f"{notice.path}#correction-{number}"),
        url=site.absolute(story_url(notice.path)) + "#corrections",
        title=f"Correction: {story.title}",
        published=notice.day,
        updated=notice.day,
        authors=[(site.name, site.url)],
        summary=shortened(plain(text), SUMMARY),
        html=html,
        language=story.record.language or "",
    )
