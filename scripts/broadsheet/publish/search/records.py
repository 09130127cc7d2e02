"""What the search knows of a briefing: the text that is searched, the facets, and what a result shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import quote, urlencode

from broadsheet.archive import Archive, Story
from broadsheet.model.vocabulary import label_of
from broadsheet.pages import Site
from broadsheet.pages.phrases import short_day
from broadsheet.pages.target import PictureFile, story_url
from broadsheet.pages.teaser import category, counts, source_bar
from broadsheet.publish.search.terms import hidden_terms
from broadsheet.text.language import direction
from broadsheet.text.markup import blocks, inline, paragraphs, plain

THUMBNAIL = 320
_END = "\u2063"  # ends a field, glued to its last word: Pagefind counts words by spaces, and so does the browser
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|pre)>")
_SEPARATORS = re.compile("[\u200b\u2063]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A briefing for Pagefind.

    `url` is its address below the site's root and, as parameters after `#`, what a result shows besides: that is the one
    part of a record that Pagefind neither searches nor changes. `content` is the fields that are searched and shown, the
    headline first, each ended by U+2063; after a second one come words that are searched only. `title` is what counts
    more. `day` is ISO; `facets` is facet -> values.
    """

    url: str
    content: str
    title: str
    day: str
    facets: Mapping[str, tuple[str, ...]]


def stories_json(records: Sequence[Record], ids: Mapping[str, str]) -> bytes:
    """Return which story has which facets, for one index.

    Pagefind's own filters cannot count the other choices of a facet beside the chosen one, and their files differ from
    run to run. `ids` is url -> Pagefind's id. In what is returned, `days` are pairs of a day and its number of stories,
    and `facets` is facet -> pairs of a value and the places of its stories, each as its distance from the one before.
    """
    facets: dict[str, dict[str, list[int]]] = {}
    for place, record in enumerate(records):
        for facet, values in record.facets.items():
            for value in values:
                facets.setdefault(facet, {}).setdefault(value, []).append(place)
    said = {
        "ids": [ids[record.url] for record in records],
        "days": [[day, len(list(found))] for day, found in groupby(record.day for record in records)],
        "facets": {
            facet: [[value, _steps(places)] for value, places in sorted(found.items())]
            for facet, found in sorted(facets.items())
        },
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _steps(places: Sequence[int]) -> list[int]:
    return [place - before for before, place in pairwise([0, *places])]


def record_of(archive: Archive, site: Site, story: Story) -> Record:
    """Return the record of a story."""
    briefing = story.briefing
    shown = _fields(
        [
            briefing.title,
            briefing.dek or "",
            *_blocks(paragraphs(briefing.summary)),
            *(plain(inline(point.text)) for point in briefing.key_points),
            *_blocks(blocks(briefing.body)),
            *(text for card in story.cards for text in _blocks(paragraphs(card.article.summary or ""))),
            *(card.article.title for card in story.cards),
        ]
    )
    named = [*_sources(archive, story), *(mention.name for mention in story.entities)]
    searched = _fields([*named, *hidden_terms(" ".join([*shown, *named]))])
    return Record(
        url=f"{story_url(story.path)}#{urlencode(_shown(archive, site, story), quote_via=quote, safe='')}",
        content=" ".join(field + _END for field in shown) + _END + " " + " ".join(searched),
        title=" ".join([briefing.title, *hidden_terms(briefing.title)]),
        day=briefing.day.isoformat(),
        facets={name: values for name, values in _facets(archive, story).items() if values},
    )


def _blocks(html: str) -> Iterator[str]:
    """Yield the words of each paragraph, head, item and row: no sentence runs from one into the next."""
    yield from map(plain, _BLOCK_END.split(html))


def _fields(texts: Iterable[str]) -> list[str]:
    """Return texts on one line each, without what would part words or fields; the empty ones are left out."""
    folded = (" ".join(_SEPARATORS.sub("", text).split()) for text in texts)
    return [text for text in folded if text]


def _facets(archive: Archive, story: Story) -> dict[str, tuple[str, ...]]:
    briefing = story.briefing
    articles = [card.article for card in story.cards]
    topic = category(archive, story)
    return {
        "source": _once(_sources(archive, story)),
        "entity": _once(mention.name for mention in story.entities if mention.slug),
        "topic": _once([topic["label"]] if topic else []),
        "tone": _once(label_of("tone", article.tone) for article in articles),
        "sentiment": _once(label_of("sentiment", article.sentiment) for article in articles),
        "intent": _once(label_of("intent", article.intent) for article in articles),
        "label": _once([label_of("label", briefing.label)]),
    }


def _sources(archive: Archive, story: Story) -> list[str]:
    return [archive.sources[source.domain].name for source in story.sources]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _shown(archive: Archive, site: Site, story: Story) -> dict[str, str]:
    """Return what a result shows and nobody searches for."""
    briefing = story.briefing
    topic = category(archive, story)
    said: dict[str, Any] = {
        "date": short_day(briefing.day),
        "counts": counts(story),
        "bar": "_".join(f"{part['x']}.{part['width']}.{part['shade']}" for part in source_bar(story.sources)),
        "label": label_of("label", briefing.label),
        "topic": topic["label"] if topic else "",
        "lang": briefing.language or "",
        "dir": direction(briefing.language) if briefing.language else "",
        "image": _thumbnail(site.pictures.get(story.path)),
    }
    return {name: value for name, value in said.items() if value}


def _thumbnail(file: PictureFile | None) -> str:
    """Return `width.height.address` of the narrowest WebP that is wide enough for a list, or of what there is."""
    if file is None:
        return ""
    webp = sorted((one.width, one.height, one.uri) for one in file.renditions if one.format == "webp")
    wide = [one for one in webp if one[0] >= THUMBNAIL] or webp[-1:] or [(file.width, file.height, file.uri)]
    return "{}.{}.{}".format(*wide[0])
