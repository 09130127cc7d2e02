from __future__ import annotations

from typing import Any

import pytest

from broadsheet.pages import Page
from conftest import briefing
from values import CheckFiles, archived, pages_of, told

PAGES = pages_of(
    archived(
        [told("2025/11/30/a"), told("2026/01/02/a"), told("2026/01/02/b"), told("2026/01/05/a"), told("2026/02/01/a")]
    )
)


def squares(month: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Return day -> what the calendar shows on it."""
    return {day["day"]: day for week in month["weeks"] for day in week if day}


def test_a_day_with_an_edition_is_linked_and_says_how_many_briefings_it_has() -> None:
    days = squares(PAGES["2026/01/"].meta["month"])
    assert (days[2]["state"], days[2]["url"], days[2]["count"]) == ("edition", "2026/01/02/", "2 briefings")
    assert days[5]["count"] == "1 briefing"


@pytest.mark.parametrize(
    ("page", "day", "state"),
    [
        ("2025/11/", 29, "outside"),
        ("2025/11/", 30, "edition"),
        ("2025/12/", 1, "gap"),
        ("2025/12/", 31, "gap"),
        ("2026/01/", 1, "gap"),
        ("2026/01/", 3, "gap"),
        ("2026/01/", 31, "gap"),
        ("2026/02/", 1, "edition"),
        ("2026/02/", 2, "outside"),
        ("2026/02/", 28, "outside"),
    ],
)
def test_a_day_without_an_edition_is_a_gap_only_between_the_first_and_the_last(page: str, day: int, state: str) -> None:
    square = squares(PAGES[page].meta["month"])[day]
    assert square["state"] == state
    assert square["count"] == {"gap": "no edition", "outside": "", "edition": "1 briefing"}[state]
    assert bool(square["url"]) == (state == "edition")


@pytest.mark.parametrize(
    ("page", "length", "first"), [("2025/11/", 30, 5), ("2025/12/", 31, 0), ("2026/01/", 31, 3), ("2026/02/", 28, 6)]
)
def test_a_month_has_all_its_days_in_weeks_from_monday(page: str, length: int, first: int) -> None:
    weeks = PAGES[page].meta["month"]["weeks"]
    assert all(len(week) == 7 for week in weeks)
    assert [day["day"] for week in weeks for day in week if day] == list(range(1, length + 1))
    assert weeks[0][first]["day"] == 1
    assert weeks[0][:first] == [None] * first


def neighbours(page: Page) -> tuple[str | None, str | None]:
    older, newer = page.meta["older"], page.meta["newer"]
    return older and older["url"], newer and newer["url"]


@pytest.mark.parametrize(
    ("page", "older", "newer"),
    [
        ("2025/11/", None, "2025/12/"),
        ("2025/12/", "2025/11/", "2026/01/"),
        ("2026/01/", "2025/12/", "2026/02/"),
        ("2026/02/", "2026/01/", None),
        ("2025/", None, "2026/"),
        ("2026/", "2025/", None),
        ("2025/11/30/", None, "2026/01/02/"),
        ("2026/01/05/", "2026/01/02/", "2026/02/01/"),
    ],
)
def test_months_and_years_lead_to_their_neighbours_and_editions_over_the_gaps(
    page: str, older: str | None, newer: str | None
) -> None:
    assert neighbours(PAGES[page]) == (older, newer)


def test_a_month_without_an_edition_has_a_page_that_says_so() -> None:
    page = PAGES["2025/12/"]
    assert page.meta["facts"] == ["0 editions", "0 briefings"]
    assert page.meta["days"] == []


def test_a_month_lists_its_editions_newest_first_with_all_their_briefings() -> None:
    days = PAGES["2026/01/"].meta["days"]
    assert [(day["words"], [story["path"] for story in day["lines"]]) for day in days] == [
        ("Monday 5 January 2026", ["2026/01/05/a"]),
        ("Friday 2 January 2026", ["2026/01/02/a", "2026/01/02/b"]),
    ]
    assert PAGES["2026/01/"].meta["facts"] == ["2 editions", "3 briefings"]


def test_the_archive_holds_every_month_from_the_newest_and_counts_everything() -> None:
    meta = PAGES["archive/"].meta
    assert [(year["year"], [month["label"] for month in year["months"]]) for year in meta["years"]] == [
        (2026, ["February 2026", "January 2026"]),
        (2025, ["December 2025", "November 2025"]),
    ]
    assert meta["facts"] == ["4 editions", "5 briefings"]
    assert [year["count"] for year in meta["years"]] == ["3 editions, 4 briefings", "1 edition, 1 briefing"]


def test_only_months_between_the_oldest_and_the_newest_edition_have_a_page() -> None:
    assert {url for url in PAGES if url.count("/") == 2 and url[:4].isdigit() and url[5] != "w"} == {
        "2025/11/",
        "2025/12/",
        "2026/01/",
        "2026/02/",
    }


def test_an_empty_archive_has_an_archive_page_and_no_month() -> None:
    pages = pages_of(archived([]))
    assert pages["archive/"].meta["years"] == []
    assert pages["archive/"].meta["facts"] == ["0 editions", "0 briefings"]
    assert not [url for url in pages if url[:1].isdigit()]


@pytest.mark.parametrize("day", ["0001/01/01", "0206/04/24", "0999/12/31", "9999/12/31"])
def test_a_slip_in_the_year_is_a_problem_or_a_page_but_never_a_crash(check_files: CheckFiles, day: str) -> None:
    checked = check_files({f"briefings/{day}/a.yml": briefing()})
    pages = pages_of(archived(checked.briefings, checked.registries))
    assert checked.problems or f"{day}/a/" in pages
