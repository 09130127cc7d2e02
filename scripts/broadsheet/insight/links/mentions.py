"""Every outward link of a briefing, and where in its file it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag

from broadsheet.load import Document, Loc, read_document
from broadsheet.model import Briefing
from broadsheet.text.markup import blocks

_HREF = re.compile(r'<a [^>]*?href="(https?:[^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A link in a briefing's file. `url` has no fragment; `archived` is the copy that the briefing itself names."""

    url: str
    file: str
    day: date
    loc: Loc
    archived: str = ""

    def place(self, root: Path) -> tuple[int, int]:
        """Return the line and column where it stands, as the file is now."""
        document = read_document(root, self.file)
        line, column = document.marks.value(self.loc)
        return self._below(document, line) or (line, column)

    def _below(self, document: Document, line: int) -> tuple[int, int] | None:
        """Seek a link inside a longer text."""
        if self.loc and self.loc[-1] in ("url", "archived"):
            return None
        texts = [(document.marks.first_line, document.marks.text), (document.body_line, document.body)]
        first, text = texts[0] if self.loc else texts[1]
        for number, words in enumerate(text.split("\n"), first):
            if (not self.loc or number >= line) and (at := words.find(self.url)) >= 0:
                return number, at + 1
        return None


def mentions(briefing: Briefing) -> Iterator[Mention]:
    """Yield the links of a briefing in the order of its keys, those in its texts last."""
    for number, article in enumerate(briefing.articles):
        yield _mention(briefing, article.url, ("articles", number, "url"), article.archived or "")
        if article.archived:
            yield _mention(briefing, article.archived, ("articles", number, "archived"))
    for number, contributor in enumerate(briefing.contributors):
        if contributor.url:
            yield _mention(briefing, contributor.url, ("contributors", number, "url"))
    for loc, text in _texts(briefing):
        if "http" in text:
            for url in _HREF.findall(blocks(text)):
                yield _mention(briefing, unescape(url), loc)


def _mention(briefing: Briefing, url: str, loc: Loc, archived: str = "") -> Mention:
    return Mention(url=urldefrag(url)[0], file=briefing.file, day=briefing.day, loc=loc, archived=archived)


def _texts(briefing: Briefing) -> Iterator[tuple[Loc, str]]:
    """Yield every text that a page shows as Markdown."""
    yield ("dek",), briefing.dek or ""
    yield ("summary",), briefing.summary
    for number, point in enumerate(briefing.key_points):
        yield ("key_points", number), point.text
    for number, article in enumerate(briefing.articles):
        yield ("articles", number, "summary"), article.summary or ""
    for number, claim in enumerate(briefing.claims):
        yield ("claims", number, "claim"), claim.claim
    for number, correction in enumerate(briefing.corrections):
        yield ("corrections", number, "text"), correction.text
    if briefing.image:
        yield ("image", "caption"), briefing.image.caption or ""
    yield (), briefing.body
