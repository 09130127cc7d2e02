"""The page of saved stories, which the reader's browser fills; what everybody gets is the newest edition."""

from __future__ import annotations

from functools import partial

from broadsheet.derive import Archive
from broadsheet.pages.blurb import blurbs
from broadsheet.pages.page import Draft, Page, Site, day_url, key_of
from broadsheet.pages.structured import collection
from broadsheet.pages.words import day_in_words


def saved_draft(archive: Archive, site: Site) -> Draft[Page]:
    """Return the page as a draft."""
    key = key_of(archive.newest and archive.faces(archive.newest.stories))
    return Draft("saved/index.md", key, partial(saved_page, archive, site))


def saved_page(archive: Archive, site: Site) -> Page:
    """Return the page; it is also where readers land who ask offline for a page that is not kept."""
    newest = archive.newest
    title, url = "Saved stories", "saved/"
    return Page(
        uri=f"{url}index.md",
        template="saved.html",
        title=title,
        meta={
            "kind": "saved",
            "description": "What you saved for later. It is kept in this browser only.",
            "newest": {
                "words": day_in_words(newest.day),
                "url": day_url(newest.day),
                "stories": blurbs(archive, newest.stories),
            }
            if newest
            else None,
            "jsonld": collection(site, title, url),
        },
    )
