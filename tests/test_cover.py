"""Covers: never two alike, always the same, small, and safe with any story."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive import Archive
from broadsheet.build.paper import open_paper
from broadsheet.load import list_tree
from broadsheet.pages import Site
from broadsheet.pages.generated_cover import COMPOSITIONS, cover
from conftest import ROOT
from test_mark import HOSTILE
from values import archived, told

COLOURS = {"c-ink", "c-paper", "c-accent", "c-tint", "c-tint2"}
SENTIMENTS = ("positive", "negative", "neutral", "mixed", None, "gloomy")


@pytest.fixture(scope="module")
def shipped() -> Archive:
    return open_paper(list_tree(ROOT), Site(name="The Paper")).archive


def drawn(path: str = "2026/04/24/a", **keys: object) -> str:
    archive = archived([told(path, **keys)])
    return cover(archive, archive.stories[path])


def articles(count: int, domains: int, **keys: object) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "title": "An article",
            "url": f"https://site-{n % domains}.org/{n}",
            "sentiment": SENTIMENTS[n % len(SENTIMENTS)],
            **keys,
        }
        for n in range(count)
    )


def hold_to_the_rules(svg: str) -> None:
    root = ET.fromstring(svg)
    assert (root.get("class"), root.get("viewBox")) == ("cover", "0 0 640 360")
    assert root.get("aria-hidden") == "true"
    for element in root.iter():
        assert element.tag in ("svg", "path", "text")
        assert set(element.keys()) <= {
            "class", "viewBox", "aria-hidden", "focusable", "direction", "d", "x", "y", "font-size", "text-anchor",
        }  # fmt: skip
        assert element is root or element.get("class").removesuffix(" k") in COLOURS
        assert "." not in element.get("d", "")
        assert element.tag == "text" or not element.text
    assert len(svg.encode()) <= 2560


def test_every_shipped_cover_keeps_the_rules_and_differs(shipped: Archive) -> None:
    covers = [cover(shipped, story) for story in shipped.stories.values()]
    for svg in covers:
        hold_to_the_rules(svg)
    assert len(set(covers)) == len(covers) > 12


def test_a_cover_never_changes(shipped: Archive) -> None:
    again = open_paper(list_tree(ROOT), Site(name="The Paper")).archive
    for path, story in shipped.stories.items():
        assert cover(shipped, story) == cover(again, again.stories[path])


def test_stories_alike_in_everything_but_their_path_differ() -> None:
    paths = [f"2026/04/24/story-{n}" for n in range(300)]
    archive = archived(told(path, title="The same", entities=("OpenAI",)) for path in paths)
    assert len({cover(archive, archive.stories[path]) for path in paths}) == len(paths)


def test_every_composition_is_used() -> None:
    heads = {re.sub(r"[-\d]+", "", re.sub(r' class="[^"]*"', "", drawn(f"2026/04/24/s-{n}"))) for n in range(60)}
    assert len(heads) >= len(COMPOSITIONS)


@pytest.mark.slow
@pytest.mark.parametrize("path", [f"2026/04/24/s-{n}" for n in range(25)])
@pytest.mark.parametrize(
    ("count", "domains"), [(1, 1), (2, 1), (3, 3), (8, 5), (24, 24), (25, 2), (60, 40), (200, 200), (200, 1)]
)
def test_any_number_of_articles_and_publishers_is_drawn(path: str, count: int, domains: int) -> None:
    names = ("WW MM", "MM WW", "A\u0301\u0301\u0301 深", "👩‍👩‍👧‍👦 👩‍👩‍👧‍👦")
    hold_to_the_rules(drawn(path, articles=articles(count, domains, entities=names)))


@pytest.mark.parametrize("path", [f"2026/04/24/s-{n}" for n in range(10)])
@pytest.mark.parametrize("entities", [(), ("深度求索", "华为"), ("🦊", "🇨🇭"), ("الجزيرة",), ("<b>&\"'",), ("&", "<")])
def test_any_name_is_drawn_and_escaped(path: str, entities: tuple[str, ...]) -> None:
    hold_to_the_rules(drawn(path, entities=entities))


@given(st.sampled_from([name for name in HOSTILE if name.strip() and name.isprintable()]), st.integers(0, 40))
def test_hostile_names_stay_text(name: str, number: int) -> None:
    hold_to_the_rules(drawn(f"2026/04/24/s-{number}", title=name, entities=(name, f"{name} {name}")))


def test_each_sentiment_has_a_shape_of_its_own() -> None:
    covers = {drawn(articles=articles(1, 1, sentiment=sentiment)) for sentiment in SENTIMENTS[:5]}
    assert len(covers) == 5
