"""`broadsheet fmt`: bring a file into the common form, and on request correct values that are certainly mistaken."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.load import Document, document_of
from broadsheet.problems import Problem
from broadsheet.write.fmt.fixer import PLAIN, Fixed, Fixer
from broadsheet.write.fmt.form import WouldChangeValue, markdown_in_form, yaml_in_form

__all__ = ["PLAIN", "Fixed", "Fixer", "Formatted", "tidy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """The result of `tidy`: the new bytes, or None where the file is left as it is, and then `problems` says why."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    fixed: tuple[Fixed, ...] = ()


def tidy(file: str, raw: bytes, *, is_registry: bool = False, fixer: Fixer = PLAIN) -> Formatted:
    """Bring the bytes of a file into the common form.

    The `mender` also corrects values of a briefing. The default, PLAIN, only gives times that are ISO already their usual
    spelling.
    """
    document = document_of(file, raw)
    if document.problems or document.data is None:
        return Formatted(content=None, problems=document.problems)
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    work = fixer.work(document)
    try:
        if is_registry:
            formed = yaml_in_form(text, is_registry=True)
        elif file.endswith(".md"):
            formed = markdown_in_form(text, fix=work)
        else:
            formed = yaml_in_form(text, fix=work)
    except WouldChangeValue:
        return Formatted(content=None, problems=(_unsure(document),))
    return Formatted(content=formed.encode(), fixed=work.fixed)


def _unsure(document: Document) -> Problem:
    return Problem(
        path=document.file,
        line=1,
        column=1,
        code="not-formatted",
        message="cannot be brought into form without changing what it says, and is left as it is",
        hint="look for keys of more than a thousand letters and for comments in odd places",
        severity="warning",
    )
