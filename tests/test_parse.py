"""YAML text to values and places: what is read, what is refused, and that nothing ever raises."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.load.parse import FORBIDDEN, Fault, Marks, Parsed, forbidden_characters, parse
from broadsheet.load.thorough import read_thoroughly
from conftest import examples


def faults(text: str, **options: int) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.code) for fault in parse(text, **options).faults]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a: no", "no"),
        ("a: 12:30", "12:30"),
        ("a: 2026-02-30", "2026-02-30"),
        ("a: 0x10", "0x10"),
        ("a: 1_000.50", "1_000.50"),
        ("a: .inf", ".inf"),
        ("a:", None),
        ("a: ~", None),
        ("a: null", None),
        ("a: 'null'", "null"),
        ('a: ""', ""),
        ("a: =", "="),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a: >-\n  one\n  two\n", "one two"),
        ('a: "\\u00e9\\U0001F600"', "é😀"),
        ("a: # nothing", None),
        ("a: C#", "C#"),
        ("a: 深度求索", "深度求索"),
        ("a: [x, 'y', ]", ["x", "y"]),
        ("a: {b: {c: d}}", {"b": {"c": "d"}}),
    ],
)
def test_every_scalar_stays_what_was_typed(written: str, read: object) -> None:
    assert parse(written) == Parsed({"a": read}, parse(written).marks, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!str b", [(1, 4, "yaml-tag")]),
        ("a: !<x> b", [(1, 4, "yaml-tag")]),
        ("a: ! b", [(1, 4, "yaml-tag")]),
        ("a: &x b", [(1, 4, "yaml-anchor")]),
        ("a: *x", [(1, 4, "yaml-alias")]),
        ("a: &x b\nc: *x", [(1, 4, "yaml-anchor"), (2, 4, "yaml-alias")]),
        ("a: &x [1]\nb: {<<: *x}", [(1, 4, "yaml-anchor"), (2, 5, "yaml-merge"), (2, 9, "yaml-alias")]),
        ("<<: {a: b}", [(1, 1, "yaml-merge")]),
        ("'<<': a", []),
        ("? [a]\n: b", [(1, 3, "yaml-key")]),
        ("{a: b}: c", [(1, 1, "yaml-key")]),
        ("a: b\nc:\n- d: 1\n  d: 2", [(4, 3, "duplicate-key")]),
        ("a: 1\n'a': 2\n\"a\": 3", [(2, 1, "duplicate-key"), (3, 1, "duplicate-key")]),
        ("a: b\n---\nc: d", [(2, 1, "yaml-documents")]),
        ("a: b\n...\n---\nc: d", [(3, 1, "yaml-documents")]),
        ("a: " + "[" * 19 + "]" * 19, []),
        ("a: " + "[" * 20 + "]" * 20, [(1, 23, "yaml-depth")]),
        ('a: "\\x1b"', [(1, 4, "forbidden-character")]),
        ('a: "\\u202e"', [(1, 4, "forbidden-character")]),
        ('"\\0": a', [(1, 1, "forbidden-character")]),
    ],
)
def test_what_yaml_could_hide_is_a_fault_with_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: OpenAI: GPT", 1, 10),
        ('a: "never closed\nb: c\n', 1, 4),
        ('a: "closed by the next\nb: "other"\n', 1, 4),
        ("a: 'closed by the next\nb: 'other'\n", 1, 4),
        ("a:\n- 'It's here'\n", 2, 7),
        ("a: b\nno colon here\nc: d\n", 2, 1),
        ("a: first\nsecond line of the text\nb: c\n", 2, 1),
        ("a: [never closed\nb: c\n", 1, 4),
        ("a:\n- b\n- {c: d\n- e\n", 3, 3),
        ("a: *bold*\n", 1, 4),
        ("a: `code`\n", 1, 4),
        ("a:\n\t- b\n", 2, 1),
    ],
)
def test_a_slip_of_the_pen_is_reported_where_it_was_made(text: str, line: int, column: int) -> None:
    assert faults(text)[0][:2] == (line, column)
    assert faults(text, first_line=2)[0][:2] == (line + 1, column)


def test_the_first_of_two_equal_keys_keeps_value_and_place() -> None:
    parsed = parse("a: 1\nb: 2\na: [3]\n")
    assert parsed.value == {"a": "1", "b": "2"}
    assert parsed.marks.key(("a",)) == (1, 1)
    assert parsed.marks.value(("a",)) == (1, 4)


def test_a_second_document_moves_no_place_of_the_first() -> None:
    parsed = parse("a: 1\n---\na: 2\n")
    assert parsed.value == {"a": "1"}
    assert parsed.marks.key(("a",)) == (1, 1)


def test_places_count_lines_as_editors_do() -> None:
    parsed = parse('a: "one\u2028two\u2029three\x85four"\nb: c\n')
    assert parsed.marks.key(("b",)) == (2, 1)


def test_places_count_characters_not_bytes() -> None:
    assert parse("深度求索: {é: 😀, x: y}").marks.key(("深度求索", "x")) == (1, 14)


def test_the_place_of_something_missing_is_that_of_what_surrounds_it() -> None:
    marks = parse("a:\n  b: [c]\n", first_line=5).marks
    assert marks.value(("a", "b", 0)) == (6, 7)
    assert marks.value(("a", "b", 7, "x")) == (6, 6)
    assert marks.key(("a", "zzz")) == (6, 3)
    assert Marks().value(("a",)) == (1, 1)


def test_a_tag_with_a_broken_escape_is_a_fault_and_no_crash() -> None:
    assert parse("a: !%ED%A0%80 b\n").faults


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\uffff"]
)
def test_control_and_override_characters_are_found_once_a_line(character: str) -> None:
    found = forbidden_characters(f"fine\n{character} and {character}\n\n.{character}", first_line=3)
    assert [(fault.line, fault.column) for fault in found] == [(4, 1), (6, 2)]
    assert f"U+{ord(character):04X}" in found[0].message


@pytest.mark.parametrize(
    "text", ["tab\tand\nnewline", "عربي", "emoji 👩‍👩‍👧", "soft\u00adhyphen", "left-to-right mark \u200e", "לא"]
)
def test_characters_that_writing_needs_are_allowed(text: str) -> None:
    assert forbidden_characters(text) == []


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"-?:,[]{}#&*!|>'\"%@`~=<",
                "\n",
                "  ",
                "\t",
                ": ",
                "- ",
                "? ",
                "<<",
                "---",
                "...",
                "%YAML 1.1\n",
                "!!str ",
                "&a ",
                "*a ",
            ]
        ),
        st.sampled_from(
            [
                "\n  ",
                "\n    ",
                "|2\n",
                ">-\n",
                "\\",
                "\\x1b",
                "!%ED%A0%80 ",
                "!%41 ",
                "\u2028",
                "\x85",
                "\ufeff",
                "\0",
                "key: value\n",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
).map("".join)


@given(st.text(max_size=300) | FRAGMENTS)
@settings(max_examples=examples(50), deadline=None)
@example("!%ED%A0%80 x")
@example("a\u2028b: c\u2028d: [")
def test_no_text_makes_parse_raise_and_every_place_lies_within_it(text: str) -> None:
    parsed = parse(text, first_line=10)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = [
        *parsed.marks.keys.values(),
        *parsed.marks.values.values(),
        *((fault.line, fault.column) for fault in parsed.faults),
    ]
    for line, column in places:
        assert 10 <= line < 10 + len(lines)
        assert 1 <= column <= len(lines[line - 10]) + 1


@given(st.text(max_size=100) | FRAGMENTS)
@settings(max_examples=examples(50), deadline=None)
@example("a: [" * 21)
@example("a: 1\na: 2\n")
@example("a: ~\nb: '~'\nc:\n...\n")
def test_the_quick_reading_reads_what_the_thorough_one_does(text: str) -> None:
    parsed, thorough = parse(text), read_thoroughly(text, 1)
    assert (parsed.value, list(parsed.faults)) == (thorough.root, thorough.faults)


# PyYAML does not write U+0085, U+2028 and U+2029 so that it can read them back itself
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"), max_size=30).filter(
    lambda text: not FORBIDDEN.search(text)
)
DATA = st.dictionaries(
    PLAIN,
    st.recursive(
        PLAIN | st.none(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
        max_leaves=12,
    ),
)


@pytest.mark.slow
@given(DATA, st.booleans(), st.sampled_from([None, True, False]))
@settings(max_examples=examples(40), deadline=None)
def test_what_pyyaml_writes_is_read_back_as_it_was(data: dict[str, Any], unicode: bool, flow: bool | None) -> None:
    text = yaml.safe_dump(data, allow_unicode=unicode, default_flow_style=flow, sort_keys=False)
    parsed = parse(text)
    assert parsed.faults == ()
    assert parsed.value == data


@pytest.mark.slow
@given(DATA, st.booleans())
@settings(max_examples=examples(40), deadline=None)
def test_parse_reads_what_pyyaml_reads_as_strings(data: dict[str, Any], unicode: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=unicode, sort_keys=False)
    assert as_strings(parse(text).value) == yaml.load(text, Loader=yaml.BaseLoader)


def as_strings(data: Any) -> Any:
    """What BaseLoader makes of a plain null is the word itself."""
    if isinstance(data, dict):
        return {key: as_strings(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_strings(value) for value in data]
    return "null" if data is None else data


def test_a_fault_is_a_value() -> None:
    assert parse("a: *b").faults == (
        Fault(1, 4, "yaml-alias", "aliases (*name) are not allowed", "put a text that begins with * in quotes"),
    )
