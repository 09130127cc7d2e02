"""What only shows across files: threads that end nowhere or bite their tail, unknown publishers, days to come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from broadsheet.check.examine import Examined
from broadsheet.check.partial import UNREAD_DOMAIN
from broadsheet.load import Loc
from broadsheet.model import Briefing
from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem, Severity
from broadsheet.text.domains import registrable_domain
from broadsheet.text.suggest import did_you_mean, nearest

Place = Callable[[str, Loc], tuple[int, int]]  # of a value in a file


def check_threads(records: Sequence[BriefingRecord], known: Iterable[str], place: Place) -> Iterator[Problem]:
    """`follows` names an earlier briefing, and no chain comes back to itself.

    `known` are the paths of all files, those with errors included.
    """
    paths = set(known)
    in_cycle = _in_cycles({record.path: record.follows for record in records})
    for record in records:
        path, follows = record.path, record.follows
        if follows is None:
            continue
        if path in in_cycle:
            yield _problem(
                record.file,
                place(record.file, ("follows",)),
                "follows-cycle",
                f"“{follows}” leads back to this briefing",
                "remove one `follows` of the circle",
            )
        elif follows not in paths:
            hint = _nearest_path(follows, paths)
            yield _problem(
                record.file,
                place(record.file, ("follows",)),
                "follows-unknown",
                f"there is no briefing “{follows[:120]}”",
                hint or "write the path without briefings/ and without .yml, such as 2026/04/24/slug",
            )
        elif follows[:10] > path[:10]:
            yield _problem(
                record.file,
                place(record.file, ("follows",)),
                "follows-later",
                f"“{follows}” is later than this briefing",
                "the later briefing follows the earlier one",
            )


def _nearest_path(follows: str, paths: Iterable[str]) -> str:
    """Guess by the last part of the path: the days alone make all paths alike."""
    by_slug = {path.rsplit("/", 1)[-1]: path for path in sorted(paths)}
    slug = follows.strip("/").rsplit("/", 1)[-1].removesuffix(".yml").removesuffix(".yaml").removesuffix(".md")
    close = nearest(slug[:120], by_slug, cutoff=0.75)
    return f"did you mean “{by_slug[close]}”?" if close else ""


def _in_cycles(follows: Mapping[str, str | None]) -> set[str]:
    """Return the paths that lie on a circle. Each chain is walked once."""
    done: set[str] = set()
    cycles: set[str] = set()
    for start in follows:
        chain: list[str] = []
        here: str | None = start
        while here is not None and here in follows and here not in done:
            done.add(here)
            chain.append(here)
            here = follows[here]
        if here in chain:
            cycles.update(chain[chain.index(here) :])
    return cycles


class UnknownDomains:
    """Domains that are not registered: each is said once, where it is first used."""

    def __init__(self, registries: Registries) -> None:
        """Know who is registered. Where nobody is, nobody is missed."""
        self._publishers = registries.publishers
        self._first: dict[str, tuple[str, str, int, int]] = {}

    def note(self, examined: Examined, record: BriefingRecord) -> None:
        """Look at the domains of one briefing."""
        for domain, _, _ in record.sources if self._publishers else ():
            if domain not in self._publishers and domain != UNREAD_DOMAIN:
                at = next((place for name, *place in examined.unknown if name == domain), (0, 0))
                here = (record.path, record.file, *at)
                self._first[domain] = min(here, self._first.get(domain, here))

    def problems(self, place: Place, library: Mapping[str, Briefing]) -> Iterator[Problem]:
        """Yield a problem for each. Where it was registered when its file was read, the briefing says where it stands."""
        for domain, (path, file, line, column) in self._first.items():
            hint = did_you_mean(domain, self._publishers, cutoff=0.8)
            yield _problem(
                file,
                (line, column) if line else place(file, _first_of(domain, library.get(path))),
                "unknown-publisher",
                f"{domain} is not in publishers.yml, so it counts as independent of all others",
                hint if hint.startswith("did") else f"add a line `{domain}: {{name: …}}`",
                "warning",
            )


def _first_of(domain: str, briefing: Briefing | None) -> Loc:
    """Return where the first article of a domain has its address."""
    urls = [article.url for article in briefing.articles] if briefing else []
    number = next((number for number, url in enumerate(urls) if registrable_domain(url) == domain), None)
    return () if number is None else ("articles", number, "url")


def check_days(records: Sequence[BriefingRecord], now: date | None, place: Place) -> Iterator[Problem]:
    """A briefing is not dated after `now`, where that is known."""
    for record in records if now else ():
        if now and record.day > now:
            yield _problem(
                record.file,
                place(record.file, ("date",)),
                "future-date",
                f"the briefing is dated {record.day}, after {now}",
                "",
                "warning",
            )


def _problem(
    file: str, at: tuple[int, int], code: str, message: str, hint: str, severity: Severity = "error"
) -> Problem:
    line, column = at
    return Problem(path=file, line=line, column=column, code=code, message=message, hint=hint, severity=severity)
