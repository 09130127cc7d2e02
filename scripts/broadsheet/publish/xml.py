"""Text for XML 1.0: escaped, and without what no XML can hold."""

from __future__ import annotations

import re
from html import escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def text(value: str) -> str:
    """Return a text for an element."""
    return escape(_NOT_XML.sub("", value), quote=False)


def attribute(value: str) -> str:
    """Return a text for an attribute in double quotes; line breaks and tabs would read back as spaces."""
    return text(value).translate(_IN_QUOTES)


def tag(name: str, value: str, attributes: str = "") -> str:
    """Return an element with a text in it, on a line of its own."""
    return f"<{name}{attributes}>{text(value)}</{name}>\n"
