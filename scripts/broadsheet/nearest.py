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
    close = get_close_matches(folded, _likely(folded, by_folded, cutoff), n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else None


def _likely(word: str, words: Iterable[str], cutoff: float) -> list[str]:
    """Return the words that share so many letters with one that difflib, fifty times as slow, should compare them."""
    size, letters = len(word), _letters(word)
    likely = []
    for other in words:
        wanted = (cutoff * (size + len(other)) - 0.001) / 2  # letters in common; difflib rounds differently
        if size >= wanted <= len(other):
            theirs = _letters(other)
            if size - (letters & ~theirs).bit_count() >= wanted <= len(other) - (theirs & ~letters).bit_count():
                likely.append(other)
    return likely


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
