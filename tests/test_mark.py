"""Letter marks: small, steady, told apart, and safe with any name."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.publisher_mark import initials, mark

DOMAINS = ("bbc.co.uk", "cnbc.com", "npr.org", "wired.com", "arxiv.org", "reddit.com", "theguardian.com", "scmp.com")
HOSTILE = ("<script>", '"><svg onload=x>', "&&", "\x00\x01", "\ud800", "\u202e\u200d", "]]>", "\ufffe", "", " ")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("OpenAI", "OA"),
        ("The Guardian", "G"),
        ("The", "T"),
        ("Ars Technica", "AT"),
        ("GPT-5.5", "G5"),
        ("X", "X"),
        ("élan vital", "ÉV"),
        ("e\u0301lan", "E\u0301"),
        ("ß", "ß"),
        ("深度求索", "深"),
        ("한겨레 신문", "한"),
        ("الجزيرة", "ا"),
        ("🦊", "🦊"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("🇨🇭 🇩🇪", "🇨🇭"),
        ("👍🏽", "👍🏽"),
        ("", "·"),
        ("\u200d\u202e", "·"),
    ],
)
def test_initials_are_what_a_reader_takes_for_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_mark_depends_on_nothing_but_name_and_domain() -> None:
    assert mark("BBC News", "bbc.co.uk") == mark("BBC News", "bbc.co.uk")


def test_publishers_of_the_same_initial_get_different_shapes() -> None:
    assert len({mark("N", f"site-{number}.org") for number in range(100)}) == 12


@pytest.mark.parametrize("name", [*HOSTILE, "WW MM", "👩‍👩‍👧‍👦 👩‍👩‍👧‍👦", "a" + "\u0301" * 100])
@pytest.mark.parametrize("domain", DOMAINS)
def test_any_name_gives_a_small_well_formed_mark(name: str, domain: str) -> None:
    drawn = mark(name, domain)
    element = ET.fromstring(drawn)
    assert [one.tag for one in element.iter()] == ["i"]
    assert element.get("aria-hidden") == "true"
    assert len(drawn.encode()) <= 150


@given(st.text(), st.text())
def test_nothing_breaks_a_mark(name: str, domain: str) -> None:
    ET.fromstring(mark(name, domain))
    assert len(mark(name, domain).encode()) <= 150
