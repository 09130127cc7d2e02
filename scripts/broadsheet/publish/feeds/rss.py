"""Feeds as RSS 2.0, for readers that support neither Atom nor JSON Feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from broadsheet.pages import Site
from broadsheet.publish.feeds.entry import Entry, Head
from broadsheet.publish.feeds.format import Format
from broadsheet.publish.xml import attribute, plain_text, tag

TYPE = "application/rss+xml"
_SPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def rss_feed(site: Site, head: Head, items: Sequence[str]) -> bytes:
    """Return a whole feed; `items` come from `rss_item`."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<rss version="2.0" {_SPACES}>\n<channel>\n',
        tag("title", head.title, escaped=plain_text),
        tag("link", site.absolute(head.url)),
        tag("description", escape(head.about or head.title, quote=False)),
        tag("language", site.language),
        tag("lastBuildDate", _moment(head.updated)),
        tag("generator", "Broadsheet"),
        f'<atom:link rel="self" type="{TYPE}" href="{attribute(site.absolute(head.uri))}"/>\n',
        *items,
        "</channel>\n</rss>\n",
    ]
    return "".join(parts).encode()


def rss_item(entry: Entry) -> str:
    """Return an entry as XML."""
    picture = entry.enclosure
    parts = [
        "<item>\n",
        tag("title", entry.title, escaped=plain_text),
        tag("link", entry.url),
        tag("guid", entry.id, ' isPermaLink="false"'),
        tag("pubDate", _moment(entry.published)),
        *[tag("dc:creator", name) for name, _ in entry.authors],
        tag("category", entry.section[1]) if entry.section else "",
        tag("description", escape(entry.summary, quote=False) if entry.summary else entry.html),
        tag("content:encoded", entry.html) if entry.summary else "",
        f'<enclosure url="{attribute(picture.url)}" length="{picture.length}" type="image/jpeg"/>\n' if picture else "",
        "</item>\n",
    ]
    return "".join(parts)


def _moment(moment: datetime) -> str:
    return format_datetime(moment, usegmt=moment.tzinfo is UTC)


RSS = Format(file="rss.xml", media_type=TYPE, label="RSS", entry=rss_item, document=rss_feed)
