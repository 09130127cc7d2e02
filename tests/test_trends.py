from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.trends import IN_A_SPARKLINE, ON_A_PAGE, direction, grain_of, rhythm, stretches, trends
from broadsheet.model import Briefing, Publisher
from broadsheet.model.registries import Registries
from broadsheet.pages.trends import rhythm_of, trends_page
from values import SITE, archived, told

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def story(path: str, *articles: dict[str, Any]) -> Briefing:
    """Return a briefing whose articles have these keys."""
    base = {"title": "An article", "url": "https://example.org/one"}
    return told(path, articles=tuple({**base, **article} for article in articles) or (base,))


def sections(*briefings: Briefing) -> dict[str, dict[str, Any]]:
    meta = trends_page(archived(briefings), SITE).meta
    return {section["key"]: section for section in meta["sections"]}


def test_days_without_an_edition_count_as_zero() -> None:
    found = trends(archived([story("2026/04/22/a", {}, {}), story("2026/04/24/a"), story("2026/04/24/b")]))
    assert found
    assert found.grain == "day"
    assert [(p.first.day, p.briefings, p.articles) for p in found.periods] == [(22, 1, 2), (23, 0, 0), (24, 2, 2)]


@pytest.mark.parametrize(
    ("days", "grain"),
    [(1, "day"), (31, "day"), (32, "week"), (252, "week"), (253, "month"), (1096, "month"), (1097, "year")],
)
def test_the_longer_the_time_the_coarser_it_is_told(days: int, grain: str) -> None:
    first = date(2026, 1, 1)
    assert grain_of(first, first + timedelta(days=days - 1), ON_A_PAGE) == grain


@given(DAYS, st.integers(0, 4000), st.sampled_from(["day", "week", "month", "year"]))
def test_stretches_cover_the_time_without_gap_or_overlap(first: date, days: int, grain: Any) -> None:
    last = first + timedelta(days=days)
    found = list(stretches(first, last, grain))
    assert (found[0][0], found[-1][1]) == (first, last)
    assert all(start <= end for start, end in found)
    assert all(one[1] + timedelta(days=1) == two[0] for one, two in pairwise(found))


@pytest.mark.parametrize("grain", ["day", "week", "month", "year"])
def test_the_ends_of_the_calendar_are_no_trap(grain: Any) -> None:
    assert list(stretches(date.max - timedelta(days=2), date.max, grain))[-1][1] == date.max
    assert next(stretches(date.min, date.min, grain)) == (date.min, date.min)


@given(st.lists(DAYS, min_size=1, max_size=50))
def test_a_rhythm_counts_every_time_and_fits_its_line(days: list[date]) -> None:
    found = rhythm(Counter(days))
    assert found
    assert sum(found.counts) == len(days)
    assert found.counts[0]
    assert found.counts[-1]
    assert len(found.counts) <= 38 or found.grain == "year"
    assert grain_of(found.first, found.last, IN_A_SPARKLINE) == found.grain


@pytest.mark.parametrize(
    ("recent", "of_recent", "before", "of_before", "expected"),
    [
        (3, 10, 0, 20, "new"),
        (6, 10, 4, 20, "rising"),
        (1, 10, 12, 20, "falling"),
        (2, 10, 4, 20, "steady"),
        (1, 1, 1, 9, "steady"),  # two briefings are no trend
        (2, 5, 2, 8, "steady"),  # over a quarter more, but less than a briefing
        (20, 100, 10, 50, "steady"),  # double the number in a paper of double the size
        (0, 0, 3, 3, "steady"),
    ],
)
def test_who_rises_is_told_by_the_share(
    recent: int, of_recent: int, before: int, of_before: int, expected: str
) -> None:
    assert direction(recent, of_recent, before, of_before) == expected


def test_the_last_third_is_held_against_the_time_before() -> None:
    days = [f"2026/04/{day:02}/a" for day in range(1, 10)]
    archive = archived(
        [
            told(path, entities=["Old"] if place < 6 else ["New", "Old"][: 1 + (place == 6)])
            for place, path in enumerate(days)
        ]
    )
    found = trends(archive)
    assert found
    assert (found.since, found.recent) == (date(2026, 4, 7), 3)
    assert [(m.name, m.briefings, m.recent, m.direction) for m in found.entities] == [
        ("Old", 7, 1, "falling"),
        ("New", 3, 3, "new"),
    ]


