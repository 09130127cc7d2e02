"""Letter marks: publishers told apart at a glance, drawn here, so that no favicon is ever fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from html import escape
from itertools import pairwise
from unicodedata import category, east_asian_width

_BREAK = re.compile(r"[\s\-–—/&.,:;·|_+()\[\]'’\"“”]+")
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_JOINER = "\u200d"
_LONGEST_SIGN = 8  # code points: a family emoji has seven; what is longer is somebody's game

_SHAPES = ("square", "round", "cut", "arch")
_FILLS = ("fill", "line", "tint")


@lru_cache(maxsize=4096)
def mark(name: str, key: str) -> str:
    """Return the mark of a publisher: the initials of `name` in a shape and a fill chosen by `key`.

    `key` is the domain: the mark stays when the name is put right. The name always stands beside it, so it is hidden
    from screen readers. The style sheet draws it; the letters are smaller in a `long` mark.
    """
    seed = sha256(key.encode("utf-8", "replace")).digest()
    letters = initials(name)
    long = " long" if extent(letters) >= 1.2 else ""
    drawn = f"{_FILLS[seed[0] % len(_FILLS)]} {_SHAPES[seed[1] % len(_SHAPES)]}{long}"
    return f'<i class="mark {drawn}" aria-hidden="true">{escape(letters)}</i>'


@lru_cache(maxsize=16_384)
def initials(name: str) -> str:
    """Return one or two signs for a name: `OA` for OpenAI, `G5` for GPT-5.5, `G` for The Guardian, `深` for 深度求索.

    A sign is what a reader takes for one: a letter with its accents, a whole emoji. A name without any gives `·`.
    """
    words = [word for word in _BREAK.split(_HUMP.sub(" ", name)) if any(map(str.isalnum, word))]
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    signs = [_first_sign(word, letters_only=True) for word in words[:2]]
    if signs and extent(signs[0]) >= 1:  # one ideograph says as much as two letters, and fills the same room
        signs = signs[:1]
    return "".join(signs) or _first_sign(name, letters_only=False) or "·"


def extent(text: str) -> float:
    """Return about how wide a text is in ems, in a bold face; nobody knows which font a reader has."""
    return sum(_extent(character) for character in text)


def _extent(character: str) -> float:
    if category(character)[0] in "MC":
        return 0
    if east_asian_width(character) in "WF" or character in "MWÆŒ@":
        return 1.1
    return 0.5 if character in "IJl1ij·" else 0.84


def _first_sign(text: str, *, letters_only: bool) -> str:
    """Return the first letter, digit or (if allowed) symbol with all that belongs to it, as a capital."""
    for start, character in enumerate(text):
        if character.isalnum() or (not letters_only and category(character)[0] in "SP"):
            return _whole_sign(text[start : start + _LONGEST_SIGN])
    return ""


def _whole_sign(text: str) -> str:
    sign = text[0].upper() if len(text[0].upper()) == 1 else text[0]  # ß would become SS
    for before, character in pairwise(text):
        pair_of_flag = len(sign) == 1 and _is_flag(before) and _is_flag(character)
        joined = before == _JOINER and category(character) == "So"
        if not (category(character)[0] == "M" or "\U0001f3fb" <= character <= "\U0001f3ff" or pair_of_flag or joined):
            if character == _JOINER and len(sign) + 1 < len(text):
                sign += character
                continue
            break
        sign += character
    return sign.rstrip(_JOINER)


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
