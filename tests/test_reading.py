from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.model.reading_time import IDEOGRAPHS_A_MINUTE, WORDS_A_MINUTE, reading_minutes
from values import told

PATH = "2026/04/24/a"


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("word " * WORDS_A_MINUTE, 1),
        ("word " * WORDS_A_MINUTE * 2, 2),
        ("word\n" * WORDS_A_MINUTE * 10, 10),
        ("漢" * IDEOGRAPHS_A_MINUTE * 4, 4),
        ("かな" * IDEOGRAPHS_A_MINUTE, 2),
        ("한글" * IDEOGRAPHS_A_MINUTE, 2),
        ("漢字，。" * (IDEOGRAPHS_A_MINUTE * 5), 10),
        ("漢" * IDEOGRAPHS_A_MINUTE * 2 + " word" * WORDS_A_MINUTE * 3, 5),
        ("word – " * WORDS_A_MINUTE * 4, 4),
        ("سلام " * WORDS_A_MINUTE * 3, 3),
    ],
    ids=[
        "nothing",
        "a minute",
        "two",
        "ten",
        "chinese",
        "japanese",
        "korean",
        "chinese with stops",
        "mixed",
        "dashes",
        "arabic",
    ],
)
def test_reading_time_follows_words_and_ideographs_but_not_their_stops(body: str, minutes: int) -> None:
    assert reading_minutes(told(PATH, body=body)) == minutes


@pytest.mark.parametrize("place", ["title", "dek", "summary", "body", "points", "cards"])
def test_everything_that_is_read_on_the_page_counts(place: str) -> None:
    part = " ".join(["word"] * (WORDS_A_MINUTE if place in ("summary", "body", "cards") else 80))
    many = 4
    pages: dict[str, dict[str, Any]] = {
        "title": {"title": part, "dek": part, "summary": " ".join([part] * 10)},
        "dek": {"dek": part, "summary": " ".join([part] * 11)},
        "summary": {"summary": " ".join([part] * many)},
        "body": {"body": " ".join([part] * many)},
        "points": {"key_points": [part] * 12},
        "cards": {
            "articles": [{"title": "A", "url": f"https://example.org/{n}", "summary": part} for n in range(many)]
        },
    }
    assert reading_minutes(told(PATH, **pages[place])) == 4


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None)
def test_more_text_never_takes_less_time(text: str, more: str) -> None:
    assert 1 <= reading_minutes(told(PATH, body=text)) <= reading_minutes(told(PATH, body=f"{text} {more}"))
