"""Which articles of a briefing carry one text: an agency's, by byline or `via`, or one that several summaries repeat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from broadsheet.model import Article
from broadsheet.model.sites import agency_of

FEWEST_WORDS = 25  # summaries of fewer words are alike by chance
FEWEST_IDEOGRAPHS = 60
SHINGLE = 3  # words in a row
ALIKE = 0.6  # of the shingles of the shorter of two summaries, those in both: sites cut an agency's text
SAME_TEXT = "="  # before the domain of the first article of several with one text


def texts_of(articles: Sequence[Article], domains: Sequence[str]) -> list[str]:
    """Return for every article whose text it is: an agency, `=` and a domain, or nothing where it is its own.

    `domains` are those of the articles. Two of one publisher with one text are no syndication.
    """
    carried = [_named(article) for article in articles]
    long = [(place, words, frozenset(words)) for place, one in enumerate(articles) if (words := _words(one.summary))]
    pairs = [
        (place, other)
        for (place, words, known), (other, others, there) in combinations(long, 2)
        if len(known & there) >= ALIKE * min(len(known), len(there))
        and _alike(words, others)  # to look at words is quick
    ]
    groups: list[set[int]] = []
    for pair in pairs:
        near = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group not in near] + [set(pair).union(*near)]
    for group in groups:
        if len({domains[place] for place in group}) > 1:
            agency = next((carried[place] for place in sorted(group) if carried[place]), "")
            for place in group:
                carried[place] = carried[place] or agency or f"{SAME_TEXT}{domains[min(group)]}"
    return carried


def _named(article: Article) -> str:
    if article.via:
        return agency_of(article.via) or article.via
    return agency_of(article.author) if article.author else ""


def _words(summary: str | None) -> tuple[str, ...]:
    """Return the words of a summary that is long enough to be compared; the signs of one without spaces."""
    if not summary or len(summary) < FEWEST_IDEOGRAPHS:
        return ()
    words = summary.split()
    if len(words) >= FEWEST_WORDS:
        return tuple(words)
    signs = [sign for sign in summary if "\u3040" <= sign <= "\ud7af"]
    return tuple(signs) if len(signs) >= FEWEST_IDEOGRAPHS else ()


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two texts have most of the shingles of the shorter in common."""
    shorter, longer = sorted((_shingles(one), _shingles(other)), key=len)
    return len(shorter & longer) >= ALIKE * len(shorter)


def _shingles(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    even = [word.casefold().strip(".,;:!?\"'()“”‘’«»„") for word in words]
    return set(zip(*(even[start:] for start in range(SHINGLE)), strict=False))
