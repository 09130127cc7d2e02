"""An entry of a feed, whatever its format: the texts are plain, the links whole, the dates as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin

from broadsheet.intake.importers.articles import http_url
from broadsheet.intake.importers.cleaning import line

_UNSAFE = re.compile(r'[\s<>"\\^`{|}]+')
_HOST = re.compile(r"(?:www\.[^/\s]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?=/))", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+\.\S+")
NO_TITLE = "The source has no title, so these are the first words of its text: write a headline."
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s|(?<=[。！？])|\n")
_FIRST_WORDS = 90  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed.

    `title` and `text` are plain. `link` is an address, or what the feed has in its place. `dates` are as they are
    written, the best first: published, updated, created. `publisher` is that of an aggregator's entry. `refusal` says why
    it cannot be read at all.
    """

    title: str = ""
    text: str = ""
    link: str = ""
    dates: tuple[Any, ...] = ()
    author: str = ""
    publisher: str = ""
    language: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its title and language, and its entries in their order."""

    title: str = ""
    language: str = ""
    entries: Sequence[Entry] = field(default_factory=tuple)


def address(links: Iterable[Any], bases: Iterable[Any]) -> str:
    """Return the first of several links that can be linked to, resolved against the first base that is an address.

    Spaces and the like are percent-encoded. Where there is none, the first link is returned as it is, for the report.
    """
    given = [one.strip() for one in links if isinstance(one, str) and one.strip()]
    base = next((url for one in bases if (url := http_url(one))), "https:")
    for one in given:
        if re.match(r"[a-z][a-z0-9+.-]*:", one, re.IGNORECASE) and not one.lower().startswith(("http:", "https:")):
            continue  # a `tag:` or `urn:` would be no address, and `mailto:` no article
        try:  # an address without its scheme is no file beside the feed
            whole = urljoin(base, f"//{one}" if _HOST.match(one) else one)
        except ValueError:
            continue
        if url := http_url(_UNSAFE.sub(lambda found: quote(found.group()), whole)):
            return url
    return given[0] if given else ""


def names(people: Iterable[Any]) -> str:
    """Return the names of authors, each once; a mail address is no name."""
    found = [line(one.get("name")) for one in people if isinstance(one, Mapping)]
    return ", ".join(dict.fromkeys(name for name in found if name and not _ADDRESS.fullmatch(name)))


def first_words(text: str) -> str:
    """Return a headline for a text that has none: its first sentence, or as much of it as a headline holds."""
    sentence = line(_SENTENCE_END.split(text, maxsplit=1)[0])
    if len(sentence) <= _FIRST_WORDS:
        return sentence.rstrip(".")
    cut = sentence[: _FIRST_WORDS - 2]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"
