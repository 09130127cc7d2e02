"""The site is the same however it is built, and the newspaper that this repository ships holds what it promises."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from built_site import differing, file_at, page, shipped_briefings, shipped_registry, source_counts, tree_of, words
from conftest import ROOT, Files, briefing, build_here, run_broadsheet, run_here, run_mkdocs, run_python

BRIEFINGS = shipped_briefings()
FORKED = {"docs/project/notes.md": "# Notes for developers\n", "briefings/2026/04/24/one.yml": briefing()}


@pytest.mark.slow
def test_another_build_in_other_surroundings_gives_the_same_bytes(shipped_site: Path, tmp_path: Path) -> None:
    fork = tmp_path / "elsewhere"
    for name in ("briefings", "docs", "overrides"):
        shutil.copytree(ROOT / name, fork / name, copy_function=shutil.copyfile)  # new times of change
    shutil.copyfile(ROOT / "mkdocs.yml", fork / "mkdocs.yml")
    surroundings = {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1900000000",
    }
    done = run_broadsheet("build", cwd=fork, environment=surroundings)
    assert done.returncode == 0, done.stderr
    # The news of the last two days are counted from the day it is, which the environment says here.
    assert differing(shipped_site, fork / "site") == ["news-sitemap.xml", "robots.txt"]


@pytest.mark.slow
def test_plain_mkdocs_is_clean_and_writes_the_same_files(shipped_site: Path, tmp_path: Path) -> None:
    done = run_mkdocs("build", "--strict", "--config-file", ROOT / "mkdocs.yml", "--site-dir", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert differing(shipped_site, tmp_path / "site") == []


@pytest.mark.slow
def test_the_build_script_writes_the_same_files_from_any_folder(shipped_site: Path, tmp_path: Path) -> None:
    done = run_python(ROOT / "scripts" / "build.py", "--root", ROOT, "--site-dir", tmp_path / "site", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert differing(shipped_site, tmp_path / "site") == []


@pytest.mark.slow
def test_a_build_changes_nothing_but_the_site(project: Callable[[Files], Path]) -> None:
    root = project(FORKED)
    before = tree_of(root)
    for build, *arguments in ((run_broadsheet, "build"), (run_mkdocs, "build", "--strict")):
        done = build(*arguments, cwd=root)
        assert done.returncode == 0, done.stderr
        assert "site/2026/04/24/one/index.html" in tree_of(root)
        shutil.rmtree(root / "site")
        shutil.rmtree(root / ".cache", ignore_errors=True)
        assert tree_of(root) == before


@pytest.mark.slow
def test_notes_for_developers_stay_out_of_the_site(project: Callable[[Files], Path]) -> None:
    root = project(FORKED)
    assert build_here(cwd=root).returncode == 0
    assert not [
        name
        for name, content in tree_of(root / "site").items()
        if "project/" in name or b"Notes for developers" in content
    ]


def test_no_template_is_left_undrawn(shipped_site: Path) -> None:
    ours = {
        name: content
        for name, content in tree_of(shipped_site).items()
        if not name.startswith("assets/") and not re.search(r"\.(avif|webp|jpg|png|pf_\w+|pagefind|js)$", name)
    }
    assert not [name for name, content in ours.items() if re.search(rb"\{%|\{\{|\{#", content)]


def test_six_editions_hold_at_least_24_briefings() -> None:
    wanted = {f"2026/04/{day}" for day in range(24, 30)}
    assert wanted <= {path[:10] for path in BRIEFINGS}
    assert sum(path[:10] in wanted for path in BRIEFINGS) >= 24


def test_a_day_without_an_edition_lies_between_two() -> None:
    days = {int(path[8:10]) for path in BRIEFINGS}
    assert set(range(min(days), max(days))) - days


def test_a_thread_goes_on_for_three_days(shipped_site: Path) -> None:
    lengths: dict[str, set[str]] = {}
    for path in BRIEFINGS:
        data = json.loads(file_at(shipped_site, f"{path}/index.json").read_bytes())
        if data["thread"]:
            lengths.setdefault(data["thread"], set()).add(path[:10])
    assert max(map(len, lengths.values())) >= 3


def test_there_is_a_correction_and_the_corrections_page_shows_it(shipped_site: Path) -> None:
    corrected = [path for path, keys in BRIEFINGS.items() if keys.get("corrections")]
    assert corrected
    shown = page(shipped_site, "corrections/").xpath("//@data-story")
    assert sorted(map(str, shown)) == sorted(path for path in corrected for _ in BRIEFINGS[path]["corrections"])


def test_there_is_a_briefing_with_one_source_that_says_so_and_one_with_many_articles(shipped_site: Path) -> None:
    single = [path for path, keys in BRIEFINGS.items() if len(source_counts(keys)) == 1]
    assert single
    shown = [words(page(shipped_site, f"{path}/")) for path in single]
    assert any("single source" in text for text in shown)
    assert all(re.search("single source|[0-9] posts?|[0-9] primary", text) for text in shown)
    assert max(len(keys["articles"]) for keys in BRIEFINGS.values()) >= 8


def test_there_is_a_long_read_with_its_four_sections(shipped_site: Path) -> None:
    sections = {"Background", "What is happening", "Perspectives", "Analysis"}
    long_reads = [
        path
        for path, keys in BRIEFINGS.items()
        if sections <= set(re.findall(r"^## (.*)$", keys["body"], re.MULTILINE))
    ]
    assert long_reads
    for path in long_reads:
        assert BRIEFINGS[path]["dek"]
        (body,) = page(shipped_site, f"{path}/").find_class("long-read")
        assert sections <= {words(head) for head in body.xpath(".//h2")}


def test_the_deepseek_story_sets_its_sources_against_each_other() -> None:
    stories = [keys for keys in BRIEFINGS.values() if {"cnbc.com", "npr.org", "scmp.com"} <= source_counts(keys).keys()]
    disputed = [
        " / ".join(claim["claim"] for claim in keys["claims"] if len(set(claim["says"].values())) > 1)
        for keys in stories
        if keys.get("claims")
    ]
    assert any("April" in claims and "context" in claims for claims in disputed), disputed


def test_text_beyond_ascii_and_beyond_latin_comes_through(shipped_site: Path) -> None:
    foreign = {
        path: set(re.findall(r"[^\W\d_a-zA-Z\u00c0-\u024f]{2,}", json.dumps(keys, ensure_ascii=False)))
        for path, keys in BRIEFINGS.items()
    }
    foreign = {path: found for path, found in foreign.items() if found}
    assert foreign
    for path, found in foreign.items():
        text = words(page(shipped_site, f"{path}/"))
        assert not [word for word in found if word not in text]


@pytest.mark.parametrize("name", ["publishers", "categories"])
def test_every_domain_and_category_is_registered(name: str) -> None:
    used = {domain for keys in BRIEFINGS.values() for domain in source_counts(keys)}
    if name == "categories":
        used = {keys["category"] for keys in BRIEFINGS.values()}
    assert used
    assert not used - shipped_registry(name).keys()


def test_check_finds_nothing_at_all() -> None:
    done = run_here("check", "--format", "json", "--root", ROOT)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
