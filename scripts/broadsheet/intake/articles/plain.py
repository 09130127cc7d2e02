"""A plain text, copied from a page or written as Markdown, to a Clipping: headline, address, and a date that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.intake.articles.address import sound
from broadsheet.intake.articles.bylines import begins_with_by, people, people_seen
from broadsheet.intake.articles.moments import day_in, moment
from broadsheet.intake.articles.values import ArticleMetadata, line

_FIELD = re.compile(
    r"[\"'*_]*(title|headline|url|link|source|author|by|date|published|publisher|site|description|lang(?:uage)?)[\"'*_]*\s*:\s*(.+)",
    re.IGNORECASE,
)
# A place and a date before a dash, as reports of agencies begin. A date in a sentence is that of an event.
_DATELINE = re.compile(r"(?:[^\W\d][\w .'’-]{1,40},\s+)?([^—–()]{6,30}?)\s*(?:\([^()]{2,40}\)\s*)?[—–]\s.{20,}")
_URL = re.compile(r"https?://[^\s<>\"'|\\^`{}\[\]]+")
_DATE_LINE = re.compile(r"(?:(?:date|published|updated|posted)\s*:?\s*)?[\w\s.,:/+年月日-]{8,40}", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:photo|photograph|image|picture|credit|illustration)s?\b", re.IGNORECASE)
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ALIASES = {
    "headline": "title",
    "link": "url",
    "source": "url",
    "by": "author",
    "date": "published",
    "site": "publisher",
    "lang": "language",
}
_HEAD = 15  # lines in which a text says what it is


def from_text(text: str) -> ArticleMetadata:
    """Return what a text says of the article that it holds."""
    lines = [one for one in map(_clean, text[:200_000].splitlines()) if one]
    said: dict[str, str] = {}
    title = ""
    rest: list[str] = []
    for one in lines:
        if one in ("---", "+++"):
            continue
        if len(rest) < _HEAD and (found := _FIELD.fullmatch(one)):
            key = found[1].lower()
            said.setdefault(_ALIASES.get(key, key), line(found[2].strip("\"'*_ ")))
        elif len(rest) < _HEAD and len(one) <= 160 and begins_with_by(one) and (names := people_seen(one)):
            said.setdefault("author", ", ".join(names))
            if day_in(one):
                said.setdefault("published", day_in(one))
        elif len(rest) < _HEAD and _DATE_LINE.fullmatch(one) and day_in(one):
            said.setdefault("published", one)
        elif not title and len(rest) < _HEAD and _is_headline(one):
            title = one
        else:
            rest.append(one)
            if len(rest) < _HEAD and (found := _DATELINE.fullmatch(one[:400])) and day_in(found[1]):
                said.setdefault("published", day_in(found[1]))
    title = line(said.get("title") or title or next(iter(rest), ""), 300)
    if not title:
        return ArticleMetadata(trouble="is empty")
    return ArticleMetadata(
        url=sound(said.get("url")) or _address(lines),
        title=title,
        publisher=line(said.get("publisher"), 150),
        author=line(", ".join(people([said.get("author", "")], not_these=[said.get("publisher", "")]))),
        published=moment(said.get("published")),
        description=line(
            said.get("description") or next((one for one in rest if _is_sentence(one) and one != title), ""), 300
        ),
    )


def _address(lines: Sequence[str]) -> str:
    """Return the address of a text: one that has a line to itself, else the only one in it that credits no picture."""
    found: dict[str, None] = {}
    for one in lines:
        urls = [sound(url.rstrip(".,;:!?)")) for url in _URL.findall(one)]
        if len(urls) == 1 and urls[0] and _URL.fullmatch(one):
            return urls[0]
        found.update(dict.fromkeys(urls) if not _CREDIT.search(one) else {})
    return next(iter(found)) if len(found) == 1 else ""


def _clean(written: str) -> str:
    return line(re.sub(r"^(?:#{1,6}|>|[*•-])\s+", "", written.strip()), 2_000)


def _is_headline(text: str) -> bool:
    """Whether a line can be a headline: a label above it, such as “Breaking” or the publisher's name, is shorter."""
    long_enough = len(text.split()) >= 4 or len(_IDEOGRAPHS.findall(text)) >= 8
    return long_enough and len(text) <= 300 and not _URL.match(text)


def _is_sentence(text: str) -> bool:
    return (not text.startswith(('"', "“")) and len(text.split()) >= 10) or len(_IDEOGRAPHS.findall(text)) >= 20
