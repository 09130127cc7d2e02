"""When an article was published: however a page writes it, as an ISO date, or a date and time with its zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+(\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_IDEOGRAPHS = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SEVERAL_DIGITS = re.compile(r"\.\d+(?=Z|[+-]\d|$)")


def moment(text: object) -> str:
    """Return a moment as ISO. A time without a zone is not trusted: then it is the day alone; nonsense is nothing."""
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return _epoch(text)
    if not isinstance(text, str) or not text.strip() or len(text) > 100:
        return ""
    written = " ".join(text.split())
    if re.fullmatch(r"\d{10}|\d{13}", written):
        return _epoch(int(written))
    return _iso(written) or _mail(written) or day_in(written)


def day_in(text: str) -> str:
    """Return the first day that stands in a text in one of the usual ways. 24/04 and 04/24 are told apart where they can be."""
    if found := _ISO_DAY.search(text) or _IDEOGRAPHS.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.search(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.search(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if (found := _NUMBERS.search(text)) and (int(found[1]) > 12 or int(found[2]) > 12 or found[1] == found[2]):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        return _day(year, second, first) if first > 12 or first == second else _day(year, first, second)
    return ""


def _iso(text: str) -> str:
    try:
        found = datetime.fromisoformat(_SEVERAL_DIGITS.sub("", text.upper().replace(" UTC", "Z").replace(" Z", "Z")))
    except ValueError:
        return ""
    return _written(found, has_time="T" in text.upper() or ":" in text)


def _mail(text: str) -> str:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return _written(found, has_time=True)


def _epoch(number: float) -> str:
    try:
        found = datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return _written(found, has_time=True)


def _written(found: datetime, *, has_time: bool) -> str:
    if not _is_likely(found.date()):
        return ""
    zone = found.utcoffset()
    if not has_time or zone is None or zone.total_seconds() % 60:
        return found.date().isoformat()
    return found.isoformat(timespec="seconds").replace("+00:00", "Z")


def _day(year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        return ""
    return found.isoformat() if _is_likely(found) else ""


def _is_likely(day: date) -> bool:
    """Whether an article can be of that day: 1970 and 0001 are what programs write for “unknown”."""
    return 1971 <= day.year < 2200


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
