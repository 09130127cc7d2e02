"""Smaller HTML: the same document in fewer bytes.

What goes is what the parser of every browser puts back or never shows: quotes around values that need none, end tags that
the next tag implies, and white space at the edge of a block. Nothing is reordered, renamed or guessed at; text, scripts,
`<pre>` and SVG stay as they are. Ours rather than a library's, because those also fold white space in text, drop
attributes they hold for defaults (`lang=""` is none) and change the case of names, and take no less time.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A tag, whose values may hold `>`; a comment; an element whose content is no markup or shows its white space. A declaration
# and a `<` that begins nothing are part of the text around them.
_TOKEN = re.compile(
    r"""(<(?:!--.*?-->|(?:script|style|pre|textarea)(?=[\s>]).*?</(?:script|style|pre|textarea)>"""
    r"""|/?[a-zA-Z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>))""",
    re.DOTALL,
)
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_NEEDS_QUOTES = re.compile(r"[\s'`=<>]")
_SPACE = " \t\n\f\r"

_CLOSES_P = frozenset({
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p",
    "pre", "section", "table", "ul",
})  # fmt: skip
_BLOCKS = _CLOSES_P | frozenset({
    "html", "head", "meta", "title", "link", "script", "style", "base", "body", "li", "dt", "dd", "summary",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col", "optgroup", "option",
})  # fmt: skip
"""Elements at whose edges white space is never shown. The style sheet makes none of them inline."""
_PARENTS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "li", "main", "nav", "section", "td", "th",
})  # fmt: skip
_IMPLIED = {
    "li": frozenset({"<li", "</ul", "</ol", "</menu"}),
    "p": frozenset({f"<{name}" for name in _CLOSES_P} | {f"</{name}" for name in _PARENTS}),
    "dt": frozenset({"<dt", "<dd"}),
    "dd": frozenset({"<dt", "<dd", "</dl"}),
    "td": frozenset({"<td", "<th", "</tr"}),
    "th": frozenset({"<td", "<th", "</tr"}),
    "tr": frozenset({"<tr", "</thead", "</tbody", "</tfoot", "</table"}),
    "thead": frozenset({"<tbody"}),
    "tbody": frozenset({"</table"}),
    "option": frozenset({"<option", "<optgroup", "</select", "</datalist", "</optgroup"}),
    "body": frozenset({"</html"}),
    "html": frozenset({""}),
}
"""End tag -> the tags that, coming next, imply it (`""`: the end of the document). A subset of what the standard allows."""


def small(html: str) -> str:
    """Return a document that parses to the same tree but for white space between and at the edges of blocks."""
    parts = _TOKEN.split(html)
    tags = [_OUTSIDE, *map(_tag, parts[1::2]), _OUTSIDE]
    kept = []
    for (tag, _, ends_block, implied), text, (_, following, begins_block, _) in zip(
        tags, parts[::2], tags[1:], strict=False
    ):
        if text and (ends_block or begins_block) and text[0] in _SPACE and not text.strip(_SPACE):
            text = ""  # noqa: PLW2901
        if implied is None or text or following not in implied:
            kept.append(tag)
        if text:
            kept.append(text)
    return "".join(kept)


Tag = tuple[str, str, bool, frozenset[str] | None]
"""It without needless quotes; `<name` or `</name`; whether it is a block's; what implies it, if it is an end tag."""
_OUTSIDE: Tag = ("", "", True, None)


@lru_cache(maxsize=8192)
def _tag(tag: str) -> Tag:
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if name in ("", "script", "style", "pre", "textarea"):
        return tag, f"<{name}", name in _BLOCKS, None
    if tag[1] == "/":
        return tag, f"</{name}", name in _BLOCKS, _IMPLIED.get(name)
    return _unquoted(tag) if '"' in tag else tag, f"<{name}", name in _BLOCKS, None


def _unquoted(tag: str) -> str:
    """Return a tag without the quotes that its values can do without; a slash after one would become part of it."""
    before, *others = pieces = tag.split('"')
    if any("'" in outside for outside in pieces[::2]):  # single quotes, which may hold double ones
        return tag
    kept = [before]
    for value, after in zip(others[::2], others[1::2], strict=True):
        bare = value and before[-1] == "=" and after[0] in " \n>" and not _NEEDS_QUOTES.search(value)
        kept += (value, after) if bare else ('"', value, '"', after)
        before = after
    return "".join(kept)
