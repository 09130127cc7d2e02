"""YAML text to plain values and their places, by parser events: nothing is composed, executed or recursed into.

Every scalar stays a string (the schema converts it), so `no`, `12:30` and `2026-02-30` mean what was typed. What a
careless or hostile file may hold (tags, anchors, aliases, merge keys, duplicate keys, deep nesting, control and
bidirectional-override characters) becomes a `Fault` with its place. Depth is watched here because composing deeply
nested text overflows the C stack of libyaml's loader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml: slower, same events
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20

# C0/C1 controls but tab and newline; bidi embeddings, overrides and isolates; noncharacters; lone surrogates; stray BOM.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem that does not know its file yet."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Marks:
    """Where keys and values stand in a text: location -> (line, column), both from 1.

    Only problems have a place, and most files have none: the text is read for its places when somebody asks.
    """

    text: str = ""
    first_line: int = 1

    @cached_property
    def _read(self) -> _Builder:
        return _read(self.text, self.first_line)

    @property
    def keys(self) -> Mapping[Loc, tuple[int, int]]:
        """The places of the keys of mappings."""
        return self._read.keys

    @property
    def values(self) -> Mapping[Loc, tuple[int, int]]:
        """The places of values; of a mapping or list, of its beginning."""
        return self._read.values

    def value(self, loc: Loc) -> tuple[int, int]:
        """Return the place of a value, or of the nearest thing around it."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, (1, 1))

    def key(self, loc: Loc) -> tuple[int, int]:
        """Return the place of a mapping's key; for a list's item, of the item."""
        return self.keys.get(loc) or self.value(loc)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text held: `value` is None where the text could not be read to its end."""

    value: Any
    marks: Marks
    faults: tuple[Fault, ...]


def parse(text: str, *, first_line: int = 1) -> Parsed:
    """Read one YAML document. `first_line` is the line of the file on which `text` begins."""
    marks = Marks(text, first_line)
    try:
        return Parsed(_faultless(text), marks, ())
    except (_Odd, yaml.YAMLError, ValueError):
        read = _read(text, first_line)
        return Parsed(read.root, marks, tuple(read.faults))


def _faultless(text: str) -> Any:
    """Return the value of a text without faults, in half the time. Raises _Odd where there may be one."""
    if "\\" in text or FORBIDDEN.search(text):  # an escape may stand for a forbidden character
        raise _Odd
    take = Loader(text.translate(_ODD_BREAKS)).get_event
    take()  # the stream begins
    if type(take()) is not yaml.DocumentStartEvent:
        raise _Odd
    value = _value(take(), take, 0)
    if type(take()) is not yaml.DocumentEndEvent or type(take()) is not yaml.StreamEndEvent:
        raise _Odd
    return value


def _value(event: Any, take: Callable[[], Any], depth: int) -> Any:
    """Return what begins with an event; `take` gives those that follow."""
    kind = type(event)
    if kind not in _BEGINNINGS or event.anchor is not None or event.tag is not None:
        raise _Odd
    if kind is yaml.ScalarEvent:
        return None if not event.style and event.value in _NOTHING else event.value
    if depth == MAX_DEPTH:
        raise _Odd
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := take()) is not yaml.SequenceEndEvent:
            items.append(_value(event, take, depth + 1))
        return items
    keys: dict[str, Any] = {}
    while type(event := take()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent or event.anchor is not None or event.tag is not None:
            raise _Odd
        key = event.value
        if key in keys or key == "<<":
            raise _Odd
        keys[key] = _value(take(), take, depth + 1)
    return keys


def _read(text: str, first_line: int) -> _Builder:
    """Read a text with the places of everything in it and all its faults."""
    lines = re.split("\r\n|\r|\n", text)
    builder = _Builder(first_line - 1, end=(first_line - 1 + len(lines), len(lines[-1]) + 1))
    try:
        for event in events_of(text):
            builder.take(event)
    except _TooDeep:
        builder.root = None
    except _Enough:
        pass
    except yaml.YAMLError as error:
        builder.root = None
        fault = _syntax_fault(error, builder.last_scalar, first_line - 1)
        line, column = min((fault.line, fault.column), builder.end)
        builder.faults.append(replace(fault, line=line, column=column))
    except ValueError:  # PyYAML decodes the %-escapes of a tag without a net
        builder.root = None
        builder.faults.append(Fault(*builder.last, "yaml-tag", "a tag (!name) that cannot be read", _TAG_HINT))
    return builder


def events_of(text: str) -> Iterator[Any]:
    """Yield a parser's events, placed where the writer of the text sees them. Raises yaml.YAMLError and ValueError."""
    yield from yaml.parse(text.translate(_ODD_BREAKS), Loader=Loader)


