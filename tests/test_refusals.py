"""Where a site cannot go, and what is said when the disk does not play along: the last site stays, without a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from built_site import tree_of
from conftest import ANOTHER, ROOT, Files, briefing, build_here, make_project

pytestmark = pytest.mark.slow

Make = Callable[[Files], Path]
ONE, TWO = "briefings/2026/04/24/one.yml", "briefings/2026/04/24/two.yml"
SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("named", ["by an option", "in mkdocs.yml", "by default"])
def test_a_folder_with_somebodys_files_is_refused(project: Make, named: str) -> None:
    folder = "site" if named == "by default" else "public"
    settings = SETTINGS + ("site_dir: public\n" if named == "in mkdocs.yml" else "")
    root = project({ONE: briefing(), "mkdocs.yml": settings, f"{folder}/index.html": "an old site of MkDocs"})
    before = tree_of(root)
    done = build_here(*(["--site-dir", "public"] if named == "by an option" else []), cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert ("--site-dir" if named == "by an option" else "site_dir in mkdocs.yml") in done.stderr
    words = " ".join(done.stderr.split())
    assert f"the site cannot go to {folder}: it has files that no build of ours put there" in words
    assert "empty it, or name another folder" in words
    assert tree_of(root) == before
    shutil.rmtree(root / folder)
    (root / folder).mkdir()
    assert build_here(cwd=root).returncode == 0


def test_a_site_that_plain_mkdocs_made_of_us_is_ours(project: Make) -> None:
    root = project({ONE: briefing(), "site/data/briefing.schema.json": "{}", "site/index.html": "old"})
    assert build_here(cwd=root).returncode == 0


def test_the_folder_of_a_part_takes_another_part(project: Make) -> None:
    root = project({ONE: briefing()})
    for part in ("1/3", "2/3", "3/3"):
        done = build_here("--part", part, "--site-dir", "part", cwd=root)
        assert done.returncode == 0, done.stderr


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A small disk of its own, where that is allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount")
    if os.geteuid() != 0 or not mount:
        pytest.skip("this takes a disk to be mounted")
    if subprocess.run([mount, *options, folder], check=False, capture_output=True).returncode:
        pytest.skip("this takes a disk to be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def said_in_one_line(done: subprocess.CompletedProcess[str], what: str) -> None:
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"The build stopped: {what}"), line
    assert line.endswith("The last site was left as it is."), line


def fill(file: Path) -> None:
    """Write until there is no room left."""
    with suppress(OSError), file.open("wb", buffering=0) as stream:
        while stream.write(bytes(4096)):
            pass


def test_a_full_disk_leaves_the_last_site(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=8m", "tmpfs") as disk:
        root = make_project(disk / "project", {ONE: briefing()})
        assert build_here("--no-search", cwd=root).returncode == 0
        before = tree_of(root / "site")
        (root / TWO).write_text(briefing(title="One more", articles=ANOTHER))
        fill(disk / "filling")
        for _ in range(2):
            done = build_here("--no-search", cwd=root)
            said_in_one_line(done, "No space left on device")
            assert "make room on the disk and build again" in done.stderr
            assert tree_of(root / "site") == before
        (disk / "filling").unlink()
        done = build_here("--no-search", cwd=root)
        assert done.returncode == 0, done.stderr
        assert "2026/04/24/two/index.html" in tree_of(root / "site")


def test_a_project_that_can_only_be_read_is_built_elsewhere(tmp_path: Path) -> None:
    root = make_project(tmp_path / "disk" / "project", {ONE: briefing()})
    assert build_here("--no-search", cwd=root).returncode == 0
    (root / TWO).write_text(briefing(title="One more", articles=ANOTHER))
    before = tree_of(root)
    with mounted(root, "--bind", str(root)):
        subprocess.run(["mount", "-o", "remount,ro,bind", root], check=True)
        said_in_one_line(build_here("--no-search", cwd=root), "Read-only file system")
        done = build_here("--no-search", "--site-dir", tmp_path / "elsewhere", cwd=root)
        assert (done.returncode, done.stderr) == (0, "")
    assert tree_of(root) == before
    assert (tmp_path / "elsewhere/2026/04/24/two/index.html").is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_of_somebody_else_is_left_alone(project: Make) -> None:
    root = project({ONE: briefing(), "closed/file": ""})
    (root / "closed").chmod(0o555)
    done = build_here("--site-dir", "closed/site", cwd=root)
    said_in_one_line(done, "Permission denied")
    assert "ask who owns it" in done.stderr


def test_a_file_in_the_way_to_the_site_is_said(project: Make) -> None:
    root = project({ONE: briefing(), "way": "a file"})
    done = build_here("--site-dir", "way/site", cwd=root)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert (root / "way").read_text() == "a file"
