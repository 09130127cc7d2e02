"""The articles of a suggested briefing: lines that people wrote become headlines and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from broadsheet.intake.articles import ArticleMetadata
from broadsheet.intake.issues.body import Answer
from broadsheet.model import Article
from broadsheet.model.article_urls import without_tracking
from broadsheet.text.domains import for_display, registrable_domain

BULLET = re.compile(r"^(?:[-*+•·]|\d{1,3}[.)])\s+")
LONGEST = 3_000  # a line beyond that is refused anyway, and not worth a search
TO_DO = "To do: the headline"
_LINK = re.compile(r"\[([^\[\]]{0,600})\]\((https?://[^\s()<>]{1,2000})\)")
_URL = re.compile(r"<?(https?://[^\s<>\"]+)>?[.,;]?", re.IGNORECASE)
# Without https://, as some browsers show it: a domain alone could be a word of a headline, such as Node.js/Deno.
_BARE = re.compile(r"(?<!\S)<?(www\.[^\s<>\"]+)>?|^<?((?:[\w-]+\.)+[a-z]{2,24}/[^\s<>\"]*)>?$", re.IGNORECASE)
_BETWEEN = " \t-–—:|,;·•"  # headline and address
_EMPTY = re.compile(r"\(\s*\)?$|\[\s*\]?$|<\s*>?$|“\s*”?$|\"\s*\"$|^\"\s*\"|^\(\s*\)")
_PAIRS = ("()", "[]", "<>", "“”", "„“", "«»", '""', "''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The articles, the line of the issue on which each stands, and what stands there without an address."""

    articles: tuple[Mapping[str, Any], ...]
    lines: tuple[int, ...]
    rest: tuple[str, ...]


def listed(answer: Answer) -> Listing:
    """Return the articles. A headline stands before its address, or on the line above."""
    articles: list[Mapping[str, Any]] = []
    lines: list[int] = []
    rest: list[str] = []
    above = ""
    for number, written in answer.lines():
        line = BULLET.sub("", written, count=1)[:LONGEST]
        found, words = _addresses(line)
        title = _headline(words)
        if above and (title or not found or found[0][0].strip()):
            rest.append(above)
        title = title or (above if found else "")
        for text, url in found:
            articles.append(
                {"title": " ".join(text.split()) or title or _missing_title(url), "url": without_tracking(url)}
            )
            lines.append(number)
            title = ""
        above = "" if found else _headline(line)
    return Listing(articles=tuple(articles), lines=tuple(lines), rest=(*rest, above) if above else tuple(rest))


def filled(article: Mapping[str, Any], page: ArticleMetadata, language: str) -> Mapping[str, Any]:
    """Return an article with what its page says of it; what somebody wrote stands."""
    title = page.title if page.title and article["title"].startswith(TO_DO) else article["title"]
    is_foreign = page.language.partition("-")[0].lower() != language.partition("-")[0].lower()
    keys = {
        **article,
        "title": title,
        "author": page.author,
        "published": page.published,
        "language": page.language if is_foreign else "",
        "entities": list(page.entities),
        "paywall": page.paywall or None,
    }
    try:
        Article.model_validate({key: value for key, value in keys.items() if value})
    except ValidationError:  # a page may say anything
        return article
    return keys


def _addresses(line: str) -> tuple[list[tuple[str, str]], str]:
    """Return the addresses in a line, each with the text that it is a link of, and the words beside them."""
    if linked := _LINK.findall(line):
        return linked, ""
    if urls := _URL.findall(line):
        return [("", _ended(url)) for url in urls], _URL.sub(" ", line)
    return [("", f"https://{_ended(one or other)}") for one, other in _BARE.findall(line)], _BARE.sub(" ", line)


def _ended(url: str) -> str:
    """Return an address without the marks of the sentence that it stood in."""
    bare = url.rstrip(".,;:!?'*_")
    return bare[:-1] if bare.endswith(")") and "(" not in bare else bare


def _headline(words: str) -> str:
    """Return the words beside an address without what parted or enclosed them; brackets of the headline's own stay."""
    text = _EMPTY.sub("", " ".join(words.split()).strip(_BETWEEN)).strip(_BETWEEN)
    if text[:1] in ("*", "_") and text[-1] == text[0]:
        text = text.strip("*_").strip(_BETWEEN)
    inner = text[1:-1]
    is_enclosed = len(text) > 1 and text[0] + text[-1] in _PAIRS and text[0] not in inner and text[-1] not in inner
    return inner.strip(_BETWEEN) if is_enclosed else text


def _missing_title(url: str) -> str:
    try:
        return f"{TO_DO} at {for_display(registrable_domain(url))}"
    except ValueError:  # the address is none, and will be refused
        return TO_DO
