"""Text made from a seed that weighs, compresses and searches about like news: clauses, sentences and names.

The pools depend on the seed alone, never on how much is written with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

import yaml

_WORDS: dict[str, list[str]] = {
    name: words.split()
    for name, words in yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8")).items()
}
_BETWEEN = (
    "and", "but", "while", "because", "although", "after", "as", "so that", "even though", "before", "which meant that", "since",
)  # fmt: skip

_PLACES = ("in", "for", "with", "against", "under", "over", "about", "across", "without", "through", "near", "from")
_CODAS = ["", "", "", "l", "m", "n", "nd", "r", "rn", "s", "st", "t", "x"]
_SKELETON = str.maketrans("", "", "aeiou ")

CLAUSES = 6_000


@dataclass(frozen=True, slots=True)
class Pool:
    """Ready clauses, without a capital or a full stop: some with a subject's name or a figure in them."""

    clauses: tuple[str, ...]


@cache
def pool(seed: int) -> Pool:
    """Return the clauses of a seed."""
    rng = Random(f"clauses {seed}")
    rare = [syllables(rng, 2, 3) for _ in range(4_000)]
    weights = zipf(len(rare))
    return Pool(clauses=tuple(_clause(rng, rare, weights) for _ in range(CLAUSES)))


def zipf(size: int) -> list[float]:
    """Return cumulative Zipf weights: the k-th of `size` things comes up in proportion to 1/k."""
    return list(accumulate(1 / rank for rank in range(1, size + 1)))


def sentence(rng: Random, clauses: tuple[str, ...]) -> str:
    """Return a sentence of about 18 words."""
    first, second = clauses[int(rng.random() * CLAUSES)], clauses[int(rng.random() * CLAUSES)]
    text = f"{first} {_BETWEEN[int(rng.random() * len(_BETWEEN))]} {second}."
    return text[0].upper() + text[1:]


def headline(rng: Random) -> str:
    """Return a title of about nine words, in sentence case."""
    noun, verb, adjective = _pick(rng, _WORDS["nouns"]), _pick(rng, _WORDS["verbs"]), _pick(rng, _WORDS["adjectives"])
    tail = f"{_pick(rng, _PLACES)} {_pick(rng, _WORDS['adjectives'])} {_pick(rng, _WORDS['nouns'])}"
    text = f"{_pick(rng, _WORDS['adjectives'])} {noun} {verb} {adjective} {_pick(rng, _WORDS['nouns'])} {tail}"
    return text[0].upper() + text[1:]


@cache
def names(seed: int, count: int) -> tuple[str, ...]:
    """Return made-up names of people, organisations, places and products, none almost like another.

    The first names of a longer list are those of a shorter one.
    """
    rng = Random(f"names {seed}")
    taken: set[str] = set()
    found: list[str] = []
    while len(found) < count:
        # two short parts rather than a long one: a missing letter then makes it another thing, not a slip of the pen
        name = f"{syllables(rng, 2, 2).title()} {syllables(rng, 1, 3).title()}"
        skeleton = name.lower().translate(_SKELETON)
        if skeleton not in taken and len(name) > 7:
            taken.add(skeleton)
            found.append(name)
    return tuple(found)


def syllables(rng: Random, least: int, most: int) -> str:
    """Return a made-up word, in small letters."""
    parts = (
        _pick(rng, _WORDS["onsets"]) + _pick(rng, _WORDS["vowels"]) + (_pick(rng, _CODAS))
        for _ in range(least + int(rng.random() * (most - least + 1)))
    )
    return "".join(parts)


def _clause(rng: Random, rare: list[str], weights: list[float]) -> str:
    subject = f"the {_pick(rng, _WORDS['adjectives'])} {_pick(rng, _WORDS['nouns'])}"
    turn = rng.random()
    if turn < 0.3:
        subject = rng.choices(rare, cum_weights=weights)[0].title()
    elif turn < 0.4:
        subject = f"{_pick(rng, _WORDS['openings']).replace('-', ' ')}, {subject}"
    what = (
        f"the {_pick(rng, _WORDS['nouns'])}"
        if rng.random() < 0.6
        else f"{2 + int(rng.random() ** 3 * 4_000):,} {_pick(rng, _WORDS['nouns'])}s"
    )
    tail = f" {_pick(rng, _PLACES)} {_pick(rng, _WORDS['nouns'])}" if rng.random() < 0.7 else ""
    return f"{subject} {_pick(rng, _WORDS['verbs'])} {what}{tail}"


def _pick(rng: Random, words: list[str] | tuple[str, ...]) -> str:
    return words[int(rng.random() * len(words))]
