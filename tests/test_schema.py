"""Help in editors: the schemas beside the briefings are those of the model, and say of a file what `check` says of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from broadsheet.check.schema_errors import validate
from broadsheet.load import Marks
from broadsheet.load.parse import parse
from broadsheet.model import BriefingKeys
from broadsheet.model.schema import FOLDER, MODELINE, schemas
from broadsheet.model.vocabulary import words
from conftest import ROOT, briefing, examples, write_files
from test_data import SHIPPED

SCHEMAS = schemas()
VALIDATOR = Draft202012Validator(SCHEMAS["briefing.json"], format_checker=FormatChecker(["date"]))
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]


def written(schema: Any) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def keys_in(schema: dict[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """Every key that a schema has, with what it says of it, and whether it is required."""
    entries = schema.get("additionalProperties")
    for part in (schema, entries if isinstance(entries, dict) else {}, *schema.get("$defs", {}).values()):
        for mapping in (part, *part.get("anyOf", [])):
            for key, value in mapping.get("properties", {}).items():
                yield key, value, key in mapping.get("required", [])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schemas_are_those_of_the_model(name: str) -> None:
    file = ROOT / FOLDER / name
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(ROOT / FOLDER, {name: written(SCHEMAS[name])})
    assert file.read_text("utf-8") == written(SCHEMAS[name]), "run: make golden"
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_description_an_example_that_is_right_and_a_default(name: str) -> None:
    definitions = {"$defs": SCHEMAS[name].get("$defs", {})}
    for key, value, required in keys_in(SCHEMAS[name]):
        assert value["description"].endswith("."), key
        forms = [value, *value.get("anyOf", [])]
        examples = [one for form in forms for one in form.get("examples", [])]
        assert examples, key
        for one in examples:
            assert Draft202012Validator({**value, **definitions}).is_valid(one), (key, one)
        assert required or "default" in value, key


def test_the_words_of_a_list_come_with_their_meaning() -> None:
    label = SCHEMAS["briefing.json"]["properties"]["label"]
    offered = label["anyOf"][0]["anyOf"][0]
    assert offered["enumDescriptions"] == [words("label")[word].means for word in offered["enum"]]


def test_editors_find_the_schema_of_every_file() -> None:
    for file in [*SHIPPED, *(ROOT / "briefings").glob("*.yml")]:
        path = file.relative_to(ROOT).as_posix()
        named = [
            schema
            for schema, globs in SETTINGS.items()
            for glob in ([globs] if isinstance(globs, str) else globs)
            if fnmatch(path, glob)
        ]
        assert len(named) == (0 if file.suffix == ".md" else 1), path
        assert all((ROOT / schema).is_file() for schema in named)


def test_the_modeline_leads_to_the_schema_from_a_briefing() -> None:
    assert (ROOT / "briefings/2026/04/24" / MODELINE.split("=")[1]).resolve() == (
        ROOT / FOLDER / "briefing.json"
    ).resolve()
    assert parse(f"{MODELINE}\n{briefing()}").faults == ()


def run_check_jsonschema(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("check-jsonschema")
    return subprocess.run(
        [program, "--schemafile", ROOT / FOLDER / schema, *files],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_an_independent_program_finds_the_shipped_files_right_and_a_wrong_one_wrong(tmp_path: Path) -> None:
    right = run_check_jsonschema("briefing.json", *(file for file in SHIPPED if file.suffix != ".md"))
    assert right.returncode == 0, right.stdout
    for name in ("categories", "publishers", "entities"):
        done = run_check_jsonschema(f"{name}.json", ROOT / "briefings" / f"{name}.yml")
        assert done.returncode == 0, done.stdout
    write_files(tmp_path, {"a.yml": briefing(titel="x", rank="first", date="24 April")})
    wrong = run_check_jsonschema("briefing.json", tmp_path / "a.yml")
    assert wrong.returncode == 1
    assert all(word in wrong.stdout for word in ("titel", "rank", "date"))


# Where the two part, and why. The same list stands in docs/project/writing-briefings.md.
# `check` takes what the schema refuses:
TAKEN_AS_TEXT = "a number, or yes or no, where a text is expected, and the reverse: every value is read as text"
FOLDED = "spaces around a value, and capitals in a key of categories.yml or a word: they are ignored"
# The schema takes what `check` refuses:
BLANK = "a text of spaces only"
CALENDAR = "a time or a day of `published` that does not exist"
HOST = "an address with an invalid host, a user name or spaces"

FULL: dict[str, Any] = {
    "date": "2026-04-24", "rank": 1, "category": "policy", "label": "breaking", "language": "en", "dek": "A standfirst.",
    "image": {"file": "a.png", "alt": "A chart", "caption": "C", "credit": "C", "license": "L", "prompt": "P", "generator": "G"},
    "claims": [{"claim": "So it is.", "says": {"1": "yes"}}], "follows": "2026/04/23/a",
    "corrections": [{"date": "2026-04-25", "text": "Four."}], "ai_assistance": "None.", "reviewed_by": ["A"],
    "contributors": ["A", {"name": "B", "url": "https://example.org/"}], "desk": "Desk", "title": "A title", "summary": "A summary.",
    "key_points": ["A point.", {"text": "Another.", "sources": [1]}],
    "articles": [
        {
            "title": "An article", "url": "https://example.org/one", "summary": "S.", "publisher": "P", "author": "A",
            "published": "2026-04-24T08:30:00Z", "language": "en", "entities": ["One"], "tone": "neutral", "sentiment": "mixed",
            "intent": "inform", "role": "report", "paywall": True, "archived": "https://example.net/one",
        }
    ],
}  # fmt: skip
DELETE = object()
LENGTHS = (1, 40, 41, 60, 61, 150, 151, 500, 501, 2_000, 2_001, 10_000, 10_001)
VALUES: list[Any] = [
    DELETE, None, True, False, 0, 1, -1, 7, 100_000, 100_001, "", "a", "7", "0", "yes", " a ", "   ", "Policy", "not a tag", "zh-Hant",
    "2026-04-24", "2026-02-30", "24.4.2026", "2026-04-24 08:30", "2026-04-24T25:30", "https://example.org/x", "javascript:alert(1)",
    "example.org", "https://./", "https://me@example.org/", "https://example.org/" + "x" * 2_000, [], {}, {"text": "x"}, {"name": "x"},
    {"nothing": "x"}, {"1": "yes"}, {"0": "yes"}, {"100001": "yes"}, {"one": "yes"}, {"1": ""}, [None], ["x", "x"], [[]],
    *("x" * length for length in LENGTHS), *("1 " * 75 + "x" * extra for extra in (0, 1)),
    *(["x"] * length for length in (20, 21, 40, 41, 60, 61)), *([1] * length for length in (60, 61)),
    *([{"title": "A", "url": "https://example.org/"}] * length for length in (200, 201)),
    *({str(number): "yes" for number in range(1, length)} for length in (61, 62)),
]  # fmt: skip


def places(part: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, inner in steps:
        yield (*at, step)
        yield from places(inner, (*at, step))


PLACES = [
    *places(FULL),
    ("new",),
    ("articles", 0, "new"),
    ("image", "new"),
    ("key_points", 1, "new"),
    ("claims", 0, "says", "2"),
]


def changed(place: tuple[str | int, ...], value: Any) -> Any:
    document = deepcopy(FULL)
    part: Any = document
    for step in place[:-1]:
        part = part[step]
    if value is not DELETE:
        part[place[-1]] = value
    elif isinstance(part, list) or place[-1] in part:
        del part[place[-1]]
    return document


def as_read(value: Any) -> Any:
    """What the loader makes of a document: every scalar is a text."""
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_read(item) for item in value]
    return value if value is None or isinstance(value, str) else str(value).lower()


def check_takes(document: Any) -> bool:
    return validate(BriefingKeys, as_read(document), file="a.yml", marks=Marks()).value is not None


def spells_another(value: Any) -> bool:
    return isinstance(value, str) and (
        value.strip().isdigit() or value.strip().lower() in ("yes", "no", "on", "off", "true", "false")
    )


def why_only_check(place: tuple[str | int, ...], value: Any) -> str | None:
    """Name the reason why `check` may take what the schema refuses."""
    scalars = value if isinstance(value, list) else [value]
    if any(isinstance(one, (bool, int)) for one in scalars) or spells_another(value):
        return TAKEN_AS_TEXT
    if isinstance(value, str) and (
        value != value.strip() or value != value.lower() or len(value) != len(" ".join(value.split()))
    ):
        return FOLDED
    return None


def why_only_schema(place: tuple[str | int, ...], value: Any) -> str | None:
    """Name the reason why the schema may take what `check` refuses."""
    if isinstance(value, str) and value and not value.strip():
        return BLANK
    if place[-1] == "published" and value in ("2026-02-30", "2026-04-24T25:30"):
        return CALENDAR
    if place[-1] in ("url", "archived") and value in ("https://./", "https://me@example.org/"):
        return HOST
    return None


@given(st.sampled_from(PLACES), st.sampled_from(VALUES) | st.text(max_size=60) | st.integers())
@settings(max_examples=examples(50), deadline=None)
@example(("contributors",), {"name": "x"})
@example(("claims", 0, "says"), {"0": "yes"})
@example(("reviewed_by",), "a")
def test_check_and_the_schema_agree_but_for_what_is_listed(place: tuple[str | int, ...], value: Any) -> None:
    document = changed(place, value)
    by_check, by_schema = check_takes(document), VALIDATOR.is_valid(document)
    if by_check and not by_schema:
        assert why_only_check(place, value), (place, value)
    if by_schema and not by_check:
        assert why_only_schema(place, value), (place, value)


def test_the_list_of_differences_is_the_one_in_the_guide() -> None:
    guide = " ".join((ROOT / "docs/project/writing-briefings.md").read_text("utf-8").split())
    for reason in (TAKEN_AS_TEXT, FOLDED, BLANK, CALENDAR, HOST):
        assert reason in guide


def test_the_full_document_is_right_for_both_and_has_every_key() -> None:
    assert FULL.keys() == BriefingKeys.model_fields.keys()
    assert check_takes(FULL)
    assert VALIDATOR.is_valid(FULL)
    assert yaml.safe_load(yaml.safe_dump(FULL)) == FULL
