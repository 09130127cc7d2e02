from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.charts import Column, Row, Stack, columns, legend, ranking, shares, sparkline

KINDS = ("negative", "mixed", "neutral", "positive")
HOSTILE = """<script>alert("1")</script> & 'quoted'"""


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def bars(svg: str, kind: str = "c-column") -> list[ElementTree.Element]:
    return [rect for rect in tree(svg).iter("rect") if rect.get("class") == kind]


def charts_of(text: str) -> list[str]:
    return [
        sparkline([1, 2], text),
        columns([Column(value=1, says=text, tick=text)], text, unit=text),
        shares([Stack(parts={"negative": 1}, says=text, tick=text)], KINDS, text, name=text),
        ranking([Row(name=text, value=1, note=text)], text),
        legend({"negative": text}, name=text),
    ]


@pytest.mark.parametrize("chart", charts_of(HOSTILE))
def test_words_are_escaped_and_nothing_is_styled_in_place(chart: str) -> None:
    assert not list(tree(chart).iter("script"))
    assert "style=" not in chart


@pytest.mark.parametrize("chart", charts_of("It went up.")[:4])
def test_a_chart_is_one_image_that_says_what_it_shows(chart: str) -> None:
    svg = tree(chart)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "It went up.")
    assert svg[0].tag == "title"
    assert svg[0].text == "It went up."


def test_a_sparkline_is_as_high_as_its_highest_value_and_leaves_gaps_for_zeros() -> None:
    svg = sparkline([1, 0, 2], "Three days.")
    assert tree(svg).get("viewBox") == "0 0 30 24"
    [path] = [p.get("d") or "" for p in tree(svg).iter("path") if p.get("class") == "c-column"]
    assert path == "M0 23v-11.5H9v11.5zM20 23v-23H29v23z"


@pytest.mark.parametrize("values", [[], [3], [0, 0]])
def test_there_is_no_sparkline_where_there_is_nothing_to_compare(values: list[int]) -> None:
    assert sparkline(values, "Nothing.") == ""


def test_columns_are_drawn_to_scale_and_carry_their_figures() -> None:
    svg = columns([Column(value=v, says=str(v)) for v in (0, 5, 10)], "Columns.")
    assert [float(bar.get("height", "")) for bar in bars(svg)] == [65, 130]
    assert [text.text for text in tree(svg).iter("text")] == ["0", "5", "10"]


def test_of_many_columns_only_the_first_of_the_highest_carries_its_figure() -> None:
    svg = columns([Column(value=v % 5, says=str(v)) for v in range(40)], "Columns.", unit=" %")
    assert [text.text for text in tree(svg).iter("text")] == ["4 %"]


def test_a_time_without_a_value_is_left_empty_and_not_drawn_as_none() -> None:
    svg = columns([Column(value=None, says="–"), Column(value=50, says="50")], "Columns.", top=100, unit="%")
    assert [float(bar.get("height", "")) for bar in bars(svg)] == [65]
    assert [text.text for text in tree(svg).iter("text")] == ["50%"]


def test_shares_fill_the_height_from_the_first_kind_up() -> None:
    svg = shares([Stack(parts={"negative": 1, "positive": 3}, says="S")], KINDS, "Shares.", name="s")
    [low], [high] = bars(svg, "c-negative"), bars(svg, "c-positive")
    assert (float(low.get("y", "")), float(low.get("height", ""))) == (97.5, 31.5)
    assert (float(high.get("y", "")), float(high.get("height", ""))) == (0, 96.5)


def test_patterns_tell_kinds_apart_without_colour_and_their_ids_belong_to_the_chart() -> None:
    one, two = (shares([Stack(parts={}, says="S")], KINDS, "Shares.", name=name) for name in ("one", "two"))
    assert set(re.findall(r' id="([^"]+)"', one)) == {"one-negative", "one-mixed"}
    assert set(re.findall(r' id="([^"]+)"', two)) == {"two-negative", "two-mixed"}
    assert 'fill="url(#one-negative)"' in legend({"negative": "bad"}, name="one")


def test_a_ranking_is_drawn_to_scale_and_cuts_names_to_a_phone() -> None:
    svg = ranking(
        [
            Row(name="n" * 40, value=4, note="4"),
            Row(name="深" * 40, value=1, note="1"),
            Row(name="c", value=0, note="0"),
        ],
        "Bars.",
    )
    assert [bar.get("width") for bar in bars(svg)] == ["100%", "25%", "0.1%"]
    names = [text.text for text in tree(svg).iter("text") if text.get("class") == "c-name"]
    assert names == ["n" * 29 + "…", "深" * 14 + "…", "c"]


@given(st.lists(st.integers(0, 10**6), max_size=300))
def test_every_chart_is_sound_and_stays_inside_whatever_the_figures(values: list[int]) -> None:
    drawn = [
        sparkline(values, "S."),
        columns([Column(value=value, says="c") for value in values], "C."),
        shares([Stack(parts={"negative": v, "neutral": v % 3}, says="s") for v in values], KINDS, "P.", name="p"),
        ranking([Row(name="r", value=value, note="n") for value in values], "R."),
    ]
    for svg in filter(None, drawn):
        for element in tree(svg).iter():
            for name in ("x", "y", "width", "height"):
                number = element.get(name, "0").removesuffix("%")
                assert re.fullmatch(r"\d+(\.\d)?", number)
                if element.get(name, "").endswith("%"):
                    assert float(number) <= 100
