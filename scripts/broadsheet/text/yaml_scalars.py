"""One value as YAML: plain where every YAML reader reads the same text, else in quotes or as a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

# Safe without quotes in every YAML: begins with a letter or digit and has no character with a meaning.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/+%&@=~'’–—-]|[:?](?=[^\s])|#(?<=\S#))*", re.UNICODE)
_READ_OTHERWISE = re.compile(
    r"y|n|yes|no|on|off|true|false|null|nan|inf|\d[\d_,.]*(?:e[-+]?\d+)?|0[box][\da-f_]+|[\d_]+(?::\d+)+(?:\.[\d_]*)?|"
    r"\d{4}-\d\d?-\d\d?(?:[t ].*)?",
    re.IGNORECASE,
)
_MOMENT_OR_URL = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?|https?://[^\s,\[\]{}#\"'<>|\\^`]*[^\s,\[\]{}#\"'<>|\\^`:]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_UNFOLDABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|  |^\\s|\\s$|\n | \n"
)
_NOT_LITERAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|^[\\s]|[ \t](?:\n|$)|\n$"
)


def written(value: Any) -> str:
    """Return a value as text, without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat().replace("+00:00", "Z")
    return "" if value is None else str(value)


def scalar(value: Any, *, flow: bool = False) -> str:
    """Return a value on one line: without quotes where every YAML reader reads the same text, else in quotes."""
    text = written(value)
    if not isinstance(value, str) or _MOMENT_OR_URL.fullmatch(text):
        return text
    return text if _PLAIN.fullmatch(text) and not _is_special(text, flow=flow) else quoted(text)


def _is_special(text: str, *, flow: bool) -> bool:
    return text.endswith((" ", ":")) or bool(_READ_OTHERWISE.fullmatch(text)) or (flow and ":" in text)


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def block(text: str, width: int) -> list[str] | None:
    """Return a text as a block: `>-` or `|-`, then its lines. Return None where a block would lose a character.

    A text that ends with one line break gets `>` or `|`.
    """
    whole = text.removesuffix("\n")
    mark = "-" if whole == text else ""
    if not whole:
        return None
    if not _UNFOLDABLE.search(whole):
        return [f">{mark}", *folded(whole, width)]
    if "\n" in whole and not _NOT_LITERAL.search(whole):
        return [f"|{mark}", *whole.split("\n")]
    return None


def folded(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a folded text of at most `width` characters. A line break in the text becomes an empty line."""
    for place, part in enumerate(text.split("\n")):
        if place:
            yield ""
        line = ""
        for word in part.split(" "):
            if line and len(line) + 1 + len(word) > width:
                yield line
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            yield line
