"""A problem in a text whose file is not known yet, and the search for characters that no file may contain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from broadsheet.problems import Severity

# C0 and C1 controls except tab and newline; bidi embeddings, overrides and isolates; noncharacters; lone surrogates;
# a byte order mark inside the text.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem without its file. `line` and `column` count from 1; `code` is one of `broadsheet.check.codes.CODES`."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"


def forbidden_characters(text: str, *, first_line: int = 1) -> list[Fault]:
    """Return a fault for each line that contains a forbidden character. `first_line` is the number of the first line."""
    if not FORBIDDEN.search(text):
        return []
    return [
        forbidden_fault(number, found.start() + 1, found.group())
        for number, line in enumerate(text.split("\n"), first_line)
        if (found := FORBIDDEN.search(line))
    ]


def forbidden_fault(line: int, column: int, character: str) -> Fault:
    """Return the fault for one forbidden character."""
    kind = "direction-override" if ord(character) in range(0x202A, 0x206A) else "control"
    return Fault(
        line,
        column,
        "forbidden-character",
        f"a {kind} character (U+{ord(character):04X}) is not allowed",
        "delete it; it cannot be seen, so retype the words around it",
    )
