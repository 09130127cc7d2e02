"""A briefing as text is read back as it was, and looks as people write it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.load import read_document
from broadsheet.write.yaml import WIDTH, briefing_text, scalar
from conftest import examples

ODD = [
    "yes",
    "1e5",
    "a: b",
    "# x",
    "- a",
    "0x1f",
    "12:30",
    "~",
    "'",
    "a\n\nb",
    "a\nb",
    " a",
    "2026-04-24",
    "!x",
    "*a",
    "&b",
]
WORDS = st.lists(st.sampled_from(["word", "longer-word", "a", "#", "key:"]), min_size=1, max_size=60).map(" ".join)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(ODD) | WORDS
SOME = TEXT.filter(bool)
KEYS = st.fixed_dictionaries(
    {"title": TEXT, "summary": TEXT, "category": TEXT, "dek": TEXT},
    optional={
        "key_points": st.lists(
            SOME | st.fixed_dictionaries({"text": SOME, "sources": st.just(["1", "2"])}), min_size=1
        ),
        "articles": st.lists(
            st.fixed_dictionaries(
                {"title": SOME, "summary": TEXT, "publisher": TEXT, "entities": st.lists(SOME, max_size=5)}
            ),
            min_size=1,
            max_size=3,
        ),
        "claims": st.lists(
            st.fixed_dictionaries(
                {"claim": SOME, "says": st.dictionaries(st.sampled_from(["1", "2", "10"]), SOME, min_size=1)}
            ),
            min_size=1,
        ),
    },
)


def filled(value: Any) -> Any:
    """What is left when empty values are left out."""
    if isinstance(value, dict):
        return {key: filled(item) for key, item in value.items() if item not in ("", [], {})}
    return [filled(item) for item in value] if isinstance(value, list) else value


@pytest.mark.slow
@given(KEYS)
@settings(max_examples=examples(40))
def test_what_is_written_is_read_back_character_for_character(keys: dict[str, Any]) -> None:
    assert (yaml.load(briefing_text(keys), Loader=yaml.CBaseLoader) or {}) == filled(keys)


def test_it_looks_as_people_write_it() -> None:
    long = "A sentence of a certain length that goes on until there is no more room for it on a line of this file, then on."
    keys = {
        "articles": [
            {
                "tone": "neutral",
                "url": "https://one.example/a?b=c&d=e",
                "title": "The “headline”: here",
                "entities": ["OpenAI", "Yahoo!", "no"],
                "published": date(2026, 4, 24),
                "paywall": True,
            }
        ],
        "title": "What happened",
        "rank": 1,
        "summary": f"{long}\n\nSecond.",
        "key_points": [{"sources": [1, 2], "text": "A point."}, "Another: point"],
        "claims": [{"claim": "It is so", "says": {1: "yes", 2: "no"}}],
        "category": "models",
        "dek": "",
        "desk": "Models desk",
    }
    assert briefing_text(keys, body="## More\n") == (
        """\
---
title: "What happened"
rank: 1
category: models
summary: >-
  A sentence of a certain length that goes on until there is no more room for it on a line of this file, then
  on.


  Second.
key_points:
  - text: "A point."
    sources: [1, 2]
  - "Another: point"
articles:
  - title: "The “headline”: here"
    url: https://one.example/a?b=c&d=e
    published: 2026-04-24
    entities: [OpenAI, "Yahoo!", "no"]
    tone: neutral
    paywall: true
claims:
  - claim: "It is so"
    says: {1: "yes", 2: "no"}
desk: Models desk
---
## More
"""
    )


@given(WORDS)
def test_lines_that_can_be_folded_are(text: str) -> None:
    assert max(map(len, briefing_text({"summary": text}).splitlines())) <= WIDTH


@pytest.mark.parametrize("text", ODD)
def test_our_own_reader_takes_it(text: str, tmp_path: Any) -> None:
    (tmp_path / "a.yml").write_text(briefing_text({"title": text, "desk": text}), "utf-8")
    document = read_document(tmp_path, "a.yml")
    assert not document.problems
    assert document.data is not None
    assert document.data["title"] == document.data["desk"] == text


@given(st.text("01234567890.:_-+ abefoxyzBEFTXZ#,", min_size=1, max_size=12))
@example("0xDEAD")
@example("0b101")
@example("12:30.5")
@example("1_0:30")
@example("2026-4-24 10:00:00")
def test_every_other_program_reads_a_text_too(text: str) -> None:
    if not isinstance(yaml.safe_load(scalar(text)), date):  # a date, or an address, needs no quotes: everybody does so
        assert yaml.safe_load(scalar(text)) == text
