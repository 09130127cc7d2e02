"""The page of one briefing: the evidence beside the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from broadsheet.archive import Archive, Card, Mention, Story
from broadsheet.model.vocabulary import label_of, words
from broadsheet.pages.card import card_uri, story_card
from broadsheet.pages.citation import apa
from broadsheet.pages.generated_cover import cover
from broadsheet.pages.phrases import day_in_words, iso, moment_in_words, short_day
from broadsheet.pages.publisher_mark import mark
from broadsheet.pages.structured import news_article
from broadsheet.pages.target import (
    Page,
    Site,
    Target,
    day_url,
    digest_of,
    entity_url,
    source_url,
    story_url,
    thread_url,
)
from broadsheet.pages.teaser import blurb, category, counts, lines, picture, source_bar, standfirst
from broadsheet.text.language import lang_html
from broadsheet.text.markup import blocks, inline, paragraphs


def briefing_target(archive: Archive, site: Site, story: Story) -> Target[Page]:
    """Return the page of a story as a target: it shows the story, its neighbours, its thread and what is related."""
    stories = archive.stories
    parts = [
        story.digest,
        stories[story.newer].digest if story.newer else b"",
        stories[story.older].digest if story.older else b"",
    ]
    parts += [stories[path].digest for path in story.related]
    if story.thread:
        parts += [b"thread", archive.digests(archive.threads[story.thread].stories)]
    if story.path in site.pictures:
        parts += [b"picture", site.pictures[story.path].uri.encode()]
    parts.append(card_uri(archive, site, story).encode())
    key = digest_of(b"\0".join(parts))
    return Target(f"{story_url(story.path)}index.md", key, partial(briefing_page, archive, site, story))


def briefing_page(archive: Archive, site: Site, story: Story) -> Page:
    """Return the page of a story."""
    briefing = story.briefing
    url = story_url(story.path)
    full = [card for card in story.cards if card.article.summary]
    linked: set[str] = set()
    return Page(
        uri=f"{url}index.md",
        template="briefing.html",
        title=briefing.title,
        meta={
            "kind": "briefing",
            "path": story.path,
            "description": standfirst(story),
            "lang_html": lang_html(briefing.language),
            "label": label_of("label", briefing.label),
            "category": category(archive, story),
            "dek": briefing.dek,
            "date": {"iso": iso(briefing.day), "words": day_in_words(briefing.day), "url": day_url(briefing.day)},
            "updated": {"iso": iso(briefing.updated), "words": short_day(briefing.updated)}
            if briefing.corrections
            else None,
            "minutes": f"{story.minutes} min read",
            "counts": counts(story),
            "single": len(story.sources) == 1,
            "bar": source_bar(story.sources),
            "sources": _sources(story),
            "picture": picture(site, story),
            "cover_html": "" if story.path in site.pictures else cover(archive, story),
            "summary_html": paragraphs(briefing.summary),
            "points": _points(story),
            "claims": _claims(story),
            "body_html": blocks(briefing.body) if briefing.body else "",
            "cards": [_card(story, card, linked) for card in full],
            "more": [_more(story, card) for card in story.cards if not card.article.summary],
            "tones": _tones(story.cards),
            "thread": _thread(archive, story),
            "related": lines(archive, story.related, with_year=True),
            "corrections": [
                {"iso": iso(c.date), "words": short_day(c.date), "text_html": paragraphs(c.text)}
                for c in briefing.corrections
            ],
            "made": {
                "assistance_html": inline(briefing.ai_assistance) if briefing.ai_assistance else "",
                "reviewed_by": list(briefing.reviewed_by),
                "contributors": [{"name": c.name, "url": c.url} for c in briefing.contributors],
                "desk": briefing.desk,
            },
            "cite": apa(site, story),
            "edit_url": site.edit_url(briefing.file),
            "report_url": site.report_url(story.path),
            "newer": _neighbour(archive, story.newer),
            "older": _neighbour(archive, story.older),
            "jsonld": news_article(archive, site, story),
            "card": story_card(archive, site, story),
        },
    )


def _sources(story: Story) -> list[dict[str, Any]]:
    """Return who reported it; where two of them are one voice, the house they belong to is named."""
    voices = Counter(source.voice for source in story.sources)
    return [
        {
            "domain": source.domain,
            "name": source.name,
            "count": source.articles,
            "url": source_url(source.domain),
            "voice": source.voice if voices[source.voice] > 1 else None,
        }
        for source in story.sources
    ]


def _points(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "text_html": inline(point.text),
            "sources": list(point.sources),
        }
        for number, point in enumerate(story.briefing.key_points, 1)
    ]


def _claims(story: Story) -> dict[str, Any] | None:
    """Return who says what: a row a claim, a column an article that speaks on any of them."""
    claims = story.briefing.claims
    if not claims:
        return None
    numbers = sorted({number for claim in claims for number in claim.says})
    return {
        "columns": [{"number": n, "publisher": story.cards[n - 1].publisher} for n in numbers],
        "rows": [
            {
                "claim_html": inline(claim.claim),
                "cells": [_cell(claim.says.get(n), story.cards[n - 1]) for n in numbers],
            }
            for claim in claims
        ],
    }


def _cell(said: str | None, card: Card) -> dict[str, str]:
    if said is None:
        return {"text": "–", "kind": "silent", "by": card.publisher}
    folded = said.casefold()
    kind = "yes" if folded in ("yes", "true") else "no" if folded in ("no", "false") else "other"
    return {"text": {"yes": "yes", "no": "no"}.get(kind, said), "kind": kind, "by": card.publisher}


def _card(story: Story, card: Card, linked: set[str]) -> dict[str, Any]:
    """Return an article in full. An entity is a link where the page names it first; `linked` are those it has named."""
    article = card.article
    return {
        **_more(story, card),
        "summary_html": paragraphs(article.summary or ""),
        "entities": [_entity(mention, linked) for mention in card.entities],
        "tone": _word("tone", article.tone),
        "sentiment": _word("sentiment", article.sentiment),
        "intent": _word("intent", article.intent),
    }


def _more(story: Story, card: Card) -> dict[str, Any]:
    article = card.article
    return {
        "number": card.number,
        "title": article.title,
        "url": article.url,
        "publisher": card.publisher,
        "mark_html": mark(card.publisher, card.domain),
        "author": article.author,
        "published": {"iso": iso(article.published), "words": moment_in_words(article.published)}
        if article.published
        else None,
        "lang_html": lang_html(article.language, story.briefing.language or ""),
        "role": label_of("role", article.role),
        "paywall": article.paywall,
        "archived": article.archived,
        "cited_in": [n for n, point in enumerate(story.briefing.key_points, 1) if card.number in point.sources],
    }


def _entity(mention: Mention, linked: set[str]) -> dict[str, str | None]:
    if not mention.slug or mention.slug in linked:
        return {"name": mention.name, "url": None}
    linked.add(mention.slug)
    return {"name": mention.name, "url": entity_url(mention.slug)}


def _word(name: str, key: str | None) -> dict[str, str] | None:
    return {"key": key, "label": label_of(name, key)} if key else None


def _tones(cards: Sequence[Card]) -> list[dict[str, Any]]:
    """Return how each outlet tells it, from the most negative sentiment to the most positive, then by tone."""
    sentiments = list(words("sentiment"))
    tones = words("tone")

    def order(card: Card) -> tuple[int, int, int]:
        article = card.article
        sentiment = sentiments.index(article.sentiment) if article.sentiment in sentiments else len(sentiments)
        return sentiment, tones[article.tone].order if article.tone in tones else 99, card.number

    return [
        {
            "number": card.number,
            "publisher": card.publisher,
            "tone": label_of("tone", card.article.tone),
            "sentiment": _word("sentiment", card.article.sentiment) or {"key": "", "label": ""},
            "intent": label_of("intent", card.article.intent),
        }
        for card in sorted(cards, key=order)
        if card.article.tone or card.article.sentiment or card.article.intent
    ]


def _thread(archive: Archive, story: Story) -> dict[str, Any] | None:
    if not story.thread:
        return None
    thread = archive.threads[story.thread]
    return {
        "title": thread.title,
        "url": thread_url(thread.slug),
        "stops": [{**blurb(archive, archive.stories[path]), "here": path == story.path} for path in thread.stories],
    }


def _neighbour(archive: Archive, path: str | None) -> dict[str, str] | None:
    return {"title": archive.stories[path].title, "url": story_url(path)} if path else None
