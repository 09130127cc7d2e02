"""A letter as a message that mail programs send and show: headers, plain text and HTML. The same letter is the same bytes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from hashlib import blake2b
from urllib.parse import urlsplit

from broadsheet.publish.mail.html import as_html
from broadsheet.publish.mail.letter import Letter
from broadsheet.publish.mail.text import as_text
from broadsheet.text.domains import to_ascii

_JOINERS = "\u200c\u200d"  # of the invisible characters, those that words are spelled with


class MailError(Exception):
    """There can be no mail; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who writes to whom, as configured: `Name <address>` or an address alone, and what a mailing list says of itself.

    `host` is that of the site. Without `sender` it is `news@` that host; without `to` nobody is named.
    """

    host: str
    sender: str = ""
    to: str = ""
    list_id: str = ""
    unsubscribe: str = ""


def as_message(letter: Letter, envelope: Envelope) -> bytes:
    """Return the message as it is sent (RFC 5322), its lines ended by CR LF. Raises MailError."""
    message = EmailMessage(policy=SMTP)
    host = _host(envelope.host)
    message["From"] = _address(envelope.sender or f"news@{host}", "mail_from", letter.name)
    if envelope.to:
        message["To"] = _address(envelope.to, "--to")
    message["Subject"] = in_a_line(letter.subject)
    message["Date"] = format_datetime(datetime.combine(letter.day, time(), UTC))
    message["Message-ID"] = f"<{letter.id}@{host}>"
    if envelope.list_id:
        message["List-Id"] = f"<{_list_id(envelope.list_id)}>"
    if envelope.unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe_link(envelope.unsubscribe)}>"
    text = as_text(letter, unsubscribe=envelope.unsubscribe)
    html = as_html(letter, unsubscribe=envelope.unsubscribe)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # The library would draw lots for it; no line of quoted-printable text begins like this.
    message.set_boundary("=_" + blake2b((text + html).encode("utf-8", "replace"), digest_size=12).hexdigest())
    return message.as_bytes()


def in_a_line(text: str) -> str:
    """Return a text without line breaks and without characters that only steer: what a header may hold."""
    kept = (char if char in _JOINERS or unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join("".join(kept).split())


def unsubscribe_link(url: str) -> str:
    """Return a configured address, if it is one. Raises MailError."""
    parts = urlsplit(url)
    whole = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.hostname)
    if not whole or not url.isascii() or any(char in "<>," or char.isspace() for char in url) or not url.isprintable():
        raise MailError(f"mail_unsubscribe is no link: {url!r}; write https://… or mailto:…, without spaces or commas")
    return url


def _address(written: str, where: str, name: str = "") -> Address:
    """Read `Name <address>` or an address; `name` stands where none is written."""
    wrong = MailError(f"{where} is no mail address: {written!r}; write one such as news@example.org")
    if in_a_line(written) != written:
        raise wrong
    found = getaddresses([written])
    if len(found) != 1 or found[0][1].count("@") != 1:
        raise wrong
    local, host = found[0][1].split("@")
    try:
        return Address(display_name=in_a_line(found[0][0] or name), addr_spec=f"{local}@{_host(host)}")
    except (MessageError, ValueError, IndexError):
        raise wrong from None


def _host(host: str) -> str:
    """Return a host as headers spell it: in ASCII, an IP address in brackets."""
    if host.startswith("["):
        return host
    return f"[IPv6:{host}]" if ":" in host else to_ascii(host)


def _list_id(written: str) -> str:
    parts = written.split(".")
    if len(parts) < 2 or not all(part and part.isascii() and part.replace("-", "a").isalnum() for part in parts):
        raise MailError(f"mail_list_id is no list's name: {written!r}; write one such as news.example.org")
    return written
