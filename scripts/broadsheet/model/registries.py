"""The registries as look-ups: who stands behind a domain, which entity a name means, which sections there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from broadsheet.model import Category, Entity, Publisher
from broadsheet.text.suggest import Known

_IGNORED = str.maketrans("", "", " -_\u00a0\u2010\u2011\u2013")


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """Return the form under which spellings of one name meet: no case, spaces, hyphens or underscores."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_IGNORED)


@dataclass(frozen=True, kw_only=True)
class Registries:
    """What the three registry files say. All of them may be empty.

    `publishers` is keyed by registrable domain, `entities` by the registered name, `names` by folded spelling ->
    registered name, and `stopped` holds the folded generic names that are shown but get no page.
    """

    categories: Mapping[str, Category] = field(default_factory=lambda: MappingProxyType({}))
    publishers: Mapping[str, Publisher] = field(default_factory=lambda: MappingProxyType({}))
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    stopped: frozenset[str] = frozenset()

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The registered entities by their folded names, without aliases: what a misspelling is compared with."""
        return MappingProxyType({fold(name): name for name in self.entities})

    def nearest_entity(self, folded: str, cutoff: float) -> str | None:
        """Return the folded registered name closest to a folded one. Looked for once: a name comes back every day."""
        if (folded, cutoff) not in self._nearest:
            self._nearest[folded, cutoff] = self._known.nearest(folded, cutoff=cutoff)
        return self._nearest[folded, cutoff]

    @cached_property
    def _known(self) -> Known:
        return Known(self.spellings)

    def nearest_publisher(self, name: str, cutoff: float) -> str | None:
        """Return the registered publisher's name closest to one."""
        return self._known_publishers.nearest(name, cutoff=cutoff)

    @cached_property
    def _known_publishers(self) -> Known:
        return Known(self.publisher_names)

    @cached_property
    def _nearest(self) -> dict[tuple[str, float], str | None]:
        return {}

    @cached_property
    def publisher_names(self) -> Mapping[str, str]:
        """The registered publishers' domains by their names."""
        return MappingProxyType({publisher.name: domain for domain, publisher in self.publishers.items()})

    def voice_of(self, domain: str) -> str:
        """Return what an article of this domain counts as: publishers of one family are one independent voice."""
        publisher = self.publishers.get(domain)
        return (publisher and (publisher.family or publisher.owner)) or domain

    def registered_entity(self, name: str) -> str | None:
        """Return the registered name that a spelling stands for."""
        return self.names.get(fold(name))

    def is_stopped(self, name: str) -> bool:
        """Whether a name is too generic to have a page."""
        return fold(name) in self.stopped
