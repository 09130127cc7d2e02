"""Briefings as Markdown, beside their pages, for language models and people who read in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from broadsheet.archive import Archive, Card, Story
from broadsheet.model.vocabulary import label_of
from broadsheet.pages import Site, Target
from broadsheet.pages.phrases import day_in_words, moment_in_words, short_day
from broadsheet.pages.target import story_url
from broadsheet.pages.teaser import counts
from broadsheet.publish.asset import Asset, Assets

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_OF_ADDRESSES = str.maketrans({"<": "%3C", ">": "%3E"})
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)")


def twin_targets(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield `index.md` beside every briefing of the newest `markdown_days` days."""
    for story in stories_with_twins(archive, site):
        # Not by its address, which is the name of the page's own target.
        yield Target(f"{story.path}/twin", story.digest, partial(_twin, archive, site, story))


def stories_with_twins(archive: Archive, site: Site) -> Iterator[Story]:
    """Yield the stories that are there as Markdown too, the newest first."""
    newest = archive.newest
    for edition in archive.editions.values():
        if newest is None or newest.day - edition.day >= timedelta(site.markdown_days):
            return
        yield from (archive.stories[path] for path in edition.stories)


def twin_url(path: str) -> str:
    """`2026/04/24/slug/index.md`."""
    return f"{story_url(path)}index.md"


def _twin(archive: Archive, site: Site, story: Story) -> tuple[Asset, ...]:
    return (Asset(uri=twin_url(story.path), content=story_markdown(archive, site, story).encode()),)


def story_markdown(archive: Archive, site: Site, story: Story, *, level: int = 1) -> str:
    """Return a briefing as Markdown with its evidence: what the page says, without what is around it.

    Its headline has `level` signs, its sections one more.
    """
    top, below = "#" * level, "#" * (level + 1)
    briefing = story.briefing
    topic = archive.topics.get(briefing.category or "")
    head = [day_in_words(story.day), topic.label if topic else "", label_of("label", briefing.label), counts(story)]
    parts = [
        f"{top} {as_line(briefing.title)}",
        f"*{as_line(briefing.dek)}*" if briefing.dek else "",
        f"{' · '.join(as_line(one) for one in head if one)}  \n<{site.absolute(story_url(story.path))}>",
        f"{below} Key points",
        _points(story),
        f"{below} Summary",
        _text(briefing.summary),
        f"{below} Who says what" if briefing.claims else "",
        _claims(story),
        _text(briefing.body),
        f"{below} Coverage",
        "\n".join(_article(card) for card in story.cards),
        f"{below} Corrections" if briefing.corrections else "",
        _corrections(story),
        f"{below} How this was made",
        _made(site, story),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _points(story: Story) -> str:
    return "\n".join(
        f"- {_text(point.text, 2)}{''.join(f' [{number}]' for number in point.sources)}"
        for point in story.briefing.key_points
    )


def _claims(story: Story) -> str:
    """Return who says what, a claim an item: a table of many outlets is hard to read as text."""
    items = []
    for claim in story.briefing.claims:
        said = "; ".join(
            f"{as_line(story.cards[number - 1].publisher)} [{number}]: {as_line(words)}"
            for number, words in sorted(claim.says.items())
        )
        items.append(f"- {_text(claim.claim, 2)}: {said}")
    return "\n".join(items)


def _article(card: Card) -> str:
    article = card.article
    facts = [
        card.publisher,
        article.author or "",
        moment_in_words(article.published) if article.published else "",
        "paywall" if article.paywall else "",
    ]
    words = [
        f"tone: {label_of('tone', article.tone)}" if article.tone else "",
        f"sentiment: {label_of('sentiment', article.sentiment)}" if article.sentiment else "",
        f"intent: {label_of('intent', article.intent)}" if article.intent else "",
        f"names: {', '.join(mention.name for mention in card.entities)}" if card.entities else "",
    ]
    lines = [
        f"{card.number}. [{as_line(article.title)}](<{article.url.translate(_OF_ADDRESSES)}>), {', '.join(as_line(fact) for fact in facts if fact)}",
        _text(article.summary, 3) if article.summary else "",
        f"({'; '.join(as_line(word) for word in words if word)})" if any(words) else "",
    ]
    return "\n\n   ".join(line for line in lines if line)


def _corrections(story: Story) -> str:
    return "\n".join(f"- {short_day(one.date)}: {_text(one.text, 2)}" for one in story.briefing.corrections)


def _made(site: Site, story: Story) -> str:
    briefing = story.briefing
    reviewed = ", ".join(briefing.reviewed_by)
    return "\n".join(
        f"- {line}"
        for line in (
            f"Machine assistance: {_text(briefing.ai_assistance, 2)}" if briefing.ai_assistance else "",
            f"Reviewed by {as_line(reviewed)}." if reviewed else "Not yet reviewed by a named editor.",
            "Source counts are derived from the addresses of the articles.",
            f"Licence: {as_line(site.license)}" if site.license else "",
        )
        if line
    )


def as_line(text: str) -> str:
    """Return a plain text as one line of Markdown that means nothing but itself."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _text(text: str, indent: int = 0) -> str:
    """Return a text that is Markdown already, without HTML, its further lines indented to stay in a list item."""
    return _TAG.sub("&lt;", text.strip()).replace("\n", "\n" + " " * indent)
