"""An edition or a week as an email: a `Letter`, rendered as HTML, as plain text, and as a message with both."""

from __future__ import annotations

from broadsheet.publish.mail.compose import edition_letter, week_letter
from broadsheet.publish.mail.html import as_html
from broadsheet.publish.mail.letter import Letter
from broadsheet.publish.mail.message import Envelope, MailError, as_message, unsubscribe_link
from broadsheet.publish.mail.text import as_text

__all__ = [
    "Envelope",
    "Letter",
    "MailError",
    "as_html",
    "as_message",
    "as_text",
    "edition_letter",
    "unsubscribe_link",
    "week_letter",
]
