"""The text and the class words of HTML elements, bounded so that no page keeps us busy for long."""

from __future__ import annotations

import re
from itertools import islice
from typing import TypeAlias

from lxml import etree

from broadsheet.intake.articles.values import line

Element: TypeAlias = etree._Element

_NEW_LINE = {"br", "p", "div", "li", "time", "h2", "h3", "h4", "dd", "dt", "ul", "small"}
_UNSEEN = {"script", "style"}


def text_of_element(element: Element, most: int = 1_000) -> str:
    """Return the text of an element as one line, as far as `most` characters."""
    pieces: list[str] = []
    room = most
    for piece in islice(element.itertext(), 400):
        pieces.append(piece[:room])
        room -= len(piece)
        if room <= 0:
            break
    return line("".join(pieces))


def lines_of_element(element: Element) -> str:
    """Return the text of an element, with a line for each part that a browser puts on a line of its own."""
    pieces: list[str] = []
    for event, one in islice(etree.iterwalk(element, events=("start", "end")), 200):
        if event == "start":
            pieces.append("\n" if one is not element and one.tag in _NEW_LINE else "")
            pieces.append(_flat(one.text) if isinstance(one.tag, str) and one.tag not in _UNSEEN else "")
        elif one is not element:
            pieces.append("\n" if one.tag in _NEW_LINE else "")
            pieces.append(_flat(one.tail))
    return "\n".join(filter(None, map(line, "".join(pieces).split("\n"))))


def words_of_element(element: Element) -> str:
    """Return the words that the classes and the id of an element consist of, in lower case, with a space around each."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", names).lower()
    return f" {' '.join(re.findall('[a-z0-9]+', split))} "


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", (text or "")[:400])
