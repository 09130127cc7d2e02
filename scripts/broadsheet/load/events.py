"""YAML text to libyaml's parser events. Nothing is composed, constructed or recursed into.

Depth is limited by the callers, event by event: libyaml's own composer overflows the C stack on deeply nested text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml: slower, but the same events
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
_NULLS = ("", "~", "null")

# YAML ends a line at these characters, but no editor does. They are read as spaces, so that line numbers agree.
_LINE_BREAKS_OF_YAML_ALONE = {0x85: " ", 0x2028: " ", 0x2029: " "}


def events_of(text: str) -> Iterator[Any]:
    """Yield the events of a text, with lines counted as editors count them. Raises yaml.YAMLError and ValueError."""
    yield from yaml.parse(text.translate(_LINE_BREAKS_OF_YAML_ALONE), Loader=Loader)


def event_source(text: str) -> Callable[[], Any]:
    """Return a function that returns the next event at each call: faster than `events_of`, with the same errors."""
    next_event: Callable[[], Any] = Loader(text.translate(_LINE_BREAKS_OF_YAML_ALONE)).get_event
    return next_event


def value_of(scalar: Any) -> str | None:
    """Return the value of a scalar event: its text, or None for an empty, `~` or `null` value without quotes."""
    return None if not scalar.style and scalar.value in _NULLS else scalar.value
