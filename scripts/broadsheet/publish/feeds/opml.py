"""The feeds as OPML 2.0, so that a reader takes all of them, or a section, in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from broadsheet.pages import Site
from broadsheet.pages.feeds import Feed
from broadsheet.publish.xml import attribute, tag


def opml(site: Site, groups: Iterable[tuple[str, str, Sequence[Feed]]]) -> bytes:
    """Return groups of feeds, each (title, where its list is, feeds)."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head>\n',
        tag("title", site.name),
        "</head>\n<body>\n",
    ]
    for title, _, feeds in groups:
        if feeds:
            parts.append(f'<outline text="{attribute(title)}">\n')
            parts += [_outline(site, feed) for feed in feeds]
            parts.append("</outline>\n")
    return "".join([*parts, "</body>\n</opml>\n"]).encode()


def _outline(site: Site, feed: Feed) -> str:
    title = attribute(feed.title)
    return (
        f'<outline type="rss" text="{title}" title="{title}" xmlUrl="{attribute(site.absolute(feed.atom))}" '
        f'htmlUrl="{attribute(site.absolute(feed.url))}"/>\n'
    )
