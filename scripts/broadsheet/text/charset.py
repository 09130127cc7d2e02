"""The bytes of a page as text: by byte order mark, header and meta tag, and by what the bytes can be."""

from __future__ import annotations

import codecs
import re

# What the web calls by a name is often the larger set of which the name is a part.
_LARGER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Python has codecs that are no encodings of pages, and some that take their time.
_KNOWN = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp932", "shift_jis_2004", "euc_jp", "iso2022_jp", "gb18030", "cp949", "big5hkscs"),
    *(f"cp{number}" for number in (866, 874, *range(1250, 1259))), *(f"iso8859-{number}" for number in range(2, 17)),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*(?:["']\s*)?([\w.:-]{2,40})""", re.IGNORECASE
)
_IN_HEADER = re.compile(r"charset\s*=\s*(?:[\"']\s*)?([\w.:-]{2,40})", re.IGNORECASE)


def decoded(body: bytes, content_type: str = "") -> str:
    """Return the text of a page. Never fails: what cannot be read becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    named = _IN_HEADER.search(content_type)
    in_page = _NAMED.search(body[:4096])
    for name in (named and named[1], in_page and in_page[1].decode("ascii", "replace")):
        encoding = _encoding(name) if name else ""
        if encoding.startswith("utf-16") and in_page and not named:  # it could not have been read as ASCII then
            encoding = "utf-8"
        if encoding:
            return body.decode(encoding, "replace")
    return _guessed(body)


def _encoding(name: str) -> str:
    """Return Python's name for an encoding of pages, or nothing."""
    try:
        found = codecs.lookup(name.removeprefix("x-")).name
    except (LookupError, ValueError):
        return ""
    found = _LARGER.get(found, found)
    return found if found in _KNOWN else ""


def _guessed(body: bytes) -> str:
    """Read bytes that nobody named: strictly as UTF-8, then as what they can be without a fault."""
    for encoding in ("iso2022_jp", "utf-8") if b"\x1b$" in body else ("utf-8", "cp932", "euc_jp"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(body)  # a character may be cut at the end
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_japanese(text):
            return body.decode(encoding, "replace")
    return body.decode("cp1252", "replace")


def _is_japanese(text: str) -> bool:
    """Whether a text has the kana that no other reading of bytes would bring forth."""
    kana = len(re.findall("[\u3041-\u30fe]", text))
    odd = len(re.findall("[\uff61-\uff9f\ue000-\uf8ff]", text))
    return kana > 4 and kana > odd
