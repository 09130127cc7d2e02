"""Who reported it: articles by registrable domain, as what each counts, and how many independent voices that makes."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.archive.archive import SourceCount, Story, digest_texts
from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries
from broadsheet.model.sites import site_of
from broadsheet.model.syndication import SAME_TEXT
from broadsheet.model.voices import Cited, Part, Role, Tally, role_of, tally
from broadsheet.text.domains import for_display

_ORDER: dict[Part, int] = {"publisher": 0, "aggregator": 1, "primary": 2, "post": 3, "unknown": 4}


class SourceCounts:
    """The counts of every story; those that are alike are one value, since there are few publishers and many stories."""

    def __init__(self, registries: Registries) -> None:
        """Take names, kinds and families from the registries."""
        self._registries = registries
        self._known: dict[Cited, SourceCount] = {}
        self.told: dict[Cited, bytes] = {}  # digests of all that a publisher is

    def of_story(self, record: BriefingRecord) -> tuple[SourceCount, ...]:
        """Return how many articles each domain has, the most cited first."""
        known = self._known
        return tuple([known.get(source) or self._add(source) for source in record.sources])

    def _add(self, source: Cited) -> SourceCount:
        role = role_of(source, self._registries)
        count = SourceCount(
            domain=source.domain,
            name=publisher_name(source.domain, source.written, self._registries),
            voice=role.voice,
            articles=source.articles,
            part=role.part,
            posts=role.posts,
            primary=role.primary,
            unknown=role.unknown,
            accounts=tuple(source.accounts.split("\n")) if source.accounts and role.part == "post" else (),
            text=_text(source.text) if role.part == "publisher" else "",
        )
        self._known[source] = count
        self.told[source] = digest_texts(*map(str, (*source, count.name, *role, count.text)))
        return count


def _text(text: str) -> str:
    return SAME_TEXT if text.startswith(SAME_TEXT) else text


def publisher_name(domain: str, written: str | None, registries: Registries) -> str:
    """Return the registered name, else that of a well-known site, else the one that the editor wrote, else the domain."""
    if registered := registries.publishers.get(domain):
        return registered.name
    site = site_of(domain)
    return site.name if site else written or for_display(domain)


def in_order_of_parts(sources: Iterable[SourceCount]) -> list[SourceCount]:
    """Return publishers first, then aggregators, primary sources, posts and what nobody knows; each in its order."""
    return sorted(sources, key=lambda source: _ORDER[source.part])


def publishers_of(stories: Iterable[Story]) -> set[str]:
    """Return the domains of the publishers that some stories cite: no platforms, hosts or link shorteners."""
    return {
        source.domain for story in stories for source in story.sources if source.part in ("publisher", "aggregator")
    }


def tally_sources(sources: Iterable[SourceCount]) -> Tally:
    """Count the voices: three papers of one family are one."""
    return tally(Role(source.part, source.voice, source.posts, source.primary, source.unknown) for source in sources)
