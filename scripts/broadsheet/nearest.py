"""Did you mean …? The nearest word of a vocabulary to what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LONGEST = 80


def nearest(word: str, words: Iterable[str], *, cutoff: float = 0.65) -> str | None:
    """Return the closest of `words` to `word`, ignoring case, or None where nothing is close.

    `cutoff` is difflib's similarity, 0 (anything) to 1 (equal).
    """
    if len(word) > LONGEST:  # nobody means that, and the search would take its time
        return None
    folded = word.casefold()
    by_folded = {known.casefold(): known for known in words}
    likely = [known for known in by_folded if _may_be_close(folded, known, cutoff)]
    close = get_close_matches(folded, likely, n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else None


def _may_be_close(one: str, other: str, cutoff: float) -> bool:
    """Whether two words share so many letters that difflib, fifty times as slow, should compare them."""
    wanted = (cutoff * (len(one) + len(other)) - 0.001) / 2  # difflib rounds differently
    if len(one) < wanted or len(other) < wanted:
        return False
    here, there = _letters(one), _letters(other)
    return len(one) - (here & ~there).bit_count() >= wanted <= len(other) - (there & ~here).bit_count()


@lru_cache(maxsize=16_384)
def _letters(word: str) -> int:
    """Return the letters of a word as bits; some share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def did_you_mean(word: str, words: Iterable[str], *, cutoff: float = 0.65) -> str:
    """Return 'did you mean “x”?', or a list of a small vocabulary, or an empty string."""
    known = list(words)
    if close := nearest(word, known, cutoff=cutoff):
        return f"did you mean “{close}”?"
    if 0 < len(known) <= 12:
        return "one of: " + ", ".join(known)
    return ""
