"""Dates as people write them, to ISO: where they can mean one day only."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(?:([Zz])|([+-]\d\d):?(\d\d))?", re.ASCII
)
_SLASHED_TIME = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})([Tt ].+)", re.ASCII)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+(?:of )?([a-z]{3,9})[ .,-]+(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[ .-]+(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"([a-z]{3,9})\.?,? (?=\S)")


def iso_day(text: str, likely: date | None = None) -> str:
    """Return `24 April 2026`, `24.04.2026`, `2026/4/24` or a date with a time as an ISO date.

    `04/05/2026` stays, unless one of its readings is the `likely` day.
    """
    text = text.strip()
    if _ISO_DATE.fullmatch(text):
        return text
    if (found := _ISO_TIME.fullmatch(text)) and _is_day(found[1]):
        return found[1]
    days = set(_readings(" ".join(text.lower().split())))
    if len(days) > 1 and likely in days:
        return str(likely)
    return days.pop().isoformat() if len(days) == 1 else text


def iso_moment(text: str) -> str:
    """Return a date, or a date and time with its zone, in ISO: also `Fri, 24 Apr 2026 10:00:00 GMT`."""
    text = text.strip()
    if _ISO_TIME.fullmatch(text):
        return iso_spelling(text)
    if found := _SLASHED_TIME.fullmatch(text):
        with suppress(ValueError):
            spelled = iso_spelling(f"{date(int(found[1]), int(found[2]), int(found[3]))}{found[4]}")
            if (whole := _ISO_TIME.fullmatch(spelled)) and (whole[3] or whole[4]):
                return spelled
    if re.search(r"\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC?|Z)$", text):
        with suppress(ValueError, TypeError, IndexError):
            moment = parsedate_to_datetime(text)
            if moment.tzinfo and _weekday(text.lower()) in (None, moment.weekday()):
                return moment.isoformat().replace("+00:00", "Z")
    return iso_day(text)


def iso_spelling(text: str) -> str:
    """Return an ISO date and time as everybody writes it: `2026-04-24 08:30+0000` with a `T`, a `Z` or a colon in the zone."""
    found = _ISO_TIME.fullmatch(text.strip())
    if not found:
        return text
    zone = "Z" if found[3] or (found[4] and found[4][1:] + found[5] == "0000") else ""
    spelled = f"{found[1]}T{found[2]}{zone or (f'{found[4]}:{found[5]}' if found[4] else '')}"
    try:
        datetime.fromisoformat(spelled)
    except ValueError:  # no moment of the calendar: its writer must say what was meant
        return text
    return spelled


def _readings(text: str) -> list[date]:
    """Return every day of the calendar that a text may mean."""
    if (weekday := _weekday(text)) is not None:
        return [day for day in _readings(text.partition(" ")[2]) if day.weekday() == weekday]
    numbers: list[tuple[int, int, int]] = []
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        numbers = [(year, month, day)]
    elif found := _YEAR_LAST.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        numbers = [(year, other, one)]
        if found[2] != ".":  # nobody writes the month first and then a full stop
            numbers.append((year, one, other))
    elif (found := _DAY_FIRST.fullmatch(text)) and (month_place := _place(found[2], _MONTHS)) is not None:
        numbers = [(int(found[3]), month_place + 1, int(found[1]))]
    elif (found := _MONTH_FIRST.fullmatch(text)) and (month_place := _place(found[1], _MONTHS)) is not None:
        numbers = [(int(found[3]), month_place + 1, int(found[2]))]
    days = []
    for parts in numbers:
        with suppress(ValueError):
            days.append(date(*parts))
    return days


def _weekday(text: str) -> int | None:
    """Return the place of the weekday with which a text begins."""
    found = _WEEKDAY.match(text)
    return _place(found[1], _DAYS) if found else None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of a month or a weekday, also of its first letters (`Sept`, `Thurs`)."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(date.fromisoformat(text))
    return False
