"""Feeds as JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from broadsheet.pages import Site
from broadsheet.publish.feeds.entry import Entry, Head
from broadsheet.publish.feeds.format import Format
from broadsheet.text.time_zone import rfc3339

TYPE = "application/feed+json"


def json_feed(site: Site, head: Head, items: Sequence[str]) -> bytes:
    """Return a whole feed; `items` come from `json_item`."""
    above = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": site.absolute(head.url),
        "feed_url": site.absolute(head.uri),
        "language": site.language,
        "authors": [{"name": site.name, "url": site.url}],
    }
    if head.about:
        above["description"] = head.about
    return (to_json(above).decode()[:-1] + ',"items":[\n' + ",\n".join(items) + "\n]}\n").encode()


def json_item(entry: Entry) -> str:
    """Return an entry as JSON."""
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": name, "url": home} if home else {"name": name} for name, home in entry.authors],
        "tags": [*([entry.section[1]] if entry.section else []), *entry.tags],
        "language": entry.language,
    }
    if picture := entry.enclosure:
        item["image"] = picture.url
        item["attachments"] = [{"url": picture.url, "mime_type": "image/jpeg", "size_in_bytes": picture.length}]
    return to_json({key: value for key, value in item.items() if value}).decode()


JSON_FEED = Format(file="feed.json", media_type=TYPE, label="JSON", entry=json_item, document=json_feed)
