"""The owner of each comment. YAML does not define one, so comments are assigned as people read them.

A comment begins with # outside of every key and value. It belongs to the entry that ends on its line, else to the next
entry; a comment that is indented deeper than the next entry belongs to the entry above that it is indented below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from broadsheet.write.fmt.tree import Node, SyntaxTree

_COMMENT = re.compile(r"#[^\n]*")


def attach(nodes: SyntaxTree) -> None:
    """Add every comment, and every empty line above an entry, to the entry that it belongs to."""
    places = [node.start for node in nodes.every]
    for start, remark in _remarks(nodes):
        number = bisect_right(places, start)
        previous = nodes.every[number - 1] if number else nodes.root
        following = nodes.every[number] if number < len(places) else None
        line = nodes.line_of(start)
        alone = not nodes.text[nodes.line_starts[line] : start].strip(" \t")
        if not alone and (entry := _on_line(previous, nodes.line_starts[line], start)):
            entry.beside.append(remark)
            continue
        gap = [""] if alone and _is_blank(nodes, line - 1) else []
        column = start - nodes.line_starts[line] if alone else -1
        _joined(previous, following, start, column, nodes.root).extend([*gap, remark])
    for node in nodes.every:
        line = nodes.line_of(node.start)
        begins = not nodes.text[nodes.line_starts[line] : node.start].strip(" \t")
        is_first = node.parent is not nodes.root and node.parent is not None and node.parent.entries[0] is node
        if begins and not is_first and _is_blank(nodes, line - 1) and not node.in_flow:
            node.above.append("")


def _remarks(nodes: SyntaxTree) -> Iterator[tuple[int, str]]:
    """Yield the offset and text of every comment, except one after the `>` or `|` of a block scalar."""
    here, end = 0, len(nodes.text)
    for first, last in [*nodes.briefings_citing, (end, end)]:
        yield from ((found.start(), found.group().rstrip()) for found in _COMMENT.finditer(nodes.text, here, first))
        here = max(here, last)


def _is_blank(nodes: SyntaxTree, line: int) -> bool:
    return line >= 0 and not nodes.text[nodes.line_starts[line] : nodes.line_starts[line + 1]].strip()


def _on_line(node: Node, line_start: int, place: int) -> Node | None:
    """Return the entry whose key, value or closing bracket ends last before an offset on the same line, if any."""
    ends = [
        (end, one) for one in node.around() for end in one.ends if line_start <= end <= place and one.parent is not None
    ]
    return max(ends, key=lambda pair: pair[0])[1] if ends else None


def _joined(previous: Node, following: Node | None, place: int, column: int, root: Node) -> list[str]:
    """Return the list of comments to which a comment on a line of its own, between two entries, is added."""
    if (previous.kind == "scalar" or previous.is_flow) and previous.start < place <= previous.value_start:
        return previous.above  # between a key and its value
    for node in previous.around():
        if node.is_flow and node.value_start < place < node.value_end:
            return following.above if following and following.start < node.value_end else node.below
    if following is not None and following.parent is previous:
        is_item = previous.parent is not None and previous.parent.kind == "list"
        return previous.above if is_item else following.above
    if following is not None and column <= following.column:
        return following.above
    for node in previous.around():
        if node.parent is not None and not node.in_flow and node.column < column:
            return node.below
    return following.above if following is not None else root.below
