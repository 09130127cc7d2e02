"""Many links, several hosts at once, each host's links one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from broadsheet.insight.links.judge import LinkChecker
from broadsheet.web.answers import Finding, State
from broadsheet.web.client import Stopped

PATIENCE = 3  # links in a row without an answer, after which a host is left alone


def check_links(urls: Iterable[str], judge: LinkChecker, *, jobs: int) -> Iterator[Finding]:
    """Yield a finding for each address as it comes in, from up to `jobs` hosts at once.

    When the caller stops listening, nothing more is asked.
    """
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(_host(url), []).append(url)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for some in sorted(hosts.values(), key=len, reverse=True):  # the longest walk begins first
        waiting.put(some)
    found: SimpleQueue[Finding | BaseException] = SimpleQueue()

    def walk() -> None:
        try:
            while True:
                for finding in _of_host(waiting.get_nowait(), judge):
                    found.put(finding)
        except (Empty, Stopped):
            return
        except BaseException as error:
            found.put(error)

    for _ in range(min(jobs, len(hosts))):
        Thread(target=walk, daemon=True).start()
    try:
        for _ in range(sum(map(len, hosts.values()))):
            finding = found.get()
            if isinstance(finding, BaseException):
                raise finding
            yield finding
    finally:
        judge.client.stop.set()


def _of_host(urls: Iterable[str], judge: LinkChecker) -> Iterator[Finding]:
    silent = 0
    for url in urls:
        if silent < PATIENCE:
            finding = judge.judge(url)
            silent = silent + 1 if finding.state is State.TIMEOUT else 0
            yield finding
        else:
            yield Finding(url=url, state=State.TIMEOUT, reason="was not asked, since its host did not answer before")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
