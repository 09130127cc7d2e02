"""A text in the common form. The result is read again: it must have the same values and the same comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from broadsheet.load.fault import forbidden_characters
from broadsheet.load.parse import parse
from broadsheet.write.fmt.compose import compose
from broadsheet.write.yaml import Group, in_order, lines_of

Fix = Callable[[Group], Group]
ROUNDS = 4  # after which a registry must not change any more


class WouldChangeValue(Exception):
    """The text cannot be brought into the common form without a change of values or comments."""


def yaml_in_form(text: str, *, is_registry: bool = False, fix: Fix = lambda group: group) -> str:
    """Return a YAML mapping without faults in the common form. `mend` may change values.

    A registry keeps the order of its entries, its empty lines and its brackets. Raises Unsure.
    """
    formed = _in_form(text, is_registry=is_registry, fix=fix)
    if not is_registry:
        return formed
    # Where a comment changes its depth, two empty lines may become neighbours, and the next round joins them.
    for _ in range(ROUNDS):
        before, formed = formed, _in_form(formed, is_registry=True, fix=fix)
        if formed == before:
            return formed
    raise WouldChangeValue


def _in_form(text: str, *, is_registry: bool, fix: Fix) -> str:
    composed = compose(text, airy=is_registry)
    group = fix(composed.group)
    lines = lines_of(group if is_registry else in_order(group), as_written=is_registry)
    head = [*composed.head, ""] if composed.head else []
    formed = "".join(f"{line}\n" for line in (*head, *lines, *composed.tail))
    if not _same(formed, group.values, Counter(composed.comments), airy=is_registry):
        raise WouldChangeValue
    return formed


def markdown_in_form(text: str, *, fix: Fix = lambda group: group) -> str:
    """Return a .md file with its front matter in the common form; of the body only white space at its end changes."""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    front = yaml_in_form("\n".join(lines[1:end]) + "\n", fix=fix)
    body = "\n".join(lines[end + 1 :]).rstrip(" \t\n")
    return f"---\n{front}---\n" + (f"{body}\n" if body else "")


def _same(formed: str, values: Any, comments: Counter[str], *, airy: bool) -> bool:
    """Return whether a text has these values and these comments."""
    parsed = parse(formed)
    if parsed.faults or parsed.value != values or forbidden_characters(formed):
        return False
    return Counter(compose(formed, airy=airy).comments) == comments
