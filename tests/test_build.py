"""`build_site` as a function: what the command `build` prints comes from its result and its listener alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from broadsheet.mkdocs_adapter import load_project
from broadsheet.mkdocs_adapter.build import BriefingErrors, BuildListener, BuildOptions, build_part, build_site
from conftest import Files, briefing

Make = Callable[[Files], Path]


class Listener(BuildListener):
    def __init__(self) -> None:
        self.calls: list[tuple[str, object]] = []

    def checked(self, report: str, briefings: int) -> None:
        self.calls.append(("checked", briefings))

    def noticed(self, notices: Sequence[str]) -> None:
        self.calls.append(("noticed", tuple(notices)))


def test_a_build_returns_what_it_published_and_a_second_one_that_nothing_has_changed(project: Make) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing(), "briefings/2026/04/25/two.yml": briefing(title="Two")})
    options = BuildOptions(site_dir=root / "site", search=False)
    first, second = Listener(), Listener()
    built = build_site(load_project(root), options, first)
    again = build_site(load_project(root), options, second)
    assert (built.briefings, built.editions, built.changed) == (2, 2, True)
    assert built.pages == len(list((root / "site").rglob("*.html")))
    assert (again.briefings, again.editions, again.pages, again.changed) == (2, 2, built.pages, False)
    assert [name for name, _ in first.calls] == ["checked", "noticed"]
    assert second.calls == [("checked", 2)]


def test_errors_in_briefings_are_raised_before_anything_is_written(project: Make) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing(title=None)})
    listener = Listener()
    with pytest.raises(BriefingErrors) as caught:
        build_site(load_project(root), BuildOptions(site_dir=root / "site"), listener)
    assert [problem.code for problem in caught.value.problems] == ["missing-key"]
    assert (caught.value.files, listener.calls) == (1, [])
    assert not (root / "site").exists()


def test_parts_become_the_site_that_one_build_makes(project: Make) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing()})
    parts = [root / "part-1", root / "part-2"]
    for number, folder in enumerate(parts, 1):
        assert build_part(load_project(root), BuildOptions(site_dir=folder, search=False), number, 2, Listener())
    whole = BuildOptions(site_dir=root / "whole", search=False, parts=parts)
    build_site(load_project(root), whole, Listener())
    build_site(load_project(root), BuildOptions(site_dir=root / "site", search=False), Listener())
    found = [
        {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
        for site in (root / "whole", root / "site")
    ]
    assert found[0] == found[1]
