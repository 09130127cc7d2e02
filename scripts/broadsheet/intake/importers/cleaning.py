"""Foreign texts made fit for a briefing: tags and entities, characters that cannot be seen, and length."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import nh3

from broadsheet.load.parse import FORBIDDEN

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|caption|center|cite|code|dd|del|details|div|dl|dt|em|embed|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|"
    "math|meta|nav|noscript|object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strike|"
    "strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|u|ul|var|video|audio"
)
_MARKUP = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*|/)?>|<!--|<!doctype|<!\[CDATA\[", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_ENDS = re.compile(r"<(?:br|hr)\b[^<>]*>|</(?:p|div|li|tr|h[1-6]|blockquote|section|article|ul|ol|pre|dd|dt)\s*>", re.I)
_BREAK = "\ue000"  # for private use: in no text
_ODD_SPACES = re.compile("[\x85\u2028\u2029\u00a0\u2007\u202f\u3000\t ]+")


def plain(text: Any) -> str:
    """Return a value as a text without HTML: tags are taken away, entities become what they stand for.

    What is no text at all gives an empty one; a line break stays one, and the end of a paragraph becomes an empty line.
    """
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        return ""
    text = str(text)
    if _MARKUP.search(text):
        text = _ENDS.sub(lambda found: f"{_BREAK}{found.group()}", text.replace(_BREAK, ""))
        text = unescape(nh3.clean(" ".join(text.split()), tags=set())).replace(_BREAK, "\n\n")
    if _ENTITY.search(text):
        text = unescape(text)
    return seen(text)


def seen(text: str) -> str:
    """Return a text without what cannot be seen; runs of white space are one space, of empty lines one empty line."""
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [_ODD_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(text: Any) -> str:
    """Return a value as one line of plain text."""
    return " ".join(plain(text).split())


def shortened(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut after a word and with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return f"{cut.rsplit(None, 1)[0] if ' ' in cut else cut} …"


def byline(names: str, length: int) -> str:
    """Return a list of authors of at most so many characters: the first ones, and “et al.”."""
    if len(names) <= length:
        return names
    return f"{names[: length - 10].rsplit(',', 1)[0].rstrip(' ,;')[: length - 10]} et al."
