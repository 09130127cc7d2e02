"""What the stories are about: spellings folded into one entity each, the registry first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from broadsheet.derive.archive import Mention
from broadsheet.derive.slugs import allot, slug_of
from broadsheet.model import Briefing
from broadsheet.registries import Registries, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Folded spelling -> entity, over the whole archive."""

    mentions: Mapping[str, Mention]

    def resolve(self, spellings: Iterable[str], registries: Registries) -> tuple[Mention, ...]:
        """Return the entities that an article names, each once, in the order of the article."""
        found = {key: self.mentions[key] for key in (entity_key(name, registries) for name in spellings)}
        return tuple(found.values())


def entity_key(name: str, registries: Registries) -> str:
    """Return the key under which all spellings and aliases of one entity meet."""
    return fold(registries.registered_entity(name) or name)


def gather_names(briefings: Iterable[Briefing], registries: Registries) -> Names:
    """Choose a name and an address for every entity.

    The registered name wins, else the most common spelling, else the earliest. `briefings` come oldest first, so that
    addresses stay as the archive grows.
    """
    spellings: dict[str, Counter[str]] = {}
    for briefing in briefings:
        for article in briefing.articles:
            for name in article.entities:
                spellings.setdefault(entity_key(name, registries), Counter())[name] += 1
    # Registered names hold their addresses whether they appear or not, so that none is lent out before they do.
    wishes: dict[str, str] = {fold(name): entity.slug or slug_of(name) for name, entity in registries.entities.items()}
    for key, counts in spellings.items():
        if key not in registries.stopped:
            wishes.setdefault(key, slug_of(next(iter(counts))))  # the earliest spelling, which never changes
    slugs = allot(wishes.items())
    return Names(
        mentions={
            key: Mention(name=_name(counts, registries), slug=None if key in registries.stopped else slugs[key])
            for key, counts in spellings.items()
        }
    )


def _name(counts: Counter[str], registries: Registries) -> str:
    common = counts.most_common(1)[0][0]
    return registries.registered_entity(common) or common
