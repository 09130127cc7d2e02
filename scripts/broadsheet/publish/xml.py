"""Text for XML 1.0: escaped, and without the characters that XML cannot contain."""

from __future__ import annotations

import re
from html import escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def text(value: str) -> str:
    """Return a text escaped for the content of an element."""
    return escape(_NOT_XML.sub("", value), quote=False)


def attribute(value: str) -> str:
    """Return a text escaped for an attribute in double quotes. Line breaks and tabs are escaped, or they would become spaces."""
    return text(value).translate(_IN_QUOTES)


def tag(name: str, value: str, attributes: str = "") -> str:
    """Return an element that contains a text, followed by a line break. `attributes` is XML with a space before it."""
    return f"<{name}{attributes}>{text(value)}</{name}>\n"
