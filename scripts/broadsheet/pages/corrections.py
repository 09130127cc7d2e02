"""The corrections page: what was wrong, in public, newest first."""

from __future__ import annotations

from broadsheet.derive import Archive
from broadsheet.markup import paragraphs
from broadsheet.pages.page import Page, Site, story_url
from broadsheet.pages.structured import collection
from broadsheet.pages.words import iso, short_day


def corrections_page(archive: Archive, site: Site) -> Page:
    """Return the page of all corrections."""
    return Page(
        uri="corrections/index.md",
        template="corrections.html",
        title="Corrections",
        meta={
            "kind": "corrections",
            "description": f"What {site.name} got wrong, and what is right.",
            "notices": [
                {
                    "iso": iso(notice.day),
                    "words": short_day(notice.day),
                    "text_html": paragraphs(notice.text),
                    "path": notice.path,
                    "title": archive.stories[notice.path].briefing.title,
                    "url": story_url(notice.path),
                }
                for notice in archive.corrections
            ],
            "jsonld": collection(site, "Corrections", "corrections/"),
        },
    )
