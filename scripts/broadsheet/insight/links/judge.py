"""One link to one finding: robots.txt first, then the page, along up to five redirects."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

from broadsheet.web.answers import MOST_REDIRECTS, Finding, State, Unanswered
from broadsheet.web.client import Client
from broadsheet.web.connection import target_of
from broadsheet.web.fetch import Answer
from broadsheet.web.robots import REDIRECTS, Robots

_FOR_GOOD = {301, 308}
_GONE = {404, 410}
_KEPT_OUT = {401, 402, 403, 407, 429, 451}


class LinkChecker:
    """Finds out how links stand. Threads may share it."""

    def __init__(self, client: Client) -> None:
        """Ask through `asker`."""
        self.client = client
        self._robots = Robots(client)

    def judge(self, url: str) -> Finding:
        """Follow an address to its end."""
        at, moved, for_good, seen = url, "", True, {url}
        while True:
            along = f"redirects to {at}, which " if at != url else ""
            try:
                target = target_of(at)
                if not self._robots.allow(target):
                    return Finding(
                        url=url, state=State.ROBOTS, reason=f"{along}asks programs to keep away (robots.txt)"
                    )
                answer = self.client.head(target)
            except Unanswered as unanswered:
                return Finding(url=url, state=unanswered.state, reason=along + unanswered.reason)
            if answer.status not in REDIRECTS or not answer.location:
                return _verdict(url, answer, along, moved)
            try:
                at = urldefrag(urljoin(at, answer.location))[0]
            except ValueError:
                return _broken(url, answer, "redirects to something that is no address")
            for_good = for_good and answer.status in _FOR_GOOD
            moved = at if for_good else moved
            if at in seen:
                return _broken(url, answer, "redirects in a circle")
            if len(seen) > MOST_REDIRECTS:
                return _broken(url, answer, f"redirects more than {MOST_REDIRECTS} times")
            seen.add(at)


def _verdict(url: str, answer: Answer, along: str, moved: str) -> Finding:
    said = f"{along}answers {answer.in_words}"
    if answer.status < 300 and moved:
        return Finding(url=url, state=State.MOVED, reason="has moved", status=answer.status, moved=moved)
    if answer.status < 300:
        return Finding(url=url, state=State.OK, status=answer.status)
    if answer.status in _GONE:
        return Finding(url=url, state=State.DEAD, reason=said, status=answer.status)
    if answer.status in _KEPT_OUT:
        return Finding(url=url, state=State.BLOCKED, reason=f"{said} to a program", status=answer.status)
    return Finding(url=url, state=State.BROKEN, reason=said, status=answer.status)


def _broken(url: str, answer: Answer, reason: str) -> Finding:
    return Finding(url=url, state=State.BROKEN, reason=reason, status=answer.status)
