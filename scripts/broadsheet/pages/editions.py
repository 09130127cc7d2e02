"""The front page of a day, and the home page, which is the newest one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from broadsheet.archive import Archive, Edition, Notice, Story, Thread
from broadsheet.pages.card import edition_card, edition_card_uri, edition_has_card, site_card
from broadsheet.pages.generated_cover import cover
from broadsheet.pages.phrases import count, day_in_words, short_day, weekday
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, day_url, key_of, month_url, story_url, thread_url
from broadsheet.pages.teaser import blurb, blurbs, picture
from broadsheet.pages.weeks import week_link
from broadsheet.text.markup import inline, paragraphs

SECONDARY = 3
LAST_DAYS = 7


def edition_targets(archive: Archive, site: Site) -> Iterator[Target[Page]]:
    """Yield a page for every day with an edition."""
    notices = _by_day(archive.corrections)
    for edition in archive.editions.values():
        key = _key(archive, site, edition, notices)
        yield Target(f"{day_url(edition.day)}index.md", key, partial(edition_page, archive, site, edition))


def home_target(archive: Archive, site: Site) -> Target[Page]:
    """Return the home page as a target."""
    newest = archive.newest
    key = _key(archive, site, newest, _by_day(archive.corrections)) if newest else key_of("none")
    return Target("index.md", key, partial(home_page, archive, site))


def _key(archive: Archive, site: Site, edition: Edition, notices: Mapping[date, list[Notice]]) -> bytes:
    """Digest all that a front page shows: its stories, the threads before them, the week around it."""
    week = [edition.day - timedelta(days=back) for back in range(LAST_DAYS)]
    before = [thread.stories[: place + 1] for thread, place in _carried_on(archive, edition)]
    told = [(notice.day, notice.path) for day in week for notice in notices.get(day, ())]
    return key_of(
        archive.digests(edition.stories),
        site.picture_uris(edition.stories),
        (edition.number, edition.newer, edition.older, archive.oldest and archive.oldest.day),
        [(len(stops), archive.digests(stops[:1])) for stops in before],
        [(day, archive.stories[path].title, path) for day, path in told],
        [len(archive.editions[day].stories) if day in archive.editions else 0 for day in week],
        edition_card_uri(edition.day) if edition_has_card(archive, site, edition.day) else "",
    )


def _by_day(corrections: Iterable[Notice]) -> Mapping[date, list[Notice]]:
    found: dict[date, list[Notice]] = {}
    for notice in corrections:
        found.setdefault(notice.day, []).append(notice)
    return found


def edition_page(archive: Archive, site: Site, edition: Edition) -> Page:
    """Return the front page of a day."""
    url, title = day_url(edition.day), day_in_words(edition.day)
    meta = _front(archive, site, edition, title, url)
    return Page(uri=f"{url}index.md", template="edition.html", title=title, meta=meta)


def home_page(archive: Archive, site: Site) -> Page:
    """Return the newest edition whole; a paper without an edition says so."""
    if archive.newest is None:
        meta: dict[str, Any] = {
            "kind": "home",
            "description": site.description,
            "edition": None,
            "feed": {"url": "", "title": site.name},
            "jsonld": collection(site, site.name, ""),
        }
    else:
        meta = _front(archive, site, archive.newest, site.name, "") | {
            "kind": "home",
            "description": site.description,
            "feed": {"url": "", "title": site.name},
            "card": site_card(site),
        }
    return Page(uri="index.md", template="edition.html", title=site.name, meta=meta)


def _front(archive: Archive, site: Site, edition: Edition, title: str, url: str) -> dict[str, Any]:
    stories = [archive.stories[path] for path in edition.stories]
    lead = stories[0]
    return {
        "kind": "edition",
        "description": f"{title}: {'; '.join(story.title for story in stories[:3])}",
        "edition": {
            "number": edition.number,
            "date": {"iso": edition.day.isoformat(), "words": day_in_words(edition.day), "url": day_url(edition.day)},
            "month_url": month_url(edition.day.year, edition.day.month),
            "facts": facts_of(stories),
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
        "week": week_link(edition.day),
        "newer": {"url": day_url(edition.newer), "title": day_in_words(edition.newer)} if edition.newer else None,
        "older": {"url": day_url(edition.older), "title": day_in_words(edition.older)} if edition.older else None,
        "jsonld": collection(site, title, url, edition.stories),
        "card": edition_card(archive, site, edition),
    }


def facts_of(stories: Sequence[Story]) -> list[str]:
    """Return what an edition holds: stories, articles, publishers, and the minutes that it takes to read."""
    publishers = {source.domain for story in stories for source in story.sources}
    return [
        count(len(stories), "story", "stories"),
        count(sum(story.record.articles for story in stories), "article"),
        count(len(publishers), "publisher"),
        f"{sum(story.minutes for story in stories)} min",
    ]


def _moved(archive: Archive, edition: Edition) -> list[dict[str, Any]]:
    """Return the threads that this edition carries on, with how far they had come."""
    return [
        {
            "title": thread.title,
            "url": thread_url(thread.slug),
            "story": archive.stories[thread.stories[place]].title,
            "story_url": story_url(thread.stories[place]),
            "stop": place + 1,
            "since": short_day(archive.stories[thread.stories[0]].day),
        }
        for thread, place in _carried_on(archive, edition)
    ]


def _carried_on(archive: Archive, edition: Edition) -> Iterator[tuple[Thread, int]]:
    """Yield the threads of an edition that began before, each with the place of the edition's story in it."""
    for path in edition.stories:
        slug = archive.stories[path].thread
        if slug and (place := archive.threads[slug].stories.index(path)):
            yield archive.threads[slug], place


def _recent_corrections(archive: Archive, edition: Edition) -> list[dict[str, str]]:
    """Return what was put right in the week up to this edition."""
    since = edition.day - timedelta(days=LAST_DAYS)
    return [
        {
            "words": short_day(notice.day),
            "title": archive.stories[notice.path].title,
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
