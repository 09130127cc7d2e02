"""Dates from foreign texts: the one reader for feeds, tables, JSON, saved pages and `fmt`.

Nothing is guessed. A moment is read where its time has a time zone that means one thing; else the day as it is written; and no
day where a text can mean two days or none. The clock is never asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from broadsheet.text import times_of_day
from broadsheet.text.time_zone import day_in

YEARS = range(1600, 2400)  # what a newspaper can mean; also the years of a briefing's path
LONGEST = 100  # characters of a date, with a weekday and a zone that is written out
# What programs write where they have no date: the zero of Unix, Excel, Windows and OLE.
_ZEROS = {date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30), date(1601, 1, 1)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMERALS = (
    (10**8, 42 * 10**8, 1),
    (10**11, 42 * 10**11, 10**3),
    (10**14, 42 * 10**14, 10**6),
    (10**17, 42 * 10**17, 10**9),
)

_LETTER = r"(?:[^\W\d_]|[\u0900-\u0e7f])"  # Indic and Thai words have marks between their letters
_WORD = rf"({_LETTER}{{2,}})"
_NTH = r"(?:(?:st|nd|rd|th|er|o|a|e)(?![^\W\d_])|\.)?"
_OF = r"(?:(?:de|of|del|d|di)\b[\s']*)?"
_LEFT, _RIGHT = r"(?<!\d)(?<!\d[-./])", r"(?!\d|[/.]\d|-(?!\d\d:?\d\d(?!\d))\d)"
_YEAR_FIRST = re.compile(rf"{_LEFT}(\d{{4}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{1,2}}){_RIGHT}")
_IDEOGRAPHS = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})(?:\s?[日일号號])?(?!\d)")
_YEAR_LAST = re.compile(rf"{_LEFT}(\d{{1,2}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{4}})(?!\d|[-/.]\d)")
_DAY_MONTH = re.compile(rf"{_LEFT}(\d{{1,2}}){_NTH}[\s.,/-]*{_OF}{_WORD}[\s.,/'-]*{_OF}(\d{{4}})(?!\d)")
_MONTH_DAY = re.compile(rf"{_WORD}[\s.,-]*(\d{{1,2}}){_NTH}[\s.,-]+{_OF}(\d{{4}})(?!\d)")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)(\d{{4}})[\s.,-]+{_OF}{_WORD}[\s.,-]+(\d{{1,2}}){_NTH}(?![\d:])")
_YEAR_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{4}})[\s.,]+(\d{{1,2}})[\s.,]+{_WORD}")
_ORDINAL = re.compile(r"^(\d{4})-(\d{3})(?![\d-])")
_WEEK = re.compile(r"^(\d{4})-?w(\d\d)-?([1-7])(?!\d)")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s?th(?:ang|g)\s?(\d{1,2}),?\s?(?:nam\s)?(\d{4})(?!\d)")

_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_ASCTIME = re.compile(
    r"([^\W\d_]{3,} \d{1,2}) (\d{1,2}:\d\d(?::\d\d)?(?: (?:[a-z]{1,5}|[+-]\d\d:?\d\d))?) (\d{4})(?!\d)"
)
_TWO_DIGITS = re.compile(
    r"^((?:[a-z]{3,9},? )?\d{1,2}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[ -])(\d\d)(?= \d{1,2}:\d\d)"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LATER = {"hr": False, "pl": True, "cs": True}  # listopad is October in Croatia, and November in Poland
# Weekdays of Vietnamese, “of the year” in Latvian, Lithuanian, Armenian, Kazakh and Thai, and what Go adds to a time.
_NOISE = re.compile(
    r"(?<![^\W_])(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|ค\.?ศ)(?![^\W_])\.?"
    r"|(?<=\d{4} )(?:m|թ|ж)(?![^\W_])\.?|(?<=\d{4}\. )gada(?![^\W_])|(?<=[a-z] \d )d\.|(?<=[a-z] \d\d )d\.|(?<= )m=[+-][\d.]+$"
)
_UNREADABLE = "is no date that can be read"
_NONE = "is what programs write where they have no date"
_WEEKDAY = "has the weekday of another day"
_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"), "-") | {ord("ı"): "i"}
_SIGNS |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`\u05f3"), "'")
_SIGNS |= {ord("\u060c"): ",", ord("\u3001"): ","}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says of a date.

    `day` is the day as it is written, in the zone of its writer; `moment` has its zone. `days` are the candidates where
    a text can mean several. `why` says why there is no day, or no moment although there is a time, or what is odd, in
    words that follow the text: “has no time zone”. `rest` is what was not understood. All are empty for a value that is empty.
    """

    day: date | None = None
    moment: datetime | None = None
    days: tuple[date, ...] = ()
    why: str = ""
    rest: str = ""

    @property
    def when(self) -> date | datetime | None:
        """Return the moment, or the day where only that is certain, or None."""
        return self.moment or self.day


