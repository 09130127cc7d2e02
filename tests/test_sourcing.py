"""Rules an editor would ask for, where a golden file cannot show them: remembered answers, threads, figures, and their cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.build.cache.database import Database
from broadsheet.build.cache.documents import reading_with
from broadsheet.check import Checked, check
from broadsheet.check.similarity import same_headline
from broadsheet.load import list_tree
from broadsheet.problems import Problem
from conftest import Files, briefing, examples, run_here, write_files

Check = Callable[[Files], Checked]
DAY = "briefings/2026/04/24"
OTHER = "\n  - {title: Another article, url: https://example.org/two}"


def of_code(checked: Checked, code: str) -> list[Problem]:
    return [problem for problem in checked.problems if problem.code == code]


STRAY_ARTICLES = """
  - {title: Fares halved, url: "https://example.org/1", entities: [Office of Transport, Railways]}
  - {title: Half price, url: "https://example.net/2", entities: [Office of Transport]}
  - {title: A long dispute ends, url: "https://example.com/3", entities: [OoT, Ada Voice]}"""
STRAY = {
    f"{DAY}/a.yml": briefing(
        title="The office halves the fares",
        key_points="[{text: A point., sources: [1]}]",
        articles=STRAY_ARTICLES,
    )
}

STORIES = {
    "one": briefing(),
    "the same articles": briefing(title="Something else altogether happened"),
    "the same headline": briefing(title="Parliament doubles the tariffs on steel", articles=OTHER),
    "nearly the headline": briefing(
        title="Parliament doubles tariffs on all steel",
        articles="\n  - {title: A third article, url: https://example.org/three}",
    ),
}


def test_a_publisher_that_is_registered_no_more_is_missed_where_it_comes_first(tmp_path: Path) -> None:
    write_files(tmp_path, {f"{DAY}/b.yml": STRAY[f"{DAY}/a.yml"], **STRAY})
    database = Database(tmp_path / "cache.db", "a program")
    known = "".join(f"example.{end}: {{name: {end}}}\n" for end in ("com", "net", "org"))
    elsewhere = "elsewhere.net: {name: Elsewhere}\n"
    for registered in (known, elsewhere, known, ""):
        write_files(tmp_path, {"briefings/publishers.yml": registered})
        remembered = reading_with(database, 1)(list_tree(tmp_path), None, lambda: None)
        assert remembered.problems == check(list_tree(tmp_path)).problems
        assert bool(of_code(remembered, "unknown-publisher")) == (registered == elsewhere)


@pytest.mark.parametrize(
    "changes",
    [
        {"key_points": None},
        {"key_points": '\n  - {text: A point., sources: "1"}'},
        {"key_points": None, "key points": "\n  - {text: A point., sources: [1]}"},
        {"articles": f"{STRAY_ARTICLES}\n  - {{title: Words, url: 'https://example.com/4', entities: Ada Voice}}"},
    ],
    ids=["none", "sources are no list", "another key", "entities are no list"],
)
def test_nothing_is_asked_of_what_could_not_be_read(changes: dict[str, str | None], check_files: Check) -> None:
    found = {
        problem.code for problem in check_files({f"{DAY}/a.yml": briefing(**{"articles": OTHER, **changes})}).problems
    }
    assert found & {"bad-type", "missing-key", "unknown-key"}
    assert not found & {"uncited-point", "stray-article"}


@pytest.mark.slow
@settings(max_examples=examples(10))
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 45), st.sampled_from("ab"), st.sampled_from(["", *STORIES])), min_size=1, max_size=12
    )
)
def test_what_is_remembered_of_stories_told_twice_is_what_would_be_found(
    edits: list[tuple[int, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Briefings of seven weeks come, change and go, one at a time; an empty one goes."""
    root = tmp_path_factory.mktemp("paper")
    with Database(root / "cache.db", "a program") as database:
        for days, slug, story in edits:
            file = root / f"briefings/{date(2026, 4, 10) + timedelta(days=days):%Y/%m/%d}/{slug}.yml"
            if story:
                write_files(root, {str(file.relative_to(root)): STORIES[story]})
            else:
                file.unlink(missing_ok=True)
            remembered = reading_with(database, 1)(list_tree(root), None, lambda: None)
            assert remembered.problems == check(list_tree(root)).problems


