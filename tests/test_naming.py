"""The name of a new briefing's file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.write.slug import is_name, name_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("China's plan", "chinas-plan"),
        ("China’s plan", "chinas-plan"),
        ("C++ & C#", "c-plus-plus-and-c-sharp"),
        ("深度求索发布", "shen-du-qiu-suo-fa-bu"),
        ("Con", "con-news"),
        ("Index", "index-news"),
        ("../../../etc/passwd", "etc-passwd"),
        ("a\x00b\x1b[31m", "a-b-31m"),
    ],
)
def test_a_headline_becomes_a_name(title: str, name: str) -> None:
    assert name_of(title) == name


@given(st.text())
def test_any_headline_becomes_a_name_that_can_be_an_address(title: str) -> None:
    assert is_name(name_of(title))
