"""The corrections page: what was wrong, in public, newest first."""

from __future__ import annotations

from functools import partial

from broadsheet.archive import Archive
from broadsheet.pages.phrases import iso, short_day
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, key_of, story_url
from broadsheet.text.markup import paragraphs


def corrections_target(archive: Archive, site: Site) -> Target[Page]:
    """Return the page of all corrections as a target."""
    digests = archive.digests(notice.path for notice in archive.corrections)
    return Target("corrections/index.md", key_of(digests), partial(corrections_page, archive, site))


def corrections_page(archive: Archive, site: Site) -> Page:
    """Return the page of all corrections."""
    return Page(
        uri="corrections/index.md",
        template="corrections.html",
        title="Corrections",
        meta={
            "kind": "corrections",
            "description": "Our mistakes, corrected.",
            "notices": [
                {
                    "iso": iso(notice.day),
                    "words": short_day(notice.day),
                    "text_html": paragraphs(notice.text),
                    "path": notice.path,
                    "title": archive.stories[notice.path].title,
                    "url": story_url(notice.path),
                }
                for notice in archive.corrections
            ],
            "feed": site.feed("corrections/", "corrections"),
            "jsonld": collection(site, "Corrections", "corrections/"),
        },
    )
