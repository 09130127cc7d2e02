"""The one address of an article: as its page gives it, without what tells a publisher where a reader came from."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from pydantic import TypeAdapter, ValidationError

from broadsheet.model.article_urls import without_tracking
from broadsheet.model.scalars import Url
from broadsheet.text.domains import registrable_domain

_URL: TypeAdapter[str] = TypeAdapter(Url)


def sound(url: object, base: str = "") -> str:
    """Return an address that a briefing may hold, made whole by `base`, or nothing."""
    if not isinstance(url, str) or not url.strip() or len(url) > 4_000:
        return ""
    try:
        whole, mark, fragment = without_tracking(urljoin(base, url.strip())).partition("#")
        fragment = fragment.partition(":~:")[0]  # words to scroll to, which a search engine or a friend put there
        return _URL.validate_python(f"{whole}{mark if fragment else ''}{fragment}")
    except (ValueError, ValidationError):
        return ""


def chosen(at: str, named: list[str], base: str = "") -> str:
    """Return the address of an article that was found `at`: the first that its page names on the same publisher's domain.

    A front page is no article's address, and a page does not speak for another publisher. `base` is what addresses in
    the page count from.
    """
    for one in named:
        url = sound(one, sound(base, at) or at)
        if url and (not at or registrable_domain(url) == registrable_domain(at)) and _leads_in(url) >= _leads_in(at):
            return url
    return sound(at)


def _leads_in(url: str) -> bool:
    """Whether an address leads behind the front page."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
