"""`broadsheet report`: figures that can be checked by hand, budgets, and words when there is nothing to weigh."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from broadsheet.insight.site_report import NoSite, as_json, as_text, measure
from broadsheet.insight.site_report.loads import first_loads
from built_site import tree_of
from conftest import ROOT, run_here, write_files

SCHEMA = "data/briefing.schema.json"  # what tells a site of ours
ONE, TWO, THREE = (f"2026/04/24/{name}" for name in ("one", "two", "three"))
HEAD = '<link rel="stylesheet" href="{0}assets/a.css"><script type="module" src="{0}assets/js/reader.js"></script>'
FILES: dict[str, str | bytes] = {
    SCHEMA: "{}",
    "index.html": HEAD.format("./"),
    "404.html": "lost",
    "archive/index.html": "a",
    "2026/index.html": "b",
    "2026/04/index.html": "c",
    "2026/04/24/index.html": "d",
    f"{ONE}/index.html": HEAD.format("../../../../") + "x" * 1_000,
    f"{ONE}/index.json": "{}",
    f"{TWO}/index.html": "y" * 3_000,
    f"{TWO}/index.json": "{}",
    f"{TWO}/picture-640.avif": b"\0" * 500,
    f"{THREE}/index.html": "z" * 2_000,
    f"{THREE}/index.json": "{}",
    "sources/index.html": "e",
    "sources/example.org/index.html": "ee",
    "entities/index.html": "f",
    "topics/models/index.html": "g",
    "threads/one/index.html": "h",
    "about/index.html": "i",
    "feed.xml": "<feed/>",
    "assets/a.css": '@font-face { src: url("fonts/a.woff2") }',
    "assets/fonts/a.woff2": b"font" * 50,
    "assets/js/reader.js": 'addEventListener("load", () => import("./kept.js"));\n',
    "assets/js/kept.js": 'export * from "./far/side.js";\nexport const kept = () => import("./later.js");\n',
    "assets/js/far/side.js": "document.title;\n",
    "assets/js/later.js": "0;\n",
    "pagefind/pagefind.js": "1;\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", FILES)


def zipped(*names: str) -> int:
    return sum(len(gzip.compress(content_of(name), 6, mtime=0)) for name in names)


def content_of(name: str) -> bytes:
    content = FILES[name]
    return content if isinstance(content, bytes) else content.encode()


def test_every_page_has_its_kind_and_every_kind_its_median_and_largest(site: Path) -> None:
    kinds = {kind.kind: kind for kind in measure(site).page_kinds}
    assert {name: kind.count for name, kind in kinds.items()} == {
        "home": 1, "edition": 1, "briefing": 3, "month": 1, "archive": 2, "source": 2, "entity": 1, "topic": 1, "thread": 1, "other": 2,
    }  # fmt: skip
    raw = [len(content_of(f"{path}/index.html")) for path in (ONE, TWO, THREE)]
    assert (kinds["briefing"].median_raw, kinds["briefing"].largest_raw) == (median(raw), max(raw))
    packed = [zipped(f"{path}/index.html") for path in (ONE, TWO, THREE)]
    assert (kinds["briefing"].median_gzip, kinds["briefing"].largest_gzip) == (median(packed), max(packed))


def test_every_file_is_counted_once(site: Path) -> None:
    report = measure(site)
    assert {kind.kind: kind.files for kind in report.file_kinds} == {
        "html": 15, "search": 1, "feeds": 1, "json": 4, "css": 1, "js": 4, "fonts": 1, "pictures": 1,
    }  # fmt: skip
    assert (report.files, report.bytes) == (len(FILES), sum(len(content_of(name)) for name in FILES))
    assert report.per_briefing
    assert (report.per_briefing.briefings, report.per_briefing.own_files) == (3, 2)
    assert report.per_briefing.own_bytes == median([len(content_of(f"{ONE}/index.html")) + 2, 3_502, 2_002])


def test_a_first_view_is_all_that_loads_before_something_is_touched(site: Path) -> None:
    home, briefing = measure(site).first_views
    modules = ("assets/js/reader.js", "assets/js/kept.js", "assets/js/far/side.js")
    assert (home.html, home.css, home.scripts, home.fonts) == (
        zipped("index.html"),
        zipped("assets/a.css"),
        zipped(*modules),
        200,
    )
    assert home.total == home.html + home.css + home.scripts + home.fonts
    assert briefing.address == f"{ONE}/"  # one that packs worse weighs more on its way than a longer one


@pytest.mark.parametrize(
    ("script", "loads"),
    [
        ('import"./b.js"', ["b.js"]),
        ("import a, { b as c } from './b.js';", ["b.js"]),
        ('import {\n  a,\n  b,\n} from "./b.js";', ["b.js"]),
        ('import * as a from "./b.js"; import c from "./d.js";', ["b.js", "d.js"]),
        ('export { a } from "./b.js";', ["b.js"]),
        ('import "/b.js";', ["b.js"]),
        ('import "https://elsewhere.example/b.js";', []),
        ('addEventListener("load", () => import("./b.js"));', ["b.js"]),
        ('import "./c.js";', ["c.js"]),  # and what c.js imports on a click is not
        ('export const a = "./b.js";', []),
        ('// import "./b.js";', []),
    ],
)
def test_imports_are_followed_but_for_those_that_wait_for_a_reader(script: str, loads: list[str]) -> None:
    files = {
        "index.html": '<script src="a.js" type="module"></script>',
        "a.js": script,
        "c.js": 'button.onclick = () => import("./b.js");',
    }
    assert first_loads("index.html", files.get) == ["a.js", *loads]


def test_modules_that_import_each_other_come_to_an_end() -> None:
    files = {"index.html": '<script src="a.js"></script>', "a.js": 'import "./b.js"', "b.js": 'import "./a.js"'}
    assert first_loads("index.html", files.get) == ["a.js", "b.js"]


def test_a_budget_is_within_to_the_last_byte_and_over_by_the_next(site: Path) -> None:
    for path, size in ((ONE, 16_384), (TWO, 16_385), (THREE, 1)):
        write_files(site, {f"{path}/index.html": "x" * size})
    assert (measure(site).budgets[0].over, measure(site).within) == (0, True)
    write_files(site, {f"{THREE}/index.html": "x" * 20_000})
    report = measure(site)
    assert (report.budgets[0].over, report.within) == (1, False)
    assert re.search(r"Median briefing +16,384 +16,385 +over by 1\n", as_text(report))


def test_the_text_fits_a_terminal_and_says_the_same_as_the_json(shipped_site: Path) -> None:
    report = measure(shipped_site)
    text, data = as_text(report), json.loads(as_json(report))
    assert max(map(len, text.splitlines())) <= 80
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert data["files"] == len(tree_of(shipped_site))
    assert data["bytes"] == sum(map(len, tree_of(shipped_site).values()))
    for view in data["first_views"]:
        assert view["fonts"] > 0 < view["css"]
        assert view["scripts"] > 0
        assert f"{view['total']:,}" in text
    for page in data["largest"]:
        assert f"/{page['address']}" in text


def test_the_shipped_newspaper_keeps_to_its_budgets(shipped_site: Path) -> None:
    assert [budget for budget in measure(shipped_site).budgets if budget.over] == []


def test_an_empty_newspaper_has_no_medians(tmp_path: Path) -> None:
    report = measure(write_files(tmp_path, {SCHEMA: "{}", "index.html": "nothing yet"}))
    assert report.per_briefing is None
    assert [budget.name for budget in report.budgets] == ["First view, home page, gzip"]
    assert "Per briefing" not in as_text(report)


def run_report(site: Path, *arguments: str) -> tuple[int, str, str]:
    done = run_here("report", "--root", ROOT, "--site-dir", site, "--now", "2026-11-22", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_the_command_prints_the_report_and_is_strict_when_asked(site: Path) -> None:
    code, printed, said = run_report(site)
    assert (code, said) == (0, "")
    weights, _, _ = as_text(measure(site)).partition("Dead links")
    assert printed.startswith(weights)
    code, printed, _ = run_report(site, "--format", "json", "--strict")
    data: dict[str, Any] = json.loads(printed)
    assert (code, data["within"]) == (0, True)
    for path in (ONE, TWO):
        write_files(site, {f"{path}/index.html": "x" * 16_385})
    assert run_report(site)[0] == 0
    assert run_report(site, "--strict")[0] == 1


def test_without_a_site_it_says_how_to_make_one(tmp_path: Path) -> None:
    code, printed, said = run_report(tmp_path)
    assert (code, printed) == (2, "")
    assert "broadsheet build" in said
    with pytest.raises(NoSite):
        measure(tmp_path / "nowhere")


def test_its_help_has_an_example() -> None:
    done = run_here("report", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Example:\n    broadsheet report \S+", done.stdout)
