"""The registries as look-ups: who stands behind a domain, which entity a name means, which sections there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from broadsheet.model import Category, Entity, Publisher
from broadsheet.model.sites import site_of
from broadsheet.text.suggest import Known

# Spaces, hyphens, dashes, and what cannot be seen: soft hyphens, joiners, marks of direction, variation selectors.
_IGNORED = re.compile(
    r"[\s_\-\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u2015\u2028-\u202f\u2043\u2060-\u2064\u2066-\u206f\u2212"
    r"\u2e3a\u2e3b\u3164\ufe00-\ufe0f\ufe58\ufe63\ufeff\uff0d\uffa0\U000e0000-\U000e01ef]"
)
_APOSTROPHES = "‘’‚‛ʹʻʼʽ`´′‵ꞌ＇՚׳"
_QUOTES = "“”„‟″‶«»＂״〝〞"
_SAME_SIGN = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"')})


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """Return the form under which spellings of one name meet.

    It has no case, spaces, hyphens, underscores or invisible characters, and one kind of apostrophe and of quotes:
    `O’Brien`, `O'Brien` and `OʼBrien` are one name.
    """
    if name.isascii():
        return _IGNORED.sub("", name.replace("`", "'").casefold())
    even = unicodedata.normalize("NFKC", name.translate(_SAME_SIGN)).casefold()
    bare = _IGNORED.sub("", unicodedata.normalize("NFKC", even).translate(_SAME_SIGN))
    return unicodedata.normalize("NFC", bare)  # a mark may now follow a letter that it stood apart from


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

    @cached_property
    def domain_by_name(self) -> Mapping[str, str]:
        """The registered publishers' domains by their folded names."""
        return MappingProxyType({fold(publisher.name): domain for domain, publisher in self.publishers.items()})

    def publisher_of(self, domain: str) -> Publisher | None:
        """Return who stands behind a domain: what the paper's registry says, else what is known of the site anyway."""
        site = site_of(domain)
        registered = self.publishers.get(domain)
        if site is None or (registered and registered.kind):
            return registered
        if registered is None:
            return Publisher(name=site.name, kind=site.kind)
        return registered.model_copy(update={"kind": site.kind})

    def kind_of(self, domain: str) -> str | None:
        """Return the kind of the publisher behind a domain: the registered one, else that of a well-known site."""
        registered = self.publishers.get(domain)
        if registered and registered.kind:
            return registered.kind
        site = site_of(domain)
        return site.kind if site else None

    def is_known(self, domain: str) -> bool:
        """Whether a domain is registered, or that of a well-known site."""
        return domain in self.publishers or site_of(domain) is not None

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
