"""Long lists: every story once, pages that stay as they are, and nothing that grows without end."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Briefing, Category
from broadsheet.model.registries import Registries
from broadsheet.pages import Page
from broadsheet.pages.pagination import A_PAGE, IN_FULL, in_parts
from values import archived, pages_of, told

REGISTRIES = Registries(categories={"models": Category(label="Models")})
LISTS = ("entities/openai/", "sources/example.org/", "topics/models/")
FIRST = date(2024, 11, 1)


def day_of_news(number: int, stories: int = 5) -> list[Briefing]:
    day = f"{FIRST + timedelta(days=number):%Y/%m/%d}"
    return [told(f"{day}/s{n}", rank=n, category="models", entities=["OpenAI"]) for n in range(1, stories + 1)]


def paper(days: int) -> dict[str, Page]:
    return pages_of(archived([one for day in range(days) for one in day_of_news(day)], REGISTRIES))


def shown(page: Page) -> list[str]:
    return [story["path"] for month in page.meta["months"] for story in [*month["stories"], *month["lines"]]]


def pages_of_list(pages: dict[str, Page], url: str) -> list[Page]:
    """Return the front page of a list and its further pages, the newest first, by following the links."""
    found = [pages[url]]
    while older := found[-1].meta["older"]:
        found.append(pages[older["url"]])
    return found


@cache
def ninety_days() -> dict[str, Page]:
    return paper(90)


@pytest.mark.parametrize("url", LISTS)
def test_every_story_of_a_list_stands_on_one_of_its_pages_newest_first(url: str) -> None:
    found = pages_of_list(ninety_days(), url)
    paths = [path for page in found for path in shown(page)]
    assert sorted(paths) == sorted(f"{FIRST + timedelta(days=d):%Y/%m/%d}/s{n}" for d in range(90) for n in range(1, 6))
    assert [path[:10] for path in paths] == sorted((path[:10] for path in paths), reverse=True)
    assert {page.url for page in found} == {address for address in ninety_days() if address.startswith(url)}


@pytest.mark.parametrize("url", LISTS)
def test_the_newest_are_shown_in_full_and_the_others_as_lines(url: str) -> None:
    front, *further = pages_of_list(ninety_days(), url)
    full = [story for month in front.meta["months"] for story in month["stories"]]
    assert [story["path"] for story in full] == shown(front)[:IN_FULL]
    assert all(story["dek"] and story["bar"] for story in full)
    assert not [story for page in further for month in page.meta["months"] for story in month["stories"]]
    assert front.meta["months"][-1]["lines"][-1]["counts"] == "1 article · single source"


@pytest.mark.parametrize("url", LISTS)
def test_pages_are_numbered_from_the_oldest_and_say_which_time_they_cover(url: str) -> None:
    front, *further = pages_of_list(ninety_days(), url)
    assert [page.url for page in further] == [f"{url}{number}/" for number in (4, 3, 2, 1)]
    assert further[-1].title == f"{front.title}, page 1"
    assert further[-1].meta["description"].endswith(", 1 November 2024 to 20 November 2024.")
    assert further[-1].meta["newer"] == {"url": f"{url}2/", "title": "21 November 2024 to 10 December 2024"}
    assert further[0].meta["newer"]["url"] == further[-1].meta["front"]["url"] == url
    assert front.meta["facts"][-1] == "showing those since 20 January 2025"
    assert front.meta["years"] == [{"year": "2025", "url": f"{url}4/"}, {"year": "2024", "url": f"{url}4/"}]


def test_a_short_list_has_one_page_and_no_word_about_others() -> None:
    front = paper(4)["entities/openai/"]
    assert (front.meta["older"], front.meta["years"]) == (None, [])
    assert front.meta["facts"] == ["20 briefings"]


@pytest.mark.slow
@pytest.mark.parametrize("days", [24, 43, 44, 45, 90])
def test_one_more_day_leaves_full_pages_as_they_are(days: int) -> None:
    before, after = paper(days), paper(days + 1)
    for url in LISTS:
        newest = len(pages_of_list(before, url)) - 1
        for number in range(1, newest + 1):
            one, other = before[f"{url}{number}/"], after[f"{url}{number}/"]
            if number < newest or len(pages_of_list(after, url)) - 1 == newest:
                assert one == other
            else:  # it has got a newer neighbour
                assert one.meta | {"newer": None} == other.meta | {"newer": None}
                assert other.meta["newer"]["url"] == f"{url}{newest + 1}/"


@pytest.mark.slow
@given(st.integers(0, 1500))
def test_parts_hold_everything_once_and_none_is_too_long(number: int) -> None:
    paths = [str(place) for place in range(number)]
    parts = in_parts(paths)
    assert [*parts.front, *(path for page in reversed(parts.pages) for path in page)] == paths
    assert all(len(page) == A_PAGE for page in parts.pages)
    assert min(number, IN_FULL) <= len(parts.front) < IN_FULL + A_PAGE


def test_an_older_correction_changes_only_the_page_that_lists_its_story() -> None:
    told_again = [one for day in range(90) for one in day_of_news(day)]
    told_again[0] = told_again[0].model_copy(update={"title": "Another title"})
    changed = pages_of(archived(told_again, REGISTRIES))
    different = {url for url in ninety_days() if url.startswith("entities/") and changed[url] != ninety_days()[url]}
    assert different == {"entities/openai/1/"}


def test_a_directory_shows_the_most_covered_in_full_and_the_others_by_letter() -> None:
    groups = [[f"{letter}{number}" for number in range(55)] for letter in "zzab"]
    briefings = [told(f"2026/04/24/s{n}", entities=["Élan", *names]) for n, names in enumerate(groups)]
    briefings.append(told("2026/04/25/s", entities=["Élan", "4chan"]))
    names = {"Élan", "4chan", *(name for group in groups for name in group)}
    meta = pages_of(archived(briefings))["entities/"].meta
    listed = [entry["name"] for entry in meta["entries"]]
    letters = [(group["letter"], [one["name"] for one in group["names"]]) for group in meta["letters"]]
    assert len(listed) == 100
    assert listed[0] == "Élan"
    assert [letter for letter, _ in letters] == ["A", "B"]
    assert letters[1][1] == sorted(groups[3])
    assert sorted([*listed, *(name for _, found in letters for name in found)]) == sorted(names)
    assert {one["url"] for group in meta["letters"] for one in group["names"]} >= {"b1/", "b54/"}


def test_a_long_thread_begins_with_lines() -> None:
    paths = [f"2026/04/{day:02}/a" for day in range(1, 31)]
    told_on = [
        told(path, **({"follows": before} if before else {}))
        for path, before in zip(paths, [None, *paths], strict=False)
    ]
    (meta,) = (page.meta for url, page in pages_of(archived(told_on)).items() if url == "threads/a/")
    assert [story["path"] for story in [*meta["begun"], *meta["stops"]]] == paths
    assert len(meta["stops"]) == 20
    assert meta["begun"][0]["day"] == "1 April 2026"


@pytest.mark.slow
@pytest.mark.parametrize("years", [1, 3, 10])
def test_the_archive_and_the_trends_stay_short_over_the_years(years: int) -> None:
    days = range(0, 365 * years, 2)
    pages = pages_of(archived([one for day in days for one in day_of_news(day, 1)], REGISTRIES))
    archive = pages["archive/"].meta
    assert sum(len(year["months"]) for year in archive["years"]) == 12
    months = [month["url"] for year in archive["years"] for month in [*year["months"], *year["before"]]]
    assert months == sorted(
        {page[:8] for page in pages if page[:4].isdigit() and page.count("/") >= 2 and page[5] != "w"}, reverse=True
    )
    assert _drawn(pages["trends/"].meta) < 40_000


def _drawn(meta: dict[str, Any]) -> int:
    return len(json.dumps(meta["sections"], ensure_ascii=False))


def test_months_of_lists_come_once_each() -> None:
    for url in LISTS:
        for page in pages_of_list(ninety_days(), url):
            labels = [month["label"] for month in page.meta["months"]]
            assert labels == [label for label, _ in groupby(labels)]
