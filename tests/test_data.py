from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from broadsheet.model import BriefingKeys
from broadsheet.model.schema import briefing_schema
from broadsheet.model.vocabulary import words
from broadsheet.pages import Site
from broadsheet.publish import make_all
from broadsheet.publish.data import data_targets
from conftest import BRIEFING, ROOT, briefing
from values import SITE, ArchiveOf, CheckFiles, archived, told

PATH = "2026/04/24/a"
FILE = f"briefings/{PATH}.yml"
SHIPPED = sorted(file for file in (ROOT / "briefings").glob("*/*/*/*") if file.suffix in (".yml", ".yaml", ".md"))
VALIDATOR = Draft202012Validator(briefing_schema())


def published(archive: Any, site: Site = SITE) -> dict[str, Any]:
    return {
        asset.uri: json.loads(asset.content)
        for asset in make_all(data_targets(archive, site))
        if asset.uri.endswith(".json")
    }


def as_yaml_1_2(value: Any) -> Any:
    """Turn what PyYAML makes of dates and of numbers as keys back into what a YAML 1.2 reader sees."""
    if isinstance(value, dict):
        return {str(key): as_yaml_1_2(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_yaml_1_2(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def keys_in(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    return as_yaml_1_2(yaml.safe_load(text.split("\n---\n")[0] if file.suffix == ".md" else text))


def test_the_data_of_a_briefing_holds_every_key_and_what_is_derived(archive_of: ArchiveOf) -> None:
    archive = archive_of(
        {
            FILE: briefing(
                articles="""
  - {title: A, url: "https://a.example/1", entities: [OpenAI], published: 2026-04-24T08:30}
  - {title: B, url: "https://a.example/2", entities: [Open AI]}
  - {title: C, url: "https://b.example/3"}""",
                claims='\n  - {claim: It rained, says: {1: "yes", 3: "no"}}',
                corrections="\n  - {date: 2026-04-26, text: Put right.}",
            ),
            "briefings/2026/04/25/b.yml": briefing(follows=PATH),
            "briefings/publishers.yml": "a.example: {name: A, family: F}\nb.example: {name: B, family: F}\n",
        }
    )
    data = published(archive)[f"{PATH}/index.json"]
    assert set(BriefingKeys.model_fields) < set(data)
    assert data["path"] == PATH
    assert data["url"] == f"https://paper.example/{PATH}/"
    assert data["date"] == "2026-04-24"
    assert data["updated"] == "2026-04-26"
    assert data["source_counts"] == {"a.example": 2, "b.example": 1}
    assert data["independent_publishers"] == 1
    assert data["entities"] == ["OpenAI"]
    assert (data["thread"], data["newer"], data["older"]) == ("a", "2026/04/25/b", None)
    assert data["articles"][0]["published"] == "2026-04-24T08:30:00Z"
    assert data["claims"] == [{"claim": "It rained", "says": {"1": "yes", "3": "no"}}]
    assert data["articles"][2] == {"title": "C", "url": "https://b.example/3"}
    assert data["rank"] is None
    assert data["contributors"] == []


def test_the_data_of_a_briefing_keeps_its_long_read_and_odd_characters() -> None:
    data = published(archived([told(PATH, title="漢字 🤖 عربي “quoted”", body="## Head\n\nText")]))[
        f"{PATH}/index.json"
    ]
    assert data["title"] == "漢字 🤖 عربي “quoted”"
    assert data["body"] == "## Head\n\nText"


def test_without_a_site_url_addresses_begin_at_the_root() -> None:
    assert published(archived([told(PATH)]), Site(name="Paper"))[f"{PATH}/index.json"]["url"] == f"/{PATH}/"


def test_the_whole_archive_has_one_line_a_briefing_oldest_first() -> None:
    archive = archived([told(PATH, title="Line\u2028break\u0085here"), told("2026/04/25/b"), told("2026/04/25/c")])
    assets = {asset.uri: asset.content for asset in make_all(data_targets(archive, SITE))}
    content = assets["data/briefings.jsonl"]
    assert content.endswith(b"\n")
    lines = content.split(b"\n")[:-1]
    assert [json.loads(line)["date"] for line in lines] == ["2026-04-24", "2026-04-25", "2026-04-25"]
    assert {line + b"\n" for line in lines} == {
        content for uri, content in assets.items() if uri.endswith("/index.json") and uri != "data/index.json"
    }


def test_an_empty_archive_publishes_an_empty_list_and_the_schema() -> None:
    assets = {asset.uri: asset.content for asset in make_all(data_targets(archived([]), SITE))}
    assert assets["data/briefings.jsonl"] == b""
    assert set(assets) == {"data/briefings.jsonl", "data/index.json", "data/briefing.schema.json"}
    assert json.loads(assets["data/index.json"])["files"][0]["briefings"] == 0


def test_every_year_but_the_newest_has_a_file_of_its_own_and_the_index_vouches_for_all() -> None:
    paths = ["2024/12/31/a", "2025/01/01/a", "2025/06/01/b", "2026/04/24/a"]
    assets = {asset.uri: asset.content for asset in make_all(data_targets(archived(map(told, paths)), SITE))}
    index = json.loads(assets["data/index.json"])
    assert index["schema"] == "https://paper.example/data/briefing.schema.json"
    assert [file["encoding"] for file in index["files"]] == [None, "gzip", "gzip"]
    assert [(file["year"], file["url"], file["briefings"]) for file in index["files"]] == [
        (2026, "https://paper.example/data/briefings.jsonl", 1),
        (2025, "https://paper.example/data/briefings-2025.jsonl.gz", 2),
        (2024, "https://paper.example/data/briefings-2024.jsonl.gz", 1),
    ]
    held = []
    for file in reversed(index["files"]):
        content = assets[file["url"].removeprefix("https://paper.example/")]
        assert (file["bytes"], file["sha256"]) == (len(content), sha256(content).hexdigest())
        lines = gzip.decompress(content) if file["encoding"] == "gzip" else content
        held += [json.loads(line)["path"] for line in lines.splitlines()]
    assert held == paths


def test_one_more_day_leaves_the_data_of_older_years_alone() -> None:
    before = archived([told("2025/12/31/a"), told("2025/12/30/a"), told("2026/01/01/a")])
    after = archived([told("2025/12/31/a"), told("2025/12/30/a"), told("2026/01/01/a"), told("2026/01/02/a")])
    one, other = (
        {asset.uri: asset.content for asset in make_all(data_targets(archive, SITE))} for archive in (before, after)
    )
    assert one["data/briefings-2025.jsonl.gz"] == other["data/briefings-2025.jsonl.gz"]


def test_the_schema_is_valid_names_itself_and_offers_the_vocabulary() -> None:
    schema = published(archived([]))["data/briefing.schema.json"]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "https://paper.example/data/briefing.schema.json"
    assert "$id" not in briefing_schema()
    assert set(schema["properties"]) == set(BriefingKeys.model_fields)
    assert set(schema["required"]) == {"title", "summary", "key_points", "articles"}
    assert list(words("tone")) == schema["$defs"]["Article"]["properties"]["tone"]["examples"]
    assert "x-vocabulary" not in json.dumps(schema)


@pytest.mark.slow
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_briefing_is_valid_by_the_published_schema(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(keys_in(file))] == []


GOOD = [
    {"date": "2026-04-24", "rank": "1", "label": "breaking"},
    {"label": "a-word-of-our-own"},
    {"reviewed_by": "A desk", "contributors": "A desk"},
    {"contributors": '\n  - A desk\n  - {name: Another, url: "https://example.org/"}'},
    {"key_points": "\n  - A plain point.\n  - {text: Another., sources: [1]}"},
    {"claims": '\n  - {claim: It rained, says: {1: "yes"}}'},
    {"image": "", "desk": "", "claims": "", "corrections": "", "reviewed_by": ""},
]


@pytest.mark.parametrize("changes", GOOD, ids=" ".join)
def test_what_the_check_accepts_the_schema_accepts(check_files: CheckFiles, changes: dict[str, str]) -> None:
    text = briefing(**changes)
    assert not [problem for problem in check_files({FILE: text}).problems if problem.severity == "error"]
    assert [error.message for error in VALIDATOR.iter_errors(as_yaml_1_2(yaml.safe_load(text)))] == []


BROKEN: dict[str, tuple[tuple[str | int, ...], dict[str, Any]]] = {
    "an unknown key": ((), {"titel": "x"}),
    "a typed-in count": ((), {"sources": 3}),
    "an unknown key of an article": (("articles", 0), {"colour": "red"}),
    "an unknown key of a key point": (("key_points", 0), {"note": "x"}),
    "a script as URL": (("articles", 0), {"url": "javascript:alert(1)"}),
    "a URL without scheme": (("articles", 0), {"url": "example.org"}),
    "no articles": ((), {"articles": []}),
    "no key points": ((), {"key_points": []}),
    "rank zero": ((), {"rank": 0}),
    "a category that is no key": ((), {"category": "Not a Key"}),
    "a language that is no tag": ((), {"language": "not a tag"}),
    "a crowd of reviewers": ((), {"reviewed_by": ["Desk"] * 21}),
    "a crowd of contributors": ((), {"contributors": ["Desk"] * 41}),
    "a citation of article zero": (("key_points", 0), {"sources": [0]}),
    "an empty title": ((), {"title": ""}),
    "a claim by nobody": ((), {"claims": [{"claim": "x", "says": {"one": "yes"}}]}),
    "a picture without alt": ((), {"image": {"file": "a.png"}}),
}


@pytest.mark.parametrize(("place", "change"), BROKEN.values(), ids=BROKEN)
def test_the_schema_refuses_what_the_check_refuses(
    check_files: CheckFiles, place: tuple[str | int, ...], change: dict[str, Any]
) -> None:
    keys = yaml.safe_load(BRIEFING)
    part: Any = keys
    for step in place:
        part = part[step]
    part.update(change)
    assert [problem for problem in check_files({FILE: yaml.safe_dump(keys)}).problems if problem.severity == "error"]
    assert not VALIDATOR.is_valid(keys)


@pytest.mark.parametrize("key", ["title", "summary", "key_points", "articles"])
def test_the_schema_misses_a_required_key(key: str) -> None:
    keys = yaml.safe_load(briefing(**{key: None}))
    assert not VALIDATOR.is_valid(keys)
