from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import log2
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.archive import Features
from broadsheet.archive.related import SOURCE_WEIGHT, THRESHOLD, WINDOW, find_related
from broadsheet.build.cache import Database, relating_with
from conftest import examples
from values import archived, told

DAY = date(2026, 4, 24)


def related_to(
    path: str,
    entities: Mapping[str, Sequence[str]],
    *,
    after: Mapping[str, int] | None = None,
    sources: Mapping[str, Sequence[str]] | None = None,
    apart: Mapping[str, str] | None = None,
    limit: int = 4,
) -> tuple[str, ...]:
    """Find what is related; `after` says how many days after the first day a path lies (0 where it is silent)."""
    days = {name: DAY + timedelta(days=(after or {}).get(name, 0)) for name in entities}
    domains = {name: (sources or {}).get(name, ()) for name in entities}
    return find_related(days, entities, domains, apart or {}, limit=limit)[path]


def test_briefings_about_the_same_rare_thing_are_related() -> None:
    assert related_to("a", {"a": ["x"], "b": ["x"], "c": ["y"]}) == ("b",)


def test_a_thing_that_everybody_writes_about_relates_nobody() -> None:
    everybody = {f"s{n}": ["openai"] for n in range(12)}
    assert related_to("s0", everybody) == ()
    assert related_to("s0", {**everybody, "s0": ["openai", "rare"], "s7": ["openai", "rare"]}) == ("s7",)


def test_the_rarest_bond_wins_where_room_is_short() -> None:
    entities = {"a": ["rare", "common"], "b": ["rare"], **{f"c{n}": ["common"] for n in range(2)}}
    assert related_to("a", entities, limit=1) == ("b",)


def test_a_shared_source_alone_relates_nobody_but_adds_weight() -> None:
    entities = {"a": ["x"], "b": [], **{f"c{n}": ["x"] for n in range(3)}}
    assert related_to("a", entities, sources={"a": ["tiny.example"], "b": ["tiny.example"]}) == ()
    assert related_to("a", entities, sources={"a": ["tiny.example"], "c1": ["tiny.example"]}) == ("c1",)


def test_the_nearest_in_time_come_first() -> None:
    entities = {"a": ["x", "y", "z"], "far": ["x"], "near": ["y"], "nearest": ["z"]}
    assert related_to("a", entities, after={"far": 20, "near": -3, "nearest": 1}) == ("nearest", "near", "far")


def test_briefings_of_the_same_thread_are_left_out() -> None:
    entities = {"a": ["x", "y"], "b": ["x"], "c": ["y"]}
    assert related_to("a", entities, apart={"a": "t", "b": "t"}) == ("c",)
    assert related_to("a", entities, apart={"a": "t", "b": "other"}) == ("b", "c")


def test_only_the_days_around_a_briefing_are_looked_at() -> None:
    entities = {"a": ["x"], "b": ["x"]}
    assert related_to("a", entities, after={"b": WINDOW.days}) == ("b",)
    assert related_to("a", entities, after={"b": -WINDOW.days}) == ("b",)
    assert related_to("a", entities, after={"b": WINDOW.days + 1}) == ()


def test_rarity_is_counted_within_those_days() -> None:
    entities = {"a": ["x"], "b": ["x"], **{f"old{n}": ["x"] for n in range(20)}}
    assert related_to("a", entities, after={f"old{n}": -200 for n in range(20)}) == ("b",)


def test_no_more_than_asked_for_are_listed() -> None:
    entities = {"a": [f"x{n}" for n in range(9)], **{f"s{n}": [f"x{n}"] for n in range(9)}}
    assert len(related_to("a", entities)) == 4
    assert related_to("a", entities, limit=0) == ()


def test_spellings_of_one_entity_relate_and_generic_names_do_not() -> None:
    archive = archived(
        [
            told("2026/04/24/a", entities=["Deep Seek"]),
            told("2026/04/25/b", entities=["deep-seek"], urls=["https://other.example/"]),
        ]
    )
    assert archive.stories["2026/04/24/a"].related == ("2026/04/25/b",)


FEATURES = st.lists(st.sampled_from("uvwxyz"), max_size=3, unique=True)
STORIES = st.dictionaries(
    st.sampled_from([f"s{n}" for n in range(10)]), st.tuples(st.integers(0, 120), FEATURES, FEATURES), min_size=1
)


