"""The Atom feed of the newest briefings, with full text, absolute URLs and ids that never change (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from html import escape
from itertools import islice
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from broadsheet.derive import Archive, Story
from broadsheet.markup import blocks, inline, paragraphs
from broadsheet.pages import Site, key_of
from broadsheet.pages.blurb import counts, standfirst
from broadsheet.pages.page import story_url
from broadsheet.publish.asset import Assets, draft_of

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_drafts(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield `feed.xml`. Without `site_url` there is none: a feed needs absolute addresses."""
    if not site.url:
        return
    newest = list(islice(archive.stories, site.feed_items))
    key = key_of(archive.faces(newest), site.picture_uris(newest))
    yield draft_of("feed.xml", key, partial(_feed, archive, site, newest))


def _feed(archive: Archive, site: Site, paths: Iterable[str]) -> bytes:
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": site.language})
    _text(feed, "id", site.url)
    _text(feed, "title", site.name)
    if site.description:
        _text(feed, "subtitle", site.description)
    _link(feed, "self", site.absolute("feed.xml"), "application/atom+xml")
    _link(feed, "alternate", site.url, "text/html")
    stories = [archive.stories[path] for path in paths]
    newest = max((story.gist.updated for story in stories), default=date(1970, 1, 1))
    _text(feed, "updated", _moment(newest))
    _author(feed, site.name)
    for story in stories:
        _entry(feed, archive, site, story)
    ElementTree.indent(feed, " ")
    body = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def entry_id(site: Site, story: Story) -> str:
    """Return a tag URI (RFC 4151) made of the feed's authority, the day and the path: nothing that is ever edited."""
    authority = site.feed_authority or urlsplit(site.url).hostname or "localhost"
    return f"tag:{authority},{story.day.isoformat()}:{quote(story.path)}"


def _entry(feed: ElementTree.Element, archive: Archive, site: Site, story: Story) -> None:
    briefing = story.briefing
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", entry_id(site, story))
    _text(entry, "title", briefing.title)
    _link(entry, "alternate", site.absolute(story_url(story.path)), "text/html")
    _text(entry, "published", _moment(briefing.day))
    _text(entry, "updated", _moment(briefing.updated))
    for source in story.sources:
        _author(entry, source.name)
    topic = archive.topics.get(briefing.category or "")
    if topic:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": topic.key, "label": _clean(topic.label)})
    _text(entry, "summary", standfirst(story))
    content = _text(entry, "content", _full_text(site, story))
    content.set("type", "html")


def _full_text(site: Site, story: Story) -> str:
    briefing = story.briefing
    parts = [f"<p><em>{escape(briefing.dek)}</em></p>" if briefing.dek else ""]
    if file := site.pictures.get(story.path):
        alt = escape(briefing.image.alt if briefing.image else "")
        parts.append(
            f'<p><img src="{escape(site.absolute(file.uri))}" alt="{alt}" width="{file.width}" height="{file.height}"></p>'
        )
        if briefing.image and briefing.image.ai_made:
            parts.append("<p>AI-generated illustration</p>")
    parts.append(paragraphs(briefing.summary))
    parts.append("<ul>" + "".join(f"<li>{inline(point.text)}</li>" for point in briefing.key_points) + "</ul>")
    if briefing.body:
        parts.append(blocks(briefing.body))
    parts.append(f"<p>{escape(counts(story))}</p><ol>")
    for card in story.cards:
        article = card.article
        parts.append(f'<li><a href="{escape(article.url)}">{escape(article.title)}</a> ({escape(card.publisher)})')
        parts.append(paragraphs(article.summary) if article.summary else "")
        parts.append("</li>")
    parts.append("</ol>")
    for correction in briefing.corrections:
        parts.append(f"<p><strong>Correction, {correction.date.isoformat()}.</strong></p>{paragraphs(correction.text)}")
    return "".join(parts)


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _clean(text)
    return element


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})


def _author(parent: ElementTree.Element, name: str) -> None:
    _text(ElementTree.SubElement(parent, f"{{{ATOM}}}author"), "name", name)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _clean(text: str) -> str:
    """Drop what XML 1.0 cannot hold; checked briefings have none of it."""
    return _NOT_XML.sub("", text)
