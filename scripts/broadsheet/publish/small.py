"""Smaller HTML: the same document in fewer bytes.

What goes is quotes around values that need none. Nothing is reordered, renamed or guessed at; text and scripts stay byte for
byte. End tags that a browser implies stay too: they are 3 % of a page, and the simple parsers that other people's scripts
are made with (Python's html.parser, libxml2) would put each article into the one before. So does the white space between
blocks, 1 %, without which such scripts run words together.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A tag with a quoted value, which may hold `>`; a comment; an element whose content is no markup. All else is in between.
_TOKEN = re.compile(
    r"""(<(?:!--.*?-->|(?:script|style|textarea|title)(?=[\s>]).*?</(?:script|style|textarea|title)>"""
    r"""|[a-zA-Z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)+>))""",
    re.DOTALL,
)
_AS_IT_IS = ("<!", "<script", "<style", "<textarea", "<title")
_NEEDS_QUOTES = re.compile(r"[\s'`=<>]")


def small(html: str) -> str:
    """Return a document that parses to the same tree."""
    parts = _TOKEN.split(html)
    parts[1::2] = map(_unquoted, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=8192)
def _unquoted(tag: str) -> str:
    """Return a tag without the quotes that its values can do without; a slash after one would become part of it."""
    before, *others = pieces = tag.split('"')
    if tag.startswith(_AS_IT_IS) or any("'" in outside for outside in pieces[::2]):
        return tag  # single quotes may hold double ones
    kept = [before]
    for value, after in zip(others[::2], others[1::2], strict=True):
        bare = value and before[-1] == "=" and after[0] in " \n>" and not _NEEDS_QUOTES.search(value)
        kept += (value, after) if bare else ('"', value, '"', after)
        before = after
    return "".join(kept)
