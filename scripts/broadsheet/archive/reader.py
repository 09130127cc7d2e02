"""The full text of stories, fetched when a page is made of it; the last few are kept at hand."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.archive.archive import Card
from broadsheet.archive.entities import Names
from broadsheet.archive.sources import publisher_name
from broadsheet.model import Briefing
from broadsheet.model.registries import Registries
from broadsheet.text.domains import registrable_domain

AT_HAND = 64


class ArchiveReader:
    """Briefings out of a library, which may fetch them from a store, and their articles as cards."""

    def __init__(self, library: Mapping[str, Briefing], names: Names, registries: Registries) -> None:
        """Read from `library`, path -> briefing."""
        self._library = library
        self._names = names
        self._registries = registries
        self._cards: dict[str, tuple[Card, ...]] = {}

    def briefing(self, path: str) -> Briefing:
        """Return the briefing of this path."""
        return self._library[path]

    def cards(self, path: str) -> tuple[Card, ...]:
        """Return its articles, numbered from 1."""
        found = self._cards.get(path)
        if found is None:
            while len(self._cards) >= AT_HAND:
                del self._cards[next(iter(self._cards))]
            found = self._cards[path] = self._make(self.briefing(path))
        return found

    def _make(self, briefing: Briefing) -> tuple[Card, ...]:
        cards = []
        for number, article in enumerate(briefing.articles, 1):
            domain = registrable_domain(article.url)
            cards.append(
                Card(
                    number=number,
                    article=article,
                    domain=domain,
                    publisher=publisher_name(domain, article.publisher, self._registries),
                    entities=self._names.resolve(article.entities),
                )
            )
        return tuple(cards)
