"""What `fmt --fix` mends: small functions, each of which changes a value only where there is no doubt.

Each takes a value and what is known around it; its docstring is what it does. The list at the end says where each is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from broadsheet.model import article_urls
from broadsheet.model.registries import Registries, fold
from broadsheet.model.vocabulary import words
from broadsheet.text.domains import registrable_domain
from broadsheet.write.fmt.dates import iso_day, iso_moment, iso_spelling

WHITE_SPACE = "white space"  # what was mended; the report does not show what cannot be seen
_SUFFIX = re.compile(r"\s+[-|–—·•]\s+(?=\S)")
_UNSEEN_ENDS = re.compile(r"\A[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+\Z")
_NUMBERS = re.compile(r"[\[#(]*\s*([1-9][0-9]{0,3})\s*[\]).]*")
_PATH = re.compile(
    r"(?:https?://[^?#]*?/|\.?/|(?:\.\./)+)?(?:briefings/)?([0-9]{4}/[0-9]{2}/[0-9]{2}/[^/?#]+?)"
    r"(?:\.ya?ml|\.md)?/?(?:index\.(?:html|json|md))?(?:[?#].*)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixContext:
    """What is known around a value: the day and the article that it belongs to, and what there is in the project."""

    registries: Registries = field(default_factory=Registries)
    paths: Collection[str] = ()
    day: date | None = None
    article: Mapping[str, Any] = field(default_factory=dict)
    articles: int = 0
    key: str = ""


def without_odd_spaces(text: str, _around: FixContext) -> str:
    """One space between words, and none before and after: tabs, no-break spaces and line breaks count as spaces."""
    return " ".join(_UNSEEN_ENDS.sub("", text).split())


def without_doubled_spaces(text: str, _around: FixContext) -> str:
    """No white space around paragraphs, and one space between words, unless there may be code or a table in it."""
    text = _UNSEEN_ENDS.sub("", text)
    if re.search(r"`|\||^(?:\t| {2})", text, re.MULTILINE):
        return text
    return re.sub(r"(?<=\S)(?:[ \t]*\t[ \t]*|[ \u00a0]* [ \u00a0]+| +[ \u00a0]+)(?=\S)", " ", text)


def day(text: str, around: FixContext) -> str:
    """A date in ISO; one that can mean two days means that of the folder, if either."""
    return iso_day(text, around.day)


def moment(text: str, _around: FixContext) -> str:
    """A date and time in ISO."""
    return iso_moment(text)


def spelling(text: str, _around: FixContext) -> str:
    """An ISO time with its `T` and `Z`."""
    return iso_spelling(text)


def without_tracking(url: str, _around: FixContext) -> str:
    """A URL without the parameters that tell where a reader came from; the rest of the query stays as it is."""
    url = url.strip()
    bare = re.fullmatch(r"<(https?://[^<>\s]+)>", url)
    return article_urls.without_tracking(bare[1] if bare else url)


def without_publisher(title: str, around: FixContext) -> str:
    """An article's headline without “ - CNBC” or “ | The Verge”, where that is its publisher."""
    names = {fold(name) for name in _publisher_names(around) if len(name) > 1} - {""}
    while separators := list(_SUFFIX.finditer(title)):
        last = separators[-1]
        if fold(title[last.end() :].strip()) not in names or not title[: last.start()].strip():
            break
        title = _UNSEEN_ENDS.sub("", title[: last.start()])
    return title


def _publisher_names(around: FixContext) -> list[str]:
    written, domain = around.article.get("publisher"), _domain(around)
    names = [without_odd_spaces(written, around)] if isinstance(written, str) else []
    if registered := around.registries.publishers.get(domain):
        names += [registered.name, domain]
    return names


def _domain(around: FixContext) -> str:
    """Return the domain of the article, or nothing where it has no address."""
    url = around.article.get("url")
    try:
        return registrable_domain(without_tracking(url, around)) if isinstance(url, str) else ""
    except ValueError:
        return ""


def registered_publisher(name: str, around: FixContext) -> str:
    """A publisher as it is registered, where only case, spaces or hyphens differ."""
    registered = around.registries.publishers.get(_domain(around))
    return registered.name if registered and fold(registered.name) == fold(name) else name


