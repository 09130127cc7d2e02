"""The exported project is built by plain MkDocs to the same site, whatever characters the briefings hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from built_site import differing, file_at, page, page_names, words
from conftest import ROOT, Files, briefing, build_here, mkdocs_here, run_here

ODD = (
    "🦊 \u2028 \u2029 \x85 \u00a0 \u200b \ufffd 深度 \U0001f468\u200d\U0001f469 \" ' \\ \\n \\u0041 "
    "--- ... {{ 7*7 }} {% raise %} {# x #} # %7B ] } &amp; | > 1e5"
)
LINES = "first\n---\n...\n{{ second }}\n\ttabbed"
ODD_BRIEFING = {
    "title": ODD,
    "dek": ODD,
    "summary": f"{ODD}\n\n{LINES}",
    "key_points": [{"text": ODD, "sources": ["1"]}, "---", "no", "2026-04-24", "1e5"],
    "articles": [
        {
            "title": ODD,
            "url": "https://example.org/%7B%7B?a=1&b='c'",
            "summary": LINES,
            "publisher": ODD[:140],
            "entities": [ODD[:140], "null"],
        }
    ],
    "claims": [{"claim": ODD, "says": {"1": ODD[:140]}}],
    "corrections": [{"date": "2026-04-25", "text": LINES}],
}


def export_and_build(root: Path, target: Path) -> Path:
    """Export a project and build that with plain MkDocs; return the site."""
    exported = run_here("export", target, "--root", root)
    assert exported.returncode == 0, exported.stderr
    assert "broadsheet" not in yaml.safe_load((target / "mkdocs.yml").read_text("utf-8"))["plugins"]
    built = mkdocs_here("build", "--strict", "--config-file", target / "mkdocs.yml")
    assert built.returncode == 0, built.stderr
    return target / "site"


def pages_that_differ(one: Path, other: Path) -> list[str]:
    """Name every file that differs but the sitemap, briefings as Markdown, and Material's own files.

    For MkDocs a Markdown file is a page, so those that stand beside pages are not exported, nor is what lists them.
    MkDocs draws the sitemap from a template, without its last line end, and packs a copy; without the plugin it copies the
    whole theme into the site.
    """
    left = ("sitemap.xml", "llms", "assets/images/", "assets/javascripts/", "assets/stylesheets/")
    return [name for name in differing(one, other) if not name.startswith(left) and not name.endswith("/index.md")]


@pytest.mark.slow
def test_plain_mkdocs_builds_the_shipped_newspaper_from_it_byte_for_byte(shipped_site: Path, tmp_path: Path) -> None:
    site = export_and_build(ROOT, tmp_path / "plain")
    assert page_names(site) == page_names(shipped_site)
    assert pages_that_differ(shipped_site, site) == []
    assert (site / "sitemap.xml").read_bytes().rstrip() == (shipped_site / "sitemap.xml").read_bytes().rstrip()


@pytest.mark.slow
def test_odd_characters_survive_the_front_matter(project: Callable[[Files], Path], tmp_path: Path) -> None:
    text = yaml.safe_dump(ODD_BRIEFING, default_style='"', width=10_000)
    long_read = f"---\n{text}---\n## {ODD}\n\n{LINES}\n"
    root = project({"briefings/2026/04/24/odd.yml": text, "briefings/2026/04/24/odd-read.md": long_read})
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    site = export_and_build(root, tmp_path / "plain")
    assert pages_that_differ(root / "site", site) == []
    shown = words(page(site, "2026/04/24/odd-read/"))
    assert shown.count("{{ 7*7 }} {% raise %} {# x #}") >= 6
    assert "--- … " not in shown


def test_an_export_asks_for_a_new_folder(project: Callable[[Files], Path], tmp_path: Path) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing()})
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")
    done = run_here("export", tmp_path / "taken", "--root", root)
    assert done.returncode == 1
    assert "is not empty; name a new folder" in done.stderr
    assert [file.name for file in (tmp_path / "taken").iterdir()] == ["letter.txt"]


@pytest.mark.slow
def test_an_export_goes_into_an_empty_folder(project: Callable[[Files], Path], tmp_path: Path) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing()})
    (tmp_path / "plain").mkdir()
    assert file_at(export_and_build(root, tmp_path / "plain"), "2026/04/24/one/").is_file()


def test_errors_stop_an_export_before_anything_is_written(project: Callable[[Files], Path], tmp_path: Path) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing(title=None)})
    done = run_here("export", tmp_path / "plain", "--root", root)
    assert done.returncode == 1
    assert "briefings/2026/04/24/one.yml:1:1: the required key “title” is missing" in done.stderr
    assert not (tmp_path / "plain").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("site_url: https://broadsheet.example/\n", ""),
        ("repo_url: https://github.com/example/broadsheet\n", ""),
        ("example/\n", "example/paper\n"),
    ],
    ids=["no site_url", "no repo_url", "sub-path"],
)
def test_settings_go_along(project: Callable[[Files], Path], tmp_path: Path, before: str, after: str) -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert before in settings
    root = project({"mkdocs.yml": settings.replace(before, after), "briefings/2026/04/24/one.yml": briefing()})
    assert build_here("--root", root).returncode == 0
    site = export_and_build(root, tmp_path / "plain")
    assert pages_that_differ(root / "site", site) == []
