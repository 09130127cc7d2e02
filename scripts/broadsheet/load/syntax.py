"""libyaml's error messages in a writer's words, at the place where the mistake was made."""

from __future__ import annotations

from typing import Any

import yaml

from broadsheet.load.fault import Fault

_MISFIT = "the line does not fit what stands around it"
_INDENT_HINT = "indent it like its neighbours, and put the value in quotes"
# Part of libyaml's message -> message, hint, and whether the place is the start of the token instead of its end.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon followed by a space inside an unquoted value",
        'put the value in quotes: title: "OpenAI: GPT"',
        False,
    ),
    ("did not find expected key", _MISFIT, _INDENT_HINT, False),
    ("did not find expected '-' indicator", _MISFIT, _INDENT_HINT, False),
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


def syntax_fault(error: yaml.YAMLError, last: Any, offset: int) -> Fault:
    """Translate an error of libyaml. `last` is the last scalar event before it, `offset` the lines before the text."""
    problem = str(getattr(error, "problem", None) or error).strip()
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    matches = (entry for entry in _SYNTAX if entry[0] in problem)
    _, message, hint, at_start = next(matches, ("", f"YAML: {problem}", _ANY_SYNTAX_HINT, False))
    if at_start:
        mark = start
    if "quoted scalar" in context:
        if "escape" in problem or "hexdecimal" in problem:
            message, hint = "an unknown \\ escape in double quotes", "use single quotes, or write \\\\"
        else:
            message, hint, mark = "a quote is opened here and never closed", _OTHER_QUOTES_HINT, start
    elif mark and last is not None and last.style in ("'", '"') and _touches(last.end_mark, mark):
        if last.start_mark.line < last.end_mark.line:  # the quote that should open the next value closed this one
            message, hint, mark = "a quote is opened here and never closed", _OTHER_QUOTES_HINT, last.start_mark
        else:
            message, hint = "a quote is closed before the value ends", "put the whole value in the other kind of quotes"
    elif "flow sequence" in context or "flow mapping" in context:
        message, hint = "a bracket is opened here and never closed", "close it, or put the whole value in quotes"
        mark = start
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return Fault(line + offset + 1, column + 1, "yaml-syntax", message, hint)


def _touches(end: Any, mark: Any) -> bool:
    """Return whether the place of an error follows a quoted value on its line, with at most one space between."""
    return bool(end.line == mark.line and 0 <= mark.column - end.column <= 1)
