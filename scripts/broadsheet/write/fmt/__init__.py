"""`broadsheet fmt`: bring a file into the common form, and on request correct values that are certainly mistaken."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.load import Document, document_of
from broadsheet.problems import Problem
from broadsheet.write.fmt.fixer import PLAIN, Fixed, Fixer
from broadsheet.write.fmt.form import WouldChangeValue, markdown_in_form, yaml_in_form
from broadsheet.write.fmt.restoring import with_cuts_restored

__all__ = ["PLAIN", "Fixed", "Fixer", "Formatted", "tidy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """The result of `tidy`: the new bytes, or None where the file is left as it is, and then `problems` says why."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    fixed: tuple[Fixed, ...] = ()


def tidy(file: str, raw: bytes, *, is_registry: bool = False, fixer: Fixer = PLAIN) -> Formatted:
    """Bring the bytes of a file into the common form.

    The `mender` also corrects values of a briefing, and puts values that end at a ` #` in quotes. The default, PLAIN, only
    gives times that are ISO already their usual spelling. A file of which `document_of` reports a problem is left as it is.
    """
    document = document_of(file, raw)
    restored: tuple[Fixed, ...] = ()
    if fixer.fixes is not PLAIN.fixes and any(problem.code == "lost-after-hash" for problem in document.problems):
        text, restored = with_cuts_restored(file, _decoded(raw))
        document = document_of(file, text.encode())
    else:
        text = _decoded(raw)
    if document.problems or document.data is None:
        return Formatted(content=None, problems=document.problems)
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
    fixed = sorted((*restored, *work.fixed), key=lambda one: (one.line, one.column))
    return Formatted(content=formed.encode(), fixed=tuple(fixed))


def _decoded(raw: bytes) -> str:
    """Return the text of bytes that `document_of` could read, with plain line breaks."""
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


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
