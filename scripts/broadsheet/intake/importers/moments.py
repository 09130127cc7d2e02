"""Dates of every kind, read where they can mean one thing only."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

from broadsheet.check.identity import YEARS
from broadsheet.text.time_zone import day_in

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2}|UTC|GMT)?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?=\D|$)")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?=\D|$)")
_DAY_MONTH = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s+([^\W\d]{3,9})\.?,?\s+(\d{4})(?=\D|$)")
_MONTH_DAY = re.compile(r"(?:[^\W\d]+,?\s+)?([^\W\d]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?=\D|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def moment(value: Any) -> date | datetime | None:
    """Return a day, or a moment in UTC, or None where nobody can say.

    ISO, RFC 822, seconds since 1970, `24 April 2026`, `April 24, 2026`, `24.4.2026`; `4/5/2026` is two days, so it is
    none. A time without a zone is taken as UTC, as everywhere in briefings.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = " ".join(str(value).split())[:100]
    try:
        found = _read(text)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return found if found is not None and found.year in YEARS else None


def day_of(when: date | datetime | None, zone: tzinfo = UTC) -> date | None:
    """Return the day, in a time zone, of what `moment` gave."""
    return None if when is None else day_in(when, zone)


def _read(text: str) -> date | datetime | None:
    if found := _ISO.fullmatch(text):
        zone = (found[4] or "Z").upper().replace("UTC", "Z").replace("GMT", "Z")
        seconds = (found[3] or ":00").replace(",", ".")[:10]
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{seconds}{zone}").astimezone(UTC).replace(microsecond=0)
    if re.fullmatch(r"\d{9,10}(\.\d+)?|\d{12,13}", text):
        seconds_since = float(text)
        return datetime.fromtimestamp(seconds_since / (1000 if seconds_since > 1e11 else 1), UTC).replace(microsecond=0)
    if found := _YEAR_FIRST.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if re.match(r"([^\W\d]{3},? )?\d{1,2} [^\W\d]{3} \d{4} \d{1,2}:", text):
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    if found := _DAY_MONTH.match(text):
        return _named(found[1], found[2], found[3])
    if found := _MONTH_DAY.match(text):
        return _named(found[2], found[1], found[3])
    if found := _NUMBERS.match(text):
        return _numbered(int(found[1]), found[2], int(found[3]), int(found[4]))
    return None


def _named(day: str, month: str, year: str) -> date | None:
    name = month.casefold()
    number = next((n for n, short in enumerate(_MONTHS, 1) if name.startswith(short)), None)
    if number is None or not _MONTH_NAMES[number - 1].startswith(name.removesuffix("t")):
        return None
    return date(int(year), number, int(day))


def _numbered(first: int, between: str, second: int, year: int) -> date | None:
    """Read a day in figures: dots stand between day and month, elsewhere only a figure above 12 tells which is which."""
    if between == "." or first > 12 or first == second:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None
