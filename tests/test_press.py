"""A site that is written again and again, as in a preview: what one build leaves behind must not show in the next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.build.cache import Database
from broadsheet.build.output import SiteError, SitePlan, SiteWriter, UnsoundError, folder_scan, read_part, write_part
from broadsheet.pages import Page, Target, key_of
from broadsheet.publish import AggregateTarget, Asset
from broadsheet.publish.asset import Before, Read, target_of

Texts = Mapping[str, str]


def draw(_page: Page) -> bytes:
    raise AssertionError("there are no pages here")


def edition(texts: Texts, documents: Texts | None = None) -> SitePlan:
    """Return a site of text files and of documents. A file whose text is `!` cannot be made."""

    def make(text: str) -> bytes:
        if text == "!":
            raise SiteError("it cannot be made")
        return text.encode()

    written = tuple(Asset(uri=name, content=text.encode()) for name, text in (documents or {}).items())
    return SitePlan(
        targets=[target_of(name, key_of(text), lambda text=text: make(text)) for name, text in texts.items()],
        documents=Target("docs", key_of(sorted((documents or {}).items())), lambda: written),
        has_warnings=lambda: False,
        draw=draw,
        base=b"base",
        fingerprint=b"",
    )


def contents(site: Path) -> dict[str, str]:
    return {file.relative_to(site).as_posix(): file.read_text() for file in site.rglob("*") if file.is_file()}


@pytest.fixture(params=[0, 1000], ids=["linked by the scan", "linked later"], autouse=True)
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with both ways to link files of the site into staging."""
    monkeypatch.setattr(folder_scan, "MANY_MISSING", request.param)


@pytest.mark.parametrize("exclusive", [False, True], ids=["shared", "exclusive"])
def test_every_build_writes_exactly_the_planned_files(tmp_path: Path, exclusive: bool) -> None:
    site = tmp_path / "site"
    press = SiteWriter(site, Database(tmp_path / "kept.sqlite", "1"), name="site", exclusive=exclusive)
    good: list[Texts] = [
        {"a.txt": "1", "b/c.txt": "1", "z.txt": "1"},
        {"a.txt": "1", "b/c.txt": "2", "z.txt": "1"},
        {"a.txt": "1", "z.txt": "2"},
        {"a.txt": "1", "b": "a file where a folder was", "z.txt": "2"},
        {"a.txt": "1", "b/c.txt": "1", "z.txt": "1"},
    ]
    for texts in (*good, *good[::-1], *good):
        press.write(edition(texts))
        assert contents(site) == texts


MONTHS = (
    "a.txt",
    "2025/01/02/a.txt",
    "2025/01/02/b/c.txt",
    "2025/01/a.txt",
    "2025/02/03/a.txt",
    "2025/a.txt",
    "2025/w05/a.txt",
)
SIZES = ("1", "22")  # different sizes, since two builds may have one timestamp
TEXTS = st.dictionaries(st.sampled_from(MONTHS), st.sampled_from(SIZES), min_size=1)
DOCUMENTS = st.dictionaries(st.sampled_from(["about.txt", "2025/01/by-hand.txt"]), st.sampled_from(SIZES))
TAMPERING = st.sampled_from(["", "", "edited", "replaced", "gone", "another"])


