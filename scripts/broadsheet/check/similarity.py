"""What makes two briefings look like one story: the articles they rest on, and the words of their headlines."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from broadsheet.check.partial import UNREAD_DOMAIN
from broadsheet.model import BriefingKeys
from broadsheet.model.article_urls import same_article

FEWEST_WORDS = 4  # "The week in AI" comes back every week
SHORT = 6  # of so few words, all but one must be the same
ALIKE, ALIKE_IF_SHORT = 0.6, 0.8  # of the words of two headlines, those in both
_BANDS = 6
_SEEDS = tuple(f"{seed}\0".encode() for seed in range(_BANDS * 2))
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its", "new", "of", "on",
    "or", "over", "says", "than", "that", "the", "their", "this", "to", "was", "what", "when", "who", "why", "will", "with", "after",
    "but", "not", "how",
})  # fmt: skip


def sketch(keys: BriefingKeys) -> bytes:
    """Return numbers by which a briefing meets others like it: two that are alike have some in common.

    The first says how many of them are of the articles. Those of the headline are MinHashes, two at a time: of headlines
    with 60 % of their words in common, more than nine in ten pairs share one.
    """
    addresses = (same_article(article.url) for article in keys.articles if UNREAD_DOMAIN not in article.url)
    numbers = {_number(f"url {address}".encode()) for address in addresses}
    words = [word.encode() for word in headline_words(keys.title)]
    heads = set()
    if len(words) >= FEWEST_WORDS:
        least = [min([crc32(word, crc32(seed)) for word in words]) for seed in _SEEDS]
        heads = {_number(b"%d %d %d" % (band, *least[band * 2 : band * 2 + 2])) for band in range(_BANDS)}
    return array("I", [len(numbers), *sorted(numbers), *sorted(heads)]).tobytes()


def numbers_of(sketched: bytes) -> list[int]:
    """Return all numbers of a sketch, those of the articles first."""
    return array("I", sketched[: len(sketched) // 4 * 4]).tolist()[1:]


def articles_of(sketched: bytes) -> frozenset[int]:
    """Return the numbers of the articles."""
    count, *numbers = array("I", sketched[: len(sketched) // 4 * 4]).tolist() or [0]
    return frozenset(numbers[:count])


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines say nearly the same. Those that differ in a number speak of different things."""
    first, second = headline_words(one), headline_words(other)
    fewest, shared = min(len(first), len(second)), len(first & second)
    alike = ALIKE_IF_SHORT if fewest < SHORT else ALIKE
    if fewest < FEWEST_WORDS or shared < alike * (len(first) + len(second) - shared):
        return False
    return _figures(first) == _figures(second)


@lru_cache(maxsize=512)
def headline_words(title: str) -> frozenset[str]:
    """Return the words that make up a headline, without case and small words; ideographs go in pairs."""
    return frozenset(_words(_TOKEN.findall(title.casefold().replace("’", "'").replace("'s ", " "))))


def _words(parts: Iterable[str]) -> Iterator[str]:
    before = ""
    for part in parts:
        ideograph = len(part) == 1 and part >= "\u3040"
        if ideograph and before:
            yield before + part
        elif not ideograph and part not in _SMALL_WORDS and (len(part) > 1 or part.isdigit()):
            yield part
        before = part if ideograph else ""


def _figures(words: frozenset[str]) -> set[str]:
    return {word for word in words if any(map(str.isdigit, word))}


def _number(data: bytes) -> int:
    return crc32(data)
