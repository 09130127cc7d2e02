"""Somebody else's text inside Markdown of ours, for GitHub: it shows as it is and does nothing."""

from __future__ import annotations

import re
from html import escape

from broadsheet.text.escaping import visible

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$=^])")
# GitHub makes links of these without being asked. An empty space that nobody sees parts what would be one word.
_APART = "&#8203;"
_MENTION = re.compile(r"@(?=\w)")
_NUMBER = re.compile(r"#(?=\d)")
_TICKET = re.compile(r"\b(GH)-(?=\d)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<=[a-zA-Z]):(?=//)|\b(?<=www)\.(?=\w)", re.IGNORECASE)
_EMOJI = re.compile(r":(?=[\w+-]{1,40}:)")


def plain(text: str, most: int = 500) -> str:
    """Return a text as one line of Markdown without links, mentions, pictures, HTML, or any other effect."""
    line = _cut(visible(text), most)
    line = _ADDRESS.sub(lambda found: found[0] + "\0", line)
    line = _MENTION.sub("@\0", line)
    line = _NUMBER.sub("#\0", line)
    line = _TICKET.sub(r"\1-" + "\0", line)
    line = _EMOJI.sub(":\0", line)
    return _MARKS.sub(r"\\\1", escape(line, quote=False)).replace("\0", _APART)


def code(text: str, most: int = 300) -> str:
    """Return a text as code on one line, for names of files."""
    line = _cut(visible(text), most)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    gap = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{gap}{line}{gap}{fence}" if line else ""


def headed(text: str, most: int = 120) -> str:
    """Return a text as the title of a pull request: it names nobody, and neither closes nor links anything."""
    line = _cut(visible(text).replace("://", ": //").replace("@", "(at) "), most)
    return _TICKET.sub(r"\1 ", _NUMBER.sub("no. ", line))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
