"""The sitemap: every page, with the day its content last changed, from the data and never from the clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar
from xml.sax.saxutils import escape

from broadsheet.derive import Archive
from broadsheet.pages import Site, key_of
from broadsheet.publish.asset import Assets, draft_of

T = TypeVar("T")

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_YEAR = re.compile(r"\d{4}(?=/)")
MOST = 50_000  # addresses, that a search engine reads from one sitemap


def sitemap_drafts(archive: Archive, site: Site, urls: Iterable[str]) -> Iterator[Assets]:
    """Yield `sitemap.xml`, which is an index, and what it lists: a sitemap a year, and one of all other pages.

    A day's work changes the sitemap of its year, and that of the others only when a page is new. Without `site_url`
    there is none.
    """
    if not site.url:
        return
    days = {f"{path}/": story.gist.updated.isoformat() for path, story in archive.stories.items()}
    parts: dict[str, list[tuple[str, str]]] = {}
    for url in urls:
        year = _YEAR.match(url)
        parts.setdefault(year.group() if year else "pages", []).append((url, days.get(url, "")))
    listed = []
    for name, found in sorted(parts.items()):
        for suffix, some in _split(found):
            uri = f"sitemap-{name}{suffix}.xml"
            listed.append((uri, max((day for _, day in some), default="")))
            yield draft_of(uri, key_of(some), partial(_sitemap, site, "urlset", "url", some))
    yield draft_of("sitemap.xml", key_of(listed), partial(_sitemap, site, "sitemapindex", "sitemap", listed))


def _sitemap(site: Site, whole: str, part: str, entries: Iterable[tuple[str, str]]) -> bytes:
    lines = [
        f"<{part}><loc>{escape(site.absolute(uri))}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{part}>"
        for uri, day in entries
    ]
    return "\n".join([_HEAD, f'<{whole} xmlns="{_SPACE}">', *lines, f"</{whole}>", ""]).encode()


def _split(urls: Sequence[T]) -> Iterable[tuple[str, Sequence[T]]]:
    """Return the suffix and the addresses of each sitemap; one has no suffix."""
    return [(f"-{1 + at // MOST}" if at else "", urls[at : at + MOST]) for at in range(0, len(urls), MOST)]
