"""Words that Pagefind does not find by itself: it parts text at spaces, and knows no Arabic.

`overrides/assets/js/search-terms.js` does the same to what a reader types; change both, or neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Scripts that are written without spaces, and Korean, whose words carry their particles: Thai, Lao, Myanmar, Khmer,
# kana, ideographs, Hangul.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_JOINED = re.compile("[-‐-―/]+")
_ARABIC_WORD = re.compile("[\u0620-\u065f\u0670-\u06d3]{2,}")
_UNWRITTEN = re.compile("[\u0640\u064b-\u065f\u0670]")
_SAME_LETTER = str.maketrans("أإآٱىة", "اااايه")
# Letters that are no other letter with an accent, which is all that Pagefind takes off. JavaScript has the same table.
_PLAIN_LETTERS = str.maketrans(
    {
        **{
            "ß": "ss",
            "ẞ": "SS",
            "æ": "ae",
            "Æ": "AE",
            "œ": "oe",
            "Œ": "OE",
            "þ": "th",
            "Þ": "Th",
            "ĳ": "ij",
            "Ĳ": "IJ",
        },
        **dict(zip("øØđĐðÐłŁıħĦŧŦŋŊĸəƏɓɗƙɛɔŀĿ", "oOdDdDlLihHtTnNkaAbdkeolL", strict=True)),
    }
)
_HAS_SUCH_LETTERS = re.compile(f"[{''.join(map(chr, _PLAIN_LETTERS))}]")
_ARTICLE = re.compile("^(?:[وفبك]?ال|لل)(?=..)")


def hidden_terms(text: str) -> Iterator[str]:
    """Yield what must stand in the index beside a text, so that its words are found.

    Unspaced runs as overlapping pairs of signs, and the last sign, which begins no pair; what stands between such runs
    without a space; numbers after a hyphen, as in GPT-5.5; Arabic words without their article, and with letters that are
    often mixed up made one; words with ø, ł, ß and the like in plain letters: Bjorn for Bjørn.
    """
    for word in text.split():
        if word.isascii() and "-" not in word and "/" not in word:  # as most words are; the rest takes seconds a year
            continue
        if _IS_UNSPACED.search(word):
            for run in _RUN.findall(word):
                if _IS_UNSPACED.match(run):
                    yield from (one + other for one, other in pairwise(run))
                    yield run[-1]
                else:
                    yield run
        if _HAS_SUCH_LETTERS.search(word):
            yield plain_letters(word)
        yield from (part for part in _JOINED.split(word)[1:] if part[:1].isdecimal())
        for arabic in _ARABIC_WORD.findall(word):
            if (stem := _arabic_stem(arabic)) != arabic:
                yield stem


def plain_letters(text: str) -> str:
    """Return a text in the letters of a plain keyboard, as far as it is in Latin letters: `Lodz` for `Łódź`."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not "\u0300" <= letter <= "\u036f"))


def _arabic_stem(word: str) -> str:
    return _ARTICLE.sub("", _UNWRITTEN.sub("", word).translate(_SAME_LETTER))
