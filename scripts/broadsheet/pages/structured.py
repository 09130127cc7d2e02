"""JSON-LD: what a page is, for search engines. One block a page, safe inside a script element."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic_core import to_json

from broadsheet.archive import Archive, Story
from broadsheet.pages.phrases import month_in_words, short_day
from broadsheet.pages.target import Site, day_url, story_url, topic_url

LISTED = 5
ABOUT = 4  # the first that a story names; the page has them all
LOGO = "assets/mark.svg"
_DIRECTORIES = {"sources": "Sources", "entities": "Entities", "topics": "Topics", "threads": "Threads"}
_DAYS = re.compile(r"(\d{4})/(?:(\d\d)/(?:\d\d/)?)?")
_WEEK = re.compile(r"\d{4}/w\d\d/")
_DRAWN_BY_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script_json(value: Any) -> str:
    """Return JSON that can stand inside `<script>`: nothing in it can close the element."""
    text = to_json(value).decode()
    for character, escaped in _ESCAPES.items():
        text = text.replace(character, escaped)
    return text


def news_article(archive: Archive, site: Site, story: Story) -> str:
    """Return a briefing as a schema.org NewsArticle that cites its sources.

    What the page's `index.json` says in full is left out here: every reader pays for these bytes.
    """
    briefing = story.briefing
    url = site.absolute(story_url(story.path))
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": briefing.title,
        "url": url,
        "datePublished": _midnight(briefing.day),
        "dateModified": _midnight(briefing.updated),
        "inLanguage": briefing.language or site.language,
        "publisher": _organisation(site),
        "author": [{"@type": "Person", "name": name} for name in briefing.reviewed_by]
        or {"@id": _organisation(site)["@id"]},
        "citation": [{"@type": "Article", "url": card.article.url} for card in story.cards],
        "about": [{"@type": "Thing", "name": mention.name} for mention in story.entities if mention.slug][:ABOUT],
        "correction": [
            {"@type": "CorrectionComment", "datePublished": str(c.date), "text": c.text} for c in briefing.corrections
        ],
    }
    topic = archive.topics.get(briefing.category or "")
    article["articleSection"] = topic.label if topic else None
    if file := site.pictures.get(story.path):
        image = briefing.image
        article["image"] = _some(
            {
                "@type": "ImageObject",
                "url": site.absolute(file.uri),
                "width": file.width,
                "height": file.height,
                "creditText": image.credit if image else None,
                "digitalSourceType": _DRAWN_BY_MACHINE if image and image.ai_made else None,
            }
        )
    above = (topic.label, topic_url(topic.key)) if topic else (short_day(briefing.day), day_url(briefing.day))
    article["mainEntityOfPage"] = {"@type": "WebPage", "breadcrumb": _breadcrumb(site, [above])}
    return script_json(_some(article))


def collection(site: Site, title: str, url: str, paths: Sequence[str] = ()) -> str:
    """Return a list page as a schema.org CollectionPage with its first stories, whose names stand on the page."""
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "url": site.absolute(url),
        "inLanguage": site.language,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.absolute("")},
    }
    if url:
        page["breadcrumb"] = _breadcrumb(site, _above(url), title)
    else:
        page["publisher"] = _organisation(site) | {"logo": site.absolute(LOGO)}
    if paths:
        page["mainEntity"] = {
            "@type": "ItemList",
            "numberOfItems": len(paths),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "url": site.absolute(story_url(path)),
                }
                for place, path in enumerate(paths[:LISTED], 1)
            ],
        }
    return script_json(page)


def _above(url: str) -> list[tuple[str, str]]:
    """Return the pages above one, as (name, address): directories above their entries, years above months above days."""
    first = url.partition("/")[0]
    if first in _DIRECTORIES and url != f"{first}/":
        return [(_DIRECTORIES[first], f"{first}/")]
    if _WEEK.fullmatch(url):
        return [("Archive", "archive/")]
    found = _DAYS.fullmatch(url)
    if not found:
        return []
    year, month = found[1], found[2]
    above = [("Archive", "archive/"), (year, f"{year}/")][: 2 if month else 1]
    if url.count("/") == 3:
        above.append((month_in_words(int(year), int(month)), f"{year}/{month}/"))
    return above


def _breadcrumb(site: Site, above: Sequence[tuple[str, str]], title: str = "") -> dict[str, Any]:
    """Return the way from the front page to a page. The page itself, last, needs no address, and may be left out."""
    items: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": place, "name": name, "item": site.absolute(url)}
        for place, (name, url) in enumerate([(site.name, ""), *above], 1)
    ]
    if title:
        items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _organisation(site: Site) -> dict[str, str]:
    home = site.absolute("")
    return {"@type": "NewsMediaOrganization", "@id": home, "name": site.name, "url": home}


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _some(value: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {key: item for key, item in value.items() if item not in (None, [], "")}
