"""An edition or a week as a mail: one letter, as HTML, as plain text, and as the message that holds both."""

from __future__ import annotations

from broadsheet.publish.mail.compose import edition_letter, week_letter
from broadsheet.publish.mail.html import as_html
from broadsheet.publish.mail.letter import Letter
from broadsheet.publish.mail.message import Envelope, MailError, as_message
from broadsheet.publish.mail.text import as_text

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
