"""Did you mean …? The nearest word of a vocabulary to what somebody typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LONGEST = 80


class Known:
    """A vocabulary made ready for many questions; upper and lower case count as one."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; of two that differ in case alone, the last."""
        self._by_folded = {word.casefold(): word for word in words}
        self._by_size: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for folded in self._by_folded:
            self._by_size[len(folded)].append((folded, _letters(folded)))

    def nearest(self, word: str, *, cutoff: float = 0.65) -> str | None:
        """Return the word closest to another, or None where nothing is close.

        `cutoff` is difflib's similarity, 0 (anything) to 1 (equal).
        """
        if len(word) > LONGEST:  # nobody means that, and the search would take its time
            return None
        folded = word.casefold()
        close = get_close_matches(folded, self._likely(folded, cutoff), n=1, cutoff=cutoff)
        return self._by_folded[close[0]] if close else None

    def _likely(self, word: str, cutoff: float) -> list[str]:
        """Return the words that share so many letters with one that difflib, fifty times as slow, should compare them."""
        size, letters = len(word), _letters(word)
        likely = []
        for length, others in self._by_size.items():
            wanted = (cutoff * (size + length) - 0.001) / 2  # letters in common; difflib rounds differently
            if size >= wanted <= length:
                likely += [
                    other
                    for other, theirs in others
                    if size - (letters & ~theirs).bit_count() >= wanted <= length - (theirs & ~letters).bit_count()
                ]
        return likely


def nearest(word: str, words: Iterable[str], *, cutoff: float = 0.65) -> str | None:
    """Return the closest of `words` to `word`, ignoring case, or None where nothing is close: see `Known`."""
    return Known(words).nearest(word, cutoff=cutoff)


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
