"""An address to a Clipping: one polite request for the page, or an account of why it cannot be read."""

from __future__ import annotations

import zlib
from dataclasses import replace

from broadsheet.clippings.address import sound
from broadsheet.clippings.charset import decoded
from broadsheet.clippings.page import from_page
from broadsheet.clippings.saved import foreign
from broadsheet.clippings.values import Clipping
from broadsheet.links import Asker, page_at
from broadsheet.links.values import State, Unanswered

MOST_OF_A_PAGE = 2 * 1024 * 1024  # what a page says of itself stands at its beginning
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")


def from_web(url: str, asker: Asker) -> Clipping:
    """Fetch a page and return what it says of its article. Never raises for what a server does."""
    asked = sound(url) or url
    try:
        at, answer = page_at(url, asker, MOST_OF_A_PAGE)
    except Unanswered as unanswered:
        nameless = unanswered.state is State.DEAD
        return Clipping(url=asked, trouble=f"{unanswered.reason}{', or there is no network' if nameless else ''}")
    if answer.status >= 300:
        return Clipping(url=asked, trouble=f"answers {answer.in_words}")
    body = _unpacked(answer.body)
    kind = answer.content_type.partition(";")[0].strip().lower()
    why = foreign(body) or (f"is {kind[:60]}, not a page" if kind and kind not in _PAGES else "")
    if why or not body.strip():
        return Clipping(url=asked, trouble=why or "is empty")
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
