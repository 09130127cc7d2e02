"""Cards: the pictures that chats and timelines show for an address. A briefing has one for some days, an edition for a year.

They are drafts like all else: drawn when what they show changes, and gone when nothing points to them any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import takewhile

from broadsheet.archive import Archive, Edition, Story
from broadsheet.model.vocabulary import label_of
from broadsheet.pages import Design, Site, Target, key_of
from broadsheet.pages.card import SITE_CARD, edition_card_uri, edition_has_card, has_own_card, story_card_uri
from broadsheet.pages.editions import facts_of
from broadsheet.pages.phrases import day_in_words
from broadsheet.pages.teaser import counts, source_bar, standfirst
from broadsheet.publish.asset import Asset, target_of
from broadsheet.publish.cards.canvas import Fonts, fonts_of
from broadsheet.publish.cards.drawing import EditionFacts, StoryFacts, draw_edition, draw_site, draw_story
from broadsheet.publish.cards.fonts import installed_digest
from broadsheet.publish.cards.text import can_draw, plain
from broadsheet.publish.cards.theme import Look, look_of
from broadsheet.text.language import direction

__all__ = ["can_be_drawn", "card_targets", "fonts_digest", "notices"]

TITLES = 3  # of an edition's headlines on its card


def can_be_drawn(design: Design) -> bool:
    """Whether there are fonts for cards: the site's own, or some of the system."""
    return _fonts(look_of(design), "") is not None


def card_targets(archive: Archive, site: Site) -> Iterator[Target[tuple[Asset, ...]]]:
    """Yield the cards of the newest briefings and editions, and that of the site."""
    look = look_of(site.design)
    fonts = _fonts(look, site.language)
    if not site.has_cards or fonts is None:
        return
    base = key_of(look.key, site.name)
    said = key_of(base, site.description, _foreign(fonts, site.name + site.description))
    yield target_of(SITE_CARD, said, partial(draw_site, look, fonts, site.name, site.description))
    for edition in _editions(archive, site):
        titles = _titles(archive, edition)
        key = key_of(
            base, archive.digests(edition.stories), edition.number, _foreign(fonts, "".join([site.name, *titles]))
        )
        yield target_of(edition_card_uri(edition.day), key, partial(_edition, archive, site, look, edition))
        if has_own_card(archive, site, edition.day):
            for path in edition.stories:
                story = archive.stories[path]
                topic = archive.topics.get(story.record.category or "")
                shown = "".join([site.name, story.title, story.record.standfirst, topic.label if topic else ""])
                key = key_of(base, story.digest, site.picture_uris([path]), _foreign(fonts, shown))
                yield target_of(story_card_uri(path), key, partial(_story, archive, site, look, story))


def notices(archive: Archive, site: Site) -> tuple[str, ...]:
    """Return what a publisher should know of cards that could not be drawn as they ought to be."""
    if not (site.cards and site.url):
        return ()
    if not site.design.has_fonts:
        return (
            "no cards were drawn: the style sheet names no font in overrides/assets/fonts, and this system has none; "
            "add one, or set `cards: false` in mkdocs.yml",
        )
    if missing := _undrawn(archive, site):
        whose = "a headline has" if len(missing) == 1 else f"{len(missing):,} headlines have"
        return (
            f"{whose} letters that no font here can draw, such as “{missing[0][:60]}”; their cards show the day instead. "
            "Install fonts: apt-get install fonts-noto-core fonts-noto-cjk",
        )
    return ()


def _undrawn(archive: Archive, site: Site) -> tuple[str, ...]:
    """Return the headlines on cards that no font here has all letters for."""
    fonts = _must(look_of(site.design), site.language)
    titles = [title for edition in _editions(archive, site) for title in _titles(archive, edition)]
    days = (edition for edition in _editions(archive, site) if has_own_card(archive, site, edition.day))
    titles += [archive.stories[path].title for edition in days for path in edition.stories]
    family = fonts.title
    if all(family.face_for(character) for character in set().union(*titles)):
        return ()
    return tuple(title for title in dict.fromkeys(titles) if not can_draw(plain(title, family), family))


def fonts_digest() -> bytes:
    """Return a digest of the fonts of this system: a card may look otherwise with others."""
    return installed_digest()


def _editions(archive: Archive, site: Site) -> Iterator[Edition]:
    return takewhile(lambda edition: edition_has_card(archive, site, edition.day), archive.editions.values())


def _titles(archive: Archive, edition: Edition) -> Sequence[str]:
    return [archive.stories[path].title for path in edition.stories[:TITLES]]


def _edition(archive: Archive, site: Site, look: Look, edition: Edition) -> bytes:
    facts = EditionFacts(
        paper=site.name,
        day=f"{day_in_words(edition.day)} · No. {edition.number}",
        titles=tuple(_titles(archive, edition)),
        counts=" · ".join(facts_of([archive.stories[path] for path in edition.stories])[:3]),
    )
    return draw_edition(look, _must(look, site.language), facts)


def _story(archive: Archive, site: Site, look: Look, story: Story) -> bytes:
    record = story.record
    language = record.language or site.language
    topic = archive.topics.get(record.category or "")
    picture = site.pictures.get(story.path)
    facts = StoryFacts(
        paper=site.name,
        day=day_in_words(story.day),
        label=label_of("label", record.label) or "",
        section=topic.label if topic else "",
        title=record.title,
        dek=standfirst(story),
        counts=counts(story),
        bar=tuple((part["x"], part["width"], part["shade"]) for part in source_bar(story.sources)),
        right=direction(language) == "rtl",
        picture=picture.content if picture else b"",
    )
    return draw_story(look, _must(look, language), facts)


@lru_cache(maxsize=32)
def _fonts(look: Look, language: str) -> Fonts | None:
    return fonts_of(look, language)


def _must(look: Look, language: str) -> Fonts:
    fonts = _fonts(look, language)
    assert fonts is not None
    return fonts


def _foreign(fonts: Fonts, text: str) -> bytes:
    """Return what a text's look depends on beside the site's own fonts: those of the system, where it needs any."""
    own = fonts.title.own
    assert own is not None
    return b"" if own.own and all(own.has(character) for character in set(text)) else installed_digest()