def day_of(when: date | datetime | None, zone: tzinfo = UTC) -> date | None:
    """Return the day of a moment in a zone; a day stays itself."""
    return None if when is None else day_in(when, zone)


def read(value: Any, language: str = "") -> Reading:
    """Read a date of any format. Numbers are seconds since 1970, or their thousandths, millionths or billionths.

    `language` is a tag such as `pl`; it decides between the few names of months that mean two.
    """
    if isinstance(value, datetime):
        return (
            Reading(day=value.date(), moment=value)
            if value.tzinfo
            else Reading(day=value.date(), why=times_of_day.NONE)
        )
    if isinstance(value, date):
        return Reading(day=value)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return Reading() if value is None else Reading(why="is no date")
    text = str(value)
    if len(text) > 4 * LONGEST:
        return Reading(why="is too long for a date")
    return _of_text(text, language.lower().partition("-")[0])


@lru_cache(
    maxsize=1024
)  # an article's date is read for its day, for its moment, and to see whether it is in the future
def _of_text(text: str, language: str) -> Reading:
    text = folded(text)
    if not text:
        return Reading()
    if len(text) > LONGEST:
        return Reading(why="is too long for a date")
    if re.fullmatch(r"-?\d{9,19}(?:\.\d+)?|0+", text) and (found := _epoch(text)):
        return found
    return _without_zeros(_read(text, language))


def folded(text: str) -> str:
    """Return a text in small letters without accents, with ASCII digits and hyphens and single spaces."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.casefold())).translate(_SIGNS)
    kept = []
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Nd":
            kept.append(str(unicodedata.decimal(letter)))
        elif kind[0] == "Z" or letter in "\t\n\r\v\f\x85":
            kept.append(" ")
        elif kind[0] not in "MC" or "\u0900" <= letter < "\u0e80":
            kept.append(letter)
    text = unicodedata.normalize("NFC", "".join(kept))
    return " ".join(re.sub(rf"(?<={_LETTER})\.(?={_LETTER})", "", text).split())


def _epoch(digits: str) -> Reading | None:
    """Read a count since 1970, unless its digits can be a calendar's: 2026042410 is neither for certain."""
    number = float(digits)
    if number <= 0:
        return Reading(why=_NONE)
    for least, most, parts in _NUMERALS:
        if least <= number < most:
            whole = digits.partition(".")[0]
            stamp = _COMPACT.match(f"{whole}00" if len(whole) == 10 else whole)
            if stamp and _days([(int(stamp[1]), int(stamp[2]), int(stamp[3]))]) and 1900 <= int(stamp[1]) < 2100:
                return Reading(why="can be a date or seconds since 1970") if len(whole) == 10 else None
            moment = _EPOCH + timedelta(seconds=number // parts)
            return Reading(day=moment.date(), moment=moment)
    return None


def _read(text: str, language: str) -> Reading:
    is_mail = times_of_day.is_mail(text)
    text = _NOISE.sub(" ", _COMPACT.sub(_with_hyphens, text))
    text = _ASCTIME.sub(r"\1 \3 \2", text, count=1)
    text = _TWO_DIGITS.sub(lambda found: f"{found[1]}{'20' if found[2] < '50' else '19'}{found[2]}", text)
    found, before, after = _found(text, language)
    days = set.intersection(*map(set, found)) if found else set()
    if not days:
        return Reading(
            why=_UNREADABLE if not found else "names two days" if all(found) else "is no day of the calendar"
        )
    time = times_of_day.read_time(before, after, is_mail=is_mail)
    if re.search(r"\d", time.before):
        return Reading(why=_UNREADABLE, rest=time.before)
    weekdays, unknown = _weekdays(time.words)
    agreeing = [day for day in sorted(days) if all(day.weekday() in one for one in weekdays)]
    if len(agreeing) != 1 and len(days) > 1:
        return Reading(why=f"can mean {' or '.join(map(str, sorted(days)))}", days=tuple(sorted(days)))
    (day,) = agreeing or days
    rest = " ".join([*unknown, *re.findall(r"\S*\d\S*", time.after)])
    why = time.why or (f"holds “{rest[:40]}”, which is not understood" if rest else "")
    if why or time.seconds is None:
        if time.seconds is not None and not why:
            why = times_of_day.NONE
        return Reading(day=day, why=why, rest=rest) if agreeing else Reading(why=_WEEKDAY, days=(day,))
    if time.zone is None:
        return Reading(day=day, why=times_of_day.NONE) if agreeing else Reading(why=_WEEKDAY, days=(day,))
    moment = datetime(day.year, day.month, day.day, tzinfo=time.zone) + time.seconds
    return Reading(day=day, moment=moment, why="" if agreeing else _WEEKDAY)


def _with_hyphens(found: re.Match[str]) -> str:
    time = f" {found[4]}:{found[5]}:{found[6] or '00'}" if found[4] else ""
    return f"{found[1]}-{found[2]}-{found[3]}{time}"


def _without_zeros(reading: Reading) -> Reading:
    """Take away a date that stands for none."""
    if reading.day is None:
        return reading
    if reading.day in _ZEROS or reading.moment == _EPOCH or reading.day.year <= 1:
        return Reading(why=_NONE)
    if reading.day.year not in YEARS:
        return Reading(why=f"has the year {reading.day.year}, which is not between {YEARS[0]} and {YEARS[-1]}")
    return reading


def _found(text: str, language: str) -> tuple[list[list[date]] | None, str, str]:
    """Return the days that each date in a text can mean, and what is before the first and after the last of them."""
    spans: list[tuple[int, int, list[date]]] = []
    for pattern, numbers_of in _FORMS:
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end, _ in spans):
                continue
            numbers = numbers_of(found, language)
            if numbers is not None:
                spans.append((found.start(), found.end(), _days(numbers)))
    if not spans:
        return None, "", ""
    spans.sort(key=lambda span: span[:2])
    between = "".join(text[one[1] : other[0]] for one, other in pairwise(spans))
    return [days for _, _, days in spans], text[: spans[0][0]], f"{text[spans[-1][1] :]} {between}"


