"""Text for XML 1.0: escaped, and without the characters that XML cannot contain."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IS_TAG = re.compile(r"<[^\W\d_]|<[/!?]|<[^>]*>")  # what an HTML parser, or a careless one, may drop
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def text(value: str) -> str:
    """Return a text escaped for the content of an element."""
    return escape(_NOT_XML.sub("", value), quote=False)


def plain_text(value: str) -> str:
    """Return a text for an element whose readers disagree on whether it holds text or HTML, such as a title in RSS.

    A text that means the same either way is escaped once, with the hexadecimal references that the RSS Best Practices
    Profile recommends. One that HTML would change, as `<details>` or `&lt;`, is escaped as HTML first: a reader that
    takes it for text shows `&lt;details&gt;`, while the others would drop the word.
    """
    if _IS_TAG.search(value) or unescape(value) != value:
        value = escape(value, quote=False)
    return text(value).replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;").replace("&gt;", "&#x3E;")


def attribute(value: str) -> str:
    """Return a text escaped for an attribute in double quotes. Line breaks and tabs are escaped, or they would become spaces."""
    return text(value).translate(_IN_QUOTES)


def tag(name: str, value: str, attributes: str = "", *, escaped: Callable[[str], str] = text) -> str:
    """Return an element that contains a text, followed by a line break. `attributes` is XML with a space before it."""
    return f"<{name}{attributes}>{escaped(value)}</{name}>\n"
