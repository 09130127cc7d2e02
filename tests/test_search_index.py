"""The search index, made by the real Pagefind: what it holds, when it is made anew, and what happens when it cannot be."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from broadsheet.build.paper import open_paper
from broadsheet.load import list_tree
from broadsheet.pages import Site
from broadsheet.pages.target import PictureFile, Rendition
from broadsheet.publish import make_all
from broadsheet.publish.search import SearchError, engine_files, make_shards, search_shards, search_targets
from broadsheet.publish.search.terms import hidden_terms
from built_site import page, tree_of, words
from conftest import LAST_SITE, ROOT, Files, briefing, build_here
from values import SITE, archived, told

NEW, SECOND, OLD = "2026/04/24/new", "2026/04/24/second", "2025/12/31/old"
ARTICLES = (
    {
        "title": "As published",
        "url": "https://one.example/a",
        "publisher": "The One",
        "entities": ("DeepSeek",),
        "tone": "critical",
        "sentiment": "mixed",
        "intent": "warn",
        "summary": "What it *adds*.",
    },
    {"title": "Another", "url": "https://two.example/b", "tone": "critical"},
)
BRIEFINGS = [
    told(
        NEW, rank=1, title="Lead & more", dek="A dek.", summary="First.\n\nSecond.", label="breaking", articles=ARTICLES
    ),
    told(SECOND, rank=2, summary="With \u2063 odd \u200b signs.", language="ar"),
    told(OLD, summary="The old one."),
]


def made(cache: Path, briefings: list[Any] = BRIEFINGS, site: Site = SITE) -> dict[str, bytes]:
    """Return address -> bytes of the search of an archive."""
    return {asset.uri: asset.content for asset in make_all(search_targets(archived(briefings), site, cache))}


def records(files: dict[str, bytes], month: str) -> dict[str, dict[str, Any]]:
    """Return path -> what the browser will read of a briefing, with what a result shows under `shown`."""
    found = {}
    for name, content in files.items():
        if name.startswith(f"search/{month}/fragment/"):
            record = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            address, _, shown = record["url"].partition("#")
            found[address.rstrip("/")] = {
                **record,
                "shown": {k: v[0] for k, v in parse_qs(shown, strict_parsing=True).items()},
            }
    return found


def facets(files: dict[str, bytes], month: str) -> dict[str, dict[str, list[int]]]:
    """Return facet -> value -> places, from the newest story, from 0."""
    said = json.loads(files[f"search/{month}/stories.json"])
    return {
        name: {value: [sum(steps[: n + 1]) for n in range(len(steps))] for value, steps in found}
        for name, found in said["facets"].items()
    }


def test_each_month_has_an_index_of_its_own_and_all_share_one_engine(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert set(records(files, "2026-04")) == {NEW, SECOND}
    assert set(records(files, "2025-12")) == {OLD}
    loaded = {"pagefind-entry.json", "stories.json", "pagefind", "fragment", "index"}
    assert {name.split("/")[2].split(".en_")[0] for name in files if name.count("/") > 1} == loaded
    assert [name for name in files if name.count("/") == 1] == ["search/pagefind.js", "search/wasm.en.pagefind"]


def test_shards_are_months_the_newest_first_and_a_day_more_changes_the_newest_alone() -> None:
    days = [told(f"20{year}/{month:02}/{day:02}/one") for year, month in ((25, 11), (26, 1), (26, 2)) for day in (1, 2)]
    shards = search_shards(archived(days))
    assert [shard.name for shard in shards] == ["2026-02", "2026-01", "2025-11"]
    assert shards[0].paths == ("2026/02/02/one", "2026/02/01/one")
    newest, *others = search_shards(archived([*days, told("2026/02/03/one")]))
    assert newest.paths == ("2026/02/03/one", *shards[0].paths)
    assert others == list(shards[1:])


def test_a_shard_made_alone_has_the_files_that_it_has_among_others(tmp_path: Path) -> None:
    archive = archived(BRIEFINGS)
    newest, older = search_shards(archive)
    together = dict(make_shards(archive, SITE, (newest, older)))
    assert dict(make_shards(archive, SITE, [older])) == {older.name: together[older.name]}
    assert list(together) == ["2026-04", "2025-12"]
    prefixed = {f"search/{name}/{file}": content for name, files in together.items() for file, content in files.items()}
    engine = {f"search/{file}": content for file, content in engine_files(SITE, tmp_path).items()}
    assert engine | prefixed == made(tmp_path)
    assert dict(make_shards(archive, SITE, [])) == {}


def test_what_shards_hold_adds_up_to_the_archive() -> None:
    paper = open_paper(list_tree(ROOT), SITE)
    shards = search_shards(paper.archive)
    assert [path for shard in shards for path in shard.paths] == list(paper.archive.stories)
    for name, files in make_shards(paper.archive, paper.site, shards):
        said = json.loads(files["stories.json"])
        days = [path[:10].replace("/", "-") for shard in shards if shard.name == name for path in shard.paths]
        assert [day for day, number in said["days"] for _ in range(number)] == days
        assert (
            len(said["ids"]) == len({f"fragment/{one}.pf_fragment" for one in said["ids"]} & files.keys()) == len(days)
        )


def test_a_record_holds_what_is_searched_and_what_a_result_shows(tmp_path: Path) -> None:
    picture = PictureFile(
        uri="p/large.jpg",
        content=b"",
        width=1600,
        height=900,
        renditions=tuple(
            Rendition(uri=f"p/{width}.{kind}", content=b"", format=kind, width=width, height=width * 9 // 16)
            for kind in ("avif", "webp", "jpeg")
            for width in (160, 480, 960)
        ),
    )
    record = records(made(tmp_path, site=replace(SITE, pictures={NEW: picture})), "2026-04")[NEW]
    shown, hidden = record["content"].split("\u2063\u2063")
    assert [field.strip() for field in shown.split("\u2063")] == [
        "Lead & more", "A dek.", "First.", "Second.", "A point.", "What it adds.", "As published", "Another",
    ]  # fmt: skip
    assert hidden.split() == ["The", "One", "two.example", "DeepSeek"]
    assert record["meta"] == {"title": "Lead & more"}  # Pagefind searches whatever else stands there
    assert record["shown"] == {
        "date": "24 April 2026",
        "counts": "2 articles · 2 publishers, 2 independent",
        "bar": "0.297.0_303.297.1",
        "label": "Breaking",
        "image": "480.270.p/480.webp",
    }


def test_signs_that_part_fields_and_words_cannot_be_brought_in_by_a_text(tmp_path: Path) -> None:
    record = records(made(tmp_path), "2026-04")[SECOND]
    assert "With odd signs." in record["content"].split("\u2063")[1]
    assert "\u200b" not in record["content"]
    assert (record["shown"]["lang"], record["shown"]["dir"]) == ("ar", "rtl")


def test_facets_say_in_readers_words_which_stories_have_them(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert facets(files, "2026-04") == {
        "entity": {"DeepSeek": [0]},
        "intent": {"warn": [0]},
        "label": {"Breaking": [0]},
        "sentiment": {"mixed": [0]},
        "source": {"The One": [0], "example.org": [1], "two.example": [0]},
        "tone": {"critical": [0]},
    }
    said = json.loads(files["search/2026-04/stories.json"])
    assert said["days"] == [["2026-04-24", 2]]
    assert [f"search/2026-04/fragment/{one}.pf_fragment" in files for one in said["ids"]] == [True, True]


@pytest.mark.slow
def test_the_same_archive_gives_the_same_bytes_with_and_without_what_was_kept(tmp_path: Path) -> None:
    paper = open_paper(list_tree(ROOT), SITE)
    fresh, kept, again = (
        list(make_all(search_targets(paper.archive, paper.site, tmp_path / folder))) for folder in ("a", "a", "b")
    )
    assert fresh == kept == again
    assert len(fresh) > len(paper.archive.stories)


def test_only_a_month_that_changed_is_indexed_again(tmp_path: Path) -> None:
    def keys(briefings: list[Any]) -> dict[str, bytes]:
        return {target.name: target.key for target in search_targets(archived(briefings), SITE, tmp_path)}

    before, after = keys(BRIEFINGS), keys([*BRIEFINGS[:2], told("2025/12/30/older"), BRIEFINGS[2]])
    assert before.keys() == after.keys() == {"search/engine", "search/2026-04", "search/2025-12"}
    assert {name for name, key in before.items() if after[name] != key} == {"search/2025-12"}


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"garbage", None], ids=["empty", "garbage", "flipped"])
def test_a_damaged_engine_counts_as_none(tmp_path: Path, damage: bytes | None) -> None:
    before = made(tmp_path)
    entry = tmp_path / "engine"
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    assert made(tmp_path) == before
    assert entry.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert made(tmp_path / "file") == made(tmp_path / "cache")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", []),
        ("GPT-5.5 and co-founders", ["5.5"]),
        ("人工智能", ["人工", "工智", "智能", "能"]),
        ("在GPT上，", ["在", "GPT", "上", "，"]),
        ("반도체", ["반도", "도체", "체"]),
        ("الذكاء والصين للبحث إلى", ["ذكاء", "صين", "بحث", "الي"]),
        ("Bjørn, café, Łódź", ["Bjorn,", "Lodz"]),
        ("Straße Þingvellir ırmak Đorđe œuvre", ["Strasse", "Thingvellir", "irmak", "Dorde", "oeuvre"]),
    ],
)
def test_words_that_pagefind_would_not_find_are_indexed_beside_the_text(text: str, expected: list[str]) -> None:
    assert list(hidden_terms(text)) == expected


def test_the_engine_is_made_again_when_it_alone_is_lost(tmp_path: Path) -> None:
    before = made(tmp_path)
    (tmp_path / "engine").unlink()
    assert made(tmp_path) == before


def test_an_archive_without_briefings_has_nothing_to_search(tmp_path: Path) -> None:
    assert made(tmp_path, []) == {}


FAILING = {
    "missing": None,
    "not working": "#!/bin/sh\nexit 3\n",
    "stopping": '#!/bin/sh\n[ "$1" = --version ] && echo pagefind 9 && exit\nexit 4\n',
    "babbling": '#!/bin/sh\n[ "$1" = --version ] && echo pagefind 9 && exit\nprintf "what?,"\nexec cat >/dev/null\n',
}


@pytest.mark.parametrize("script", FAILING.values(), ids=FAILING)
def test_without_a_working_pagefind_there_is_no_file_but_a_word_on_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    program = tmp_path / "pagefind"
    if script:
        program.write_text(script)
        program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(SearchError, match="To build without search: broadsheet build --no-search"):
        list(make_all(search_targets(archived(BRIEFINGS), SITE, tmp_path / "cache")))


@pytest.mark.slow
def test_a_build_without_a_working_pagefind_leaves_the_last_site(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing(), **LAST_SITE})
    before = tree_of(root / "site")
    nowhere = {"PAGEFIND_BINARY_PATH": str(root / "nowhere")}
    done = build_here("--root", root, environment=nowhere)
    assert done.returncode == 1
    assert "To build without search: broadsheet build --no-search" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(root / "site") == before
    done = build_here("--root", root, "--no-search", environment=nowhere)
    assert done.returncode == 0, done.stderr
    assert [name for name in tree_of(root / "site") if name.startswith("search/")] == ["search/index.html"]


@pytest.mark.slow
def test_without_search_the_page_says_so_and_offers_the_archive(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing(category="models")})
    done = build_here("--root", root, "--no-search")
    assert done.returncode == 0, done.stderr
    found = page(root / "site", "search/")
    assert "built without search" in words(found)
    assert not found.xpath("//form|//script[@src[contains(., 'search')]]|//dialog")
    links = {str(link) for link in found.xpath("//main//a/@href")}
    assert {"../archive/", "../2026/04/", "../topics/models/", "../sources/", "../sources/example.org/"} <= links


def test_a_preview_says_why_it_has_no_search(tmp_path: Path) -> None:
    paper = open_paper(list_tree(ROOT), SITE).without_search(preview=True)
    (shown,) = [one for one in paper.pages if one.url == "search/"]
    assert shown.meta["index"] == "not in a preview"
    assert not [asset.uri for asset in paper.assets() if asset.uri.startswith("search/")]
