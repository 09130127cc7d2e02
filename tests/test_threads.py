from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import briefing, examples
from values import CheckFiles, archived, told

A, B, C, D = "2026/04/24/a", "2026/04/25/b", "2026/04/26/c", "2026/04/27/d"


def test_a_chain_of_briefings_is_one_thread_named_after_the_first() -> None:
    archive = archived([told(A, title="How it began"), told(B, follows=A), told(C, follows=B), told(D)])
    assert list(archive.threads) == ["a"]
    assert archive.threads["a"].title == "How it began"
    assert archive.threads["a"].stories == (A, B, C)
    assert {path: story.thread for path, story in archive.stories.items()} == {A: "a", B: "a", C: "a", D: None}


def test_two_briefings_that_follow_the_same_one_share_its_thread() -> None:
    archive = archived([told(A), told(B, follows=A), told(C, follows=A), told(D, follows=B)])
    assert archive.threads["a"].stories == (A, B, C, D)


def test_a_day_without_the_story_does_not_break_the_thread() -> None:
    assert archived([told(A), told(D, follows=A)]).threads["a"].stories == (A, D)


def test_a_briefing_that_nobody_follows_is_no_thread() -> None:
    archive = archived([told(A), told(B)])
    assert archive.threads == {}
    assert archive.stories[A].thread is None


def test_a_story_that_goes_on_within_a_day_is_told_in_its_order() -> None:
    first, second, third = "2026/04/24/z-first", "2026/04/24/m-second", "2026/04/24/a-third"
    archive = archived([told(first), told(second, follows=first), told(third, follows=second), told(B, follows=third)])
    assert archive.threads["z-first"].stories == (first, second, third, B)


def test_a_thread_begins_later_where_its_first_briefing_is_left_out_for_errors(check_files: CheckFiles) -> None:
    checked = check_files(
        {
            f"briefings/{A}.yml": briefing(title=None),
            f"briefings/{B}.yml": briefing(follows=A),
            f"briefings/{C}.yml": briefing(follows=B),
        }
    )
    assert [(problem.path, problem.code) for problem in checked.problems] == [(f"briefings/{A}.yml", "missing-key")]
    archive = archived(checked.briefings, checked.registries)
    assert archive.threads["b"].stories == (B, C)


def test_a_thread_falls_in_two_where_its_middle_is_left_out() -> None:
    archive = archived([told(A), told(C, follows=B), told(D, follows=C)])
    assert list(archive.threads) == ["c"]
    assert archive.stories[A].thread is None


def test_one_slug_on_two_days_makes_two_threads_and_the_older_keeps_the_address() -> None:
    old, new = "2026/04/24/budget", "2026/05/24/budget"
    archive = archived([told(old), told("2026/04/25/x", follows=old), told(new), told("2026/05/25/y", follows=new)])
    assert archive.threads["budget"].stories[0] == old
    assert archive.threads["budget-2026-05-24"].stories[0] == new


def test_the_thread_that_moved_last_comes_first() -> None:
    archive = archived([told(A), told(D, follows=A), told("2026/04/24/b"), told(C, follows="2026/04/24/b")])
    assert list(archive.threads) == ["a", "b"]


def test_a_circle_ends_instead_of_running_for_ever() -> None:
    archive = archived([told(A, follows=B), told(B, follows=A), told(C, follows=C)])
    assert set(archive.stories) == {A, B, C}


def test_a_thread_is_not_lost_where_its_address_looks_like_a_made_one() -> None:
    odd, first, second = "2026/04/24/budget-2026-05-24", "2026/04/24/budget", "2026/05/24/budget"
    briefings = [told(path) for path in (odd, first, second)]
    followers = [told(f"2026/06/0{n}/later-{n}", follows=path) for n, path in enumerate((odd, first, second), 1)]
    archive = archived([*briefings, *followers])
    assert {thread.stories[0] for thread in archive.threads.values()} == {odd, first, second}
    assert archive.threads["budget"].stories[0] == first


DAYS = ["2026/04/24", "2026/04/25", "2026/04/26"]
SLUGS = ["z", "x-2026-04-25", "x", "x-2026-04-26", "a"]  # in this order they follow one another within a day
PATHS = st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(SLUGS)), min_size=2, max_size=12, unique=True)


@given(PATHS, st.data())
@settings(deadline=None, max_examples=examples(50))
def test_no_briefing_is_lost_and_each_stands_after_the_one_it_follows(
    places: list[tuple[str, str]], data: st.DataObject
) -> None:
    paths = ["/".join(place) for place in sorted(places, key=lambda place: (place[0], SLUGS.index(place[1])))]
    follows = {path: data.draw(st.sampled_from([None, *paths[:number]])) for number, path in enumerate(paths)}
    archive = archived([told(path, follows=follows[path]) for path in paths])
    in_thread = [path for thread in archive.threads.values() for path in thread.stories]
    assert len(in_thread) == len(set(in_thread))
    assert set(in_thread) == {path for path in paths if follows[path] or path in follows.values()}
    for slug, thread in archive.threads.items():
        assert all(archive.stories[path].thread == slug for path in thread.stories)
        assert follows[thread.stories[0]] is None
        assert [path[:10] for path in thread.stories] == sorted(path[:10] for path in thread.stories)
        for number, path in enumerate(thread.stories[1:], 1):
            assert follows[path] in thread.stories[:number]


@given(PATHS, st.data())
@settings(deadline=None, max_examples=examples(40))
def test_a_newer_briefing_never_moves_the_page_of_a_thread(places: list[tuple[str, str]], data: st.DataObject) -> None:
    paths = ["/".join(place) for place in sorted(places, key=lambda place: (place[0], SLUGS.index(place[1])))]
    briefings = [
        told(path, follows=data.draw(st.sampled_from([None, *paths[:number]]))) for number, path in enumerate(paths)
    ]
    before = archived([briefing for briefing in briefings if briefing.path[:10] < paths[-1][:10]])
    after = archived(briefings)
    for slug, thread in before.threads.items():
        assert after.threads[slug].stories[: len(thread.stories)] == thread.stories
