"""Who reported it: articles by registrable domain, and how many independent voices that makes."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.archive.archive import SourceCount, digest_texts
from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries
from broadsheet.text.domains import for_display


class SourceCounts:
    """The counts of every story; those that are alike are one value, since there are few publishers and many stories."""

    def __init__(self, registries: Registries) -> None:
        """Take names and families from the registries."""
        self._registries = registries
        self._known: dict[tuple[str, str | None, int], SourceCount] = {}
        self.told: dict[tuple[str, str | None, int], bytes] = {}  # digests of all that a publisher is

    def of_story(self, record: BriefingRecord) -> tuple[SourceCount, ...]:
        """Return how many articles each domain has, the most cited first."""
        known = self._known
        return tuple([known.get(source) or self._add(source) for source in record.sources])

    def _add(self, source: tuple[str, str | None, int]) -> SourceCount:
        domain, written, articles = source
        count = SourceCount(
            domain=domain,
            name=publisher_name(domain, written, self._registries),
            voice=self._registries.voice_of(domain),
            articles=articles,
        )
        self._known[source] = count
        self.told[source] = digest_texts(domain, count.name, count.voice)
        return count


def publisher_name(domain: str, written: str | None, registries: Registries) -> str:
    """Return the registered name, else the one that the editor wrote, else the domain."""
    if registered := registries.publishers.get(domain):
        return registered.name
    return written or for_display(domain)


def independent_voices(sources: Iterable[SourceCount]) -> int:
    """Count voices: three papers of one family are one."""
    return len({source.voice for source in sources})
