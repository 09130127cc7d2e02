"""The one reader of dates: a moment where it is certain, a day where only that is, and otherwise why there is none."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.text import times_of_day
from broadsheet.text.dates import YEARS, day_of, folded, read
from date_words import LANGUAGES

DAY = date(2026, 4, 24)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        *[
            (text, "2026-04-24T08:30:00+00:00")
            for text in (
                "2026-04-24T08:30:00Z", "2026-04-24T08:30Z", "2026-04-24 08:30:00 UTC", "20260424T083000Z", "2026-W17-5T08:30:00Z",
                "2026-114T08:30Z", "2026-04-24T08:30:00,5Z", "2026-04-24T08:30:00-00:00", "2026-04-24 08:30:00.123456 +0000 UTC m=+0.1",
                "Fri, 24 Apr 2026 08:30:00 GMT", "Fri, 24 Apr 26 08:30:00 GMT", "Friday, 24-Apr-26 08:30:00 GMT", "24 Apr 2026 08:30 UT",
                "Fri Apr 24 08:30:00 UTC 2026", "1777019400", "1777019400000", "1777019400.5", "２０２６-０４-２４T０８:３０:００Z",
                "٢٠٢٦-٠٤-٢٤T٠٨:٣٠:٠٠Z", "2026/4/24 8:30 GMT", "April 24, 2026 at 8:30 a.m. UTC",
            )
        ],
        *[
            (text, "2026-04-24T08:30:00+02:00")
            for text in (
                "2026-04-24T08:30:00+02:00", "2026-04-24T08:30:00+0200", "2026-04-24T08:30:00+02", "2026-04-24T08:30+02:00[Europe/Berlin]",
                "Fri, 24 Apr 2026 08:30:00 +02:00", "Fri, 24 Apr 2026 08:30:00 GMT+2", "Fri, 24 Apr 2026 08:30:00 CEST",
                "24. April 2026 um 8:30 Uhr MESZ", "ven., 24 avr. 2026 08:30:00 +0200", "pt., 24 kwi 2026 08:30 +0200", "2026年4月24日 8:30 +0200",
                "Fri Apr 24 2026 08:30:00 GMT+0200 (Central European Summer Time)", "24 апреля 2026 г., 08:30 +0200",
            )
        ],
        ("Fri, 24 Apr 2026 08:30:00 AEST", "2026-04-24T08:30:00+10:00"),
        ("Fri, 24 Apr 2026 08:30:00 UTC+5:30", "2026-04-24T08:30:00+05:30"),
        ("Fri, 24 Apr 2026 08:30:00 EST", "2026-04-24T08:30:00-05:00"),
        ("Fri, 24 Apr 2026 08:30:00 CST", "2026-04-24T08:30:00-06:00"),  # RFC 822 defines it
        ("Thứ Sáu, 24/04/2026 15:07 (GMT+7)", "2026-04-24T15:07:00+07:00"),
        ("Sex, 24 Abr 2026 19:42:40 -0300", "2026-04-24T19:42:40-03:00"),
        ("4/24/2026 12:05 AM PDT", "2026-04-24T00:05:00-07:00"),
        ("2026-04-24T24:00Z", "2026-04-25T00:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"),
        (1777019400, "2026-04-24T08:30:00+00:00"),
        (1777019400000.0, "2026-04-24T08:30:00+00:00"),
    ],
)  # fmt: skip
def test_a_time_with_a_zone_is_a_moment(written: Any, moment: str) -> None:
    reading = read(written)
    assert reading.moment == datetime.fromisoformat(moment)
    assert reading.moment.utcoffset() == datetime.fromisoformat(moment).utcoffset()
    assert reading.why == reading.rest == ""


@pytest.mark.parametrize(
    ("written", "why"),
    [
        *[
            (text, "")
            for text in (
                "2026-04-24", "20260424", 20260424, "2026-114", "2026-W17-5", "2026W175", "2026/4/24", "24.4.2026", "24. 4. 2026", "2026. 4. 24.",
                "4/24/2026", "24/04/2026", "24-04-2026", "24 April 2026", "April 24th, 2026", "Friday, April 24, 2026", "24-Apr-2026", "2026-Apr-24",
                "24 de abril de 2026", "24 d’abril de 2026", "le 24 avril 2026", "2026. április 24.", "ngày 24 tháng 4 năm 2026",
                "2026年4月24日(金)", "2026년 4월 24일 금요일", "24 באפריל 2026", "24 NİSAN 2026", "24 เม.ย. 2026", "٢٤ أبريل ٢٠٢٦",
                "2026-04-24+02:00",
                "2026-04-24Z", "Updated: April 24, 2026", "2026－04－24",
            )
        ],
        *[
            (text, times_of_day.NONE)
            for text in (
                "2026-04-24T08:30:00", "2026/4/24 15:07:41", "2026年4月24日 15:07", "Fri Apr 24 08:30:00 2026", "20260424083000", "202604240830",
                "4/24/2026 3:05:00 PM", "Fri, 24 Apr 2026 08:30:00", "Fr, 24 Apr 2026 11:41:36", "24.04.2026, 10:30 Uhr", "24 avril 2026 à 9h05",
                "Fri, 24 Apr 2026 08:30 ET", "Fri, 24 Apr 2026 08:30:00 A", "24 April 2026, 9:00-10:00",
            )
        ],
        ("Fri, 24 Apr 2026 08:30:00 IST", "has a time zone that means several, IST"),
        ("2026-04-24 08:30 CST", "has a time zone that means several, CST"),
        ("Fri, 24 Apr 2026 08:30:00 XYZ", "holds “xyz”, which is not understood"),
        ("Fri, 24 Apr 2026 08:30:00 +0200 EST", "has two time zones"),
        ("2026-04-24T08:30:00+99:00", "has a time zone that does not exist"),
        ("2026-04-24T25:00Z", "has a time that does not exist"),
        ("24 April 2026, 10:00 - 12:00", "has two times"),
        ("until 24 April 2026", "holds “until”, which is not understood"),
    ],
)  # fmt: skip
def test_elsewhere_the_day_as_it_is_written_is_kept(written: Any, why: str) -> None:
    reading = read(written)
    assert (reading.day, reading.moment, reading.why) == (DAY, None, why)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        *[
            (text, "is what programs write where they have no date")
            for text in (
                "1970-01-01", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 1969 19:00:00 -0500", "0001-01-01T00:00:00Z",
                "Mon, 01 Jan 0001 00:00:00 +0000", "1900-01-01", 0, "0", -62135596800,
            )
        ],
        *[(text, "is no day of the calendar") for text in ("2026-04-31", "30 February 2026", "2026-366", "0000-00-00 00:00:00", "2026-24-04")],
        ("04.24.2026", "is no day of the calendar"),
        ("04/05/2026", "can mean 2026-04-05 or 2026-05-04"),
        ("24 listopada 2026", "can mean 2026-10-24 or 2026-11-24"),
        ("2026042410", "can be a date or seconds since 1970"),
        ("Monday, 24 April 2026", "has the weekday of another day"),
        ("24.04.2026 - 26.04.2026", "names two days"),
        ("24 เมษายน 2569", "has the year 2569, which is not between 1600 and 2399"),
        ("9" * 101, "is too long for a date"),
        (True, "is no date"),
        ({"a": 1}, "is no date"),
        *[
            (text, "is no date that can be read")
            for text in (
                "yesterday", "2026", "April 2026", "24 April", "24.04.26", "2026-W17", "Q2 2026", "24-26 April 2026", "Marchember 3, 2026",
                "24 Apr 26", -5, 1e300, float("nan"), 2026,
            )
        ],
        (None, ""),
        ("", ""),
        (" \u200b ", ""),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_no_day_and_says_why(written: Any, why: str) -> None:
    reading = read(written)
    assert (reading.when, reading.why) == (None, why)


def test_a_wrong_weekday_beside_a_moment_is_said_and_one_of_two_days_is_chosen_by_its_weekday() -> None:
    assert read("Thu, 24 Apr 2026 10:00:00 GMT").moment == datetime(2026, 4, 24, 10, tzinfo=UTC)
    assert read("Thu, 24 Apr 2026 10:00:00 GMT").why == "has the weekday of another day"
    assert read("Monday, 04/05/2026").day == date(2026, 5, 4)


def test_the_language_decides_between_names_that_two_languages_share() -> None:
    assert [read("24 listopada 2026", tag).day for tag in ("pl-PL", "hr")] == [date(2026, 11, 24), date(2026, 10, 24)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_as_cldr_writes_them_are_read_in_every_language(language: str) -> None:
    """Where a language counts years otherwise, or writes its months as several words, nothing wrong is read."""
    locale = Locale.parse(language)
    right = 0
    for day in (date(2026, month, 2 * month + 1) for month in range(1, 13)):
        for form in ("full", "long", "medium"):
            text = format_date(day, form, locale)
            found = read(text, language)
            assert found.day in (day, None), text
            assert found.day or found.why, text
            right += found.day == day
    assert right >= 24 or language in ("eu", "mt", "ar_SY"), right


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2399, 1, 1)),
    st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)
def test_what_programs_write_is_read_as_they_mean_it(naive: datetime, zone: timezone) -> None:
    moment = naive.replace(tzinfo=zone, microsecond=0)
    written = [
        moment.isoformat(),
        moment.isoformat(" "),
        moment.strftime("%Y-%m-%dT%H:%M:%S%z"),
        format_datetime(moment),
        moment.strftime("%A, %d %B %Y %I:%M:%S %p %z"),
        moment.strftime("%a %b %d %H:%M:%S %z %Y"),
        moment.strftime("%G-W%V-%uT%H:%M:%S%z"),
        moment.strftime("%Y-%jT%H:%M:%S%z"),
        moment.strftime("%Y%m%dT%H%M%S%z"),
    ]
    assert [(read(text).moment, text) for text in written] == [(moment, text) for text in written]
    assert day_of(read(written[0]).when, zone) == naive.date()


@given(st.text(max_size=120) | st.floats() | st.integers())
@example("١" * 99)
@example("1:" * 50)
def test_whatever_is_given_is_a_date_of_a_newspaper_or_has_a_reason(written: Any) -> None:
    reading = read(written)
    assert reading.day is None or reading.day.year in YEARS
    assert reading.when is not None or reading.why or not folded(str(written))


SCRAPS = st.sampled_from(
    [*"0123456789", " ", "-", "/", ".", ":", ",", "T", "Z", "+", "(", "Apr", "April", "24", "2026", "10:00", "Fri", "GMT", "de", "年", "月", "W17"]
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=100).map("".join))
def test_scraps_of_dates_take_no_time(written: str) -> None:
    begin = time.perf_counter()
    read(written)
    read(written * 50)
    assert time.perf_counter() - begin < 0.5
