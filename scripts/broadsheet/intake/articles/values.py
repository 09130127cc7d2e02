"""What is known of an article, as clean single lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from broadsheet.load.parse import FORBIDDEN

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060"))  # hints for typesetting, which hide in names

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# What makes words bold or breaks a line is left out of a headline; “<script>” in one is what it is about.
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|em|font|i|mark|p|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMetadata:
    """An article as it says of itself; what it does not say is empty.

    `published` is an ISO date, or a date and time with its zone. `entities` are registered names. `description` is other
    people's words, there to help who writes. `trouble` says why little is known, in words that have the page as their
    subject: “answers 403 (Forbidden)”.
    """

    url: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    description: str = ""
    entities: tuple[str, ...] = ()
    paywall: bool = False
    archived: str = ""
    trouble: str = ""


def line(text: object, most: int = 500) -> str:
    """Return a text as one line that every file of ours may hold; what is longer than `most` ends in an ellipsis."""
    if not isinstance(text, str):
        return ""
    short = " ".join(FORBIDDEN.sub(" ", text[: 4 * most].translate(_UNSEEN)).split())
    return short if len(short) <= most else short[: most - 1].rstrip() + "…"


def said(text: object, most: int = 500) -> str:
    """Return a metadata value as one line: entities that were escaped twice decoded, tags that only format left out."""
    if not isinstance(text, str):
        return ""
    short = text[: 8 * most]
    short = unescape(short) if _ENTITY.search(short) else short
    return line(_FORMATTING.sub("", re.sub(r"<br\s*/?>", " ", short, flags=re.IGNORECASE)), most)


def plain(text: str) -> str:
    """Return the letters and digits of a text in lower case: the form in which spellings of a name or title are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().removeprefix("the ")
    return "".join(character for character in folded if character.isalnum())
