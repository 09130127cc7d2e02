"""The front page of a day, and the home page, which is the newest one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from broadsheet.derive import Archive, Edition
from broadsheet.markup import inline, paragraphs
from broadsheet.pages.blurb import blurb, blurbs, picture
from broadsheet.pages.cover import cover
from broadsheet.pages.page import Page, Site, day_url, month_url, story_url, thread_url
from broadsheet.pages.structured import collection
from broadsheet.pages.words import count, day_in_words, short_day, weekday

SECONDARY = 3
LAST_DAYS = 7


def edition_pages(archive: Archive, site: Site) -> Iterator[Page]:
    """Yield a page for every day with an edition."""
    for edition in archive.editions.values():
        url = day_url(edition.day)
        title = day_in_words(edition.day)
        yield Page(
            uri=f"{url}index.md", template="edition.html", title=title, meta=_front(archive, site, edition, title, url)
        )


def home_page(archive: Archive, site: Site) -> Page:
    """Return the newest edition whole; a paper without an edition says so."""
    if archive.newest is None:
        meta: dict[str, Any] = {
            "kind": "home",
            "description": site.description,
            "edition": None,
            "jsonld": collection(site, site.name, ""),
        }
    else:
        meta = _front(archive, site, archive.newest, site.name, "") | {"kind": "home", "description": site.description}
    return Page(uri="index.md", template="edition.html", title=site.name, meta=meta)


def _front(archive: Archive, site: Site, edition: Edition, title: str, url: str) -> dict[str, Any]:
    stories = [archive.stories[path] for path in edition.stories]
    lead = stories[0]
    publishers = {source.domain for story in stories for source in story.sources}
    facts = [
        count(len(stories), "story", "stories"),
        count(sum(len(story.cards) for story in stories), "article"),
        count(len(publishers), "publisher"),
        f"{sum(story.minutes for story in stories)} min",
    ]
    return {
        "kind": "edition",
        "description": f"{title}: {'; '.join(story.briefing.title for story in stories[:3])}",
        "edition": {
            "number": edition.number,
            "date": {"iso": edition.day.isoformat(), "words": day_in_words(edition.day), "url": day_url(edition.day)},
            "month_url": month_url(edition.day.year, edition.day.month),
            "facts": facts,
        },
        "lead": {
            **blurb(archive, lead),
            "picture": picture(site, lead),
            "cover_html": "" if lead.path in site.pictures else cover(archive, lead),
            "summary_html": paragraphs(lead.briefing.summary),
            "points": [{"text_html": inline(point.text)} for point in lead.briefing.key_points[:3]],
        },
        "second": [{**blurb(archive, story), "picture": picture(site, story)} for story in stories[1 : 1 + SECONDARY]],
        "brief": blurbs(archive, edition.stories[1 + SECONDARY :]),
        "moved": _moved(archive, edition),
        "corrections": _recent_corrections(archive, edition),
        "days": _last_days(archive, edition),
        "newer": {"url": day_url(edition.newer), "title": day_in_words(edition.newer)} if edition.newer else None,
        "older": {"url": day_url(edition.older), "title": day_in_words(edition.older)} if edition.older else None,
        "jsonld": collection(site, title, url, edition.stories),
    }


def _moved(archive: Archive, edition: Edition) -> list[dict[str, Any]]:
    """Return the threads that this edition carries on, with how far they had come."""
    moved = []
    for path in edition.stories:
        story = archive.stories[path]
        thread = archive.threads[story.thread] if story.thread else None
        if thread and thread.stories.index(path) > 0:
            place = thread.stories.index(path) + 1
            moved.append(
                {
                    "title": thread.title,
                    "url": thread_url(thread.slug),
                    "story": story.briefing.title,
                    "story_url": story_url(path),
                    "stop": place,
                    "since": short_day(archive.stories[thread.stories[0]].briefing.day),
                }
            )
    return moved


def _recent_corrections(archive: Archive, edition: Edition) -> list[dict[str, str]]:
    """Return what was put right in the week up to this edition."""
    since = edition.day - timedelta(days=LAST_DAYS)
    return [
        {
            "words": short_day(notice.day),
            "title": archive.stories[notice.path].briefing.title,
            "url": story_url(notice.path) + "#corrections",
        }
        for notice in archive.corrections
        if since < notice.day <= edition.day
    ]


def _last_days(archive: Archive, edition: Edition) -> list[dict[str, Any]]:
    """Return the week that ends with this edition; days without one are there too, and say so."""
    oldest = archive.oldest
    days = []
    for back in range(LAST_DAYS - 1, -1, -1):
        day = edition.day - timedelta(days=back)
        if oldest and day < oldest.day:
            continue
        found = archive.editions.get(day)
        days.append(
            {
                "weekday": weekday(day),
                "day": day.day,
                "words": day_in_words(day),
                "here": back == 0,
                "url": day_url(day) if found else None,
                "count": count(len(found.stories), "story", "stories") if found else "no edition",
            }
        )
    return days