def forbidden_characters(text: str, *, first_line: int = 1) -> list[Fault]:
    """Find control and direction-override characters, one fault a line at most."""
    faults: list[Fault] = []
    if not FORBIDDEN.search(text):
        return faults
    for number, line in enumerate(text.split("\n"), first_line):
        if found := FORBIDDEN.search(line):
            faults.append(_forbidden_fault(number, found.start() + 1, found.group()))
    return faults


_TAG_HINT = "put a text that begins with ! in quotes"


# Stands for a key that was refused; its value is read and thrown away.
_DROPPED = "\0refused"


# YAML ends a line at these, no editor does: taken as spaces, places are where the writer sees them.
_ODD_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}


_BEGINNINGS = {yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent}
_NOTHING = ("", "~", "null")


class _Odd(Exception):
    """Stops the quick reading: there may be a fault."""


class _Enough(Exception):
    """Stops the reading at a second document: the fault is noted, the first document stands."""


class _TooDeep(Exception):
    """Stops the reading: the fault is already noted."""


class _Frame:
    """A list or mapping that is being filled, and for a mapping the key that waits for its value."""

    __slots__ = ("items", "key", "loc")

    def __init__(self, items: dict[str, Any] | list[Any], loc: Loc) -> None:
        self.items = items
        self.loc = loc
        self.key: str | None = None


