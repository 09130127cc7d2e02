"""How a single value is written: dates, URLs, words and numbers, strictly, from strings.

Every scalar of a file arrives as a string. What cannot be read raises a `PydanticCustomError` whose context holds a
`message` and a `hint` for the writer.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Annotated, Any, get_args
from unicodedata import category
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

CalendarDay = date

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_OTHER_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_USUAL_URL = re.compile(
    r"https?://(?=[^/?#]{1,253}(?:[/?#]|$))[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(?:\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*"
    r"(?:[/?#][!#-;=?-\[\]_a-z~]*)?"
)
_JOINERS = "\u200c\u200d"  # Persian and Indic names need them
_SCHEMES = ("http", "https")
_YES = {"true", "yes", "on"}
_NO = {"false", "no", "off"}


def _wrong(code: str, message: str, hint: str = "") -> PydanticCustomError:
    # pydantic formats the template with the context, so braces in contributed text are safe only as values
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _as_line(value: Any) -> Any:
    """Fold every run of white space, so that a wrapped headline is one line."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _as_date(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        raise _wrong("bad-type", "must be a date", "write it as YYYY-MM-DD")
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise _wrong("bad-date", f"{text} is not a day of the calendar") from None
    hint = "write it as YYYY-MM-DD"
    if other := _OTHER_DATE.fullmatch(text):
        day, month, year = (int(part) for part in other.groups())
        with suppress(ValueError):
            hint = f"write it as {date(year, month, day).isoformat()}"
    raise _wrong("bad-date", f"“{text[:40]}” is not an ISO date", hint)


def _as_moment(value: Any) -> Any:
    """Read an ISO date or date and time; a time without a zone is taken as UTC."""
    if not isinstance(value, str):
        return _as_date(value)
    text = value.strip()
    if not _ISO_TIME.fullmatch(text):
        return _as_date(text)
    try:
        moment = datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        raise _wrong("bad-date", f"“{text[:40]}” is not a moment of the calendar") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_url(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    return text if _USUAL_URL.fullmatch(text) else _as_odd_url(text)


def _as_odd_url(text: str) -> str:
    """Read any URL. The usual ones would all come through here, at ten times the cost."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise _wrong("bad-url", f"“{text[:80]}” is not a URL", "copy it from the address bar") from None
    if parts.scheme.lower() not in _SCHEMES:
        what = f"a URL with the scheme “{parts.scheme[:20]}:”" if parts.scheme else f"“{text[:80]}”"
        raise _wrong("bad-url", f"{what} cannot be linked", "write the whole address, beginning with https://")
    if not host or not is_host(host) or re.search(r"[\s<>\"\\^`{|}]", text):
        raise _wrong("bad-url", f"“{text[:80]}” is not a URL", "copy it from the address bar")
    if parts.username is not None or parts.password is not None:
        raise _wrong("bad-url", "a URL may not hold a user name or password", "remove what stands before the @")
    return text


def is_host(host: str) -> bool:
    """Whether a host can be one: letters of any script with their marks, digits, `-`, `_`, or an IP address."""
    try:
        ip_address(host)
        return True
    except ValueError:
        labels = host.removesuffix(".").split(".")
    return sum(_length(label) + 1 for label in labels) <= 254 and all(_is_label(label) for label in labels)


def _is_label(label: str) -> bool:
    """Whether a part of a host name can be one. 63 is what name servers, and 255 what folders, can hold."""
    sound = all(c in "-_" or c in _JOINERS or category(c)[0] in "LNM" for c in label)
    return sound and 0 < _length(label) <= 63 and label[0] != "-"


def _length(label: str) -> int:
    """Return the length of a label as the network sees it, in ASCII."""
    return len(label) if label.isascii() else len("xn--") + len(label.encode("punycode"))


def _as_bool(value: Any) -> Any:
    if isinstance(value, str):
        folded = value.strip().lower()
        if folded in _YES or folded in _NO:
            return folded in _YES
        raise _wrong("bad-value", f"“{value[:40]}” is neither yes nor no", "write true or false")
    if isinstance(value, (list, dict)):
        raise _wrong("bad-type", "must be yes or no", "write true or false")
    return value


def _as_integer(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(r"\s*[0-9]{1,6}\s*", value):
            return int(value)
        raise _wrong("bad-value", f"“{value[:40]}” is not a whole number", "write digits only, for example 1")
    if isinstance(value, (list, dict)):
        raise _wrong("bad-type", "must be a whole number", "write digits only, for example 1")
    return value


def _as_key(value: Any) -> Any:
    """Fold a vocabulary word: `Breaking ` is `breaking`."""
    return value.strip().lower() if isinstance(value, str) else value


def as_list(value: Any) -> Any:
    """Read a single text as a list of one: `reviewed_by: Name` is common and certain."""
    return [value] if isinstance(value, str) else value


def _iso(value: date | datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def schema(**keywords: Any) -> WithJsonSchema:
    """Say in the JSON Schema what a converted value looks like in the file."""
    return WithJsonSchema(keywords)


PROSE = object()  # marks a type of text that `fmt` quotes or folds


def is_prose(annotation: Any) -> bool:
    """Whether a type, or a part of it such as the text in `LongLine | None`, is marked as prose."""
    return annotation is PROSE or any(map(is_prose, get_args(annotation)))


# pydantic reads a constraint that stands before the conversion as part of the type, and so the JSON Schema has it too.
Line = Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(_as_line)]
ShortLine = Annotated[str, Field(min_length=1, max_length=150), BeforeValidator(_as_line)]
LongLine = Annotated[str, Field(min_length=1, max_length=2_000), BeforeValidator(_as_line), PROSE]
Text = Annotated[str, Field(min_length=1, max_length=10_000), BeforeValidator(_as_text), PROSE]
Word = Annotated[str, Field(min_length=1, max_length=40), BeforeValidator(_as_key)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60), BeforeValidator(_as_key)]
Flag = Annotated[bool, BeforeValidator(_as_bool)]
Count = Annotated[int, Field(ge=1, le=100_000), BeforeValidator(_as_integer)]
Day = Annotated[
    date,
    BeforeValidator(_as_date),
    PlainSerializer(_iso),
    schema(type="string", format="date", examples=["2026-04-24"]),
]
Moment = Annotated[
    datetime | date,
    BeforeValidator(_as_moment),
    PlainSerializer(_iso),
    schema(
        type="string",
        pattern=r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|z|[+-]\d{2}:?\d{2})?)?$",
        examples=["2026-04-24T08:30:00Z", "2026-04-24"],
    ),
]
Url = Annotated[
    str,
    Field(max_length=2_000),
    BeforeValidator(_as_url),
    schema(type="string", format="uri", pattern="^[hH][tT][tT][pP][sS]?://", maxLength=2_000),
]
Language = Annotated[
    str,
    Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en", "zh-Hant", "ar"]),
    BeforeValidator(_as_text),
]
