from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from broadsheet.model import BriefingKeys, Contributor, KeyPoint, scalars
from broadsheet.model.scalars import Count, Day, Flag, Moment, Url
from conftest import examples

SMALLEST: dict[str, Any] = {
    "title": "T",
    "summary": "S",
    "key_points": ["P"],
    "articles": [{"title": "A", "url": "https://example.org/"}],
}


def read(kind: Any, text: Any) -> Any:
    return TypeAdapter(kind).validate_python(text)


def refusal(kind: Any, text: Any) -> str:
    """Return the message and the hint with which a value is refused."""
    with pytest.raises(ValidationError) as caught:
        read(kind, text)
    detail = caught.value.errors()[0]
    return f"{detail['msg']} | {detail.get('ctx', {}).get('hint', '')}"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a?b=c&d=e#f",
        "HTTPS://EXAMPLE.ORG/",
        "https://example.org:8443/x",
        "https://münchen.de/größe",
        "http://192.168.0.1/",
        "http://[2001:db8::1]:80/",
        "https://my_blog.example.org/",
        "https://example.org/wiki/C++_(language)?q='x'",
        "https://example.org/@handle/1",
        "https://example.org/?mail=a@example.org",
    ],
)
def test_a_web_address_is_kept_as_it_was_written(url: str) -> None:
    assert read(Url, f" {url} ") == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("javascript:alert(1)", "scheme “javascript:” cannot be linked"),
        ("JavaScript:alert(1)", "cannot be linked"),
        ("java\nscript:alert(1)", "cannot be linked"),
        ("data:text/html,<script>alert(1)</script>", "scheme “data:”"),
        ("ftp://example.org/x", "scheme “ftp:”"),
        ("file:///etc/passwd", "scheme “file:”"),
        ("mailto:a@example.org", "scheme “mailto:”"),
        ("/relative", "“/relative” cannot be linked"),
        ("example.org/x", "beginning with https://"),
        ("//example.org/x", "beginning with https://"),
        ("", "cannot be linked"),
        ("https://", "is not a URL"),
        ("https:///path", "is not a URL"),
        ("https://:443/", "is not a URL"),
        ("https://user:secret@example.org/", "user name or password"),
        ("https://user@example.org/", "user name or password"),
        ("https://@example.org/", "user name or password"),
        ("https://example.org@evil.example/", "user name or password"),
        ("https://example.org/a b", "is not a URL"),
        ("https://exa mple.org/", "is not a URL"),
        ("https://example.org/\na", "is not a URL"),
        ("https://example..org/", "is not a URL"),
        ("https://../x", "is not a URL"),
        ("https://.example.org/", "is not a URL"),
        ("https://example.org:port/", "is not a URL"),
        ("https://example.org:99999/", "is not a URL"),
        ("https://[::1/", "is not a URL"),
        ("https://[nonsense]/", "is not a URL"),
        ("https://good.example\\@evil.example/", "is not a URL"),
        ('https://example.org/"onclick="x', "is not a URL"),
        ("https://example.org/<script>", "is not a URL"),
        ("https://exam%70le.org/", "is not a URL"),
    ],
)
def test_what_cannot_be_linked_is_refused_with_a_reason(url: str, says: str) -> None:
    assert says in refusal(Url, url)


IDEOGRAPHS = "".join(chr(0x4E00 + 311 * n) for n in range(60))
LONG_HOSTS = {
    "one label": "a" * 1980,
    "many labels": "a." * 990 + "a",
    "hyphens": "-." * 990,
    "hyphens and a stop": "a-" * 990 + "!",
    "label of 64": "a" * 64 + ".org",
    "name of 308": ("a" * 60 + ".") * 5 + "org",
    "ideographs": f"{IDEOGRAPHS}.{IDEOGRAPHS}",
    "colons": "1:" * 990,
    "underscores": "_" * 1980,
}


@pytest.mark.parametrize("host", LONG_HOSTS.values(), ids=LONG_HOSTS)
def test_a_host_too_long_for_a_name_server_and_for_a_folder_is_refused(host: str) -> None:
    assert "is not a URL" in refusal(Url, f"https://{host}/")


