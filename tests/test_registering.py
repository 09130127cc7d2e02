"""A line in publishers.yml: at its place, and every other byte as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.load.parse import parse
from broadsheet.write.registry import AlreadyThere, Unplaceable, with_publisher
from conftest import ROOT

HEAD = "# Who stands behind a domain.\n# domain: {name*}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "m.example: {name: M}\n"),
        (HEAD, HEAD + "m.example: {name: M}\n"),
        (HEAD + "b.example: {name: B}", HEAD + "b.example: {name: B}\nm.example: {name: M}\n"),
        (HEAD + "z.example: {name: Z}\n", HEAD + "m.example: {name: M}\nz.example: {name: Z}\n"),
        ("a.example: {name: A}\n# of Z\nz.example:\n  name: Z\n", "a.example: {name: A}\nm.example: {name: M}\n# of Z\nz.example:\n  name: Z\n"),
        ("z.example: {name: Z}\n\n\na.example: {name: A}\n\n", "z.example: {name: Z}\n\n\na.example: {name: A}\n\nm.example: {name: M}\n"),
        ("a.example: {name: A}\r\nz.example: {name: Z}\r\n", "a.example: {name: A}\r\nm.example: {name: M}\r\nz.example: {name: Z}\r\n"),
        ("\ufeffz.example: {name: Z}\n", "\ufeffm.example: {name: M}\nz.example: {name: Z}\n"),
        ("a.example:\n  name: \u2028\x85B\nz.example: {name: Z}\n", "a.example:\n  name: \u2028\x85B\nm.example: {name: M}\nz.example: {name: Z}\n"),
    ],
)  # fmt: skip
def test_a_publisher_comes_to_its_place(before: str, after: str) -> None:
    assert with_publisher(before, "m.example", {"name": "M"}) == after


def test_facts_come_in_their_order_and_are_quoted_where_they_must_be() -> None:
    line = with_publisher(
        "", "m.example", {"paywall": True, "country": "NO", "name": "M, {N}: #1", "family": None, "kind": ""}
    )
    assert with_publisher("", "m.example", {"paywall": False}) == "m.example: {paywall: false}\n"
    assert line == 'm.example: {name: "M, {N}: #1", country: "NO", paywall: true}\n'


def test_a_domain_that_is_there_is_not_added_again() -> None:
    with pytest.raises(AlreadyThere, match=r"a\.example stands in line 1"):
        with_publisher("A.example: {name: A}\n", "a.example", {"name": "A"})


@pytest.mark.parametrize(
    "text", ["{a.example: {name: A}}\n", "- a\n", "a: [\n", "a.example: {name: A}\n...\n", "a: &x 1\n"]
)
def test_a_file_that_cannot_take_a_line_is_left_alone(text: str) -> None:
    with pytest.raises(Unplaceable):
        with_publisher(text, "m.example", {"name": "M"})


def test_the_registry_of_this_repository_takes_one_more() -> None:
    text = (ROOT / "briefings" / "publishers.yml").read_text("utf-8")
    for key in ("aaa.example", "mmm.example", "zzz.example"):
        new = with_publisher(text, key, {"name": "M"})
        assert len(new.splitlines()) == len(text.splitlines()) + 1
        assert [line for line in new.splitlines() if not line.startswith(key)] == text.splitlines()


NAME = st.text(min_size=1, max_size=20).filter(lambda name: name.strip() == name)


@given(st.lists(NAME, max_size=5, unique=True), NAME, NAME)
def test_whatever_it_is_called_it_is_read_back_or_refused(others: list[str], key: str, name: str) -> None:
    text = ""
    for one in (*others, key):
        before = parse(text).value or {}
        try:
            text = with_publisher(text, one, {"name": name})
        except (AlreadyThere, Unplaceable):
            continue
        assert parse(text).value == {**before, one: {"name": name}}
