"""A page's HTML to a Clipping: JSON-LD first, then OpenGraph, then meta tags, then what a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from broadsheet.intake.articles.address import chosen
from broadsheet.intake.articles.bylines import begins_with_by, people, people_seen
from broadsheet.intake.articles.elements import Elements, elements_of
from broadsheet.intake.articles.jsonld import (
    Node,
    address_of,
    article_of,
    is_closed,
    names_of,
    nodes_in,
    site_names,
    text_of,
)
from broadsheet.intake.articles.moments import day_in, moment
from broadsheet.intake.articles.titles import headline, site_in
from broadsheet.intake.articles.values import ArticleMetadata, line, said

_SAVED_FROM = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s>]+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NO_LANGUAGES = {"und", "mul", "zxx", "x"}
_TITLES = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "parsely-title",
    "twitter:title",
    "title",
    "headline",
)
_SITES = (
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "twitter:app:name:iphone",
)
_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "byl",
    "sailthru.author",
    "cxenseparse:author",
    "authors",
)
_CITED_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "dc.contributor")
_TIMES = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "og:article:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "published_time", "cxenseparse:recs:publishtime",
    "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "citation_publication_date",
    "citation_online_date", "citation_date", "date",
)  # fmt: skip
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_NO_ARTICLE = re.compile(
    r"just a moment|access denied|attention required(?: ?[!|].*)?|are you (?:a )?(?:human|robot)|robot check|captcha|checking your browser"
    r"|verify (?:that )?you are (?:a )?human|(?:error )?(?:[45]\d\d)?[\s:|–-]*(?:page )?(?:not found|forbidden|error|unavailable|unauthorized)"
    r"|[45]\d\d|please enable (?:javascript|cookies).*|log ?in|sign ?in|bot verification|security check(?:point)?|before you continue.*|consent",
    re.IGNORECASE,
)


def from_page(text: str, at: str = "") -> ArticleMetadata:
    """Return what a page says of its article. `at` is where it was found, if that is known."""
    saved = _SAVED_FROM.search(text[:4096])
    at = at or (saved[1] if saved else "")
    page = elements_of(text, at)
    if page is None:
        return ArticleMetadata(url=chosen(at, []), trouble="is empty")
    named = [page.canonical, *page.of("og:url")]
    nodes = nodes_in(page.scripts)
    node = article_of(nodes, (page.title, *page.headings, *page.of("og:title")), [at, *named])
    url = chosen(at, [*named, address_of(node.get("url")), address_of(node.get("mainEntityOfPage"))], page.base)
    titles = [said(one) for one in (text_of(node.get("headline")), *page.of(*_TITLES), text_of(node.get("name")))]
    host = urlsplit(url or at).hostname or ""
    site = _site(page, node, titles, host)
    sites = [site, *_sites(page, node), *page.names, *site_names(nodes), *host.split(".")[:-1]]
    title = headline(titles, said(page.title), [said(one) for one in page.headings], sites)
    if not title or _NO_ARTICLE.fullmatch(title.strip(" .…!")):
        return ArticleMetadata(url=url, trouble=f"shows only “{title}”" if title else "does not say what it is about")
    language = _language(
        (page.language, *page.of("og:locale", "content-language", "dc.language"), text_of(node.get("inLanguage")))
    )
    return ArticleMetadata(
        url=url,
        title=title,
        publisher=line(site, 150),
        author=line(", ".join(_authors(page, node, language, sites))),
        published=_published(page, node),
        language=language,
        description=_first((*page.of(*_DESCRIPTIONS), text_of(node.get("description"))), 300),
        paywall=is_closed(node)
        or any(tier.lower() in ("locked", "metered") for tier in page.of("article:content_tier")),
    )


def _site(page: Elements, node: Node, titles: list[str], host: str) -> str:
    """Return the name of the site: as metadata says it, else as the end of <title> does."""
    title = said(page.title)
    candidates = (*_sites(page, node), site_in(title, [*titles, *page.headings], host), *map(said, page.of(*_SITES)))
    return next((one for one in candidates if one and len(one) <= 150), "")


def _sites(page: Elements, node: Node) -> list[str]:
    names = (*names_of(node.get("publisher")), *page.of("og:site_name"), *page.own.publisher)
    return [name for name in map(said, names) if name]


def _authors(page: Elements, node: Node, language: str, sites: list[str]) -> list[str]:
    """Return the authors from the first place that names any: JSON-LD, microdata, meta tags, links, the byline."""
    marked = ([*names_of(node.get("author"))], [*names_of(node.get("creator"))], page.own.authors)
    for values in marked:
        if found := people(map(said, values), language=language, not_these=sites):
            return found
    for name in (*_CITED_AUTHORS, *_AUTHORS):
        if found := people(
            map(said, page.of(name)), language=language, not_these=sites, inverted=name in _CITED_AUTHORS
        ):
            return found
    if found := people(page.own.linked_authors, language=language, not_these=sites):
        return found
    for text in page.own.bylines:
        if found := people_seen(text, language=language, not_these=sites):
            return found
    for text in page.own.leads:
        if begins_with_by(text, language) and (found := people_seen(text, language=language, not_these=sites)):
            return found
    return []


def _published(page: Elements, node: Node) -> str:
    """Return the moment of publication: as it is marked, else the only one that the article shows."""
    marked = (text_of(node.get("datePublished")), *page.of(*_TIMES), *page.own.published)
    if found := next(filter(None, map(moment, marked)), ""):
        return found
    for shown in (map(moment, page.own.times), map(day_in, page.own.dates), map(day_in, _bylines(page))):
        several = list(dict.fromkeys(filter(None, shown)))
        if len({one[:10] for one in several}) == 1:
            return several[0]
    return ""


def _bylines(page: Elements) -> list[str]:
    return [*page.own.bylines, *(one for one in page.own.leads if begins_with_by(one))]


def _first(texts: Iterable[str], most: int = 500) -> str:
    return next(filter(None, (said(text, most) for text in texts)), "")


def _language(tags: Iterable[str]) -> str:
    for tag in tags:
        clean = tag.strip().replace("_", "-").split(",")[0].partition(";")[0].strip()
        if _LANGUAGE.fullmatch(clean) and clean.partition("-")[0].lower() not in _NO_LANGUAGES:
            return clean
    return ""
