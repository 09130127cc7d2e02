"""A document as a browser sees it, to compare two of them."""

from __future__ import annotations

from typing import Any

from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]


def tree(html: str) -> Any:
    """Return a document as nested lists: a name, sorted attributes, texts in turn with the children's, children."""
    return _node(HTMLParser().parse(html))


def _node(element: Any) -> list[Any]:
    texts = [element.text, *(child.tail for child in element)]
    children = [_node(child) if isinstance(child.tag, str) else child.text for child in element]
    return [element.tag, sorted(element.attrib.items()), texts, children]
