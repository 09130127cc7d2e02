"""An edition or a week as a mail: one letter, as HTML, as plain text, and as the message that holds both."""

from __future__ import annotations

from broadsheet.mail.compose import edition_letter, week_letter
from broadsheet.mail.html import as_html
from broadsheet.mail.letter import Letter
from broadsheet.mail.message import Envelope, MailError, as_message
from broadsheet.mail.text import as_text

__all__ = [
    "Envelope",
    "Letter",
    "MailError",
    "as_html",
    "as_message",
    "as_text",
    "edition_letter",
    "week_letter",
]
