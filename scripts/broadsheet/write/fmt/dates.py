"""Dates as people write them, to ISO: where they can mean one day or one moment only."""

from __future__ import annotations

import re
from datetime import date, datetime

from broadsheet.text import times_of_day
from broadsheet.text.dates import read

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(?:([Zz])|([+-]\d\d):?(\d\d))?", re.ASCII
)


def iso_day(text: str, likely: date | None = None) -> str:
    """Return `24 April 2026`, `24.04.2026`, `2026/4/24` or a date with a time as an ISO date.

    `04/05/2026` stays, unless one of its readings is the `likely` day.
    """
    text = text.strip()
    if _ISO_DATE.fullmatch(text):
        return text
    reading = read(text)
    if likely in reading.days and len(reading.days) > 1:
        return str(likely)
    return str(reading.day) if reading.day and reading.why in ("", times_of_day.NONE) else text


def iso_moment(text: str) -> str:
    """Return a date, or a date and time with its zone, in ISO: also `Fri, 24 Apr 2026 10:00:00 GMT`."""
    text = text.strip()
    if _ISO_DATE.fullmatch(text):
        return text
    if _ISO_TIME.fullmatch(text):
        return iso_spelling(text)
    reading = read(text)
    if reading.when is None or reading.why:  # a time that would be lost is for its writer to mend
        return text
    return reading.when.isoformat().replace("+00:00", "Z")


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
