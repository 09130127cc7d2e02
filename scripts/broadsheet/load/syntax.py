"""libyaml's errors in a writer's words, at the place where the mistake was made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from broadsheet.load.causes import NEVER_CLOSED, cause_of
from broadsheet.load.fault import Fault
from broadsheet.load.lookalikes import conflicts

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
    (
        "expected comment or line break",
        "text may not follow > or | on the same line",
        "begin the text on the next line, or put the whole value in quotes",
        True,
    ),
    (
        "expected whitespace or line break",
        "a value may not begin with !",
        "put the value in quotes",
        True,
    ),
    ("tab character that violates indentation", "a tab in the indentation", "indent with spaces", False),
    (
        "expected <document start>",
        "text after a line `...`, which ends the YAML",
        "take the line `...` out, or put it in quotes",
        False,
    ),
    ("directive", "a line may not begin with %", "put the value in quotes, or delete the line", True),
)
_ANY_SYNTAX_HINT = "put the value in quotes if it holds : # [ ] { } & * ! | > % @ or `"
_OTHER_QUOTES_HINT = "close it, or put the whole value in the other kind of quotes"
_ESCAPE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
TOO_DEEP = "exceeded maximum nesting depth"


def syntax_faults(text: str, error: yaml.YAMLError, last: Any, brackets: Sequence[Any], first_line: int) -> list[Fault]:
    """Return the faults behind an error of libyaml: one, or all merge conflicts of the text.

    `last` is the last scalar event before the error, `brackets` are the marks of the brackets that are open there, and
    `first_line` is the line of the file on which `text` begins.
    """
    if found := conflicts(text, first_line=first_line):
        return found
    problem = str(getattr(error, "problem", None) or error).strip()
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    if "node content" in problem and brackets:  # libyaml names the next line, where the bracket goes on
        context, start = "flow sequence", brackets[-1]
    lines = re.split("\r\n|\r|\n", text)
    fault = _in_words(problem, context, mark, start, last, lines, first_line)
    cause = cause_of(
        lines,
        fault,
        start=start.line if start else 0,
        end=mark.line if mark else 0,
        problem=f"{context}: {problem}",
        first_line=first_line,
    )
    return [cause or fault]


def _in_words(problem: str, context: str, mark: Any, start: Any, last: Any, lines: list[str], first_line: int) -> Fault:
    matches = (entry for entry in _SYNTAX if entry[0] in problem or entry[0] in context)
    _, message, hint, at_start = next(matches, ("", f"YAML: {problem}", _ANY_SYNTAX_HINT, False))
    if at_start:
        mark = start
    if "quoted scalar" in context:
        if "escape" in problem or "hexdecimal" in problem:
            message, hint = "an unknown \\ escape in double quotes", "use single quotes, or write \\\\"
            # libyaml stops two characters, `\u`, behind the beginning of an escape.
            if mark.line < len(lines) and (half := _ESCAPE.match(lines[mark.line], max(0, mark.column - 2))):
                message = f"{half.group()} is half of a character: a surrogate without the other one of its pair"
                hint = "retype the character, or write both halves, such as \\ud83d\\ude80"
        else:
            message, hint, mark = NEVER_CLOSED, _OTHER_QUOTES_HINT, start
    elif mark and last is not None and last.style in ("'", '"') and _touches(last.end_mark, mark):
        if last.start_mark.line < last.end_mark.line:  # the quote that should open the next value closed this one
            message, hint, mark = NEVER_CLOSED, _OTHER_QUOTES_HINT, last.start_mark
        else:
            message, hint = "a quote is closed before the value ends", "put the whole value in the other kind of quotes"
            if mark.line < len(lines) and lines[mark.line][mark.column :].strip() == ",":
                message, hint = "a comma after a value", "delete it: in YAML a line ends without one"
    elif "flow sequence" in context or "flow mapping" in context:
        message, hint = "a bracket is opened here and never closed", "close it, or put the whole value in quotes"
        mark = start
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return Fault(line + first_line, column + 1, "yaml-syntax", message, hint)


def _touches(end: Any, mark: Any) -> bool:
    """Return whether the place of an error follows a quoted value on its line, with at most one space between."""
    return bool(end.line == mark.line and 0 <= mark.column - end.column <= 1)
