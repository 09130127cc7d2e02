"""A letter as an email message: headers, plain text and HTML. The same letter always gives the same bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from hashlib import blake2b
from urllib.parse import SplitResult, urlsplit

from broadsheet.publish.mail.headers import address_header, text_header, token_header
from broadsheet.publish.mail.html import as_html
from broadsheet.publish.mail.letter import Letter
from broadsheet.publish.mail.text import as_text
from broadsheet.text.domains import to_ascii
from broadsheet.text.time_zone import start_of

_JOINERS = "\u200c\u200d"  # invisible characters that belong to the spelling of words
LONGEST_LINK = 900  # characters: a line of a message has at most 998, and a link cannot be folded
LONGEST_ADDRESS = 254  # characters (RFC 5321)


class MailError(Exception):
    """The mail cannot be written; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Sender and recipient, as configured: `Name <address>` or an address alone, and the settings of a mailing list.

    `host` is the host of the site, in whose `zone` the day of a letter begins. Without `sender` the sender is `news@` that
    host; without `to` there is no recipient. `unsubscribe` are addresses, separated by spaces; `one_click` says whether
    its https address unsubscribes a reader who sends it an empty form (RFC 8058).
    """

    host: str
    zone: tzinfo = UTC
    sender: str = ""
    to: str = ""
    list_id: str = ""
    unsubscribe: str = ""
    one_click: bool = True


def as_message(letter: Letter, envelope: Envelope) -> bytes:
    """Return the message as it is sent (RFC 5322), its lines ended by CR LF. Raises MailError."""
    link = unsubscribe_link(envelope)
    text = as_text(letter, unsubscribe=link)
    html = as_html(letter, unsubscribe=link)
    body = EmailMessage(policy=SMTP)
    body.set_content(text, cte="quoted-printable")
    body.add_alternative(html, subtype="html", cte="quoted-printable")
    # The library would choose one at random. No line of quoted-printable text begins like this.
    body.set_boundary("=_" + blake2b((text + html).encode("utf-8", "replace"), digest_size=12).hexdigest())
    return "".join(_headers(letter, envelope)).encode("ascii") + body.as_bytes()


def _headers(letter: Letter, envelope: Envelope) -> Iterator[str]:
    host = _host(envelope.host)
    yield _address_header("From", envelope.sender or f"news@{host}", "mail_from", letter.name)
    if envelope.to:
        yield _address_header("To", envelope.to, "--to")
    yield text_header("Subject", in_a_line(letter.subject))
    yield token_header("Date", format_datetime(start_of(letter.day, envelope.zone)))
    yield token_header("Message-ID", f"<{letter.id}@{host}>")
    if envelope.list_id:
        yield token_header("List-Id", f"<{_list_id(envelope.list_id)}>")
    if links := unsubscribe_links(envelope.unsubscribe):
        *first, last = [f"<{link}>" for link in links]
        yield token_header("List-Unsubscribe", *(f"{link}," for link in first), last)
        if envelope.one_click and any(link.lower().startswith("https:") for link in links):
            yield token_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def in_a_line(text: str) -> str:
    """Return a text on one line, without control and format characters, its words separated by single spaces."""
    kept = (char if char in _JOINERS or unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join("".join(kept).split())


def unsubscribe_links(written: str) -> list[str]:
    """Return the configured addresses, those of pages before those of mail. Raises MailError."""
    links = written.split()
    for link in links:
        parts = _split(link)
        whole = parts and (parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.hostname))
        if not whole or not link.isascii() or not link.isprintable() or any(char in "<>," for char in link):
            raise MailError(f"mail_unsubscribe is no link: {link!r}; write https://… or mailto:…, without commas")
        if len(link) > LONGEST_LINK:
            raise MailError(f"mail_unsubscribe is longer than {LONGEST_LINK} characters: {link[:40]!r}…")
    return sorted(links, key=lambda link: link.lower().startswith("mailto:"))


def unsubscribe_link(envelope: Envelope) -> str:
    """Return the address that a reader sees in the mail, or an empty string. Raises MailError."""
    return next(iter(unsubscribe_links(envelope.unsubscribe)), "")


def _split(link: str) -> SplitResult | None:
    try:
        return urlsplit(link)
    except ValueError:
        return None


def _address_header(header: str, written: str, where: str, name: str = "") -> str:
    """Return a header with the address in `Name <address>`, or with an address alone, which `name` goes with.

    `where` is the setting that it comes from, for the message. Raises MailError.
    """
    wrong = MailError(f"{where} is no mail address: {written!r}; write one such as news@example.org")
    if in_a_line(written) != written:
        raise wrong
    found = getaddresses([written])
    if len(found) != 1 or found[0][1].count("@") != 1:
        raise wrong
    local, host = found[0][1].split("@")
    try:
        address = Address(addr_spec=f"{local}@{_host(host)}").addr_spec
    except (MessageError, ValueError, IndexError):
        raise wrong from None
    if not address.isascii() or len(address) > LONGEST_ADDRESS:
        raise wrong
    return address_header(header, in_a_line(found[0][0] or name), address)


def _host(host: str) -> str:
    """Return a host as headers write it: in ASCII, an IPv6 address in brackets."""
    if host.startswith("["):
        return host
    return f"[IPv6:{host}]" if ":" in host else to_ascii(host)


def _list_id(written: str) -> str:
    parts = written.split(".")
    if (
        len(written) > 255
        or len(parts) < 2
        or not all(part and part.isascii() and part.replace("-", "a").isalnum() for part in parts)
    ):
        raise MailError(f"mail_list_id is no list's name: {written!r}; write one such as news.example.org")
    return written