def tamper(folder: Path, how: str, place: int) -> None:
    """Change, replace or delete a file in a folder, or add another one."""
    files = sorted(filter(Path.is_file, folder.rglob("*")))
    if not how or not files:
        return
    file = files[place % len(files)]
    if how == "another":
        (file.parent / "another.txt").write_text("not ours")
        return
    if how != "edited":  # in place, it is edited in both folders
        file.unlink()
    if how != "gone":
        file.write_text("touched")


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            TEXTS, DOCUMENTS, TAMPERING, st.sampled_from(["site", ".site-next"]), st.integers(0, 9), st.booleans()
        ),
        min_size=2,
        max_size=6,
    )
)
def test_every_build_writes_exactly_the_planned_files_after_tampering(
    tmp_path_factory: pytest.TempPathFactory, days: list[tuple[Texts, Texts, str, str, int, bool]]
) -> None:
    root = tmp_path_factory.mktemp("press")
    site, database = root / "site", Database(root / "kept.sqlite", "1")
    press = SiteWriter(site, database, name="site")
    for texts, documents, how, where, place, reopened in days:
        if reopened:
            press = SiteWriter(site, database, name="site")
        manifest = press.write(edition(texts, documents))
        assert contents(site) == {**texts, **documents}
        assert manifest.file_count == len(texts) + len(documents)
        tamper(root / where, how, place)


def test_a_part_from_another_machine_is_linted_though_a_whole_month_of_it_is_reused(tmp_path: Path) -> None:
    whole = edition({"2025/01/02/a.xml": "<a>", "2025/01/02/b.txt": "1"})
    assert write_part(whole, tmp_path / "part", 1, 1, jobs=1, on_progress=lambda: None) == 2
    with (
        SiteWriter(tmp_path / "site", Database(tmp_path / "kept.sqlite", "1"), name="site") as press,
        pytest.raises(UnsoundError),
    ):
        press.write(whole, parts=[read_part(tmp_path / "part")])
    assert not (tmp_path / "site").exists()


def test_a_document_below_a_month_is_restored_though_no_document_has_changed(tmp_path: Path) -> None:
    documents = {"2025/01/by-hand.txt": "1"}
    press = SiteWriter(tmp_path / "site", Database(tmp_path / "kept.sqlite", "1"), name="site")
    for text in ("1", "22", "333"):
        press.write(edition({"2025/02/03/a.txt": text}, documents))
    (tmp_path / ".site-next/2025/01/by-hand.txt").unlink()
    press = SiteWriter(tmp_path / "site", Database(tmp_path / "kept.sqlite", "1"), name="site")
    press.write(edition({"2025/02/03/a.txt": "4444"}, documents))
    assert contents(tmp_path / "site") == {"2025/02/03/a.txt": "4444", **documents}


@pytest.mark.parametrize("first", ["documents", "the others"])
def test_two_targets_with_one_file_are_refused_though_nothing_else_changed_in_the_month(
    tmp_path: Path, first: str
) -> None:
    name = "2025/01/02/a.txt"
    texts, documents = {name: "1", "2025/01/02/b.txt": "1"}, {name: "1"}
    press = SiteWriter(tmp_path / "site", Database(tmp_path / "kept.sqlite", "1"), name="site")
    press.write(edition({}, documents) if first == "documents" else edition(texts))
    with pytest.raises(SiteError, match=f"{name}.*would be one file"):
        press.write(edition(texts, documents))


@pytest.mark.parametrize("exclusive", [False, True], ids=["shared", "exclusive"])
def test_what_a_failed_build_wrote_does_not_show_in_the_next(tmp_path: Path, exclusive: bool) -> None:
    site = tmp_path / "site"
    press = SiteWriter(site, Database(tmp_path / "kept.sqlite", "1"), name="site", exclusive=exclusive)
    press.write(edition({"a.txt": "1", "m.txt": "1", "z.txt": "1"}))
    sound = {"a.txt": "1", "m.txt": "2", "z.txt": "1"}
    press.write(edition(sound))
    with pytest.raises(SiteError):
        press.write(edition({"a.txt": "2", "m.txt": "2", "z.txt": "!"}))
    assert contents(site) == sound
    mended = {**sound, "m.txt": "3"}
    press.write(edition(mended))
    assert contents(site) == mended


