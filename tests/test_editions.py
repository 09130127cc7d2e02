from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.archive import Notice
from broadsheet.model import Category, Publisher
from broadsheet.model.registries import Registries
from conftest import examples
from values import archived, told

DAY = date(2026, 4, 24)


def urls(*domains: str) -> list[str]:
    return [f"https://{domain}.example/{place}" for place, domain in enumerate(domains)]


FAMILY = Registries(publishers={f"{name}.example": Publisher(name=name, family="Family") for name in "abc"})


@pytest.mark.parametrize(
    ("stories", "order"),
    [
        ({"a": {"rank": 3}, "b": {"rank": 1}, "c": {"rank": 2}}, "bca"),
        ({"a": {}, "b": {"rank": 9}}, "ba"),
        ({"a": {"urls": urls("x")}, "b": {"urls": urls("x", "y")}}, "ba"),
        ({"a": {"rank": 1, "urls": urls("x")}, "b": {"rank": 1, "urls": urls("x", "y")}}, "ba"),
        ({"a": {"urls": urls("x", "x", "x")}, "b": {"urls": urls("x", "y")}}, "ba"),
        ({"d": {"urls": urls("a", "b", "c")}, "e": {"urls": urls("x", "y")}}, "ed"),
        ({"b": {}, "a": {}, "c": {}}, "abc"),
    ],
    ids=[
        "rank",
        "rank before none",
        "publishers",
        "publishers break a tie",
        "articles do not count",
        "a family is one voice",
        "path",
    ],
)
def test_an_edition_is_ordered_by_rank_then_independent_publishers_then_path(
    stories: dict[str, dict[str, object]], order: str
) -> None:
    archive = archived([told(f"2026/04/24/{slug}", **keys) for slug, keys in stories.items()], FAMILY)
    assert "".join(path[-1] for path in archive.editions[DAY].stories) == order


def test_editions_are_numbered_from_the_oldest_and_listed_from_the_newest() -> None:
    archive = archived([told("2026/04/22/a"), told("2026/04/24/a"), told("2026/04/24/b"), told("2027/01/01/a")])
    assert [(str(day), edition.number) for day, edition in archive.editions.items()] == [
        ("2027-01-01", 3),
        ("2026-04-24", 2),
        ("2026-04-22", 1),
    ]
    assert archive.newest is archive.editions[date(2027, 1, 1)]
    assert archive.oldest is archive.editions[date(2026, 4, 22)]
    assert archive.editions[DAY].newer == date(2027, 1, 1)
    assert archive.editions[DAY].older == date(2026, 4, 22)


def test_an_archive_without_briefings_is_empty() -> None:
    archive = archived([])
    assert archive.newest is archive.oldest is None
    assert not archive.stories
    assert archive.corrections == ()


def test_the_stories_are_read_in_the_order_of_the_editions() -> None:
    archive = archived(
        [told("2026/04/24/a"), told("2026/04/24/b", rank=1), told("2026/04/25/c", rank=2), told("2026/04/25/d", rank=1)]
    )
    assert [path[-1] for path in archive.stories] == ["d", "c", "b", "a"]
    assert archive.stories["2026/04/25/c"].newer == "2026/04/25/d"
    assert archive.stories["2026/04/25/c"].older == "2026/04/24/b"


def test_every_registered_topic_is_there_in_its_order_and_holds_its_stories_newest_first() -> None:
    categories = {"policy": Category(label="Policy", order=1), "models": Category(label="Models", order=2)}
    archive = archived(
        [
            told("2026/04/24/a", category="models"),
            told("2026/04/25/b", category="models"),
            told("2026/04/25/c", category="odd-jobs"),
            told("2026/04/25/d"),
        ],
        Registries(categories=categories),
    )
    assert [(topic.key, topic.label) for topic in archive.topics.values()] == [
        ("policy", "Policy"),
        ("models", "Models"),
        ("odd-jobs", "Odd jobs"),
    ]
    assert archive.topics["policy"].stories == ()
    assert archive.topics["models"].stories == ("2026/04/25/b", "2026/04/24/a")


def test_corrections_of_all_briefings_stand_together_newest_first() -> None:
    first, second = {"date": "2026-04-26", "text": "First."}, {"date": "2026-05-01", "text": "Second."}
    archive = archived(
        [
            told("2026/04/24/a", corrections=[first, second]),
            told("2026/04/25/b", corrections=[{"date": "2026-04-27", "text": "Other."}]),
        ]
    )
    assert archive.corrections == (
        Notice(day=date(2026, 5, 1), text="Second.", path="2026/04/24/a"),
        Notice(day=date(2026, 4, 27), text="Other.", path="2026/04/25/b"),
        Notice(day=date(2026, 4, 26), text="First.", path="2026/04/24/a"),
    )
    assert archive.stories["2026/04/24/a"].briefing.updated == date(2026, 5, 1)
    assert archived([told("2026/04/24/a")]).stories["2026/04/24/a"].briefing.updated == DAY


STORY = st.tuples(
    st.integers(1, 28),
    st.sampled_from("abcdefgh"),
    st.none() | st.integers(1, 3),
    st.lists(st.sampled_from("uvw"), min_size=1, max_size=3),
)


@given(st.lists(STORY, max_size=20, unique_by=lambda story: story[:2]))
@settings(deadline=None, max_examples=examples(40))
def test_newer_and_older_lead_through_every_briefing_without_a_break(
    stories: list[tuple[int, str, int | None, list[str]]],
) -> None:
    archive = archived(
        [told(f"2026/02/{day:02}/{slug}", rank=rank, urls=urls(*domains)) for day, slug, rank, domains in stories]
    )
    sequence = list(archive.stories.values())
    assert len(sequence) == len(stories)
    for newer, older in pairwise(sequence):
        assert newer.older == older.path
        assert older.newer == newer.path
        assert newer.briefing.day >= older.briefing.day
    if sequence:
        assert sequence[0].newer is None
        assert sequence[-1].older is None
    assert [path for edition in archive.editions.values() for path in edition.stories] == [
        story.path for story in sequence
    ]
    assert all(
        newer.older == older.day and older.newer == newer.day for newer, older in pairwise(archive.editions.values())
    )
