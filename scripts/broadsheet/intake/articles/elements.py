"""The HTML of a page to the parts that speak of it: its head, and of its body what belongs to the article itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from broadsheet.intake.articles.element_text import Element, text_of_element
from broadsheet.intake.articles.own import Own, own_parts
from broadsheet.intake.articles.titles import agree

_MOST_CONTENTS = 50
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True, kw_only=True)
class Elements:
    """The parts of a page that speak of it.

    `meta` is name in lower case -> contents; `headings` are texts of h1 and the like, the likeliest headline first, and `names`
    those that are links to the front page.
    """

    meta: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    own: Own = field(default_factory=Own)
    canonical: str = ""
    base: str = ""
    language: str = ""

    def of(self, *names: str) -> list[str]:
        """Return what the meta tags of these names say, in the order of the names."""
        return [content for name in names for content in self.meta.get(name, ())]


def elements_of(text: str, at: str = "") -> Elements | None:
    """Take a page apart. None where there is no page. `at` is its address, as far as it is known."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:
        return None
    page = Elements()
    metas: list[Element] = []
    for element in root.iter("meta", "link", "base", "title", "script"):
        match element.tag:
            case "meta":
                metas.append(element)
            case "link" if "canonical" in (element.get("rel") or "").lower().split():
                page.canonical = page.canonical or element.get("href") or ""
            case "base":
                page.base = page.base or element.get("href") or ""
            case "title" if not page.title and _parent(element) in ("head", "html", "body", ""):  # not of a drawing
                page.title = text_of_element(element)
            case "script" if (element.get("type") or "").lower().strip().startswith("application/ld+json"):
                page.scripts.append(element.text or "")
    _add_metas(page, metas[:2_000])
    heading = _heading(root, page.title)
    others = [one for one in islice(root.iter("h1"), 10) if one is not heading]
    page.names = [text_of_element(one) for one in others if leads_home(one)]
    seen = [*([] if heading is None else [heading]), *(one for one in others if not leads_home(one))]
    page.headings = [one for one in (text_of_element(each).rstrip(" #¶§\N{LINK SYMBOL}") for each in seen) if one]
    page.own = own_parts(root, heading, (at, page.canonical, *page.of("og:url")))
    page.language = next(
        filter(None, (page.own.language, root.get("lang"), root.get("xml:lang"), root.get(_XML_LANG))), ""
    )
    return page


def _add_metas(page: Elements, metas: Sequence[Element]) -> None:
    """Keep each meta tag under all of its names: `property` and `itemprop` may be on one tag, and each may name several."""
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        for element in metas:
            content = (element.get("content") or "").strip()
            if not content or (attribute == "itemprop" and element.get("itemprop") and _is_of_item(element)):
                continue
            for name in (element.get(attribute) or "")[:400].lower().split():
                kept = page.meta.setdefault(re.sub(r"^(dc|dcterms?):", r"\1.", name).replace("dcterm.", "dcterms."), [])
                if len(kept) < _MOST_CONTENTS and content not in kept:
                    kept.append(content)


def _is_of_item(element: Element) -> bool:
    """Whether a meta tag is a property of something in the body, such as a comment or the publisher's logo."""
    return any(one.get("itemscope") is not None and one.tag not in ("html", "body") for one in element.iterancestors())


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _heading(root: Element, title: str) -> Element | None:
    """Return the element that shows the headline: the longest that agrees with <title>, an h1 rather than another.

    An h1 much shorter than another element that agrees is the site's name. Without any that agrees it is the first h1.
    """
    found = [
        (len(text), one)
        for one in _headings(root)
        if agree(text := text_of_element(one, 400), title) and not leads_home(one)
    ]
    longest = max(found, key=lambda one: one[0], default=None)
    longest_h1 = max((one for one in found if one[1].tag == "h1"), key=lambda one: one[0], default=None)
    if longest and longest_h1 and 2 * longest_h1[0] >= longest[0]:
        return longest_h1[1]
    if longest:
        return longest[1]
    return next((one for one in islice(root.iter("h1"), 20) if not leads_home(one)), None)


def leads_home(heading: Element) -> bool:
    """Whether a heading is the site's name: all of it is a link to the front page."""
    link = next(heading.iter("a"), None)
    if link is None:
        link = next((one for one in islice(heading.iterancestors(), 3) if one.tag == "a"), None)
    if link is None or ("://" not in (href := link.get("href") or "") and not href.startswith("/")):
        return False
    is_front = not href.partition("://")[2].partition("/")[2].strip("/") if "://" in href else not href.strip("/")
    return is_front and len(text_of_element(link, 400)) >= len(text_of_element(heading, 400)) // 2


def _headings(root: Element) -> Sequence[Element]:
    marked = root.xpath("descendant::*[@itemprop='headline' or @itemprop='name headline' or @itemprop='headline name']")
    own = [
        one
        for one in (marked if isinstance(marked, list) else [])[:10]
        if isinstance(one, etree._Element) and one.tag != "meta"
    ]
    return [*islice(root.iter("h1"), 20), *own, *islice(root.iter("h2", "h3"), 30)]
