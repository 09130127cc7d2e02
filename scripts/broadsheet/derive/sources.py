"""Who reported it: articles by registrable domain, and how many independent voices that makes."""

from __future__ import annotations

from collections import Counter

from broadsheet.derive.archive import SourceCount
from broadsheet.domains import for_display, registrable_domain
from broadsheet.model import Article, Briefing
from broadsheet.registries import Registries


def count_sources(briefing: Briefing, registries: Registries) -> tuple[SourceCount, ...]:
    """Count the articles of each domain, most first, ties in the order of the articles. Nothing is typed in."""
    counts = Counter(registrable_domain(article.url) for article in briefing.articles)
    written: dict[str, str] = {}
    for article in briefing.articles:
        written.setdefault(registrable_domain(article.url), publisher_name(article, registries))
    return tuple(
        SourceCount(domain=domain, name=written[domain], voice=registries.voice_of(domain), articles=count)
        for domain, count in counts.most_common()
    )


def publisher_name(article: Article, registries: Registries) -> str:
    """Return the registered name, else the one that the editor wrote, else the domain."""
    domain = registrable_domain(article.url)
    if registered := registries.publishers.get(domain):
        return registered.name
    return article.publisher or for_display(domain)


def independent_voices(sources: tuple[SourceCount, ...]) -> int:
    """Count voices: three papers of one family are one."""
    return len({source.voice for source in sources})
