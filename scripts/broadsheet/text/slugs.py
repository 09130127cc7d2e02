"""Addresses for things that have only a name: readable, unique, and steady while the archive grows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from slugify import slugify

# slugify drops what tells C from C++ and C#, and nothing is left of an emoji.
_WORDS = (("+", " plus "), ("#", " sharp "), ("&", " and "), ("@", " at "), ("%", " percent "))


def slug_of(name: str) -> str:
    """Return a slug of a name; a name with nothing to spell gets one made from its hash."""
    return slugify(name, max_length=80, word_boundary=True, replacements=_WORDS) or f"x-{_digest(name)}"


def allot(wishes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return name -> slug for (name, wished slug) pairs; whoever comes first gets the wish, others a hash behind it.

    Give the names oldest first: a newcomer then never takes an address from a page that people have linked.
    """
    taken: dict[str, str] = {}
    allotted: dict[str, str] = {}
    for name, wish in wishes:
        slug = wish if taken.setdefault(wish, name) == name else f"{wish}-{_digest(name)}"
        taken[slug] = name
        allotted[name] = slug
    return allotted


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]
