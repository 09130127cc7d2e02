"""What the stories are about: spellings folded into one entity each, the registry first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from broadsheet.archive.archive import Mention, digest_texts
from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries, fold
from broadsheet.text.slugs import allot, slug_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Spelling -> entity, for every spelling in the archive.

    `told` are digests of all that an entity is, `shared` the spellings that are not the only one of theirs.
    """

    mentions: Mapping[str, Mention]
    told: Mapping[str, bytes]
    shared: Set[str]

    def resolve(self, spellings: Iterable[str]) -> tuple[Mention, ...]:
        """Return the entities that an article names, each once, in the order of the article."""
        return tuple(dict.fromkeys(self.mentions[name] for name in spellings))

    def of_story(self, record: BriefingRecord) -> tuple[Mention, ...]:
        """Return every entity of a briefing once: those that more articles name come first."""
        found = tuple(map(self.mentions.__getitem__, record.names))
        if self.shared.isdisjoint(record.names) or len(set(map(id, found))) == len(
            found
        ):  # there is one value for each
            return found
        counts: Counter[Mention] = Counter()  # two spellings of one entity
        for places in record.named.split(";"):
            counts.update(list(dict.fromkeys(found[int(place)] for place in places.split())))
        return tuple(sorted(dict.fromkeys(found), key=lambda mention: -counts[mention]))


def entity_key(name: str, registries: Registries) -> str:
    """Return the key under which all spellings and aliases of one entity meet."""
    return fold(registries.registered_entity(name) or name)


def gather_names(records: Sequence[BriefingRecord], registries: Registries) -> Names:
    """Choose a name and an address for every entity.

    The registered name wins, else the most common spelling, else the earliest. `records` come oldest first, so that
    addresses stay as the archive grows.
    """
    times = Counter(chain.from_iterable([record.names for record in records]))
    for record in records:  # most names are told once in a briefing, and that is counted already
        for place in _told_again(record.times):
            times[record.names[place]] += record.times[place] - 1
    spellings: dict[str, dict[str, int]] = {}
    for name, count in times.items():
        spellings.setdefault(entity_key(name, registries), {})[name] = count
    # Registered names hold their addresses whether they appear or not, so that none is lent out before they do.
    wishes: dict[str, str] = {fold(name): entity.slug or slug_of(name) for name, entity in registries.entities.items()}
    for key, counts in spellings.items():
        if key not in registries.stopped:
            wishes.setdefault(key, slug_of(next(iter(counts))))  # the earliest spelling, which never changes
    slugs = allot(wishes.items())
    mentions: dict[str, Mention] = {}
    told: dict[str, bytes] = {}
    shared: set[str] = set()
    for key, counts in spellings.items():
        slug = None if key in registries.stopped else slugs[key]
        mention = Mention(name=_name(counts, registries), slug=slug)
        mentions.update(dict.fromkeys(counts, mention))
        told.update(dict.fromkeys(counts, digest_texts(mention.name, slug or "")))
        if len(counts) > 1:
            shared.update(counts)
    return Names(mentions=mentions, told=told, shared=shared)


@lru_cache(maxsize=4096)
def _told_again(times: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(place for place, count in enumerate(times) if count > 1)


def _name(counts: Mapping[str, int], registries: Registries) -> str:
    common = max(counts, key=lambda name: counts[name])
    return registries.registered_entity(common) or common
