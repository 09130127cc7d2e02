"""Did you mean …? A hint that is wrong is worse than none."""

from __future__ import annotations

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Article, BriefingKeys
from broadsheet.model.vocabulary import vocabulary, words
from broadsheet.text.suggest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sumary", "summary"),
        ("Title", "title"),
        ("titel", "title"),
        ("keypoints", "key_points"),
        ("key-points", "key_points"),
        ("artcles", "articles"),
        ("article", "articles"),
        ("correction", "corrections"),
        ("ai_assistence", "ai_assistance"),
        ("reviewedBy", "reviewed_by"),
        ("follow", "follows"),
    ],
)
def test_a_misspelt_key_is_recognised(typed: str, meant: str) -> None:
    assert nearest(typed, BriefingKeys.model_fields) == meant


@pytest.mark.parametrize("typed", ["foo", "wibble", "models", "x", "", "author_of_this_text", "深度求索"])
def test_a_key_that_is_like_none_gets_no_guess(typed: str) -> None:
    assert nearest(typed, BriefingKeys.model_fields) is None


@pytest.mark.parametrize("key", [key for key in BriefingKeys.model_fields if len(key) > 4])
def test_every_key_is_found_with_a_letter_missing_or_two_swapped(key: str) -> None:
    middle = len(key) // 2
    assert nearest(key[:middle] + key[middle + 1 :], BriefingKeys.model_fields) == key
    assert (
        nearest(key[: middle - 1] + key[middle] + key[middle - 1] + key[middle + 1 :], BriefingKeys.model_fields) == key
    )


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, known in vocabulary().items() for word in known])
def test_every_word_of_the_vocabulary_is_found_with_a_letter_doubled(name: str, word: str) -> None:
    assert nearest(word[:2] + word[1:], words(name)) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Alarming", "alarmed"), ("ENTHUSIASTC", "enthusiastic"), ("scepticle", "skeptical"), ("netural", "neutral")],
)
def test_a_misspelt_tone_is_recognised(typed: str, meant: str) -> None:
    assert did_you_mean(typed, words("tone")) == f"did you mean “{meant}”?"


def test_a_short_list_is_told_whole_and_a_long_one_not_at_all() -> None:
    assert did_you_mean("zzz", ["yes", "no"]) == "one of: yes, no"
    assert did_you_mean("zzz", [f"word{number}" for number in range(13)]) == ""
    assert did_you_mean("zzz", []) == ""


def test_a_stricter_cutoff_guesses_less() -> None:
    assert nearest("scmp.org", ["scmp.com"], cutoff=0.8) is None
    assert nearest("smcp.com", ["scmp.com"], cutoff=0.8) == "scmp.com"


def test_a_name_is_given_back_as_it_is_registered() -> None:
    assert nearest("open ai", ["OpenAI"]) == "OpenAI"
    assert nearest("title", Article.model_fields) == "title"


WORDS = st.text("abcÀß-2 語", max_size=8)


@given(WORDS, st.lists(WORDS, max_size=8), st.sampled_from([0, 0.5, 0.65, 0.75, 0.8, 0.85, 0.88, 1]))
def test_a_look_at_the_letters_first_changes_nothing(typed: str, known: list[str], cutoff: float) -> None:
    by_folded = {word.casefold(): word for word in known}
    close = get_close_matches(typed.casefold(), by_folded, n=1, cutoff=cutoff)
    assert nearest(typed, known, cutoff=cutoff) == (by_folded[close[0]] if close else None)
