"""What readers could have read and cannot any more: a published text that was changed owes them a correction.

Two versions of a briefing are compared by their letters and digits alone. What was added is no correction, nor is another
order; what was taken away or reads otherwise is one, a single figure included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.load import Document, Loc
from broadsheet.model.article_urls import same_article
from broadsheet.problems import Problem

_SHORT = ("title", "dek")
_LONG = ("summary",)
_OF_ARTICLES = ("title", "summary", "author", "publisher", "published")
_WORD = re.compile(r"[^\W_]+")


def uncorrected(before: Document, now: Document, path: str) -> Problem | None:
    """Return what to say where the text of a briefing changed and no correction was added."""
    was, is_ = before.data, now.data
    if was is None or is_ is None or _corrections(is_) - _corrections(was):
        return None
    changes = list(_changes(was, is_))
    if not _holds(_words(now.body), _words(before.body)):
        changes.append(("the long read", ()))
    if not changes:
        return None
    _, loc = changes[0]
    line, column = (
        (now.marks.key(loc) if loc in now.marks.keys else now.marks.value(loc)) if loc else (now.body_line, 1)
    )
    names = list(dict.fromkeys(name for name, _ in changes))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return Problem(
        path=now.file,
        line=line,
        column=column,
        code="uncorrected-change",
        message=f"published text changed without a correction: {', '.join(names[:3])}{more}",
        hint=f'tell readers what was wrong: broadsheet correct {path} "…"',
        severity="warning",
    )


def _changes(was: Mapping[str, Any], is_: Mapping[str, Any]) -> Iterator[tuple[str, Loc]]:
    """Yield what was changed, in words, and where it stands now."""
    for key in _SHORT:
        if _words(was.get(key)) and _words(was.get(key)) != _words(is_.get(key)):
            yield f"“{key}”", (key,)
    for key in _LONG:
        if not _holds(_words(is_.get(key)), _words(was.get(key))):
            yield f"“{key}”", (key,)
    if lost := _points(was).keys() - (kept := _points(is_)).keys():
        new = [place for text, place in kept.items() if text not in _points(was)]
        place: Loc = ("key_points", new[0]) if new else ("key_points",)
        yield ("a key point" if len(lost) == 1 else f"{len(lost)} key points"), place
    yield from _articles(was, is_)
    if _claims(was) - _claims(is_):
        new = [place for place, claim in _rows(is_, "claims") if _said(claim, is_) - _claims(was)]
        yield "a claim", ("claims", new[0]) if new else ("claims",)


def _articles(was: Mapping[str, Any], is_: Mapping[str, Any]) -> Iterator[tuple[str, Loc]]:
    there = {same_article(one["url"]): (place, one) for place, one in _rows(is_, "articles") if _url(one)}
    for _, one in _rows(was, "articles"):
        if not _url(one):
            continue
        found = there.get(same_article(one["url"]))
        if found is None:
            yield "an article that was taken out", ("articles",)
            continue
        place, other = found
        for key in _OF_ARTICLES:
            if _words(one.get(key)) and _words(one.get(key)) != _words(other.get(key)):
                where: Loc = ("articles", place, key)
                yield f"“{key}” of article {place + 1}", where if key in other else ("articles", place)


def _url(article: Mapping[str, Any]) -> bool:
    try:
        return bool(same_article(article["url"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        return False


def _points(data: Mapping[str, Any]) -> dict[tuple[str, ...], int]:
    """Return the words of each key point, with its place."""
    points = data.get("key_points")
    texts = [one.get("text") if isinstance(one, dict) else one for one in points] if isinstance(points, list) else []
    return {words: place for place, text in enumerate(texts) if (words := _words(text))}


def _claims(data: Mapping[str, Any]) -> set[Any]:
    """Return who says what to every claim."""
    return {one for _, claim in _rows(data, "claims") for one in _said(claim, data)}


def _said(claim: Mapping[str, Any], data: Mapping[str, Any]) -> set[Any]:
    """Return who says what to a claim; an article is known by its address, since numbers move."""
    urls = {str(place + 1): same_article(one["url"]) for place, one in _rows(data, "articles") if _url(one)}
    says = claim.get("says")
    said = says.items() if isinstance(says, dict) else ()
    return {(_words(claim.get("claim")), urls.get(number, number), _words(value)) for number, value in said}


def _corrections(data: Mapping[str, Any]) -> set[Any]:
    return {(str(one.get("date")), _words(one.get("text"))) for _, one in _rows(data, "corrections")}


def _rows(data: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = data.get(key)
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield place, row


def _words(value: Any) -> tuple[str, ...]:
    """Return the letters and digits of a text, word by word."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", value).casefold())) if isinstance(value, str) else ()


def _holds(text: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether a text still has all of a former one, word after word: what comes before or after it was added."""
    return f" {' '.join(part)} " in f" {' '.join(text)} " if part else True
