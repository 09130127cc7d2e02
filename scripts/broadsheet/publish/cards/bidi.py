"""In which order the letters of a line stand: the Unicode bidirectional algorithm, as far as plain lines need it.

Checked texts hold no embeddings and overrides, so what is left are letters, numbers and what stands between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional

_RIGHT = ("R", "AL")


def runs_right(text: str, *, likely: bool = False) -> bool:
    """Whether a text is read from right to left: most of its letters say so, since many begin with a Latin name.

    Where that is `likely`, by its language, one such letter is enough.
    """
    kinds = [bidirectional(character) for character in text]
    return sum(kind in _RIGHT for kind in kinds) > (0 if likely else kinds.count("L"))


def levels(text: str, *, right: bool) -> list[int]:
    """Return the level of every character: an even one is read from left to right, an odd one from right to left."""
    base = "R" if right else "L"
    kinds = _resolved([bidirectional(character) for character in text], base)
    if right:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _resolved(kinds: list[str], base: str) -> list[str]:
    """Make each kind one of L, R, EN and AN (rules W1 to W7, N1 and N2)."""
    strong, before = base, base
    for place, kind in enumerate(kinds):
        if kind == "NSM":  # a mark is what it stands on
            kinds[place] = before
        elif kind in _RIGHT or kind == "L":
            strong = kind
        elif kind == "EN" and strong in ("AL", "L"):
            kinds[place] = "AN" if strong == "AL" else "L"
        before = kinds[place]
    for place, kind in enumerate(kinds):
        around = (kinds[place - 1] if place else "", kinds[place + 1] if place + 1 < len(kinds) else "")
        if kind in ("ES", "CS") and around[0] == around[1] and (around[0] == "EN" or (kind, around[0]) == ("CS", "AN")):
            kinds[place] = around[0]  # 5.5 and 30,000 are one number
        elif kind == "ET" and "EN" in around:
            kinds[place] = "EN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    settled = ("L", "R", "EN", "AN")
    place = 0
    for neutral, group in groupby(list(kinds), key=lambda kind: kind not in settled):
        length = len(list(group))
        if neutral:
            ends = [kinds[place - 1] if place else base, kinds[place + length] if place + length < len(kinds) else base]
            sides = {"L" if end == "L" else "R" for end in ends}
            kinds[place : place + length] = [sides.pop() if len(sides) == 1 else base] * length
        place += length
    return kinds


def visual(run_levels: Sequence[int]) -> list[int]:
    """Return the places of runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        for high, group in groupby([run_levels[place] >= level for place in order]):
            length = len(list(group))
            if high:
                order[start : start + length] = reversed(order[start : start + length])
            start += length
    return order