class _Builder:
    def __init__(self, line_offset: int, *, end: tuple[int, int]) -> None:
        self.end = end  # libyaml sees a line more where the text does not end with one
        self.root: Any = None
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.values: dict[Loc, tuple[int, int]] = {}
        self.faults: list[Fault] = []
        self._offset = line_offset + 1
        self._stack: list[_Frame] = []
        self._documents = 0
        self.last_event: yaml.Event | None = None
        self.last_scalar: yaml.ScalarEvent | None = None

    @property
    def last(self) -> tuple[int, int]:
        return self._place(self.last_event) if self.last_event else (self._offset, 1)

    def take(self, event: yaml.Event) -> None:
        self.last_event = event
        if isinstance(event, yaml.ScalarEvent):
            self.last_scalar = event
            self._note_decoration(event)
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._note_decoration(event)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.AliasEvent):
            self._fault(
                event, "yaml-alias", "aliases (*name) are not allowed", "put a text that begins with * in quotes"
            )
            self._value(f"*{event.anchor}", event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._fault(
                    event,
                    "yaml-documents",
                    "a second document begins here",
                    "one file holds one briefing: remove the `---`",
                )
                raise _Enough

    def _note_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(
                event, "yaml-anchor", "anchors (&name) are not allowed", "put a text that begins with & in quotes"
            )
        if event.tag is not None:
            self._fault(event, "yaml-tag", f"tags ({event.tag}) are not allowed", _TAG_HINT)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        plain = event.style is None or event.style == ""
        if found := FORBIDDEN.search(text):
            line, column = self._place(event)
            self.faults.append(_forbidden_fault(line, column, found.group()))
        if self._stack and isinstance(self._stack[-1].items, dict) and self._stack[-1].key is None:
            self._key(text, plain, event)
        else:
            self._value(None if plain and text in _NOTHING else text, event)

    def _key(self, text: str, plain: bool, event: yaml.Event) -> None:
        frame = self._stack[-1]
        if plain and text == "<<":
            self._fault(event, "yaml-merge", "merge keys (<<) are not allowed", "write the keys out")
            frame.key = _DROPPED
            return
        loc = (*frame.loc, text)
        if text in frame.items:
            first = self.keys[loc][0]
            self._fault(
                event,
                "duplicate-key",
                f"the key “{text}” stands here and in line {first} already",
                "keep one of the two",
            )
            loc = (*frame.loc, text, len(self.keys))  # keep the first one's place
        self.keys[loc] = self._place(event)
        frame.key = text

    def _value(self, value: Any, event: yaml.Event) -> Loc:
        if not self._stack:
            loc: Loc = ()
            self.root = value
        else:
            frame = self._stack[-1]
            if isinstance(frame.items, list):
                loc = (*frame.loc, len(frame.items))
                frame.items.append(value)
            elif frame.key is None:  # a list or mapping used as a key
                self._fault(
                    event, "yaml-key", "a key must be a plain word", "put a text that begins with [ or { in quotes"
                )
                frame.key, loc = _DROPPED, (*frame.loc, _DROPPED)
            else:
                loc = (*frame.loc, frame.key)
                if frame.key is not _DROPPED:
                    frame.items.setdefault(frame.key, value)
                frame.key = None
        self.values.setdefault(loc, self._place(event))
        return loc

    def _open(self, items: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        loc = self._value(items, event)
        if len(self._stack) >= MAX_DEPTH:
            self._fault(
                event, "yaml-depth", f"nested more than {MAX_DEPTH} deep", "a briefing needs four levels at most"
            )
            raise _TooDeep
        self._stack.append(_Frame(items, loc))

    def _close(self) -> None:
        self._stack.pop()

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark: Any = event.start_mark
        return min((mark.line + self._offset, mark.column + 1), self.end)

    def _fault(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.faults.append(Fault(*self._place(event), code, message, hint))


def _forbidden_fault(line: int, column: int, character: str) -> Fault:
    kind = "direction-override" if ord(character) in range(0x202A, 0x206A) else "control"
    return Fault(
        line,
        column,
        "forbidden-character",
        f"a {kind} character (U+{ord(character):04X}) is not allowed",
        "delete it; it cannot be seen, so retype the words around it",
    )


_ALONE = "the line does not fit what stands around it"
_INDENT_HINT = "indent it like its neighbours, and put the value in quotes"
# What libyaml says, and what it means to a writer: message, what to do, and whether the place is where libyaml began.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon followed by a space inside an unquoted value",
        'put the value in quotes: title: "OpenAI: GPT"',
        False,
    ),
    ("did not find expected key", _ALONE, _INDENT_HINT, False),
    ("did not find expected '-' indicator", _ALONE, _INDENT_HINT, False),
    (
        "could not find expected ':'",
        "a key without a colon",
        "write `key: value`, and indent the lines of a long text",
        True,
    ),
    (
        "cannot start any token",
        "a value may not begin with this character (tab, @, ` or %)",
        "put the value in quotes, and indent with spaces",
        False,
    ),
    (
        "expected alphabetic or numeric character",
        "a value may not begin with * or &",
        "put the value in quotes",
        True,
    ),
)
_ANY_SYNTAX_HINT = "put the value in quotes if it holds : # [ ] { } & * ! | > % @ or `"
_OTHER_QUOTES_HINT = "close it, or put the whole value in the other kind of quotes"


def _syntax_fault(error: yaml.YAMLError, last: Any, offset: int) -> Fault:
    """Say in a writer's words what libyaml says in a parser's. `last` is the last value before the error."""
    problem = str(getattr(error, "problem", None) or error).strip()
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None) or mark
    found = (words for words in _SYNTAX if words[0] in problem)
    _, message, hint, at_beginning = next(found, ("", f"YAML: {problem}", _ANY_SYNTAX_HINT, False))
    if at_beginning:
        mark = began
    if "quoted scalar" in context:
        if "escape" in problem or "hexdecimal" in problem:
            message, hint = "an unknown \\ escape in double quotes", "use single quotes, or write \\\\"
        else:
            message, hint, mark = "a quote is opened here and never closed", _OTHER_QUOTES_HINT, began
    elif mark and last is not None and last.style in ("'", '"') and _touches(last.end_mark, mark):
        if last.start_mark.line < last.end_mark.line:  # it was closed by the quote that should have opened the next
            message, hint, mark = "a quote is opened here and never closed", _OTHER_QUOTES_HINT, last.start_mark
        else:
            message, hint = "a quote is closed before the value ends", "put the whole value in the other kind of quotes"
    elif "flow sequence" in context or "flow mapping" in context:
        message, hint = "a bracket is opened here and never closed", "close it, or put the whole value in quotes"
        mark = began
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return Fault(line + offset + 1, column + 1, "yaml-syntax", message, hint)


def _touches(end: Any, mark: Any) -> bool:
    """Whether what libyaml stumbles over follows a quoted value on its line, with a space between at most."""
    return bool(end.line == mark.line and 0 <= mark.column - end.column <= 1)
