"""What lies under `briefings/`, and what is taken for what."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.load import Tree, list_tree
from broadsheet.load.tree import MAX_PICTURE_BYTES
from conftest import write_files

DAY = "briefings/2026/04/24"


def tree(root: Path, *names: str) -> Tree:
    return list_tree(write_files(root, dict.fromkeys(names, "")))


@pytest.mark.parametrize("name", ["a.yml", "a.yaml", "a.md"])
def test_a_briefing_is_known_by_its_ending(name: str, tmp_path: Path) -> None:
    listed = tree(tmp_path, f"{DAY}/{name}")
    assert (listed.briefings, listed.problems) == ((f"{DAY}/{name}",), ())


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.png", "a.webp", "a.avif", "a.gif", "a.svg", "a.tiff"])
def test_a_picture_is_known_by_its_ending_even_of_a_kind_that_will_be_refused(name: str, tmp_path: Path) -> None:
    assert tree(tmp_path, f"{DAY}/{name}").pictures == {f"{DAY}/{name}"}


def test_registries_lie_at_the_top_and_nowhere_else(tmp_path: Path) -> None:
    names = ("categories.yml", "entities.yml", "publishers.yml")
    listed = tree(tmp_path, *(f"briefings/{name}" for name in names), f"{DAY}/categories.yml")
    assert listed.registries == tuple(f"briefings/{name}" for name in names)
    assert listed.briefings == (f"{DAY}/categories.yml",)


def test_hidden_files_and_readmes_are_passed_over_in_silence(tmp_path: Path) -> None:
    listed = tree(
        tmp_path,
        f"{DAY}/.a.yml",
        "briefings/.cache/a.yml",
        f"{DAY}/README.md",
        "briefings/ReadMe.txt",
        "briefings/.DS_Store",
    )
    assert (listed.briefings, listed.pictures, listed.problems) == ((), frozenset(), ())


def test_anything_else_is_left_out_with_a_warning(tmp_path: Path) -> None:
    listed = tree(tmp_path, f"{DAY}/a.txt", f"{DAY}/b", f"{DAY}/c.yml.bak")
    assert [(problem.path, problem.code, problem.severity) for problem in listed.problems] == [
        (f"{DAY}/{name}", "stray-file", "warning") for name in ("a.txt", "b", "c.yml.bak")
    ]


def test_files_are_listed_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = [
        f"briefings/2026/{month}/{day}/{slug}.yml"
        for month in ("12", "04")
        for day in ("30", "02")
        for slug in ("b", "a-b", "a")
    ]
    assert list(tree(tmp_path, *names).briefings) == sorted(names)


def test_no_link_is_followed_and_each_is_reported(tmp_path: Path) -> None:
    write_files(tmp_path, {f"{DAY}/a.yml": "", "outside/26/b.yml": "", "outside/c.png": ""})
    (tmp_path / DAY / "c.png").symlink_to(tmp_path / "outside" / "c.png")
    (tmp_path / DAY / "again").symlink_to(tmp_path / "briefings", target_is_directory=True)
    (tmp_path / DAY).with_name("26").symlink_to(tmp_path / "outside" / "26", target_is_directory=True)
    (tmp_path / "briefings" / "publishers.yml").symlink_to("/etc/hostname")
    listed = list_tree(tmp_path)
    links = {f"{DAY}/c.png", f"{DAY}/again", "briefings/2026/04/26", "briefings/publishers.yml"}
    assert (listed.briefings, listed.pictures, listed.registries) == ((f"{DAY}/a.yml",), frozenset(), ())
    assert listed.links == links == {problem.path for problem in listed.problems}
    assert {(problem.code, problem.severity) for problem in listed.problems} == {("symlink", "error")}


def test_the_folder_itself_may_not_be_a_link(tmp_path: Path) -> None:
    write_files(tmp_path, {"outside/2026/04/24/a.yml": ""})
    (tmp_path / "briefings").symlink_to("outside", target_is_directory=True)
    listed = list_tree(tmp_path)
    assert listed.briefings == ()
    assert [(problem.path, problem.code) for problem in listed.problems] == [("briefings", "symlink")]


@pytest.mark.parametrize(
    "names", [(), ("briefings/.keep",), ("briefings",)], ids=["no folder", "empty folder", "a file of that name"]
)
def test_no_folder_is_an_empty_one(names: tuple[str, ...], tmp_path: Path) -> None:
    listed = tree(tmp_path, *names)
    assert (listed.briefings, listed.registries, listed.pictures, listed.problems) == ((), (), frozenset(), ())


def test_another_folder_may_hold_the_briefings(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/news/2026/04/24/a.yml": "", "content/news/entities.yml": "", f"{DAY}/b.yml": ""})
    listed = list_tree(tmp_path, "content/news")
    assert listed.briefings == ("content/news/2026/04/24/a.yml",)
    assert listed.registries == ("content/news/entities.yml",)


def test_no_more_of_a_picture_is_read_than_the_limit_and_a_byte(tmp_path: Path) -> None:
    listed = list_tree(write_files(tmp_path, {f"{DAY}/a.png": bytes(MAX_PICTURE_BYTES + 100)}))
    assert len(listed.read_picture(f"{DAY}/a.png")) == MAX_PICTURE_BYTES + 1
