"""What is known of an article, as clean single lines."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.load.parse import FORBIDDEN

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060"))  # hints for typesetting, which hide in names


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
