"""What a server's robots.txt allows us, read once a run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from broadsheet.web.answers import MOST_BYTES, MOST_REDIRECTS, State, Unanswered
from broadsheet.web.client import Client
from broadsheet.web.connection import Target, target_of
from broadsheet.web.fetch import Answer

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin; without a parser, one rule for everything."""

    parser: RobotFileParser | None
    all_or_nothing: bool = True

    def allow(self, agent: str, target: Target) -> bool:
        """Whether we may ask for an address."""
        if not self.parser:
            return self.all_or_nothing
        try:
            return self.parser.can_fetch(agent, f"{target.origin}{target.path}")
        except ValueError:
            return False


class Robots:
    """The robots.txt of every origin that is asked. Threads may share it."""

    def __init__(self, client: Client) -> None:
        """Read them through `asker`."""
        self._client = client
        self._known: dict[str, Rules | Unanswered] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._lock = Lock()

    def allow(self, target: Target) -> bool:
        """Whether an address may be asked for. Raises Unanswered where its host does not answer at all."""
        with self._lock:
            lock = self._locks[target.origin]
        with lock:
            if target.origin not in self._known:
                self._known[target.origin] = self._read(target)
            rules = self._known[target.origin]
        if isinstance(rules, Unanswered):
            raise rules
        return rules.allow(self._client.policy.agent, target)

    def _read(self, target: Target) -> Rules | Unanswered:
        try:
            answer = self._file(f"{target.origin}/robots.txt")
        except Unanswered as unanswered:
            return unanswered
        if answer.status >= 500 or answer.status == 429:  # RFC 9309: what cannot be read just now forbids
            return Rules(None, all_or_nothing=False)
        if answer.status != 200:
            return Rules(None)
        parser = rules_of(answer.body)
        delay = parser.crawl_delay(self._client.policy.agent)
        if delay:
            self._client.slow_down(target, float(min(int(delay), 3600)))
        return Rules(parser)

    def _file(self, url: str) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._client.get(target_of(url), MOST_BYTES)
            if answer.status not in REDIRECTS or not answer.location:
                return answer
            try:
                url = urljoin(url, answer.location)
            except ValueError:
                break
        raise Unanswered(State.BROKEN, "has a robots.txt that redirects without end")


def rules_of(body: bytes) -> RobotFileParser:
    """Read a robots.txt; lines that cannot be read say nothing."""
    lines = body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    parser = RobotFileParser()
    try:
        parser.parse(lines)
    except ValueError:
        parser = RobotFileParser()
        parser.parse([line for line in lines if _is_readable(line)])
    return parser


def _is_readable(line: str) -> bool:
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:  # a number of five thousand digits, a path such as //[
        return False
    return True