Numbers = list[tuple[int, int, int]]


def _numeric(found: re.Match[str], _language: str) -> Numbers:
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    # nobody writes the month first and then a full stop
    return [(year, other, one)] if found[2] == "." else [(year, other, one), (year, one, other)]


def _named(year: str, month: str, day: str, language: str) -> Numbers | None:
    months = _months(month)
    if len(months) > 1 and language in _LATER:
        months = (months[-1] if _LATER[language] else months[0],)
    return [(int(year), number, int(day)) for number in months] if months else None


def _ordinal(found: re.Match[str], _language: str) -> Numbers:
    with suppress(ValueError, OverflowError):
        day = date(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1)
        return [(day.year, day.month, day.day)] if day.year == int(found[1]) else []
    return []


def _week(found: re.Match[str], _language: str) -> Numbers:
    with suppress(ValueError):
        day = date.fromisocalendar(int(found[1]), int(found[2]), int(found[3]))
        return [(day.year, day.month, day.day)]
    return []


_FORMS = (
    (_WEEK, _week),
    (_ORDINAL, _ordinal),
    (_YEAR_FIRST, lambda found, _: [(int(found[1]), int(found[3]), int(found[4]))]),
    (_IDEOGRAPHS, lambda found, _: [(int(found[1]), int(found[2]), int(found[3]))]),
    (_YEAR_LAST, _numeric),
    (_VIETNAMESE, lambda found, _: [(int(found[3]), int(found[2]), int(found[1]))]),
    (_DAY_MONTH, lambda found, language: _named(found[3], found[2], found[1], language)),
    (_MONTH_DAY, lambda found, language: _named(found[3], found[1], found[2], language)),
    (_YEAR_DAY_MONTH, lambda found, language: _named(found[1], found[3], found[2], language)),
    (_YEAR_MONTH_DAY, lambda found, language: _named(found[1], found[2], found[3], language)),
)


def _days(numbers: Iterable[tuple[int, int, int]]) -> list[date]:
    days = []
    for parts in numbers:
        with suppress(ValueError):
            days.append(date(*parts))
    return days


def _months(word: str) -> tuple[int, ...]:
    """Return the months that a word means; Hebrew writes “in” before it."""
    return _numbers(word, _MONTHS, first=1) or _numbers(word.removeprefix("ב"), (), first=1)


def _weekdays(words: Iterable[str]) -> tuple[list[tuple[int, ...]], list[str]]:
    """Return the weekdays that words mean, and the words that mean none."""
    known = [(word, _numbers(word, _WEEKDAYS, first=0)) for word in words]
    return [numbers for _, numbers in known if numbers], [word for word, numbers in known if not numbers]


def _numbers(word: str, english: tuple[str, ...], *, first: int) -> tuple[int, ...]:
    """Return what a name can mean: English also by its first letters (`Sept`, `Thurs`), other languages as CLDR has it."""
    if word.isascii() and len(word) >= 3:
        for number, name in enumerate(english, first):
            if name.startswith(word):
                return (number,)
    return _table(first).get(word, ())


@cache
def _table(first: int) -> dict[str, tuple[int, ...]]:
    from broadsheet.text.date_words import MONTHS, WEEKDAYS  # noqa: PLC0415 - most dates need no other language

    return {word: numbers for numbers, words in (MONTHS if first else WEEKDAYS).items() for word in words.split()}
