"""Contributed Markdown to HTML that is safe to publish: raw HTML is shown as text, links go to http(s) and mailto only.

Two walls: markdown-it never lets HTML or an odd scheme through, and nh3 cleans what comes out by an allow-list.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PLAIN = re.compile(r"[^\\`*_\[\]<>&!~|]*")
# A line that is the same as Markdown: nothing in it means anything, and it begins no list, section head, quote or code.
_SENTENCE = re.compile(
    r"(?![-+=#: ]|[0-9]+[.)])"
    r"(?:[^\\`*_\[\]<>&~|\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]++|&(?= ))++(?<! )"
)
_INLINE_TAGS = {"a", "em", "strong", "code", "s", "br"}
_BLOCK_TAGS = _INLINE_TAGS | {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|td|th|tr|pre|blockquote)>|<(?:br|hr)\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most days bring no text that needs it, and it takes a while to load

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable(["image"])
    parser.validateLink = lambda url: bool(_LINK.match(url.strip()))  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=4096)
def inline(text: str) -> str:
    """Return one line of Markdown as inline HTML."""
    if _PLAIN.fullmatch(text):
        return escape(text, quote=False)
    return _clean(_parser().renderInline(text), _INLINE_TAGS)


@lru_cache(maxsize=4096)
def blocks(text: str) -> str:
    """Return Markdown paragraphs, lists, tables and section heads as HTML. The page keeps h1 to itself."""
    html = _parser().render(text)
    if "<h1>" in html:
        html = re.sub(r"<(/?)h([1-5])>", lambda head: f"<{head[1]}h{int(head[2]) + 1}>", html)
    return _clean(html, _BLOCK_TAGS)


def plain(html: str) -> str:
    """Return the words of our own HTML, for descriptions, search and reading."""
    return " ".join(unescape(_ANY_TAG.sub("", _BLOCK_END.sub(" ", html))).split())


def paragraphs(text: str) -> str:
    """Return a summary as HTML paragraphs: a single line break parts paragraphs too.

    YAML folds a blank line inside `>-` into one line break, and whoever leaves a line blank means a new paragraph.
    """
    lines = [line for line in text.split("\n") if line]
    if all(map(_SENTENCE.fullmatch, lines)):
        return "\n".join([f"<p>{line.replace('&', '&amp;')}</p>" for line in lines])
    return blocks(re.sub(r"\n+", "\n\n", text))


def shortened(text: str, most: int = 72) -> str:
    """Return a text cut between words to about `most` characters."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def _clean(html: str, tags: set[str]) -> str:
    html = html.replace('<a href=""', "<a")  # `[words]()` would lead to the page itself
    return nh3.clean(
        html, tags=tags, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="nofollow noopener", strip_comments=True
    ).strip()
