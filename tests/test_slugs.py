from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.text.slugs import allot, slug_of
from conftest import examples

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("DeepSeek V4", "deepseek-v4"),
        ("GPT-5.5", "gpt-5-5"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F# ", "f-sharp"),
        ("AT&T", "at-and-t"),
        ("50% Club", "50-percent-club"),
        ("São Paulo", "sao-paulo"),
        ("Æther Øl", "aether-ol"),
        ("深度求索", "shen-du-qiu-suo"),
        ("Москва", "moskva"),
        ("O'Reilly", "o-reilly"),
        ("../../etc/passwd", "etc-passwd"),
        ("  spaced  out  ", "spaced-out"),
    ],
)
def test_a_name_can_be_read_in_its_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["🤖", "…", "!!!", "🇩🇪", "‽", "()"])
def test_a_name_with_nothing_to_spell_has_an_address_of_its_own(name: str) -> None:
    assert re.fullmatch(r"x-[0-9a-f]{8}", slug_of(name))
    assert slug_of(name) == slug_of(name) != slug_of(name + name)


def test_a_very_long_name_is_cut_at_a_word() -> None:
    assert slug_of("word " * 40) == "-".join(["word"] * 16)
    assert len(slug_of("w" * 400)) <= 80


def allotted(*names: str) -> dict[str, str]:
    return allot((name, slug_of(name)) for name in names)


def test_whoever_comes_first_keeps_the_plain_address() -> None:
    slugs = allotted("GPT 5.5", "GPT-5-5", "gpt/5/5")
    assert slugs["GPT 5.5"] == "gpt-5-5"
    assert slugs["GPT-5-5"].startswith("gpt-5-5-")
    assert len(set(slugs.values())) == 3


def test_a_wished_address_is_given_to_the_first_who_wishes_it() -> None:
    slugs = allot([("Sam Altman", "altman"), ("Altman", "altman")])
    assert slugs["Sam Altman"] == "altman" != slugs["Altman"]


ODD = ["A", "a", "A!", "A-A", "a a", "🤖", "🤖🤖", "C+", "C plus", "C"]
NAMES = st.lists(st.sampled_from(ODD) | st.text(min_size=1, max_size=12), max_size=12)


@given(NAMES, NAMES)
@settings(deadline=None, max_examples=examples(40))
def test_addresses_differ_are_well_formed_and_stay_when_names_are_added(old: list[str], new: list[str]) -> None:
    before, after = allotted(*old), allotted(*old, *new)
    assert before == {name: after[name] for name in before}
    assert len(set(after.values())) == len(after)
    assert all(SLUG.fullmatch(slug) for slug in after.values())
