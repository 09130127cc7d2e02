from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.model import Category, Entity
from broadsheet.pages import PictureFile
from broadsheet.pages.structured import script_json
from broadsheet.registries import Registries
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
    assert article["about"] == [{"name": "OpenAI"}]
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