def test_stale_targets_marked_keep_stay_until_a_build_without_keep(tmp_path: Path) -> None:
    site = tmp_path / "site"
    press = SiteWriter(site, Database(tmp_path / "kept.sqlite", "1"), name="site", exclusive=True)
    press.write(edition({"a.txt": "1", "data/all.txt": "1"}), keep=lambda name: name.startswith("data/"))
    press.write(
        edition({"a.txt": "2", "data/all.txt": "2", "data/more.txt": "2"}), keep=lambda name: name.startswith("data/")
    )
    assert contents(site) == {"a.txt": "2", "data/all.txt": "1", "data/more.txt": "2"}
    press.write(edition({"a.txt": "2", "data/all.txt": "2"}))
    assert contents(site) == {"a.txt": "2", "data/all.txt": "2"}


def test_a_writer_scans_its_own_folders_whatever_the_manifest_says(tmp_path: Path) -> None:
    texts = {"a.txt": "1", "z.txt": "1"}
    database = Database(tmp_path / "kept.sqlite", "1")
    SiteWriter(tmp_path / "first", database, name="site", exclusive=True).write(edition(texts))
    second = SiteWriter(tmp_path / "second", database, name="site", exclusive=True)
    for text in "234":
        second.write(edition({**texts, "z.txt": text}))
        assert contents(tmp_path / "second") == {**texts, "z.txt": text}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("damage", ["gone", "older", "a link to elsewhere", "a file for a folder"])
def test_the_staging_folder_is_repaired_from_the_site(tmp_path: Path, damage: str, jobs: int) -> None:
    site, staging, elsewhere = tmp_path / "site", tmp_path / ".site-next", tmp_path / "elsewhere"
    texts = {"a.txt": "1", "b/c/one.txt": "1", "b/c/two.txt": "1", "b/d/one.txt": "1", "z.txt": "1"}
    database = Database(tmp_path / "kept.sqlite", "1")
    for edited in ("1", "2"):
        SiteWriter(site, database, name="site", jobs=jobs).write(edition({**texts, "a.txt": edited}))
    elsewhere.mkdir()
    if damage == "gone":
        shutil.rmtree(staging)
    elif damage == "older":
        for file in filter(Path.is_file, staging.rglob("*")):
            file.unlink()
            file.write_text("0")
    else:
        shutil.rmtree(staging / "b")
        if damage == "a file for a folder":
            (staging / "b").write_text("in the way")
        else:
            (staging / "b").symlink_to(elsewhere, target_is_directory=True)
    with SiteWriter(site, database, name="site", jobs=jobs) as press:
        press.scan_ahead()
        press.write(edition({**texts, "a.txt": "3"}))
    assert contents(site) == {**texts, "a.txt": "3"}
    assert not list(elsewhere.iterdir())
    assert (site / "b/c/one.txt").stat().st_ino == (staging / "b/c/one.txt").stat().st_ino


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["another file", "gone", "other bytes, the same size and time"])
@pytest.mark.parametrize("exclusive", [False, True], ids=["shared", "exclusive"])
def test_an_aggregate_may_use_its_previous_file_unless_it_was_touched(
    tmp_path: Path, exclusive: bool, damage: str
) -> None:
    site = tmp_path / "site"

    def make(read: Read, before: Before) -> Asset:
        return Asset(uri="all.txt", content=read("a.txt") + (before("all.txt") or b""))

    def printed(text: str) -> str:
        whole = edition({"a.txt": text})
        press.write(
            replace(whole, targets=[*whole.targets, AggregateTarget("all.txt", key_of(text), make, of=["a.txt"])])
        )
        return contents(site)["all.txt"]

    press = SiteWriter(site, Database(tmp_path / "kept.sqlite", "1"), name="site", exclusive=exclusive)
    assert [printed("1"), printed("2"), printed("3")] == ["1", "21", "321"]
    file = site / "all.txt"
    if damage == "another file":
        file.unlink()
        file.write_text("somebody's")
    elif damage == "gone":
        file.unlink()
    else:
        time = file.stat().st_mtime_ns
        file.write_text("!!!")
        os.utime(file, ns=(time, time))
    assert printed("4") == "4"
