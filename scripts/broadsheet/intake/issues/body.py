"""The body of an issue, as GitHub writes the answers of a form, read into its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from broadsheet.intake.issues.forms import Form
from broadsheet.load import FORBIDDEN

MAX_BYTES = 256 * 1024  # GitHub takes 65,536 characters
_HEADING = re.compile(r" {0,3}(?:#{1,6}[ \t]+(.{1,200})|\*\*(.{1,200})\*\*:?[ \t]*)")
_NO_ANSWER = {"_No response_", "*No response*", "No response", "None", ""}
_ODD_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_FEWEST = 2  # headings of a form by which it is known


class NotAForm(Exception):
    """The text is none of the forms."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote under a heading, and the line of the body on which it begins."""

    text: str
    line: int

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that hold something, with their numbers and without white space around them."""
        for number, line in enumerate(self.text.split("\n"), self.line):
            if folded := " ".join(line.split()):
                yield number, folded


def read_answers(body: str, forms: Sequence[Form]) -> tuple[Form, Mapping[str, Answer]]:
    """Return the form that a body was written with, and its answers by the ids of the fields; those without are empty.

    A heading counts once: a second one of its name is part of the answer that it stands in. Raises NotAForm.
    """
    lines = _cleaned(body).split("\n")
    headings = [(number, text) for number, line in enumerate(lines) if (text := _heading(line))]
    found = [(form, _places(form, headings)) for form in forms]
    form, places = max(found, key=lambda one: len(one[1]), default=(None, {}))
    if form is None or len(places) < _FEWEST:
        raise NotAForm
    ends = sorted([*places.values(), len(lines)])
    answers = {name: Answer("", 1) for name in form.labels}
    for name, start in places.items():
        end = next(end for end in ends if end > start)
        answers[name] = _answer(lines[start + 1 : end], start + 2)
    return form, answers


def _places(form: Form, headings: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Return where the answers of a form begin. Exact headings go before similar ones."""
    places: dict[str, int] = {}
    for number, text in headings:
        name = form.field(text)
        if name and name not in places:
            places[name] = number
    return places


def _heading(line: str) -> str:
    found = _HEADING.fullmatch(line)
    return (found[1] or found[2]).rstrip("# \t") if found else ""


def _answer(lines: Sequence[str], first: int) -> Answer:
    while lines and not lines[0].strip():
        lines, first = lines[1:], first + 1
    text = "\n".join(lines).strip()
    return Answer("" if text in _NO_ANSWER else text, first)


def _cleaned(body: str) -> str:
    """Return a body with the line breaks of an editor, and without what nobody can see."""
    text = body.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").translate(_ODD_BREAKS)
    return _without_comments(FORBIDDEN.sub("", text))


def _without_comments(text: str) -> str:
    """Take out HTML comments, but not the line breaks in them: places stay as they are."""
    kept, rest = [], text
    while (start := rest.find("<!--")) >= 0 and (end := rest.find("-->", start + 4)) >= 0:
        kept += [rest[:start], "\n" * rest.count("\n", start, end)]
        rest = rest[end + 3 :]
    return "".join((*kept, rest))
