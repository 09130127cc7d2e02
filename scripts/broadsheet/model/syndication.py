"""Which articles of a briefing carry one text: an agency's, by byline or `via`, or one that several summaries repeat."""

from __future__ import annotations

from collections.abc import Sequence

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
    long = [(place, words) for place, article in enumerate(articles) if (words := _words(article.summary))]
    if len(long) < 2:
        return carried
    groups: list[list[int]] = []  # places of articles with one text
    for place, words in long:
        if near := [group for group in groups if any(_alike(words, dict(long)[other]) for other in group)]:
            merged = sorted({place, *(other for group in near for other in group)})
            groups = [group for group in groups if group not in near] + [merged]
        else:
            groups.append([place])
    for group in groups:
        if len({domains[place] for place in group}) > 1:
            agency = next((carried[place] for place in group if carried[place]), "")
            for place in group:
                carried[place] = carried[place] or agency or f"{SAME_TEXT}{domains[group[0]]}"
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
    """Whether two texts have most of their shingles in common. Their words are compared first, which is quick."""
    first, second = set(one), set(other)
    if len(first & second) < ALIKE * min(len(first), len(second)):
        return False
    shorter, longer = sorted((_shingles(one), _shingles(other)), key=len)
    return len(shorter & longer) >= ALIKE * len(shorter)


def _shingles(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    even = [word.casefold().strip(".,;:!?\"'()“”‘’«»„") for word in words]
    return set(zip(*(even[start:] for start in range(SHINGLE)), strict=False))
