"""The page at the end of an address: the same guarded requests, with the page itself as their answer."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

from broadsheet.web.answers import MOST_REDIRECTS, State, Unanswered
from broadsheet.web.client import Client
from broadsheet.web.connection import target_of
from broadsheet.web.fetch import Answer
from broadsheet.web.robots import REDIRECTS


def page_at(url: str, client: Client, most: int) -> tuple[str, Answer]:
    """Return where an address leads, and at most `most` bytes of what is there. Raises Unanswered.

    For somebody who names one page and waits for it, as a browser would ask; so robots.txt, which is for those who walk
    from page to page, is not asked.
    """
    at, seen = url, {url}
    while True:
        answer = client.get(target_of(at), most)
        if answer.status not in REDIRECTS or not answer.location:
            return at, answer
        try:
            at = urldefrag(urljoin(at, answer.location))[0]
        except ValueError:
            raise Unanswered(State.BROKEN, "redirects to something that is no address") from None
        if at in seen:
            raise Unanswered(State.BROKEN, "redirects in a circle")
        if len(seen) > MOST_REDIRECTS:
            raise Unanswered(State.BROKEN, f"redirects more than {MOST_REDIRECTS} times")
        seen.add(at)