def test_a_url_of_more_than_2000_characters_is_refused() -> None:
    assert "2000" in refusal(Url, "https://example.org/" + "a" * 2_000)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("24-04-2026", "write it as 2026-04-24"),
        ("24.04.2026", "write it as 2026-04-24"),
        ("4/4/2026", "write it as 2026-04-04"),
        ("24 April 2026", "write it as YYYY-MM-DD"),
        ("2026-4-24", "write it as YYYY-MM-DD"),
        ("99-99-2026", "write it as YYYY-MM-DD"),
        ("2026-02-30", "2026-02-30 is not a day of the calendar"),
        ("2026-13-01", "2026-13-01 is not a day of the calendar"),
        ("", "write it as YYYY-MM-DD"),
    ],
)
def test_a_date_that_is_not_iso_is_refused_with_the_right_form(text: str, hint: str) -> None:
    assert hint in refusal(Day, text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-04-24", date(2026, 4, 24)),
        ("2026-04-24T08:30", datetime(2026, 4, 24, 8, 30, tzinfo=UTC)),
        ("2026-04-24 08:30", datetime(2026, 4, 24, 8, 30, tzinfo=UTC)),
        ("2026-04-24t08:30z", datetime(2026, 4, 24, 8, 30, tzinfo=UTC)),
        ("2026-04-24T08:30:15.5Z", datetime(2026, 4, 24, 8, 30, 15, 500_000, tzinfo=UTC)),
        ("2026-04-24 08:30 +02:00", datetime(2026, 4, 24, 8, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-04-24T08:30:00-0530", datetime(2026, 4, 24, 8, 30, tzinfo=timezone(-timedelta(hours=5, minutes=30)))),
    ],
)
def test_a_moment_is_a_day_or_a_time_in_a_zone(text: str, moment: date | datetime) -> None:
    found = read(Moment, text)
    assert type(found) is type(moment)
    assert found == moment


@pytest.mark.parametrize(
    "text",
    ["2026-04-24T25:00", "2026-04-24T08:61Z", "2026-04-24T08:30+99:00", "20260424T0830Z", "2026-W17-5", "08:30", "now"],
)
def test_a_moment_that_does_not_exist_is_refused(text: str) -> None:
    assert "“" in refusal(Moment, text)


@given(
    st.text("0123456789-/. TZ:+०", max_size=30)
    | st.dates().map(str)
    | st.datetimes(timezones=st.timezones()).map(str)
    | st.text(max_size=20)
)
@settings(deadline=None, max_examples=examples(50))
def test_whatever_is_written_for_a_date_is_a_date_or_a_refusal(text: str) -> None:
    for kind in (Day, Moment):
        try:
            found = read(kind, text)
        except ValidationError:
            continue
        assert text.strip()[:10] == found.isoformat()[:10]
        assert not isinstance(found, datetime) or found.tzinfo


@pytest.mark.parametrize(
    ("text", "flag"), [("true", True), ("Yes", True), (" ON ", True), ("false", False), ("no", False), ("Off", False)]
)
def test_yes_and_no_are_understood_in_any_case(text: str, flag: bool) -> None:
    assert read(Flag, text) is flag


@pytest.mark.parametrize("text", ["y", "1", "0", "", "maybe", "truee"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    assert "neither yes nor no" in refusal(Flag, text)


@pytest.mark.parametrize("text", ["1.0", "-1", "0", "one", "", "1e3", "0x1", "1_000", "٣", "9" * 5_000])
def test_only_a_whole_number_from_one_is_a_count(text: str) -> None:
    assert refusal(Count, text)
    assert read(Count, " 12 ") == 12


def test_a_single_text_is_a_list_of_one() -> None:
    keys = BriefingKeys.model_validate(SMALLEST | {"reviewed_by": "Desk", "contributors": "Desk"})
    assert keys.reviewed_by == ("Desk",)
    assert keys.contributors == (Contributor(name="Desk"),)
    assert keys.key_points == (KeyPoint(text="P"),)


def test_a_key_without_a_value_counts_as_left_out() -> None:
    blank = dict.fromkeys(set(BriefingKeys.model_fields) - set(SMALLEST))
    assert BriefingKeys.model_validate(SMALLEST | blank) == BriefingKeys.model_validate(SMALLEST)


@pytest.mark.parametrize("key", sorted(SMALLEST))
def test_a_required_key_without_a_value_is_missing(key: str) -> None:
    assert "Field required" in refusal(BriefingKeys, SMALLEST | {key: None})


def test_an_unknown_key_is_refused_even_without_a_value() -> None:
    assert "not permitted" in refusal(BriefingKeys, SMALLEST | {"sumary": None})


def test_a_wrapped_headline_is_one_line() -> None:
    assert BriefingKeys.model_validate(SMALLEST | {"title": "  Over\n  two lines "}).title == "Over two lines"


@given(st.text(max_size=60) | st.text("htps:/@.[]\\#?%a1\u00e9 \n", max_size=40).map("https://".__add__))
@settings(deadline=None, max_examples=examples(50))
def test_whatever_is_written_for_a_url_is_a_url_or_a_refusal(text: str) -> None:
    try:
        url = read(Url, text)
    except ValidationError:
        return
    assert url.lower().startswith(("http://", "https://"))
    assert not set(url) & set(' \t\r\n<>"\\')


PIECES = st.sampled_from(
    [
        "https://",
        "http://",
        "HTTPS://",
        "//",
        "www.",
        "a.b",
        "1.2.3.4",
        "[::1]",
        "xn--",
        "x" * 63,
        "x" * 64,
        ("x" * 50 + ".") * 5,
    ]
)


@given(
    st.lists(
        PIECES | st.sampled_from("abZ09-_./:?#@[]%&=+~!$'(*,;<>\"\\^`{|} \t\n\x00\x7fé\u00a0ſK。"), max_size=8
    ).map("".join)
)
def test_the_short_way_reads_a_url_as_the_long_way_does(end: str) -> None:
    for text in (end, f"https://{end}", f"http://example.org/{end}"):
        assert answer(scalars._as_url, text) == answer(scalars._as_odd_url, text.strip())


def answer(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except PydanticCustomError as error:
        return str(error)
