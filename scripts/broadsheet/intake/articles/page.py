"""A page's HTML to a Clipping: JSON-LD first, then OpenGraph, then meta tags, then what a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from broadsheet.intake.articles.address import chosen
from broadsheet.intake.articles.jsonld import address_of, article_in, is_closed, names_of, text_of
from broadsheet.intake.articles.moments import moment
from broadsheet.intake.articles.values import ArticleMetadata, line

_SAVED_FROM = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s>]+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "parsely-title", "headline")
_SITES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "twitter:app:name:iphone")
_AUTHORS = ("author", "article:author", "parsely-author", "byl", "dc.creator", "citation_author", "sailthru.author")
_TIMES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "dcterms.created", "dc.date.issued", "dc.date", "citation_publication_date", "citation_date",
    "date",
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
    page = _read(text)
    if page is None:
        return ArticleMetadata(url=chosen(at, []), trouble="is empty")
    node = article_in(page.scripts)
    saved = _SAVED_FROM.search(text[:4096])
    at = at or (saved[1] if saved else "")
    named = [page.canonical, *page.of("og:url"), address_of(node.get("url")), address_of(node.get("mainEntityOfPage"))]
    url = chosen(at, named, page.base)
    site = _first((*names_of(node.get("publisher")), *page.of(*_SITES)))
    title = _first((text_of(node.get("headline")), text_of(node.get("name")), *page.of(*_TITLES), *page.titles))
    if not title or _NO_ARTICLE.fullmatch(title.strip(" .…!")):
        return ArticleMetadata(url=url, trouble=f"shows only “{title}”" if title else "does not say what it is about")
    return ArticleMetadata(
        url=url,
        title=title,
        publisher=line(site, 150),
        author=_author((*names_of(node.get("author")), *([] if node.get("author") else page.of(*_AUTHORS))), site),
        published=next(filter(None, map(moment, (node.get("datePublished"), *page.of(*_TIMES), *page.times))), ""),
        language=_language((text_of(node.get("inLanguage")), page.language, *page.of("og:locale", "content-language"))),
        description=line(_first((*page.of(*_DESCRIPTIONS), text_of(node.get("description")))), 300),
        paywall=is_closed(node)
        or any(tier.lower() in ("locked", "metered") for tier in page.of("article:content_tier")),
    )


@dataclass(slots=True, kw_only=True)
class _Page:
    """The parts of a page that speak of it."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    canonical: str = ""
    base: str = ""
    language: str = ""

    def of(self, *names: str) -> list[str]:
        """Return what the meta tags of these names say, in the order of the names."""
        return [content for name in names for content in self.meta.get(name, ())]


def _read(text: str) -> _Page | None:
    """Take a page apart. None where there is no page."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:
        return None
    page = _Page(language=root.get("lang") or root.get("xml:lang") or "")
    headings: list[str] = []
    every_time: list[str] = []
    for element in root.iter("meta", "link", "base", "title", "h1", "script", "time"):
        match element.tag:
            case "meta":
                names = (
                    element.get("property")
                    or element.get("name")
                    or element.get("itemprop")
                    or element.get("http-equiv")
                )
                if content := (element.get("content") or "").strip():
                    page.meta.setdefault((names or "").strip().lower(), []).append(content)
            case "link" if "canonical" in (element.get("rel") or "").lower().split():
                page.canonical = page.canonical or element.get("href") or ""
            case "base":
                page.base = page.base or element.get("href") or ""
            case "title" if not page.titles:  # a text as long as the page is taken out once
                page.titles.append(_text(element))
            case "h1" if not headings:
                headings.append(_text(element))
            case "script" if (element.get("type") or "").lower().startswith("application/ld+json"):
                page.scripts.append(element.text or "")
            case "time" if element.get("datetime"):
                told = "pubdate" in element.attrib or (element.get("itemprop") or "").lower() == "datepublished"
                (page.times if told else every_time).append(element.get("datetime"))
    page.titles = [title for title in (*page.titles, *headings) if title]
    if len(set(every_time)) == 1:
        page.times += every_time[:1]
    return page


def _text(element: etree._Element) -> str:
    return line("".join(element.itertext())[:4_000])


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, map(line, texts)), "")


def _author(names: Sequence[str], site: str) -> str:
    """Return the byline: people's names, each once; an address or the publisher itself is nobody."""
    kept: dict[str, str] = {}
    for name in names:
        clean = re.sub(r"^(?:by|von|par)\s+", "", line(name, 200), flags=re.IGNORECASE)
        if clean and "://" not in clean and clean.casefold() != site.casefold():
            kept.setdefault(clean.casefold(), clean)
    return line(", ".join([*kept.values()][:8]))


def _language(tags: Iterable[str]) -> str:
    for tag in tags:
        clean = tag.strip().replace("_", "-").split(",")[0]
        if _LANGUAGE.fullmatch(clean):
            return clean
    return ""
