"""A document as a browser sees it, to compare two of them."""

from __future__ import annotations

from typing import Any

from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

SHOWS_SPACE = ("pre", "textarea", "script", "style")
INLINE = frozenset({
    "a", "abbr", "b", "button", "code", "del", "em", "i", "img", "input", "ins", "label", "small", "span",
    "strong", "sub", "sup", "svg", "text", "textarea", "time", "u",
})  # fmt: skip


def tree(html: str) -> Any:
    """Return a document as nested lists: a name, sorted attributes, then texts and elements in turn.

    A text of nothing but white space is empty where it is never shown: at the edge of a block or between two.
    """
    return _node(HTMLParser().parse(html))


def _node(element: Any) -> list[Any]:
    children = list(element)
    pieces: list[Any] = [element.text or ""]
    for child in children:
        pieces += [_node(child) if isinstance(child.tag, str) else ["comment", child.text], child.tail or ""]
    name = _local(element)
    if name not in SHOWS_SPACE:
        at_edge = [
            (place in (0, len(pieces) - 1) and name not in INLINE)
            or any(_is_block(pieces, near) for near in (place - 1, place + 1))
            for place in range(len(pieces))
        ]
        pieces = [
            "" if isinstance(one, str) and at_edge[n] and not one.strip(" \n\t\r\f") else one
            for n, one in enumerate(pieces)
        ]
    return [name, sorted(element.attrib.items()), pieces]


def _is_block(pieces: list[Any], place: int) -> bool:
    return 0 <= place < len(pieces) and isinstance(pieces[place], list) and pieces[place][0] not in INLINE


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
