"""Which picture a chat or a timeline shows for an address: the page's own card, or one that it shares with others."""

from __future__ import annotations

from datetime import date
from typing import Any

from broadsheet.archive import Archive, Edition, Story
from broadsheet.pages.phrases import day_in_words
from broadsheet.pages.target import Site, day_url, story_url
from broadsheet.pages.teaser import counts

WIDTH, HEIGHT = 1200, 630
SITE_CARD = "card.png"
EDITION_DAYS = 366  # older editions share the site's card, unless their briefings have their own


def has_own_card(archive: Archive, site: Site, day: date) -> bool:
    """Whether the briefings of a day have cards of their own; time is counted back from the newest edition."""
    return site.has_cards and _age(archive, day) <= site.card_days


def edition_has_card(archive: Archive, site: Site, day: date) -> bool:
    """Whether the edition of a day has a card of its own."""
    return site.has_cards and _age(archive, day) <= max(EDITION_DAYS, site.card_days)


def _age(archive: Archive, day: date) -> int:
    return (archive.newest.day - day).days if archive.newest else 0


def story_card_uri(path: str) -> str:
    """`2026/04/24/slug/card.png`."""
    return f"{story_url(path)}card.png"


def edition_card_uri(day: date) -> str:
    """`2026/04/24/card.png`."""
    return f"{day_url(day)}card.png"


def card_uri(archive: Archive, site: Site, story: Story) -> str:
    """Return the address of the picture that stands for a briefing; where there are no cards that is its own, or nothing."""
    if not site.has_cards:
        return site.pictures[story.path].uri if site.url and story.path in site.pictures else ""
    age = _age(archive, story.day)  # asked for every briefing of every build
    if age <= site.card_days:
        return story_card_uri(story.path)
    return edition_card_uri(story.day) if age <= EDITION_DAYS else SITE_CARD


def story_card(archive: Archive, site: Site, story: Story) -> dict[str, Any] | None:
    """Return what a template says of the picture that stands for a briefing, if there is one."""
    uri = card_uri(archive, site, story)
    if not uri:
        return None
    file, image = site.pictures.get(story.path), story.briefing.image
    if not site.has_cards and file and image:
        return _said(site, uri, image.alt, file.width, file.height)
    if uri == story_card_uri(story.path):
        return _said(site, uri, image.alt if image and file else counts(story))
    return edition_card(archive, site, archive.editions[story.day])


def edition_card(archive: Archive, site: Site, edition: Edition) -> dict[str, Any] | None:
    """Return the same for the front page of a day."""
    if edition_has_card(archive, site, edition.day):
        return _said(site, edition_card_uri(edition.day), f"{site.name}, {day_in_words(edition.day)}")
    return site_card(site)


def site_card(site: Site) -> dict[str, Any] | None:
    """Return the same for every page that has no card of its own."""
    return _said(site, SITE_CARD, site.name) if site.has_cards else None


def _said(site: Site, uri: str, alt: str, width: int = WIDTH, height: int = HEIGHT) -> dict[str, Any]:
    return {"url": site.absolute(uri), "alt": alt, "width": width, "height": height}
