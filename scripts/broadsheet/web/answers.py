"""What is found out about a link, and the manners with which it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 64 * 1024
MOST_REDIRECTS = 5


class State(StrEnum):
    """How a link stands. Only DEAD is certain to fail a reader; what follows it cannot be told from here."""

    OK = "ok"
    MOVED = "moved"
    DEAD = "dead"
    BROKEN = "broken"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    BLOCKED = "blocked"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one address.

    `reason` says what the address does: “answers 404 (Not Found)”. `status` is 0 where no server answered, `moved` the
    new address of what has moved for good.
    """

    url: str
    state: State
    reason: str = ""
    status: int = 0
    moved: str = ""

    @property
    def is_nameless(self) -> bool:
        """Whether the name of its host is unknown: the host is gone, or this machine is not on the network."""
        return self.state is State.DEAD and not self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPolicy:
    """How other people's servers are asked. All times are seconds.

    `timeout` is for one request as a whole, `pause` lies between two requests to a host, `longest` is the most that a
    server can make us wait (Crawl-delay, Retry-After).
    """

    agent: str
    timeout: float = 15
    pause: float = 1
    retries: int = 2
    longest: float = 30


class Unanswered(Exception):
    """A request that brought no answer. `again` says whether another try may bring one."""

    def __init__(self, state: State, reason: str, *, again: bool = False) -> None:
        """Say how the link stands then, and why."""
        super().__init__(reason)
        self.state = state
        self.reason = reason
        self.again = again
