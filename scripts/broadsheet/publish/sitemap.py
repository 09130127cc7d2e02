"""The sitemaps: one of all pages, with the day of their last change from the data, and one of the last two days' news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from broadsheet.archive import Archive
from broadsheet.pages import Site, key_of
from broadsheet.pages.target import day_url, month_url, story_url
from broadsheet.publish.asset import Assets, target_of
from broadsheet.publish.xml import text
from broadsheet.text.time_zone import w3c_date

T = TypeVar("T")

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_YEAR = re.compile(r"\d{4}(?=/)")
INDEX_URI = "sitemap.xml"
NEWS_URI = "news-sitemap.xml"
NEWS_DAYS = 2
NEWS_MOST = 1000  # addresses in a news sitemap: Google reads no more
_NEWS_SPACE = "http://www.google.com/schemas/sitemap-news/0.9"
MOST = 50_000  # addresses in one sitemap: the protocol allows no more


def sitemap_targets(archive: Archive, site: Site, urls: Iterable[str]) -> Iterator[Assets]:
    """Yield `sitemap.xml`, an index, and the sitemaps in it: one for each year, and one for all other pages.

    A new edition changes the sitemap of its year, and the one of other pages only if it adds such a page. Yield nothing
    without `site_url`.
    """
    if not site.url:
        return
    days = {url: w3c_date(day, site.zone) for url, day in _last_days(archive).items()}
    parts: dict[str, list[tuple[str, str]]] = {}
    for url in urls:
        year = _YEAR.match(url)
        parts.setdefault(year.group() if year else "pages", []).append((url, days.get(url, "")))
    listed = []
    for name, found in sorted(parts.items()):
        for suffix, some in _split(found):
            uri = f"sitemap-{name}{suffix}.xml"
            listed.append((uri, max((day for _, day in some), default="")))
            yield target_of(uri, key_of(some), partial(_sitemap, site, "urlset", "url", some))
    yield target_of(INDEX_URI, key_of(listed), partial(_sitemap, site, "sitemapindex", "sitemap", listed))


def _last_days(archive: Archive) -> dict[str, date]:
    """Return the day of the last change of every briefing, edition and month, by address."""
    days: dict[str, date] = {}
    for day, edition in reversed(archive.editions.items()):  # oldest first, so that a month ends up with its newest day
        days |= dict.fromkeys([f"{path}/" for path in edition.stories], day)
        days[day_url(day)] = days[month_url(day.year, day.month)] = day
    for notice in archive.corrections:
        for url in (f"{notice.path}/", notice.path[:11], notice.path[:8]):
            days[url] = max(days[url], notice.day)
    return days


def news_target(archive: Archive, site: Site, now: date | None = None) -> Iterator[Assets]:
    """Yield the news sitemap: the editions of the last two days, counted from `now`, else from the newest edition.

    Yield nothing where it would be empty, and without `site_url`.
    """
    if paths := news_paths(archive, site, now):
        yield target_of(NEWS_URI, key_of(archive.digests(paths)), partial(_news, archive, site, paths))


def news_paths(archive: Archive, site: Site, now: date | None = None) -> list[str]:
    """Return the stories in the news sitemap, the newest first."""
    if not site.url:
        return []
    last = now or (archive.newest.day if archive.newest else None)
    days = [day for day in archive.editions if last and timedelta() <= last - day < timedelta(NEWS_DAYS)]
    return [path for day in days for path in archive.editions[day].stories][:NEWS_MOST]


def _news(archive: Archive, site: Site, paths: Sequence[str]) -> bytes:
    name = text(site.name)
    lines = []
    for path in paths:
        story = archive.stories[path]
        language = _news_language(story.record.language or site.language)
        lines.append(
            f"<url><loc>{text(site.absolute(story_url(path)))}</loc><news:news>"
            f"<news:publication><news:name>{name}</news:name><news:language>{text(language)}</news:language></news:publication>"
            f"<news:publication_date>{w3c_date(story.day, site.zone)}</news:publication_date>"
            f"<news:title>{text(story.title)}</news:title></news:news></url>"
        )
    return "\n".join([_HEAD, f'<urlset xmlns="{_SPACE}" xmlns:news="{_NEWS_SPACE}">', *lines, "</urlset>", ""]).encode()


def _news_language(tag: str) -> str:
    """Return a language as news sitemaps want it: two or three letters, and `zh-cn` or `zh-tw` for Chinese."""
    base, *rest = tag.lower().split("-")
    if base != "zh":
        return base
    return "zh-tw" if {"tw", "hk", "mo", "hant"} & set(rest) else "zh-cn"


def _sitemap(site: Site, whole: str, part: str, entries: Iterable[tuple[str, str]]) -> bytes:
    lines = [
        f"<{part}><loc>{text(site.absolute(uri))}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{part}>"
        for uri, day in entries
    ]
    return "\n".join([_HEAD, f'<{whole} xmlns="{_SPACE}">', *lines, f"</{whole}>", ""]).encode()


def _split(urls: Sequence[T]) -> Iterable[tuple[str, Sequence[T]]]:
    """Return (suffix of the file name, addresses) for each sitemap; the first has no suffix."""
    return [(f"-{1 + at // MOST}" if at else "", urls[at : at + MOST]) for at in range(0, len(urls), MOST)]