@pytest.mark.slow
@given(STORIES, st.lists(st.tuples(st.integers(1, 50), FEATURES, FEATURES), max_size=4))
@settings(deadline=None, max_examples=examples(40))
def test_what_is_published_later_leaves_old_pages_as_they_are(
    old: dict[str, tuple[int, list[str], list[str]]], new: list[tuple[int, list[str], list[str]]]
) -> None:
    last = max(day for day, _, _ in old.values()) + WINDOW.days
    grown = old | {f"new{n}": (last + day, entities, sources) for n, (day, entities, sources) in enumerate(new)}

    def run(stories: dict[str, tuple[int, list[str], list[str]]]) -> dict[str, tuple[str, ...]]:
        days = {path: DAY + timedelta(days=day) for path, (day, _, _) in stories.items()}
        return find_related(
            days, {p: e for p, (_, e, _) in stories.items()}, {p: s for p, (_, _, s) in stories.items()}, {}
        )

    before, after = run(old), run(grown)
    assert before == {path: after[path] for path in before}
    for path, others in after.items():
        assert path not in others
        assert len(others) == len(set(others)) <= 4


@pytest.mark.slow
@given(STORIES, st.integers(0, 5))
@settings(deadline=None, max_examples=examples(40))
def test_every_shared_thing_counts_by_how_few_have_it(
    stories: dict[str, tuple[int, list[str], list[str]]], limit: int
) -> None:
    days = {path: DAY + timedelta(days=day) for path, (day, _, _) in stories.items()}
    entities, sources = {p: e for p, (_, e, _) in stories.items()}, {p: s for p, (_, _, s) in stories.items()}
    for path, found in find_related(days, entities, sources, {}, limit=limit).items():
        near = [other for other in days if abs(days[other] - days[path]) <= WINDOW]
        scores = dict.fromkeys(near, 0.0)
        for weight, features in ((1.0, entities), (SOURCE_WEIGHT, sources)):
            for feature in features[path]:
                holders = [other for other in near if feature in features[other]]
                for other in holders:
                    scores[other] += weight / log2(1 + len(holders))
        close = [other for other in near if other != path and round(scores[other], 9) >= THRESHOLD]
        distance = {other: abs(days[other] - days[path]) for other in close}
        close.sort(key=lambda other: (-round(scores[other], 9), distance[other], other))
        assert found == tuple(
            sorted(close[:limit], key=lambda other: (distance[other], -round(scores[other], 9), other))
        )


def features_of(stories: Mapping[int, frozenset[str]]) -> Features:
    """Return what relates stories; each lies as many days after a first of November as its key says, and has these entities."""
    paths = {date(2025, 11, 1) + timedelta(days=days): entities for days, entities in stories.items()}
    named = {f"{day:%Y/%m/%d}/story": sorted(entities) for day, entities in paths.items()}
    return Features(
        days={f"{day:%Y/%m/%d}/story": day for day in sorted(paths)},
        entities=named.__getitem__,
        sources=lambda _: (),
        threads={},
        relation={path: f"{path} {entities}".encode() for path, entities in named.items()},
    )


@pytest.mark.slow
@settings(max_examples=examples(25))
@given(
    archives=st.lists(
        st.dictionaries(st.integers(0, 120), st.frozensets(st.sampled_from("xyz")), max_size=12), min_size=1, max_size=5
    )
)
def test_what_is_remembered_is_what_would_be_found(
    archives: list[dict[int, frozenset[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One archive after the other, of four months on both sides of a new year."""
    with Database(tmp_path_factory.mktemp("paper") / "cache.db", "a program") as database:
        for stories in archives:
            features = features_of(stories)
            assert relating_with(database, 2, 1)(features) == features.related(2)


@pytest.mark.parametrize("place", [5, 1, -1])
def test_what_somebody_else_wrote_into_the_cache_is_found_anew(place: int, tmp_path: Path) -> None:
    """A place that does not exist, and one of a story that does not."""
    features = features_of({1: frozenset("x"), 3: frozenset("x"), 90: frozenset("x")})
    with Database(tmp_path / "cache.db", "a program") as database:
        relate = relating_with(database, 2, 1)
        right = relate(features)
        windows, paths, _ = msgspec.msgpack.decode(database.entry("related", "2025") or b"")
        forged = msgspec.msgpack.encode([windows, [*paths, "../../elsewhere"], [[place], [2]]])
        database.write([("related", "2025", forged)])
        found = relate(features)
        assert "../../elsewhere" not in {other for others in found.values() for other in others}
        assert all(other in features.days for others in found.values() for other in others)
        assert found["2026/01/30/story"] == right["2026/01/30/story"]
