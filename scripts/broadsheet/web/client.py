"""Asking with manners: one request at a time to a host, a pause after each, a second try where one may help."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import TypeVar

from broadsheet.web.answers import RequestPolicy, Unanswered
from broadsheet.web.connection import Connector, Target
from broadsheet.web.fetch import Answer, fetch

T = TypeVar("T")

_PERHAPS_LATER = {429, 500, 502, 503, 504}
_NO_HEAD = {405, 501}


class Stopped(Exception):
    """Somebody wants no more answers."""


class Client:
    """Asks servers, at most one request to a host at a time. Threads may share it."""

    def __init__(self, policy: RequestPolicy, reach: Connector) -> None:
        """Ask with these manners, as far as `reach` goes."""
        self.policy = policy
        self.stop = Event()
        self._reach = reach
        self._gates: defaultdict[str, _Gate] = defaultdict(lambda: _Gate(self.stop, policy.pause))
        self._lock = Lock()

    def slow_down(self, target: Target, seconds: float) -> None:
        """Leave at least this long between two requests to a host, within what manners allow."""
        gate = self._gate(target)
        gate.pause = max(gate.pause, min(seconds, self.policy.longest))

    def head(self, target: Target) -> Answer:
        """Ask for the head of a page, and for the page where a server does not answer that well."""
        gate = self._gate(target)
        if gate.takes_head:
            try:
                answer = self._once("HEAD", target)
            except Unanswered as unanswered:
                if not unanswered.again:
                    raise
            else:
                if answer.status < 400:
                    return answer
                gate.takes_head = answer.status not in _NO_HEAD
                if answer.status == 429 and not self._rests(gate, answer, 0):
                    return answer
        return self.get(target)

    def get(self, target: Target, most: int = 0) -> Answer:
        """Ask for a page, and ask again where that may help. Raises Unanswered."""
        gate = self._gate(target)
        tried = 0
        while True:
            try:
                answer = self._once("GET", target, most)
                if answer.status not in _PERHAPS_LATER or tried == self.policy.retries:
                    return answer
                if not self._rests(gate, answer, tried):
                    return answer
            except Unanswered as unanswered:
                if not unanswered.again or tried == self.policy.retries:
                    raise
                gate.rest(self._backoff(tried))
            tried += 1

    def _rests(self, gate: _Gate, answer: Answer, tried: int) -> bool:
        """Let a host rest for as long as it asks; False where that is longer than we wait."""
        wanted = max(_seconds(answer), self._backoff(tried))
        gate.rest(min(wanted, self.policy.longest))
        return wanted <= self.policy.longest

    def _backoff(self, tried: int) -> float:
        return self.policy.pause * (2 << tried)

    def _once(self, method: str, target: Target, most: int = 0) -> Answer:
        policy = self.policy
        return self._gate(target).through(
            lambda: fetch(method, target, reach=self._reach, agent=policy.agent, timeout=policy.timeout, most=most)
        )

    def _gate(self, target: Target) -> _Gate:
        with self._lock:
            return self._gates[target.host]


class _Gate:
    """The one way to a host."""

    def __init__(self, stop: Event, pause: float) -> None:
        self.pause = pause
        self.takes_head = True
        self._stop = stop
        self._lock = Lock()
        self._free_at = 0.0

    def rest(self, seconds: float) -> None:
        self._free_at = max(self._free_at, time.monotonic() + seconds)

    def through(self, ask: Callable[[], T]) -> T:
        with self._lock:
            if self._stop.wait(max(0.0, self._free_at - time.monotonic())):
                raise Stopped
            try:
                return ask()
            finally:
                self.rest(self.pause)


def _seconds(answer: Answer) -> float:
    """Return how long a server asks us to wait; a date counts from the server's own clock."""
    wanted = answer.retry_after.strip()
    if wanted.isascii() and wanted.isdecimal():
        return float(wanted[:9])
    try:
        return max(0.0, (parsedate_to_datetime(wanted) - parsedate_to_datetime(answer.date)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
