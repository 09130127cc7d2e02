"""An address to a Clipping: one polite request for the page, or an account of why it cannot be read."""

from __future__ import annotations

import zlib
from dataclasses import replace

from broadsheet.intake.articles.address import sound
from broadsheet.intake.articles.page import from_page
from broadsheet.intake.articles.saved import foreign
from broadsheet.intake.articles.values import ArticleMetadata
from broadsheet.text.charset import decoded
from broadsheet.web.answers import State, Unanswered
from broadsheet.web.client import Client
from broadsheet.web.page import page_at

MOST_OF_A_PAGE = 2 * 1024 * 1024  # what a page says of itself stands at its beginning
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")


def from_web(url: str, client: Client) -> ArticleMetadata:
    """Fetch a page and return what it says of its article. Never raises for what a server does."""
    asked = sound(url) or url
    try:
        at, answer = page_at(url, client, MOST_OF_A_PAGE)
    except Unanswered as unanswered:
        nameless = unanswered.state is State.DEAD
        return ArticleMetadata(
            url=asked, trouble=f"{unanswered.reason}{', or there is no network' if nameless else ''}"
        )
    if answer.status >= 300:
        return ArticleMetadata(url=asked, trouble=f"answers {answer.in_words}")
    body = _unpacked(answer.body)
    kind = answer.content_type.partition(";")[0].strip().lower()
    why = foreign(body) or (f"is {kind[:60]}, not a page" if kind and kind not in _PAGES else "")
    if why or not body.strip():
        return ArticleMetadata(url=asked, trouble=why or "is empty")
    found = from_page(decoded(body, answer.content_type), at)
    return replace(found, url=asked if found.trouble else found.url or asked)  # it may have led to a place to log in


def _unpacked(body: bytes) -> bytes:
    """Unpack what a server packed although it was asked not to; never more than is wanted."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(47).decompress(body, MOST_OF_A_PAGE)
    except zlib.error:
        return body
