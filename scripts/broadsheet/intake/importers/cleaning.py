"""Foreign texts made fit for a briefing, once, where they come in: from HTML, from what may be HTML, and from plain text.

Behind the readers of formats, every text is plain: `plain` and `line` take away only what cannot be seen, and change nothing
when they are used again. Words are never lost to what only looks like a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Any

from broadsheet.load.parse import FORBIDDEN

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|"
    "u|var"
)
_BLOCKS = (
    "address|article|aside|blockquote|body|button|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|"
    "header|hgroup|html|legend|li|main|map|menu|nav|ol|p|picture|pre|section|select|summary|table|tbody|td|tfoot|th|thead|tr|ul|audio|video|canvas|"
    "object|svg|math|option|optgroup|output|template|rp|rt"
)
_VOID = "br|hr|img|input|wbr|area|base|col|colgroup|embed|link|meta|param|source|track"
_RAW = "script|style|iframe|noscript|title|textarea|noembed|noframes|xmp"  # what is in them is not of the text
_ATTRIBUTES = r"(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*|\s*/)?"
_LOOSE_ATTRIBUTES = r"(?:\s[^<>]*|\s*/)?"
_TAG = re.compile(rf"</?(?:{_INLINE}|{_BLOCKS}|{_VOID})(?:{_ATTRIBUTES}|{_LOOSE_ATTRIBUTES})>", re.IGNORECASE)
_RAW_TAG = re.compile(rf"<({_RAW})(?:{_ATTRIBUTES}|{_LOOSE_ATTRIBUTES})>|<!--", re.IGNORECASE)
_PAIR = re.compile(
    rf"<({_INLINE}|{_BLOCKS})(?:{_ATTRIBUTES}|{_LOOSE_ATTRIBUTES})>(.{{0,400}}?)</\1\s*>", re.IGNORECASE | re.DOTALL
)
_INLINE_PAIR = re.compile(
    rf"<({_INLINE})(?:{_ATTRIBUTES}|{_LOOSE_ATTRIBUTES})>(.{{0,400}}?)</\1\s*>", re.IGNORECASE | re.DOTALL
)
_ALONE = re.compile(rf"<(?:br|wbr|img){_LOOSE_ATTRIBUTES}>", re.IGNORECASE)
_DECLARATION = re.compile(r"<!doctype[^<>]*>|<!\[CDATA\[|\]\]>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_ENDS = re.compile(
    r"<(?:br|hr)\b[^<>]*>|</(?:p|div|li|tr|h[1-6]|blockquote|section|article|ul|ol|pre|dd|dt|figure|figcaption|table)\s*>",
    re.I,
)
_TWICE = re.compile(
    r"\s*&lt;(p|div|ul|ol|h[1-6]|blockquote|article|section)\b.*&lt;/\1&gt;\s*", re.IGNORECASE | re.DOTALL
)
_BREAK = "\ue000"  # for private use: in no text
_ODD_SPACES = re.compile("[\x85\u2028\u2029\u00a0\u2007\u202f\u3000\t ]+")
MOST_OF_A_TEXT = 400_000  # characters of HTML; an import keeps a few thousand
MOST_OF_A_TITLE = 3_000


def html_text(html: Any) -> str:
    """Return the text of HTML: the end of a paragraph becomes an empty line, scripts and styles go with what is in them.

    `<` that begins no tag of HTML is a character of the text, and so is a `<script>` that never ends. HTML that is
    escaped twice as a whole is read as what it was meant to be.
    """
    if not isinstance(html, str):
        return plain(html)
    html = html[:MOST_OF_A_TEXT].replace(_BREAK, "")
    if "<" not in html and _TWICE.fullmatch(html):
        html = decoded_once(html)
    html = "".join(_without_raw(_DECLARATION.sub("", html)))
    if _TAG.search(html):
        html = _TAG.sub("", _ENDS.sub(_BREAK, " ".join(html.split()))).replace(_BREAK, "\n\n")
    return seen(decoded_once(html))


def title_text(html: Any) -> str:
    """Return the text of a title that is HTML: tags go in pairs, and one without an end is a word of the title."""
    return _title(html, _PAIR) if isinstance(html, str) else line(html)


def loose_text(text: Any) -> str:
    """Return a line of which nobody says whether it is HTML, such as a title of RSS: emphasis goes, and entities are decoded once."""
    return _title(text, _INLINE_PAIR) if isinstance(text, str) else line(text)


def loose_paragraphs(text: Any) -> str:
    """Return a text of several paragraphs of which nobody says whether it is HTML."""
    if not isinstance(text, str):
        return plain(text)
    return seen("\n".join(loose_text(one) for one in text[:MOST_OF_A_TEXT].split("\n")))


def _title(html: str, pair: re.Pattern[str]) -> str:
    html = html[:MOST_OF_A_TITLE].strip()
    for _ in range(8):  # pairs within pairs
        html, found = pair.subn(r"\2", html)
        if not found:
            break
    return line(decoded_once(_ALONE.sub(" ", html)))


def _without_raw(html: str) -> Iterator[str]:
    """Yield HTML without scripts, styles, comments and the like; what has no end becomes text."""
    begin = 0
    endless: set[str] = set()
    for found in _RAW_TAG.finditer(html):
        if found.start() < begin:
            continue
        name = (found[1] or "!").lower()
        end = None
        if name not in endless:
            end = re.compile("-->" if name == "!" else rf"</{name}\s*>", re.IGNORECASE).search(html, found.end())
        if end is None:
            endless.add(name)
            yield f"{html[begin : found.start()]}&lt;"
            begin = found.start() + 1
        else:
            yield html[begin : found.start()] + " "
            begin = end.end()
    yield html[begin:]


def decoded_once(text: str) -> str:
    """Return a text whose entities have become what they stand for; `&copy=1` in an address is none."""
    return _ENTITY.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    """Return what an entity stands for; `&notit;` is none, although browsers see `&not` in it."""
    return unescape(found.group()) if found.group()[1] == "#" or found.group()[1:] in html5 else found.group()


def markup_in(text: str) -> str:
    """Return the first tag or entity in a text that should have none, or an empty text."""
    found = _TAG.search(text) or _RAW_TAG.search(text) or _ENTITY.search(text)
    return found.group()[:40] if found else ""


def plain(text: Any) -> str:
    """Return a value as a plain text; what is no text at all gives an empty one. A line break stays one."""
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        return ""
    return seen(str(text))


def seen(text: str) -> str:
    """Return a text without what cannot be seen; runs of white space are one space, of empty lines one empty line."""
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [_ODD_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(text: Any) -> str:
    """Return a value as one line of plain text."""
    return " ".join(plain(text).split())


def shortened(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut after a word and with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return f"{cut.rsplit(None, 1)[0] if ' ' in cut else cut} …"


def byline(names: str, length: int) -> str:
    """Return a list of authors of at most so many characters: the first ones, and “et al.”."""
    if len(names) <= length:
        return names
    return f"{names[: length - 10].rsplit(',', 1)[0].rstrip(' ,;')[: length - 10]} et al."
