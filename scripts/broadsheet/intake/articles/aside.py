"""Which elements of a page belong to something else than its article: related stories, comments, the frame of the site."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import islice

from lxml import etree

from broadsheet.intake.articles.element_text import Element, text_of_element, words_of_element

_TAGS = {
    *("aside", "footer", "nav", "blockquote", "dialog", "template", "noscript", "figure", "figcaption", "form", "select", "iframe", "svg"),
    *("head", "script", "style"),
}  # fmt: skip
_ROLES = {"complementary", "contentinfo", "navigation", "search", "dialog"}
_WORDS = re.compile(
    r" (?:related\w*|recommend\w*|recirc\w*|sidebar\w*|comments?|commentlist|replies|reactions|disqus\w*|outbrain\w*"
    r"|taboola\w*|promos?|promoted"
    r"|sponsored|teasers?|newsletter|popular|trending|carousel|breadcrumbs?|aside|footer|readalso|readmore|seealso|upnext"
    r"|(?:read|see|watch|also|more|most|latest|next|previous|prev|other|further|top) "
    r"(?:also|more|next|read|viewed|popular|shared|stor(?:y|ies)|news|articles?|posts?|reading|from|on|in|like|see|coverage|links)"
    r"|up next|you may)(?= )"
)
_HEADING = re.compile(
    r"(?:read|see) (?:also|more|next)|also read|related\b.{0,30}|recommended\b.{0,30}"
    r"|(?:more|most|latest|other|top|further) (?:on|from|in|read\w*|viewed|popular|stor\w+|news|articles|posts|coverage)\b.{0,40}"
    r"|you (?:may|might)\b.{0,30}|don.t miss.{0,20}|up next|trending.{0,20}|popular.{0,20}|what to read next"
    r"|(?:\d+ )?comments?(?: \(?\d+\)?)?|leave a (?:reply|comment)|responses|newsletter"
    r"|à lire aussi|lire aussi|sur le même (?:sujet|thème)|articles? liés?"
    r"|lesen sie auch|mehr zum thema|weitere artikel|das könnte .{0,30}|kommentare"
    r"|lee también|leer (?:también|más)|te puede interesar|(?:noticias|notas) relacionad.s|leia (?:também|mais)|veja também"
    r"|leggi anche|lees ook|läs också|les også|læs også|czytaj (?:także|też)|читайте (?:также|ещё)|по теме"
    r"|関連(?:記事|ニュース)?|あわせて読みたい|相关(?:新闻|阅读|文章|报道)?|推荐阅读|延伸阅读|관련\s?(?:기사|뉴스)|اقرأ (?:أيضا|أيضًا|المزيد)",
    re.IGNORECASE,
)
_HEADING_TAGS = {"h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span", "header", "dt", "summary"}
_ARTICLE_TYPE = re.compile(
    r"/(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|DiscussionForumPosting)/?(?:\s|$)"
)


def is_aside(element: Element, around: Container[Element]) -> bool:
    """Whether an element holds something else than the article; what is `around` the headline never does."""
    if element in around or element.tag in ("html", "body", "main"):
        return False
    return (
        element.tag in _TAGS or (element.get("role") or "") in _ROLES or bool(_WORDS.search(words_of_element(element)))
    )


def begins_aside(element: Element, around: Container[Element]) -> bool:
    """Whether an element is the heading above other stories or comments, such as “Read also”."""
    if element.tag not in _HEADING_TAGS or element in around or len(element) > 3:
        return False
    text = text_of_element(element, 100).strip(" :.…–—-•»›")
    return 3 <= len(text) <= 60 and bool(_HEADING.fullmatch(text))


def is_article(element: Element) -> bool:
    """Whether an element holds an article, by its tag or by its type in microdata."""
    return element.tag == "article" or (element.tag not in ("html", "body") and has_article_type(element))


def has_article_type(element: Element) -> bool:
    """Whether an element is an article in microdata."""
    return element.get("itemscope") is not None and bool(_ARTICLE_TYPE.search((element.get("itemtype") or "")[:400]))


def article_of(root: Element, heading: Element | None, around: Container[Element]) -> Element | None:
    """Return the element that holds the page's article: the one around its headline, or the only one that there is."""
    if heading is not None and (found := next(filter(is_article, heading.iterancestors()), None)) is not None:
        return found
    outer: list[Element] = []
    for one in _items(root):
        ancestors = [one, *one.iterancestors()]
        if not any(is_aside(each, around) for each in ancestors) and not any(map(is_article, ancestors[1:])):
            outer.append(one)
    return outer[0] if len(outer) == 1 and (heading is None or not _has_headline(outer[0])) else None


def _has_headline(article: Element) -> bool:
    """Whether an article begins with a heading of its own."""
    first = next(article.iter("h1", "h2", "h3", "h4", "p", "time"), None)
    return first is not None and first.tag not in ("p", "time")


def _items(root: Element) -> Iterator[Element]:
    typed = root.xpath("descendant::*[@itemscope][@itemtype]")
    found = [*islice(root.iter("article"), 200), *(typed[:200] if isinstance(typed, list) else [])]
    yield from dict.fromkeys(one for one in found if isinstance(one, etree._Element) and is_article(one))
