"""The page of saved stories, which the reader's browser fills; what everybody gets is the newest edition."""

from __future__ import annotations

from functools import partial

from broadsheet.archive import Archive
from broadsheet.pages.phrases import day_in_words
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, day_url, key_of
from broadsheet.pages.teaser import blurbs


def saved_target(archive: Archive, site: Site) -> Target[Page]:
    """Return the page as a target."""
    key = key_of(archive.newest and archive.digests(archive.newest.stories))
    return Target("saved/index.md", key, partial(saved_page, archive, site))


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
