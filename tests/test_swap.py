"""The last site stays until the next one is whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from broadsheet.build.swap import built_beside
from built_site import tree_of


def site_with(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def half_built(site: Path, error: BaseException) -> None:
    with built_beside(site) as fresh:
        (fresh / "page").write_text("half")
        raise error


def test_the_new_site_takes_the_place_of_the_last_one_whole(tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", old="old", both="old")
    with built_beside(site) as fresh:
        assert list(fresh.iterdir()) == []
        (fresh / "both").write_text("new")
        (fresh / "deep" / "er").mkdir(parents=True)
        (fresh / "deep" / "er" / "page").write_text("new")
        assert tree_of(site) == {"old": b"old", "both": b"old"}
    assert tree_of(site) == {"both": b"new", "deep/er/page": b"new"}
    assert [found.name for found in tmp_path.iterdir()] == ["site"]


def test_the_first_site_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    with built_beside(tmp_path / "public" / "www" / "site") as fresh:
        (fresh / "page").write_text("new")
    assert tree_of(tmp_path) == {"public/www/site/page": b"new"}
    assert [found.name for found in (tmp_path / "public" / "www").iterdir()] == ["site"]


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(1)])
def test_a_build_that_fails_leaves_the_last_site_and_nothing_beside_it(tmp_path: Path, error: BaseException) -> None:
    site = site_with(tmp_path / "site", old="old")
    with pytest.raises(type(error)):
        half_built(site, error)
    assert tree_of(tmp_path) == {"site/old": b"old"}
    assert [found.name for found in tmp_path.iterdir()] == ["site"]


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"):
        half_built(tmp_path / "site", ValueError("no"))
    assert list(tmp_path.iterdir()) == []


def test_a_swap_that_fails_puts_the_last_site_back(tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", old="old")
    with pytest.raises(OSError, match="No such file"), built_beside(site) as fresh:
        fresh.rmdir()  # so that there is nothing to move in when the last site has moved out
    assert tree_of(tmp_path) == {"site/old": b"old"}
    assert [found.name for found in tmp_path.iterdir()] == ["site"]


def test_a_web_server_may_read_the_site(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with built_beside(tmp_path / "site") as fresh:
            (fresh / "page").write_text("new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site" / "page").stat().st_mode) == 0o644


def test_two_sites_side_by_side_do_not_meet(tmp_path: Path) -> None:
    with built_beside(tmp_path / "one") as one, built_beside(tmp_path / "two") as two:
        (one / "page").write_text("one")
        (two / "page").write_text("two")
    assert tree_of(tmp_path) == {"one/page": b"one", "two/page": b"two"}


def test_a_site_that_is_a_link_is_replaced_and_what_it_led_to_is_left_alone(tmp_path: Path) -> None:
    site_with(tmp_path / "disk" / "real", old="old")
    site_with(tmp_path / "disk" / "other", kept="kept")
    (tmp_path / "site").symlink_to(tmp_path / "disk" / "real")
    with built_beside(tmp_path / "site") as fresh:
        (fresh / "page").write_text("new")
    assert tree_of(tmp_path / "site") == {"page": b"new"}
    assert tree_of(tmp_path / "disk") == {"real/old": b"old", "other/kept": b"kept"}
    assert sorted(found.name for found in tmp_path.iterdir()) == ["disk", "site"]
