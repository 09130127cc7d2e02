"""The bytes of a page as text: by byte order mark, header, what is valid UTF-8, meta tag, and the language of the page."""

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

_LANGUAGE = re.compile(rb"""<html\b[^>]{0,400}?\blang\s*=\s*["']?([a-zA-Z]{2})""", re.IGNORECASE)
# What pages without a name of their encoding are in, most often, by language, as the HTML standard has it for browsers.
_BY_LANGUAGE = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "sr", "mk"), ("cp1251",)), **dict.fromkeys(("cs", "hu", "pl", "sk", "sl", "hr"), ("cp1250",)),
    "ar": ("cp1256",), "fa": ("cp1256",), "el": ("iso8859-7",), "he": ("cp1255",), "ko": ("cp949",), "th": ("cp874",), "tr": ("cp1254",),
    "vi": ("cp1258",), "zh": ("gb18030", "big5hkscs"), "et": ("cp1257",), "lt": ("cp1257",), "lv": ("cp1257",), "ja": ("euc_jp", "cp932"),
}  # fmt: skip


def decoded(body: bytes, content_type: str = "") -> str:
    """Return the text of a page. Never fails: what cannot be read becomes U+FFFD.

    Text in another encoding is practically never valid UTF-8. Hence valid UTF-8 comes before the page's meta tag, which is
    often older than the page, and before a header of ISO-8859-1, which servers add by default.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    named = _IN_HEADER.search(content_type)
    in_header = _encoding(named[1]) if named else ""
    if in_header and in_header not in ("utf-8", "cp1252"):
        return body.decode(in_header, "replace")
    if not body.isascii() and (text := _strictly(body, "utf-8")):
        return text
    in_page = _NAMED.search(body[:4096])
    encoding = in_header or (_encoding(in_page[1].decode("ascii", "replace")) if in_page else "")
    if encoding.startswith("utf-16") and not in_header:  # it could not have been read as ASCII then
        encoding = "utf-8"
    return body.decode(encoding, "replace") if encoding else _guessed(body)


def _encoding(name: str) -> str:
    """Return Python's name for an encoding of pages, or nothing."""
    try:
        found = codecs.lookup(name.removeprefix("x-")).name
    except (LookupError, ValueError):
        return ""
    found = _LARGER.get(found, found)
    return found if found in _KNOWN else ""


def _guessed(body: bytes) -> str:
    """Read bytes whose encoding nobody names: as UTF-8, by the language of the page, as Japanese, as Western."""
    if b"\x1b$" in body and (text := _strictly(body, "iso2022_jp")):
        return text
    if text := _strictly(body, "utf-8"):
        return text
    language = _LANGUAGE.search(body[:4096])
    for encoding in _BY_LANGUAGE.get(language[1].decode("ascii").lower(), ()) if language else ():
        if text := _strictly(body, encoding):
            return text
    for encoding in ("cp932", "euc_jp"):
        if (text := _strictly(body, encoding)) and _is_japanese(text):
            return text
    return body.decode("cp1252", "replace")


def _strictly(body: bytes, encoding: str) -> str:
    """Return a text without a fault, or nothing. A character may be cut at the end."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(body)
    except UnicodeDecodeError:
        return ""


def _is_japanese(text: str) -> bool:
    """Whether a text has the kana that no other reading of bytes would bring forth."""
    kana = len(re.findall("[\u3041-\u30fe]", text))
    odd = len(re.findall("[\uff61-\uff9f\ue000-\uf8ff]", text))
    return kana > 4 and kana > odd
