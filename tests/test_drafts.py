"""A draft's key says all that it is made of: with the same key it makes the same, whatever else the archive holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.model import Briefing, Category, Entity, Publisher
from broadsheet.model.registries import Registries, fold
from broadsheet.pages import Page, Target, page_targets
from broadsheet.publish import asset_targets
from broadsheet.publish.asset import AggregateTarget
from broadsheet.publish.search import search_targets
from conftest import examples
from values import SITE, archived, told

PATHS = [f"{day}/{slug}" for day in ("2025/12/31", "2026/01/01", "2026/01/02", "2026/02/20") for slug in "abc"]
NAMES = ["OpenAI", "Open AI", "Nvidia", "AI", "Mistral", "OAI"]
DOMAINS = ["one.example", "two.example", "three.example"]


def registries(*, renamed: bool, aliased: bool, stopped: bool, labelled: bool) -> Registries:
    """What a contributor changes in the registries."""
    entity = Entity(aliases=("OAI",) if aliased else (), kind="organisation" if renamed else None)
    return Registries(
        categories={"models": Category(label="Models and research" if labelled else "Models", order=1)},
        publishers={
            "one.example": Publisher(name="The One" if renamed else "One", family="House" if aliased else None)
        },
        entities={"OpenAI": entity},
        names={fold(name): "OpenAI" for name in ("OpenAI", *entity.aliases)},
        stopped=frozenset({"ai"} if stopped else ()),
    )


@st.composite
def briefings(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Some briefings as keys by their paths."""
    found: dict[str, dict[str, Any]] = {}
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=7, unique=True)):
        earlier = [other for other in found if other < path]
        found[path] = {
            "title": draw(st.sampled_from(["One headline", "Another headline"])),
            "category": draw(st.sampled_from([None, "models", "policy"])),
            "rank": draw(st.sampled_from([None, "1", "2"])),
            "entities": draw(st.lists(st.sampled_from(NAMES), max_size=3)),
            "urls": [
                f"https://{domain}/{path}"
                for domain in draw(st.lists(st.sampled_from(DOMAINS), min_size=1, max_size=3))
            ],
            "follows": draw(st.sampled_from([None, *earlier])),
            "corrections": draw(st.sampled_from([(), ({"date": "2026-03-01", "text": "It was wrong."},)])),
        }
    return found


def targets_of(found: dict[str, dict[str, Any]], words: Registries, cache: Path) -> dict[str, Any]:
    archive = archived([told(path, **keys) for path, keys in found.items()], words)
    pages: Sequence[Target[Page]] = list(page_targets(archive, SITE))
    targets = [*pages, *asset_targets(archive, SITE, pages, ["about/"]), *search_targets(archive, SITE, cache)]
    assert len({target.name for target in targets}) == len(targets)
    return {target.name: target for target in targets}


SWITCHES = st.fixed_dictionaries({name: st.booleans() for name in ("renamed", "aliased", "stopped", "labelled")})


@pytest.mark.slow
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=briefings(), edits=briefings(), gone=st.sets(st.sampled_from(PATHS)), one=SWITCHES, other=SWITCHES)
def test_what_has_the_same_key_is_made_the_same(
    tmp_path: Path,
    before: dict[str, Any],
    edits: dict[str, Any],
    gone: set[str],
    one: dict[str, bool],
    other: dict[str, bool],
) -> None:
    after = {path: keys for path, keys in {**before, **edits}.items() if path not in gone}
    was = targets_of(before, registries(**one), tmp_path)
    now = targets_of(after, registries(**other), tmp_path)
    for name, target in now.items():
        if (
            name in was
            and was[name].key == target.key
            and not isinstance(target, AggregateTarget)
            and "search/" not in name
        ):
            assert target.make() == was[name].make(), name


def test_a_day_more_makes_little_anew(tmp_path: Path) -> None:
    days = [f"2026/{month:02}/{day:02}" for month in (1, 2) for day in range(1, 29)]
    found: list[Briefing] = [
        told(f"{day}/{slug}", entities=[f"Name {place % 7}"]) for place, day in enumerate(days) for slug in "ab"
    ]
    was, now = (
        {target.name: target.key for target in page_targets(archived(some), SITE)}
        for some in (found, [*found, told("2026/03/01/c")])
    )
    changed = {name for name, key in now.items() if was.get(name) != key}
    briefing_pages = {name for name in changed if len(name.split("/")) == 5}
    assert briefing_pages == {"2026/03/01/c/index.md", "2026/02/28/a/index.md"}
    assert not {name for name in changed if name.startswith("entities/Name")}
    assert {"index.md", "archive/index.md", "2026/index.md", "2026/03/index.md", "2026/03/01/index.md"} <= changed
    assert "2026/01/index.md" not in changed
