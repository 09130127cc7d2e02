"""A saved file to a Clipping, by what its bytes are: a page, a page in a mail (.mhtml), or a text."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from broadsheet.intake.articles.page import from_page
from broadsheet.intake.articles.plain import from_text
from broadsheet.intake.articles.values import ArticleMetadata
from broadsheet.text.charset import decoded

MOST_OF_A_FILE = 8 * 1024 * 1024
_MARKUP = re.compile(r"<(?:!doctype html|html|head|meta|title|body|article|div|script)\b", re.IGNORECASE)
_KINDS = (
    (b"%PDF", "is a PDF"),
    (b"PK\x03\x04", "is a zip file or an office document"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"bplist", "is a web archive of Safari"),
)


def from_file(name: str, body: bytes) -> ArticleMetadata:
    """Return what a saved file says of its article. `body` may be cut at MOST_OF_A_FILE."""
    if why := foreign(body):
        return ArticleMetadata(trouble=why)
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("mhtml", "mht") or body[:2000].lstrip().startswith((b"From: <Saved", b"MIME-Version:")):
        return _from_mail(body)
    text = decoded(body)
    if suffix in ("html", "htm", "xhtml") or _is_markup(suffix, text):
        return from_page(text)
    return from_text(text)


def _is_markup(suffix: str, text: str) -> bool:
    return suffix not in ("txt", "md") and text[:200].lstrip().startswith("<") and bool(_MARKUP.search(text[:8000]))


def foreign(body: bytes) -> str:
    """Return what bytes are that are neither a page nor a text, in words that follow their name, or nothing."""
    for mark, words in _KINDS:
        if body.startswith(mark):
            return words
    is_wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "is neither a page nor a text" if not is_wide and body[:4000].count(b"\0") > 8 else ""


def _from_mail(body: bytes) -> ArticleMetadata:
    """Read the page out of an .mhtml file."""
    try:
        message = message_from_bytes(body)
        page = _page_of(message)
        if page is None:
            return ArticleMetadata(trouble="holds no page")
        content = page.get_payload(decode=True)
        at = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
        kind = str(page.get("Content-Type") or "")
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return ArticleMetadata(trouble="is damaged")
    if not isinstance(content, bytes):
        return ArticleMetadata(trouble="holds no page")
    return from_page(decoded(content, kind), at if at.startswith(("http://", "https://")) else "")


def _page_of(message: Message) -> Message | None:
    for number, part in enumerate(message.walk()):
        if number > 500:
            break
        if part.get_content_type() == "text/html":
            return part
    return None