def registered_entities(names: Any, around: FixContext) -> Any:
    """Entities under their registered names, each once."""
    if not isinstance(names, list):
        return names
    found = [(around.registries.registered_entity(name) or name) if isinstance(name, str) else name for name in names]
    if found == names:
        return names
    return [name for place, name in enumerate(found) if name not in found[:place]]


def known_word(text: str, around: FixContext) -> str:
    """A word of the vocabulary, where only case, spaces, hyphens or underscores differ."""
    known = words(around.key)
    if text.strip().lower() in known:
        return text
    return next((word for word in known if fold(word) == fold(text)), text)


def known_category(text: str, around: FixContext) -> str:
    """A category's key, where only case, spaces or hyphens differ, or where its label is written."""
    categories = around.registries.categories
    if text.strip().lower() in categories:
        return text
    meant = [key for key, one in categories.items() if fold(text) in (fold(key), fold(one.label))]
    return meant[0] if len(meant) == 1 else text


def language_tag(text: str, _around: FixContext) -> str:
    """`en_US` with a hyphen."""
    return text.strip().replace("_", "-") if re.fullmatch(r"\s*[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})+\s*", text) else text


def briefing_path(text: str, around: FixContext) -> str:
    """The path of a briefing, where its URL or its file is written and it exists."""
    found = _PATH.fullmatch(text.strip())
    return found[1] if found and text not in around.paths and found[1] in around.paths else text


def citations(value: Any, around: FixContext) -> Any:
    """A list of numbers, where `1, 3`, `[1][3]` or a single number is written; all must be numbers of articles."""
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return value
    pieces = [
        piece for part in parts for piece in re.split(r"\s*(?:[,;&]|\band\b|\s|(?<=[\])])(?=[\[(]))\s*", part.strip())
    ]
    found = [_NUMBERS.fullmatch(piece) for piece in pieces if piece]
    numbers = [one[1] for one in found if one]
    if len(numbers) != len(found) or not numbers or any(int(number) > around.articles for number in numbers):
        return value
    return numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A function, the places where it is used (`*` is any item), and what it did, for the report."""

    at: tuple[str, ...]
    fix: Callable[[Any, FixContext], Any]
    did: str
    takes_lists: bool = False


LINES = (
    "title", "dek", "key_points.*", "key_points.*.text", "articles.*.title", "articles.*.publisher", "articles.*.author",
    "articles.*.entities.*", "image.alt", "image.caption", "image.credit", "image.license", "claims.*.claim",
    "claims.*.says.*", "ai_assistance", "reviewed_by", "reviewed_by.*", "contributors", "contributors.*",
    "contributors.*.name", "desk",
)  # fmt: skip
MENDS = (
    Fix(at=LINES, fix=without_odd_spaces, did=WHITE_SPACE),
    Fix(at=("summary", "articles.*.summary", "corrections.*.text"), fix=without_doubled_spaces, did=WHITE_SPACE),
    Fix(at=("date", "corrections.*.date"), fix=day, did="ISO date"),
    Fix(at=("articles.*.published",), fix=moment, did="ISO date"),
    Fix(at=("articles.*.url",), fix=without_tracking, did="tracking parameters"),
    Fix(at=("articles.*.title",), fix=without_publisher, did="publisher in the headline"),
    Fix(at=("articles.*.publisher",), fix=registered_publisher, did="registered name"),
    Fix(at=("articles.*.entities",), fix=registered_entities, did="registered names", takes_lists=True),
    Fix(
        at=("label", "articles.*.tone", "articles.*.sentiment", "articles.*.intent", "articles.*.role"),
        fix=known_word,
        did="word of the vocabulary",
    ),
    Fix(at=("category",), fix=known_category, did="key of the category"),
    Fix(at=("language", "articles.*.language"), fix=language_tag, did="language tag"),
    Fix(at=("follows",), fix=briefing_path, did="path of the briefing"),
    Fix(at=("key_points.*.sources",), fix=citations, did="numbers of articles", takes_lists=True),
)
SPELLINGS = (Fix(at=("articles.*.published",), fix=spelling, did="ISO time"),)  # without --fix too: they mean the same
