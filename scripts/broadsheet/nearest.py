"""Did you mean …? The nearest word of a vocabulary to what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80


def nearest(word: str, words: Iterable[str], *, cutoff: float = 0.65) -> str | None:
    """Return the closest of `words` to `word`, ignoring case, or None where nothing is close.

    `cutoff` is difflib's similarity, 0 (anything) to 1 (equal).
    """
    if len(word) > LONGEST:  # nobody means that, and the search would take its time
        return None
    by_folded = {known.casefold(): known for known in words}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else None


def did_you_mean(word: str, words: Iterable[str], *, cutoff: float = 0.65) -> str:
    """Return 'did you mean “x”?', or a list of a small vocabulary, or an empty string."""
    known = list(words)
    if close := nearest(word, known, cutoff=cutoff):
        return f"did you mean “{close}”?"
    if 0 < len(known) <= 12:
        return "one of: " + ", ".join(known)
    return ""
