"""An issue written with one of the forms becomes a file: a briefing, a correction, or a publisher's line.

What comes in is text that anybody may write; what goes out are values. `cli` reads and writes.
"""

from __future__ import annotations

from broadsheet.intake.issues.body import MAX_BYTES, Answer, NotAForm, read_answers
from broadsheet.intake.issues.forms import FOLDER, FORMS, Form, forms_in
from broadsheet.intake.issues.mistake import Mistake, mistake_in
from broadsheet.intake.issues.newcomer import Newcomer, newcomer_in
from broadsheet.intake.issues.reply import NOT_A_FORM, made_reply, refused_reply
from broadsheet.intake.issues.suggestion import Suggestion, suggestion_in

__all__ = [
    "FOLDER",
    "FORMS",
    "MAX_BYTES",
    "NOT_A_FORM",
    "Answer",
    "Form",
    "Mistake",
    "Newcomer",
    "NotAForm",
    "Suggestion",
    "forms_in",
    "made_reply",
    "mistake_in",
    "newcomer_in",
    "read_answers",
    "refused_reply",
    "suggestion_in",
]
