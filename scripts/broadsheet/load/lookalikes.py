"""Characters that look like YAML and are not: other spaces, full-width colons, typographic quotes, tabs, conflict markers.

Each function looks at one line of a text and returns a `Fault` without the number of the line, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name

from broadsheet.load.fault import Fault

SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
COLONS = "：﹕︓∶꞉"
OPENING = "“”„‟«»‹›‘’‚‛＂＇"
CLOSING = "“”‟«»‹›‘’‛＂＇\"'"

_LEAD = r"[ \t]*(?:-[ \t]+)*"
_INDENT = re.compile(rf"{_LEAD}([{SPACES}])")
_AFTER_DASH = re.compile(rf"{_LEAD}-([{SPACES}])")
_BEFORE_COLON = re.compile(rf"{_LEAD}([A-Za-z_][\w-]*)[ \t]*([{SPACES}])[ \t{SPACES}]*:(?:\s|$)")
_AFTER_COLON = re.compile(rf"{_LEAD}([A-Za-z_][\w-]*)[ \t]*:([{SPACES}])")
_COLON = re.compile(rf"{_LEAD}[\"']?([A-Za-z_][\w-]*)[\"']?[ \t{SPACES}]*([{COLONS}])")
_QUOTE = re.compile(rf"{_LEAD}(?:[A-Za-z_][\w-]*[ \t]*:[ \t]+)?([{OPENING}])")
_TIGHT_COLON = re.compile(rf"{_LEAD}([A-Za-z_][\w-]*)[ \t]*(:)(?=[^\s:/])")
_TIGHT_HYPHEN = re.compile(r"[ ]*(-)(?=[^\s-])")
_STRUCTURE = re.compile(rf"[ \t{SPACES}]*(?:-(?:[ \t{SPACES}]|$)|([A-Za-z_][\w-]*)[ \t]*:(?:[ \t{SPACES}]|$))")
_TAB = re.compile(r"[ ]*(?:-[ ]+)*(\t)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*[\w+.{}-]*[ \t]*")
_CODE = re.compile(r" {0,3}(?:```|~~~)")
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")
_CONFLICT_START = re.compile(r"<{7}(?: .*)?")
_CONFLICT_END = re.compile(r">{7}(?: .*)?")

POSSIBLE = re.compile(
    rf"^{_LEAD}(?:[{SPACES}]|-[{SPACES}]|[A-Za-z_][\w-]*(?:[ \t]*[{SPACES}]|:[{SPACES}]|[ \t]*[{COLONS}]))"
    rf"|[:\-\[,{{][ \t]+[{OPENING}]|[\[{{][{OPENING}]",
    re.MULTILINE,
)
"""Matches every text in which `odd_space`, `odd_colon` or typographic quotes can be found, and few others."""


def odd_space(line: str, keys: frozenset[str] | None = None) -> Fault | None:
    """Find a space that YAML does not take for one, in the indentation or beside a hyphen or colon.

    With `keys`, only those keys count as keys: text may continue on a line that looks like another key.
    """
    for pattern, where in (
        (_INDENT, "in the indentation"),
        (_AFTER_DASH, "after the hyphen"),
        (_BEFORE_COLON, "before the colon"),
        (_AFTER_COLON, "after the colon"),
    ):
        if not (found := pattern.match(line)):
            continue
        if keys is not None and where == "in the indentation":
            structure = _STRUCTURE.match(line, found.start(1))  # after the odd space
            if not structure or (structure[1] and structure[1] not in keys):
                continue
        if keys is not None and "colon" in where and found[1] not in keys:
            continue
        place = found.start(found.re.groups)
        message = f"{_named(line[place])} instead of a plain space {where}"
        return Fault(0, place + 1, "yaml-syntax", message, "delete it and type a plain space")
    return None


def odd_colon(line: str, keys: frozenset[str] | None = None) -> Fault | None:
    """Find a full-width colon after a key, where YAML needs `: `. With `keys`, only after one of them."""
    found = _COLON.match(line)
    if not found or (keys is not None and found[1] not in keys):
        return None
    message = f"{_named(found[2])} after “{found[1][:60]}” instead of a colon and a space"
    hint = f"write `{found[1][:60]}: `, with a plain colon and a space"
    return Fault(0, found.start(2) + 1, "yaml-syntax", message, hint)


def missing_space(line: str, keys: frozenset[str]) -> Fault | None:
    """Find one of the keys whose colon a value follows without a space, or a hyphen that an item follows without one."""
    if (found := _TIGHT_COLON.match(line)) and found[1] in keys:
        hint = f"write `{found[1]}: ` with a space"
        return Fault(0, found.start(2) + 1, "yaml-syntax", f"no space after the colon of “{found[1]}”", hint)
    if found := _TIGHT_HYPHEN.match(line):
        return Fault(
            0, found.start(1) + 1, "yaml-syntax", "no space after the hyphen of an item", "write `- ` with a space"
        )
    return None


def odd_quote(line: str) -> Fault | None:
    """Find a typographic quote at the beginning of a value: YAML takes it for a letter."""
    found = _QUOTE.match(line)
    if not found:
        return None
    message = f"the typographic quote {found[1]} does not quote a value"
    hint = "put the value in straight quotes (\" or '); typographic ones may stand inside them"
    return Fault(0, found.start(1) + 1, "yaml-syntax", message, hint)


def closed_by_odd_quote(line: str, column: int) -> Fault | None:
    """Find the typographic quote that was meant to close a value which a straight one opened at `column`, from 1."""
    rest = line[column:].rstrip().rstrip(",]}").rstrip()
    if not rest or rest[-1] not in OPENING or rest[-1] in "'\"":
        return None
    message = f"the value is opened with a straight quote and closed with a typographic one ({rest[-1]})"
    return Fault(0, column + len(rest), "yaml-syntax", message, "close it with the straight quote that opened it")


def tab(line: str) -> Fault | None:
    """Find a tab in the indentation."""
    if not (found := _TAB.match(line)):
        return None
    return Fault(0, found.start(1) + 1, "yaml-syntax", "a tab in the indentation", "indent with spaces")


def fence(line: str) -> Fault | None:
    """Find a line that fences code in Markdown, around keys that are pasted from a page or a chat."""
    if not (found := _FENCE.fullmatch(line)):
        return None
    return Fault(
        0,
        found.start(1) + 1,
        "yaml-syntax",
        f"a line {found[1]} that fences code in Markdown, and is not YAML",
        f"take out the lines with {found[1]}, at the beginning and at the end",
    )


def conflicts(text: str, *, first_line: int = 1, alone: bool = True) -> list[Fault]:
    """Return a fault for every merge conflict: a place where git left both versions.

    `alone` finds a single marker too. In Markdown, where it is false, ======= may underline a heading, and code may show a
    conflict.
    """
    if "<<<<<<<" not in text and not (alone and re.search("={7}|>{7}|[|]{7}", text)):
        return []
    return list(_conflicts(text, first_line, alone))


def _conflicts(text: str, first_line: int, alone: bool) -> Iterator[Fault]:
    hint = "keep one of the versions, or join them, and delete the lines with <<<<<<<, ======= and >>>>>>>"
    start = 0  # the line on which a conflict begins that has not ended
    in_code = False
    for number, line in enumerate(text.split("\n"), first_line):
        in_code ^= not alone and bool(_CODE.match(line))
        if in_code:
            continue
        if not _CONFLICT.fullmatch(line.rstrip()):
            continue
        if _CONFLICT_START.fullmatch(line.rstrip()):
            if start and alone:
                yield Fault(start, 1, "merge-conflict", "a merge conflict that is not resolved", hint)
            start = number
        elif start and _CONFLICT_END.fullmatch(line.rstrip()):
            message = f"a merge conflict that is not resolved: two versions, down to line {number}"
            yield Fault(start, 1, "merge-conflict", message, hint)
            start = 0
        elif not start and alone:
            message = f"a line {line[:7]} that a merge conflict left behind"
            yield Fault(number, 1, "merge-conflict", message, "delete the line")
    if start and alone:
        yield Fault(start, 1, "merge-conflict", "a merge conflict that is not resolved", hint)


def _named(character: str) -> str:
    """Return `a no-break space (U+00A0)`."""
    known = name(character, "odd character").lower().replace("fullwidth", "full-width")
    return f"{'an' if known[0] in 'aeio' else 'a'} {known} (U+{ord(character):04X})"