def test_what_is_remembered_follows_the_registries(tmp_path: Path) -> None:
    write_files(tmp_path, STRAY)
    database = Database(tmp_path / "cache.db", "a program")

    def read() -> Checked:
        return reading_with(database, 1)(list_tree(tmp_path), None, lambda: None)

    assert len(of_code(read(), "stray-article")) == 1
    write_files(tmp_path, {"briefings/entities.yml": "Office of Transport: {aliases: [OoT]}\n"})
    assert of_code(read(), "stray-article") == []
    write_files(tmp_path, {"briefings/entities.yml": "stop: [Office of Transport]\n"})
    assert read().problems == check(list_tree(tmp_path)).problems
    write_files(tmp_path, {"briefings/2026/04/25/b.yml": STRAY[f"{DAY}/a.yml"]})
    assert len(of_code(read(), "duplicate-story")) == 1
    assert len(of_code(read(), "duplicate-story")) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Parliament doubles the tariffs on steel", "Parliament to double tariffs on steel", False),
        (
            "Parliament doubles tariffs on imported steel and tin",
            "Parliament doubles the tariffs on imported steel",
            True,
        ),
        ("The laboratory releases GPT-5.4, its new model", "The laboratory releases GPT-5.5, its new model", False),
        ("The week in AI", "The week in AI", False),
        ("議会が鉄鋼関税を二倍に引き上げ", "議会、鉄鋼関税を二倍に引き上げ", True),
        ("", "", False),
    ],
)
def test_headlines_are_alike(one: str, other: str, same: bool) -> None:
    assert same_headline(one, other) is same_headline(other, one) is same


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({f"{DAY}/a.yml": briefing(), "briefings/2026/05/08/b.yml": briefing()}, 1),
        ({f"{DAY}/a.yml": briefing(), "briefings/2026/05/09/b.yml": briefing()}, 0),
        ({f"{DAY}/a.yml": briefing(), "briefings/2026/04/25/b.yml": briefing(articles=OTHER)}, 0),
        ({f"{DAY}/{name}.yml": briefing() for name in "abcdef"}, 5),
        (
            {
                f"{DAY}/a.yml": briefing(articles=OTHER),
                f"{DAY}/b.yml": briefing(follows="2026/04/24/a"),
                f"{DAY}/c.yml": briefing(follows="2026/04/24/a"),
            },
            0,
        ),
        ({f"{DAY}/{one}.yml": briefing(follows=f"2026/04/24/{two}") for one, two in ("ab", "ba")}, 0),
    ],
    ids=["two weeks", "a day more", "other articles", "each is told of once", "one thread", "a circle"],
)
def test_a_story_is_told_once(files: Files, found: int, check_files: Check) -> None:
    assert len(of_code(check_files(files), "duplicate-story")) == found


def test_advice_is_given_when_asked_and_changes_no_status(project: Callable[[Files], Path]) -> None:
    root = project({f"{DAY}/a.yml": briefing()})
    assert run_here("check", cwd=root).stdout == ""
    done = run_here("check", "--advice", cwd=root)
    assert done.returncode == 0
    assert f"{DAY}/a.yml:7:3: warning: all of it rests on example.org [single-source]" in done.stdout
    assert "single-source" not in run_here("build", cwd=root).stderr


def test_a_flood_is_counted_once_with_what_was_found_besides(project: Callable[[Files], Path]) -> None:
    root = project({f"{DAY}/a.yml": briefing() + "".join(f"odd{number}: x\n" for number in range(150))})
    said = run_here("check", "--advice", cwd=root).stdout
    assert said.count("[unknown-key]") == 100
    assert said.count("[too-many]") == 1
    assert "and 50 more in this file" in said
