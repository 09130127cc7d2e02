"""The times and bylines in a page's body that belong to its article, not to a story linked beside it, a comment or the footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from broadsheet.intake.articles.aside import article_of, begins_aside, has_article_type, is_article, is_aside
from broadsheet.intake.articles.element_text import Element, lines_of_element, text_of_element, words_of_element

_MOST_ELEMENTS = 20_000
_MOST_PIECES = 40
_BYLINE = re.compile(
    r" (?:byline\w*|author|authors|authorname|authored|writer|writtenby|writers|reporter|contributors?) "
)
_NO_BYLINE = re.compile(
    r" (?:bio|image|img|avatar|photo|picture|social|share|follow|description|twitter|email|about|more|url|icon|title|role|job) "
)
_DATE = re.compile(r" (?:date|dateline|datetime|timestamp|published|pubdate|publish|posted|pubtime|time) ")
_CHANGED = re.compile(
    r"\b(?:updat|modif|last chang|edited|aktualisiert|geändert|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt)|更新|수정", re.IGNORECASE
)  # fmt: skip
_DAY_PATH = re.compile(r"/\d{4}(?:/\d{1,2}){0,2}$")
_WITHOUT_TEXT = {"meta", "link", "br", "hr", "img", "input", "source", "wbr", "path"}
_LEADS = {"p", "div", "span", "li", "address", "em", "i", "strong", "b", "small", "h2", "h3", "h4", "cite"}


@dataclass(slots=True, kw_only=True)
class Own:
    """What the body says of its article, as it is written there and in the order of the page.

    `published` are values marked as the time of publication, `times` other times, `dates` texts of elements that show a
    date. `authors` are values marked as authors, `linked_authors` texts of links to authors, `bylines` texts of
    elements whose class says that they name authors, `leads` short texts below the headline. The last two keep line
    breaks. `language` is empty unless the article's element has one of its own.
    """

    published: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    linked_authors: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    publisher: list[str] = field(default_factory=list)
    language: str = ""


def own_parts(root: Element, heading: Element | None, addresses: Sequence[str]) -> Own:
    """Read the body of a page. `heading` shows the headline; `addresses` are those of the page itself."""
    around = {heading, *heading.iterancestors()} if heading is not None else set()
    article = article_of(root, heading, around)
    paths = frozenset(_path(one) for one in addresses) - {""}
    reader = _Reader(around=around, heading=heading, article=article, paths=paths, is_below=heading is None)
    reader.own.language = (article.get("lang") or "") if article is not None else ""
    reader.read(root)
    return reader.own


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One way through the body, from top to bottom. `is_below` says whether the headline has been passed."""

    around: set[Element]
    heading: Element | None
    article: Element | None
    paths: frozenset[str]
    is_below: bool
    own: Own = field(default_factory=Own)

    def read(self, root: Element) -> None:
        """Go through the elements that belong to the article."""
        waiting = [(root, "page")]
        ended: set[Element] = set()  # elements whose rest is set aside, after a heading such as “Read also”
        for _ in range(_MOST_ELEMENTS):
            if not waiting:
                return
            element, owner = waiting.pop()
            parent = element.getparent()
            if not isinstance(element.tag, str) or (parent in ended and element not in self.around):
                continue
            if element.tag in _WITHOUT_TEXT:
                if owner != "other" and element.get("itemprop"):
                    self._take_property(element, _properties(element))
            elif element is self.heading:
                self.is_below = True
            elif is_aside(element, self.around):
                if owner == "article":
                    self._read_marked(element)
            elif is_article(element) and element is not self.article and element not in self.around:
                continue  # another story, or a comment
            elif parent is not None and begins_aside(element, self.around):
                ended.add(parent)
            else:
                owner = self._take(element, owner)
                waiting.extend((child, owner) for child in reversed(element))

    def _take(self, element: Element, owner: str) -> str:
        """Keep what an element says, and return whose properties its descendants are: page, article or other."""
        properties = _properties(element)
        if properties and owner != "other":
            self._take_property(element, properties)
        if element is self.article or element.tag in ("html", "body"):
            owner = "article" if element is self.article or has_article_type(element) else owner
        elif element.get("itemscope") is not None and "WebPage" not in (element.get("itemtype") or ""):
            owner = owner if is_article(element) else "other"
        words = words_of_element(element)
        if element.tag == "time" or (element.tag == "abbr" and " published " in words):
            self._take_time(element, words, properties)
        elif "author" in _tokens(element, "rel"):
            _keep(self.own.linked_authors, text_of_element(element, 200))
        elif self._shows_date(element, words):
            _keep(self.own.dates, text_of_element(element, 200), 80)
        if (
            len(self.own.bylines) < _MOST_PIECES
            and _BYLINE.search(words)
            and not _NO_BYLINE.search(words)
            and "author" not in properties
        ):
            _keep(self.own.bylines, lines_of_element(element), 200)
        elif self.is_below and element.tag in _LEADS and len(self.own.leads) < _MOST_PIECES:
            _keep(self.own.leads, lines_of_element(element), 160)
        return owner

    def _take_property(self, element: Element, properties: Sequence[str]) -> None:
        """Keep a property of the article in microdata."""
        if "datepublished" in properties:
            _keep(self.own.published, _value(element))
        if "author" in properties or "creator" in properties:
            for name in _names_in(element):
                _keep(self.own.authors, name)
        if "publisher" in properties:
            _keep(self.own.publisher, next(iter(_names_in(element)), ""))

    def _take_time(self, element: Element, words: str, properties: Sequence[str]) -> None:
        """Keep a time, unless it is of a change, of another story or in running text."""
        if "datepublished" in properties:
            return
        parent, previous = element.getparent(), element.getprevious()
        before = previous.tail if previous is not None else parent.text if parent is not None else ""
        near = f"{words} {words_of_element(parent) if parent is not None else ''} {(before or '')[-60:]} {(element.text or '')[:60]}"
        if "datemodified" in properties or _CHANGED.search(near) or self._is_of_another(element):
            return
        _keep(self.own.published if "pubdate" in element.attrib else self.own.times, _value(element))

    def _shows_date(self, element: Element, words: str) -> bool:
        if (
            not _DATE.search(words)
            or _CHANGED.search(words)
            or len(self.own.dates) >= _MOST_PIECES
            or self._is_of_another(element)
        ):
            return False
        return not _CHANGED.search(text_of_element(element, 200)) and next(element.iter("time"), None) is None

    def _is_of_another(self, element: Element) -> bool:
        """Whether a date is in a link to another page, beside one, or in a sentence."""
        for number, one in enumerate(islice(element.iterancestors(), 6)):
            if one in self.around or one is self.article:
                return False
            if one.tag == "a" and one.get("href"):
                return not self._is_own_link(one)
            if one.tag == "p" and len(text_of_element(one, 300)) > 160:
                return True
            if number == 0 or one.tag in ("li", "td", "tr", "dd"):
                links = (
                    link
                    for link in islice(one.iter("a"), 10)
                    if link.get("href") and "author" not in _tokens(link, "rel")
                )
                if any(len(text_of_element(link, 200).split()) >= 4 and not self._is_own_link(link) for link in links):
                    return True
        return False

    def _is_own_link(self, link: Element) -> bool:
        """Whether a link leads to this page, or to the day's list of the site."""
        href = link.get("href") or ""
        path = _path(href)
        return (
            href.startswith("#")
            or path in self.paths
            or "bookmark" in _tokens(link, "rel")
            or bool(_DAY_PATH.search(path))
        )

    def _read_marked(self, aside: Element) -> None:
        """Keep what the article's own footer marks as its properties."""
        if aside.tag != "footer":
            return
        for element in islice(aside.iter(), 200):
            above = islice(element.iterancestors(), 20)
            if (properties := _properties(element)) and not any(_is_item_in(one, aside) for one in above):
                self._take_property(element, properties)


def _is_item_in(element: Element, top: Element) -> bool:
    return element.get("itemscope") is not None and top in element.iterancestors()


def _properties(element: Element) -> list[str]:
    return _tokens(element, "itemprop") if isinstance(element.tag, str) else []


def _tokens(element: Element, attribute: str) -> list[str]:
    return (element.get(attribute) or "")[:400].lower().split()


def _keep(kept: list[str], text: str, longest: int = 400) -> None:
    if 0 < len(text) <= longest and len(kept) < _MOST_PIECES and text not in kept:
        kept.append(text)


def _value(element: Element) -> str:
    """Return the value of a property that is a time."""
    return element.get("content") or element.get("datetime") or element.get("title") or text_of_element(element, 100)


def _names_in(element: Element) -> list[str]:
    """Return the names in a property whose value is a person or an organisation."""
    named = [one for one in islice(element.iter(), 60) if one is not element and "name" in _properties(one)]
    return [one.get("content") or text_of_element(one, 200) for one in named[:10]] or [
        element.get("content") or text_of_element(element, 200)
    ]


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""
