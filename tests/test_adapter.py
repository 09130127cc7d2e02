"""What MkDocs and the newsroom make of each other: what stops a build, what does not, and how settings reach the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.mkdocs_adapter.settings import Settings
from built_site import file_at, links, page, page_names, tree_of, words
from conftest import LAST_SITE, ROOT, Files, briefing, build_here, mkdocs_here, run_broadsheet, run_here, run_mkdocs

Make = Callable[[Files], Path]
ONE = "briefings/2026/04/24/one.yml"
SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
SITE_URL = "site_url: https://broadsheet.example/\n"
REPO_URL = "repo_url: https://github.com/example/broadsheet\n"


def settings(before: str, after: str) -> str:
    assert before in SETTINGS
    return SETTINGS.replace(before, after)


def built(root: Path, *, said: str = "") -> Path:
    """Build in both ways, strictly; return the site. `said` begins the one line that there is to be said of it."""
    strict = mkdocs_here("build", "--strict", "--site-dir", root / "by-mkdocs", cwd=root)
    assert strict.returncode == 0, strict.stderr
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == bool(said)
    return root / "site"


@pytest.mark.slow
def test_an_error_stops_a_build_before_anything_is_written(project: Make) -> None:
    root = project({ONE: briefing(title=None), "briefings/2026/04/24/two.yml": briefing(), **LAST_SITE})
    before = tree_of(root / "site")
    for done in (run_mkdocs("build", cwd=root), run_broadsheet("build", cwd=root)):
        assert done.returncode == 1
        assert f"{ONE}:1:1: " in done.stderr
        assert "the required key “title” is missing" in done.stderr
        assert "nothing was written" in done.stderr.casefold()
        assert "Traceback" not in done.stderr
    assert tree_of(root / "site") == before


@pytest.mark.slow
def test_a_warning_is_said_and_does_not_stop_a_build(project: Make) -> None:
    root = project({ONE: briefing(label="braeking")})
    for done in (mkdocs_here("build", cwd=root), build_here(cwd=root)):
        assert done.returncode == 0, done.stderr
        assert f"{ONE}:10:8: warning: “braeking” is not a known label" in done.stderr
        assert "did you mean “breaking”" in done.stderr
    assert file_at(root / "site", "2026/04/24/one/").is_file()


@pytest.mark.slow
def test_a_template_that_fails_leaves_the_last_site(project: Make) -> None:
    root = project({ONE: briefing(), "overrides/briefing.html": "{{ nothing.at.all }}", **LAST_SITE})
    done = build_here("--root", root)
    assert done.returncode == 1
    assert "The last site was left as it is" in done.stderr
    assert (root / "site" / "index.html").read_text() == "the last site"
    assert not [name for name in root.iterdir() if name.name.startswith(".site")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "page_named"),
    [
        ("docs/index.md", "Broadsheet"),
        ("docs/archive.md", "Archive"),
        ("docs/2026/04/24/one.md", "A title"),
        ("docs/2026/04/24/one/index.html", "A title"),
        ("docs/feed.xml", "a generated file"),
        ("docs/2026/04/24/one/index.json", "a generated file"),
    ],
)
def test_a_handwritten_file_at_the_address_of_a_page_stops_the_build_and_names_both(
    project: Make, file: str, page_named: str
) -> None:
    root = project({ONE: briefing(), file: "# Mine\n", **LAST_SITE})
    for done in (mkdocs_here("build", cwd=root), build_here(cwd=root)):
        assert done.returncode == 1
        (line,) = [line for line in done.stderr.splitlines() if "would be replaced by" in line]
        assert file in line
        assert page_named in line
        assert "rename it" in line
    assert (root / "site" / "index.html").read_text() == "the last site"


@pytest.mark.slow
def test_handwritten_pages_and_files_beside_ours_stay(project: Make) -> None:
    root = project({ONE: briefing(), "docs/imprint.md": "# Imprint\n\nWho we are.\n", "docs/2026/map.txt": "here"})
    site = built(root)
    assert words(page(site, "imprint/").xpath("//main")[0]) == "Imprint Who we are."
    assert (site / "2026" / "map.txt").read_text() == "here"


@pytest.mark.slow
def test_addresses_without_folders_are_refused(project: Make) -> None:
    root = project({ONE: briefing(), "mkdocs.yml": SETTINGS + "use_directory_urls: false\n"})
    for done in (mkdocs_here("build", cwd=root), build_here(cwd=root)):
        assert done.returncode == 1
        assert "use_directory_urls: true" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize("command", [["build"], ["check"], ["export", "somewhere"]])
@pytest.mark.parametrize(
    ("mkdocs_yml", "said"),
    [
        (None, "there is no mkdocs.yml"),
        ("site_name: Paper\n", "does not list the plugin; add `plugins: [broadsheet]`"),
        ("site_name: [Paper\n", "mkdocs.yml: "),
        (SETTINGS.replace("- broadsheet", "- broadsheet: {feed_items: many}"), "feed_items"),
    ],
    ids=["no mkdocs.yml", "no plugin", "not YAML", "wrong option"],
)
def test_a_project_that_cannot_be_read_is_wrong_usage(
    project: Make, command: list[str], mkdocs_yml: str | None, said: str
) -> None:
    root = project({ONE: briefing()})
    (root / "mkdocs.yml").unlink()
    if mkdocs_yml:
        (root / "mkdocs.yml").write_text(mkdocs_yml)
    done = run_here(*command, cwd=root)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "files",
    [
        {},
        {"briefings/.gitkeep": ""},
        {"briefings/2026/04/24/.gitkeep": ""},
        {
            f"briefings/{name}.yml": (ROOT / "briefings" / f"{name}.yml").read_bytes()
            for name in ("categories", "publishers", "entities")
        },
        {f"briefings/{name}.yml": "" for name in ("categories", "publishers", "entities")},
    ],
    ids=["no folder", "empty folder", "empty day", "registries only", "empty registries"],
)
def test_a_newspaper_without_briefings_builds_and_says_so(project: Make, files: Files) -> None:
    root = project(files)
    site = built(root)
    assert "No edition yet" in words(page(site, ""))
    done = build_here("--root", root)
    assert "There are no briefings in briefings/ yet" in done.stdout
    assert "0 briefings, 0 editions" in done.stdout
    for address in ("archive/", "sources/", "entities/", "topics/", "threads/", "corrections/"):
        assert words(page(site, address).xpath("//main//p[last()]")[-1]), address
    assert (site / "data" / "briefings.jsonl").read_bytes() == b""


@pytest.mark.slow
@pytest.mark.parametrize("written", ["https://example.org/paper", "https://example.org/paper/"])
def test_a_site_below_a_sub_path_has_whole_addresses(project: Make, written: str) -> None:
    site = built(project({ONE: briefing(), "mkdocs.yml": settings(SITE_URL, f"site_url: {written}\n")}))
    whole = "https://example.org/paper/2026/04/24/one/"
    html = page(site, "2026/04/24/one/")
    assert html.xpath("//link[@rel='canonical']/@href") == [whole]
    assert json.loads(html.xpath("//script[@type='application/ld+json']")[0].text)["url"] == whole
    assert json.loads(file_at(site, "2026/04/24/one/index.json").read_bytes())["url"] == whole
    for name in ("feed.xml", "sitemap-2026.xml"):
        assert whole in (site / name).read_text("utf-8")
    missing = [
        address
        for _, _, address in links(page(site, "404.html"))
        if "://" not in address and not address.startswith("#")
    ]
    assert "/paper/archive/" in missing
    assert not [address for address in missing if not address.startswith("/paper/") or "//" in address]


@pytest.mark.slow
def test_without_a_site_url_there_is_no_feed_and_no_link_to_one(project: Make) -> None:
    site = built(
        project({ONE: briefing(), "mkdocs.yml": settings(SITE_URL, "")}), said="Warning: mkdocs.yml has no site_url"
    )
    assert not (site / "feed.xml").exists()
    assert not (site / "sitemap.xml").exists()
    for name in page_names(site):
        assert not [address for _, _, address in links(page(site, name)) if "feed.xml" in address], name
        assert not page(site, name).xpath("//link[@rel='canonical']"), name
    assert json.loads(file_at(site, "2026/04/24/one/index.json").read_bytes())["url"] == "/2026/04/24/one/"


@pytest.mark.slow
def test_the_foot_of_a_briefing_leads_to_its_file_and_to_an_error_report(project: Make) -> None:
    site = built(project({ONE: briefing()}))
    found = {words(link): link.get("href") for link in page(site, "2026/04/24/one/").xpath("//a")}
    assert found["Edit this page"] == "https://github.com/example/broadsheet/edit/main/briefings/2026/04/24/one.yml"
    assert (
        found["Report an error"]
        == "https://github.com/example/broadsheet/issues/new?template=error.yml&briefing=2026/04/24/one"
    )


@pytest.mark.slow
def test_without_a_repository_no_page_offers_to_edit_or_report(project: Make) -> None:
    site = built(project({ONE: briefing(), "mkdocs.yml": settings(REPO_URL, "")}))
    for name in page_names(site):
        assert not [
            link
            for link in page(site, name).xpath("//a")
            if words(link) in ("Edit this page", "Report an error", "Source")
        ], name
        assert not [address for _, _, address in links(page(site, name)) if "github.com" in address], name


@pytest.mark.slow
def test_the_language_and_the_name_of_the_paper_are_those_of_mkdocs_yml(project: Make) -> None:
    changed = SETTINGS.replace("site_name: Broadsheet", "site_name: \"Morgen & 'Abend' <i>\"").replace(
        "language: en", "language: de"
    )
    site = built(project({ONE: briefing(), "mkdocs.yml": changed}))
    for name in page_names(site):
        html = page(site, name)
        assert html.get("lang") == "de"
        assert "Morgen & 'Abend' <i>" in words(html.xpath("//title")[0])
        assert not html.xpath("//i[not(@class)]")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "related", "entries"), [("feed_items: 2", 2, 2), ("related: 1", 1, 3), ("related: 0", 0, 3)]
)
def test_the_options_of_the_plugin_count(project: Make, option: str, related: int, entries: int) -> None:
    files = {
        f"briefings/2026/04/24/b{name}.yml": briefing(
            title=f"{name} news",
            articles=f"\n  - {{title: On {name}, url: https://example.org/{name}, entities: [Acme]}}",
        )
        for name in ("one", "two", "three")
    }
    site = built(project({**files, "mkdocs.yml": settings("- broadsheet", f"- broadsheet: {{{option}}}")}))
    assert len(page(site, "2026/04/24/bone/").xpath("//aside//li")) == related
    assert (site / "feed.xml").read_text("utf-8").count("<entry>") == entries


def test_every_option_of_the_plugin_is_told_with_its_default() -> None:
    text = (ROOT / "docs/project/settings.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \|([^|]*)\|", text.split("| option |")[1], re.MULTILINE))
    options = {name: option.default for name, option in Settings._schema}
    assert told.keys() == options.keys()
    for name, default in options.items():
        written = str(default).lower() if isinstance(default, bool) else str(default or "")
        assert told[name].strip().strip("`") == written, name
