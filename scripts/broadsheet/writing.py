"""A briefing as the text of its file: keys in their order, quotes where they are needed, long texts folded.

Whatever goes in comes out again when the file is read, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from broadsheet.model.briefing import BriefingKeys, Claim, Contributor, Correction, Image, KeyPoint

WIDTH = 110
INDENT = "  "
PROSE = frozenset(
    {"title", "dek", "summary", "text", "claim", "alt", "caption", "prompt", "ai_assistance"}
)  # what people write: in quotes, or folded when it is long
_PARTS: dict[str, tuple[str, ...]] = {
    "key_points": tuple(KeyPoint.model_fields),
    "articles": (
        "title", "url", "publisher", "author", "published", "language", "summary", "entities", "tone", "sentiment",
        "intent", "role", "paywall", "archived",
    ),
    "image": tuple(Image.model_fields),
    "claims": tuple(Claim.model_fields),
    "corrections": tuple(Correction.model_fields),
    "contributors": tuple(Contributor.model_fields),
}  # fmt: skip
ORDER = tuple(BriefingKeys.model_fields)
# Plain in every YAML: it begins with a letter or digit and holds nothing that could mean something.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/+%&@=~'’–—-]|[:?](?=[^\s])|#(?<=\S#))*", re.UNICODE)
_READ_OTHERWISE = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)|[-+.]?\d[\d_,.]*(?:e[-+]?\d+)?|0[xo][\da-f]+|\d+(?::\d+)+"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')


def briefing_text(keys: Mapping[str, Any], *, body: str = "") -> str:
    """Return the whole file: YAML, or front matter and a long read where there is a `body`.

    Values are texts, numbers, yes or no, days, and lists and mappings of them. Empty ones are left out; keys that the
    format does not have come last, as they are.
    """
    text = "".join(f"{line}\n" for line in mapping_lines(keys, ORDER))
    body = body.strip("\n")  # white space before the first word may mean something in Markdown
    return f"---\n{text}---\n{body}\n" if body.strip() else text


def mapping_lines(keys: Mapping[str, Any], order: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a mapping, known keys first."""
    places = {key: place for place, key in enumerate(order)}
    for key in sorted(keys, key=lambda key: places.get(key, len(places))):
        if keys[key] not in (None, "", [], {}, ()):
            yield from key_lines(key, keys[key])


def key_lines(key: str, value: Any) -> Iterator[str]:
    """Yield the lines of a key with its value; none is indented but what belongs to the value."""
    if isinstance(value, Mapping):
        if not any(isinstance(one, (Mapping, list, tuple)) for one in value.values()) and key == "says":
            yield from _says(key, value)
            return
        yield f"{key}:"
        yield from (INDENT + line for line in mapping_lines(value, _PARTS.get(key, ())))
    elif isinstance(value, (list, tuple)):
        yield from _list(key, value)
    else:
        yield from text_lines(key, value)


def text_lines(key: str, value: Any, *, width: int = WIDTH) -> Iterator[str]:
    """Yield a key with a text: on its line where there is room for it, else folded where that keeps every character."""
    text = written(value)
    line = f"{key}: {quoted(text) if key in PROSE and isinstance(value, str) else scalar(value)}"
    if key in PROSE and (len(line) > width or "\n" in text) and _can_fold(text):
        yield f"{key}: >-"
        yield from (line and INDENT + line for line in folded(text, width - len(INDENT)))
    else:
        yield line


def _list(key: str, values: Sequence[Any]) -> Iterator[str]:
    if not any(isinstance(value, (Mapping, list, tuple)) for value in values):
        line = f"{key}: [{', '.join(scalar(value, flow=True) for value in values)}]"
        if len(line) <= WIDTH and key != "key_points":
            yield line
            return
        yield f"{key}:"
        yield from (f"{INDENT}- {quoted(written(value)) if key == 'key_points' else scalar(value)}" for value in values)
        return
    yield f"{key}:"
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = mapping_lines(value, _PARTS.get(key, ())) or ["{}"]
            yield f"{INDENT}- {first}"
            yield from (line and f"{INDENT * 2}{line}" for line in rest)
        else:
            yield f"{INDENT}- {quoted(written(value))}"


def _says(key: str, value: Mapping[Any, Any]) -> Iterator[str]:
    pairs = [f"{number}: {quoted(written(said))}" for number, said in value.items()]
    line = f"{key}: {{{', '.join(pairs)}}}"
    if len(line) <= WIDTH:
        yield line
    else:
        yield f"{key}:"
        yield from (INDENT + pair for pair in pairs)


def written(value: Any) -> str:
    """Return a value as the text that stands in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


def scalar(value: Any, *, flow: bool = False) -> str:
    """Return a value on one line: plain where every YAML reads just that, else in quotes."""
    text = written(value)
    if not isinstance(value, str):
        return text
    if re.fullmatch(
        r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?|https?://[^\s,\[\]{}#\"'<>|\\^`]+", text
    ):
        return text
    plain = _PLAIN.fullmatch(text) and not text.endswith((" ", ":")) and not _READ_OTHERWISE.fullmatch(text)
    return text if plain and not (flow and ":" in text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _can_fold(text: str) -> bool:
    """Whether folding and reading back gives the same text."""
    return not (
        _TO_ESCAPE.search(text.replace('"', "").replace("\\", "").replace("\n", ""))
        or re.search(r"  |^\s|\s$|\n | \n", text)
    )


def folded(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a folded text; a line break in it is an empty line."""
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
