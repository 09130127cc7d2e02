"""robots.txt: everybody may read everything, and here is where it is listed."""

from __future__ import annotations

from broadsheet.pages import Site, Target
from broadsheet.publish.asset import Asset, target_of
from broadsheet.publish.sitemap import INDEX_URI, NEWS_URI


def robots_target(site: Site) -> Target[tuple[Asset, ...]]:
    """Return `robots.txt`. A file of that name in docs/ stands in its place; without `site_url` it names no sitemap."""
    lines = ["User-agent: *", "Disallow:", ""]
    if site.url:
        lines += [f"Sitemap: {site.absolute(uri)}" for uri in (INDEX_URI, NEWS_URI)]
    content = "\n".join(lines).rstrip().encode() + b"\n"
    return target_of("robots.txt", b"", lambda: content)
