"""What the registries say to a clipping: its publisher's name, its headline without that name, and the entities it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from broadsheet.intake.articles.values import ArticleMetadata, line
from broadsheet.model.registries import Registries, fold
from broadsheet.text.domains import registrable_domain

MOST_ENTITIES = 12
_SUFFIX = re.compile(r"(.+\S)\s*(?:\s[|–—·•»:-]|\s::|\s-{2}|[|»•])\s+([^|–—·•»]{2,80})")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Names:
    """The registries as somebody who names things asks them."""

    def __init__(self, registries: Registries) -> None:
        """Know what is registered."""
        self._registries = registries

    def settled(self, clipping: ArticleMetadata) -> ArticleMetadata:
        """Return a clipping with its registered publisher and entities, and a headline without the publisher."""
        domain = domain_of(clipping)
        registered = self._registries.publishers.get(domain)
        publisher = registered.name if registered else clipping.publisher
        own = {fold(name) for name in (publisher, clipping.publisher, domain, domain.partition(".")[0]) if name}
        entities = self.in_text(f"{clipping.title}. {clipping.description}")
        author = "" if fold(clipping.author) in own else clipping.author
        return replace(
            clipping, title=_bare(clipping.title, own), publisher=publisher, author=author, entities=entities
        )

    def is_registered(self, domain: str) -> bool:
        """Whether a publisher is known."""
        return domain in self._registries.publishers

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return the registered entities that stand in a text, under one of their names, as whole words."""
        if self._pattern is None:
            return ()
        found = (self._registries.registered_entity(match[0]) for match in self._pattern.finditer(line(text, 2_000)))
        return tuple(dict.fromkeys(name for name in found if name))[:MOST_ENTITIES]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        entities = self._registries.entities
        spellings = {one for name, entity in entities.items() for one in (name, *entity.aliases) if len(one) > 1}
        if not spellings:
            return None
        return re.compile("|".join(map(_whole_word, sorted(spellings, key=lambda one: (-len(one), one)))))


def domain_of(clipping: ArticleMetadata) -> str:
    """Return the registrable domain of a clipping, or nothing where it has no address."""
    return registrable_domain(clipping.url) if clipping.url else ""


def _bare(title: str, own: Iterable[str]) -> str:
    """Return a headline without its publisher's name at the end."""
    names = set(own)
    while (found := _SUFFIX.fullmatch(title)) and fold(found[2]) in names:
        title = found[1]
    return title


def _whole_word(name: str) -> str:
    """Return a pattern of a name; a script without spaces has no edges of words."""
    inner = re.sub(r"(?:\\[ -]|_)+", r"[\\s_-]?", re.escape(name))
    before = "" if _WIDE.match(name[0]) else r"(?<![\w-])"
    after = "" if _WIDE.match(name[-1]) else r"(?![\w-]|\.\d)"
    return f"{before}{inner}{after}"
