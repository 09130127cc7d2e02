"""robots.txt: everything may be crawled, and these are the sitemaps."""

from __future__ import annotations

from broadsheet.pages import Site, Target, key_of
from broadsheet.publish.asset import Asset, target_of
from broadsheet.publish.sitemap import INDEX_URI, NEWS_URI


def robots_target(site: Site, *, has_news: bool = True) -> Target[tuple[Asset, ...]]:
    """Return `robots.txt`. It names the sitemaps where there is `site_url`, that of news where `has_news`."""
    lines = ["User-agent: *", "Disallow:", ""]
    if site.url:
        lines += [f"Sitemap: {site.absolute(uri)}" for uri in (INDEX_URI, NEWS_URI)[: 1 + has_news]]
    content = "\n".join(lines).rstrip().encode() + b"\n"
    return target_of("robots.txt", key_of(has_news), lambda: content)
