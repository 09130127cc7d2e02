from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

from broadsheet.model import Category, Entity
from broadsheet.model.registries import Registries
from broadsheet.pages import PictureFile
from broadsheet.pages.structured import script_json
from built_site import page, shipped_briefings
from values import SITE, archived, pages_of, told

PATH = "2026/04/24/a"
ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")
STORY = told(
    PATH,
    title="A </script><script>alert(1)</script> title <!-- & more",
    category="models",
    entities=["OpenAI", "AI"],
    articles=[
        {"title": "One", "url": "https://one.example/1", "published": "2026-04-24T08:30", "entities": ("OpenAI", "AI")},
        {"title": "Two", "url": "https://two.example/2", "publisher": "The Two"},
    ],
    corrections=[{"date": "2026-04-26", "text": "It was not so."}],
)
REGISTRIES = Registries(
    categories={"models": Category(label="Models")},
    entities={"OpenAI": Entity()},
    names={"openai": "OpenAI"},
    stopped=frozenset({"ai"}),
)
PAGES = pages_of(archived([STORY, told("2026/04/25/b", follows=PATH, language="de")], REGISTRIES))


def linked(url: str) -> Any:
    return json.loads(PAGES[url].meta["jsonld"])


@pytest.mark.parametrize("url", sorted(PAGES))
def test_every_page_says_in_one_block_what_it_is(url: str) -> None:
    data = linked(url)
    assert data["@context"] == "https://schema.org"
    assert data["url"] == f"https://paper.example/{url}"
    assert data["@type"] == ("NewsArticle" if url in (f"{PATH}/", "2026/04/25/b/") else "CollectionPage")


@pytest.mark.parametrize("url", sorted(PAGES))
def test_nothing_contributed_can_close_the_script_element(url: str) -> None:
    block = PAGES[url].meta["jsonld"]
    assert not set(block) & set("<>&")


def test_a_briefing_cites_its_sources_and_tells_dates_with_a_zone() -> None:
    article = linked(f"{PATH}/")
    assert article["headline"] == STORY.title
    assert ZONED.fullmatch(article["datePublished"])
    assert article["datePublished"].startswith("2026-04-24")
    assert ZONED.fullmatch(article["dateModified"])
    assert article["dateModified"].startswith("2026-04-26")
    assert [source["url"] for source in article["citation"]] == ["https://one.example/1", "https://two.example/2"]
    assert article["articleSection"] == "Models"
    assert article["about"] == [{"@type": "Thing", "name": "OpenAI"}]
    assert article["correction"][0]["text"] == "It was not so."
    assert article["inLanguage"] == "en"
    assert linked("2026/04/25/b/")["inLanguage"] == "de"


def test_a_reviewer_is_the_author_and_without_one_the_paper_is() -> None:
    paper = linked(f"{PATH}/")
    assert paper["publisher"]["name"] == "The Paper"
    assert paper["author"] == {"@id": paper["publisher"]["@id"]}
    reviewed = pages_of(archived([told(PATH, reviewed_by="Desk")]))[f"{PATH}/"].meta["jsonld"]
    assert json.loads(reviewed)["author"] == [{"@type": "Person", "name": "Desk"}]


def test_a_picture_is_named_with_its_full_address() -> None:
    picture = PictureFile(uri=f"{PATH}/p.webp", content=b"", width=40, height=30)
    story = told(PATH, image={"file": "p.png", "alt": "A picture"})
    pages = pages_of(archived([story]), replace(SITE, pictures={PATH: picture}))
    assert json.loads(pages[f"{PATH}/"].meta["jsonld"])["image"] == {
        "@type": "ImageObject",
        "url": f"https://paper.example/{PATH}/p.webp",
        "width": 40,
        "height": 30,
    }


REQUIRED = {
    "type": "object",
    "required": ["@context", "headline", "url", "datePublished", "dateModified", "author", "publisher", "citation"],
    "properties": {
        "headline": {"type": "string", "minLength": 1},
        "url": {"pattern": "^https://"},
        "citation": {"type": "array", "minItems": 1, "items": {"required": ["@type", "url"]}},
        "publisher": {"required": ["@type", "name", "url"]},
        "mainEntityOfPage": {
            "required": ["breadcrumb"],
            "properties": {"breadcrumb": {"properties": {"itemListElement": {"minItems": 2}}}},
        },
    },
}


def test_what_search_engines_require_of_an_article_is_there(shipped_site: Path) -> None:
    for path in shipped_briefings():
        (block,) = page(shipped_site, f"{path}/").xpath("//script[@type='application/ld+json']/text()")
        article = json.loads(block)
        validate(article, REQUIRED)
        assert article["@type"] == "NewsArticle"


def trail(url: str) -> list[tuple[int, str, str | None]]:
    data = linked(url)
    page = data["mainEntityOfPage"] if data["@type"] == "NewsArticle" else data
    items = page["breadcrumb"]["itemListElement"]
    return [(item["position"], item["name"], item.get("item")) for item in items]


@pytest.mark.parametrize(
    ("url", "above"),
    [
        (f"{PATH}/", [("Models", "topics/models/")]),
        ("2026/04/25/b/", [("25 April 2026", "2026/04/25/")]),
        ("2026/04/24/", [("Archive", "archive/"), ("2026", "2026/"), ("April 2026", "2026/04/")]),
        ("2026/04/", [("Archive", "archive/"), ("2026", "2026/")]),
        ("2026/", [("Archive", "archive/")]),
        ("2026/w17/", [("Archive", "archive/")]),
        ("entities/openai/", [("Entities", "entities/")]),
        ("threads/a/", [("Threads", "threads/")]),
        ("sources/", []),
        ("trends/", []),
    ],
)
def test_breadcrumbs_lead_from_the_front_page_to_the_page(url: str, above: list[tuple[str, str]]) -> None:
    found = trail(url)
    assert [position for position, _, _ in found] == list(range(1, len(found) + 1))
    assert found[0][1:] == ("The Paper", "https://paper.example/")
    assert [(name, item) for _, name, item in found[1:] if item] == [
        (n, f"https://paper.example/{u}") for n, u in above
    ]
    assert all(item.removeprefix("https://paper.example/") in PAGES for _, _, item in found if item)


def test_the_front_page_says_who_publishes() -> None:
    publisher = linked("")["publisher"]
    assert (publisher["@type"], publisher["name"]) == ("NewsMediaOrganization", "The Paper")
    assert publisher["logo"] == "https://paper.example/assets/mark.svg"
    assert publisher["@id"] == linked(f"{PATH}/")["publisher"]["@id"]


def test_a_picture_drawn_by_a_machine_is_called_that() -> None:
    picture = PictureFile(uri=f"{PATH}/p.jpg", content=b"", width=40, height=30)
    story = told(PATH, image={"file": "p.png", "alt": "A", "credit": "Desk", "generator": "A model"})
    pages = pages_of(archived([story]), replace(SITE, pictures={PATH: picture}))
    image = json.loads(pages[f"{PATH}/"].meta["jsonld"])["image"]
    assert image["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert image["creditText"] == "Desk"


def test_a_list_page_names_its_stories_in_their_order() -> None:
    items = linked("threads/a/")["mainEntity"]
    assert items["numberOfItems"] == 2
    assert [(item["position"], item["url"]) for item in items["itemListElement"]] == [
        (1, f"https://paper.example/{PATH}/"),
        (2, "https://paper.example/2026/04/25/b/"),
    ]


@given(
    st.recursive(
        st.text() | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
@settings(deadline=None)
def test_json_in_a_script_element_reads_back_unchanged_and_cannot_end_it(value: Any) -> None:
    text = script_json(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")