def test_a_single_day_has_nothing_to_compare_with() -> None:
    found = trends(archived([told("2026/04/24/a", entities=["OpenAI"])]))
    assert found
    assert found.since is None
    assert found.entities[0].direction is None


def test_publishers_of_one_house_are_one_voice() -> None:
    house = {f"{n}.example": Publisher(name=n, family="House") for n in ("one", "two")}
    paths = [told("2026/04/24/a", urls=("https://one.example/", "https://two.example/"))]
    paths += [told("2026/04/24/b", urls=("https://one.example/", "https://other.example/"))]
    found = trends(archived(paths, Registries(publishers=house)))
    assert found
    assert (found.independent, found.briefings) == (1, 2)


def test_an_archive_without_briefings_says_so() -> None:
    assert trends(archived([])) is None
    page = trends_page(archived([]), SITE)
    assert (page.uri, page.template, page.meta["sections"]) == ("trends/index.md", "trends.html", [])
    assert page.meta["empty"]


def test_every_section_says_what_it_shows_draws_it_and_has_its_figures() -> None:
    found = sections(
        story(
            "2026/04/22/a", {"sentiment": "negative", "tone": "critical", "entities": ("OpenAI",)}, {"tone": "neutral"}
        ),
        story("2026/04/24/b", {"sentiment": "positive", "url": "https://two.example/"}, {"sentiment": "negative"}),
    )
    assert list(found) == ["volume", "independence", "sentiment", "tone", "entities", "publishers"]
    for section in found.values():
        assert section["says"].endswith(".")
        assert all(figure["chart_html"].startswith("<svg") for figure in section["figures"])
        assert all(len(row["cells"]) == len(section["table"]["head"]) - 1 for row in section["table"]["rows"])
    said = {key: section["says"] for key, section in found.items()}
    assert said == {
        "volume": "2 briefings draw on 4 articles, 1.3 a day on average; no day had more than 2 articles.",
        "independence": "1 of 2 briefings (50%) draws on two or more independent voices.",
        "sentiment": "Of 3 articles, 67% are negative for their main subject and 33% positive.",
        "tone": "Of 2 articles, 50% are neutral in tone, 50% on the critical side and 0% on the approving side; "
        "after neutral, critical is the most frequent.",
        "entities": "OpenAI is in the most briefings: 1 of 2 (50%).",
        "publishers": "example.org is cited most, with 3 of 4 articles.",
    }
    assert found["sentiment"]["note"] == "Excludes 1 article with no sentiment label."
    assert found["volume"]["table"]["rows"][1] == {"head": "23 April 2026", "url": "", "cells": ["0", "0"]}
    assert found["entities"]["table"]["rows"][0]["url"] == "entities/openai/"


def test_without_entities_tones_and_sentiments_their_sections_are_missing() -> None:
    assert list(sections(told("2026/04/24/a"))) == ["volume", "independence", "publishers"]


def test_a_word_that_the_vocabulary_does_not_know_breaks_nothing() -> None:
    assert "tone" not in sections(story("2026/04/24/a", {"tone": "grumpy", "sentiment": "odd"}))


def test_those_who_share_the_first_place_are_all_named() -> None:
    found = sections(told("2026/04/24/a", entities=["Anthropic", "OpenAI"]))
    assert found["entities"]["says"].startswith("Anthropic and OpenAI are in the most briefings: 1 of 1")


def test_a_rhythm_ends_with_the_last_story_so_that_its_page_can_stay_as_it_is() -> None:
    shown = rhythm_of(["2026/04/29/a", "2026/04/24/b", "2026/04/24/a"])
    assert shown
    assert shown["words"] == "24 April 2026 to 29 April 2026, up to 2 a day"
    assert shown["chart_html"].startswith("<svg")


@pytest.mark.parametrize("paths", [[], ["2026/04/24/a"], ["2026/04/24/a", "2026/04/24/b", "2026/04/24/c"]])
def test_too_few_to_see_is_no_rhythm(paths: list[str]) -> None:
    assert rhythm_of(paths) is None
