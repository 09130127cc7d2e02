"""Where nothing has changed there is nothing to build; whatever has changed, there is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.publish.stamp import STAMP
from built_site import tree_of
from conftest import ROOT, Files, briefing, run_broadsheet

ONE = "briefings/2026/04/24/one.yml"
UNCHANGED = "Nothing has changed since the last build."


@pytest.fixture
def root(project: Callable[[Files], Path]) -> Path:
    root = project({ONE: briefing(), "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")})
    assert UNCHANGED not in build(root)
    return root


def build(root: Path, *arguments: str) -> str:
    done = run_broadsheet("build", "--no-search", "--root", root, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_a_second_build_has_nothing_to_do_and_says_the_warnings_again(root: Path) -> None:
    (root / ONE).write_text(briefing(label="braeking"), "utf-8")
    first = build(root)
    assert "braeking" in first
    before = tree_of(root / "site")
    second = build(root)
    assert UNCHANGED in second
    assert "braeking" in second
    assert tree_of(root / "site") == before
    assert UNCHANGED not in build(root, "--clean")
    assert tree_of(root / "site") == before


def test_times_alone_change_nothing_but_a_fresh_clone_has_no_site_to_keep(root: Path) -> None:
    (root / ONE).touch()
    assert UNCHANGED in build(root)
    shutil.rmtree(root / "site")
    assert UNCHANGED not in build(root)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / ONE).write_text(briefing(title="Another headline"), "utf-8"),
        lambda root: (root / "briefings/2026/04/24/two.yml").write_text(briefing(), "utf-8"),
        lambda root: (root / ONE).rename(root / "briefings/2026/04/24/renamed.yml"),
        lambda root: (root / "briefings/entities.yml").write_text("OpenAI: {kind: organisation}\n", "utf-8"),
        lambda root: (root / "docs/about.md").write_text("# About\n\nAnew.\n", "utf-8"),
        lambda root: (root / "overrides/404.html").write_text(
            (root / "overrides/404.html").read_text("utf-8").replace("This page is not here", "Nothing is here"), "utf-8"
        ),
        lambda root: (root / "mkdocs.yml").write_text(
            (root / "mkdocs.yml").read_text("utf-8").replace("site_name: Broadsheet", "site_name: Another"), "utf-8"
        ),
        lambda root: (root / "site/index.html").write_text("mangled", "utf-8"),
        lambda root: (root / "site/2026/04/24/one/index.html").unlink(),
        lambda root: (root / "site/more.txt").write_text("more", "utf-8"),
        lambda root: (root / STAMP).write_text("{", "utf-8"),
        lambda root: (root / STAMP).write_text(json.dumps({"inputs": 1}), "utf-8"),
        lambda root: (root / STAMP).unlink(),
    ],
    ids=[
        "edit", "add", "rename", "registry", "document", "template", "configuration", "site file changed",
        "site file gone", "site file added", "stamp cut", "stamp of another kind", "stamp gone",
    ],
)  # fmt: skip
def test_whatever_has_changed_is_built(root: Path, tmp_path: Path, change: Callable[[Path], object]) -> None:
    change(root)
    assert UNCHANGED not in build(root)
    assert tree_of(root / "site") == cleanly_built(root, tmp_path)


def cleanly_built(root: Path, tmp_path: Path) -> dict[str, bytes]:
    build(root, "--clean", "--site-dir", str(tmp_path / "clean"))
    return tree_of(tmp_path / "clean")


def test_another_day_or_another_folder_is_another_build(root: Path, tmp_path: Path) -> None:
    assert UNCHANGED not in build(root, "--site-dir", str(tmp_path / "elsewhere"))
    assert UNCHANGED not in build(root, "--now", "2026-04-25")
    assert UNCHANGED in build(root, "--now", "2026-04-25")


def test_where_others_have_a_say_every_build_is_a_whole_one(root: Path) -> None:
    written = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(written.replace("  - broadsheet\n", "  - broadsheet\n  - search\n"), "utf-8")
    build(root)
    assert UNCHANGED not in build(root)


def test_a_link_among_the_files_makes_every_build_a_whole_one(root: Path, tmp_path: Path) -> None:
    (tmp_path / "far.md").write_text("# Far\n", "utf-8")
    (root / "docs/far.md").symlink_to(tmp_path / "far.md")
    build(root)
    assert UNCHANGED not in build(root)
