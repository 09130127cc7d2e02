"""Who speaks in a briefing: posts, hosts, aggregators and agency texts are no independent publishers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.archive import Archive
from broadsheet.build.paper import open_paper
from broadsheet.load import list_tree
from broadsheet.model import Article, Publisher
from broadsheet.model.registries import Registries
from broadsheet.model.voices import cite, tally_of
from conftest import ROOT
from values import SITE, archived, pages_of, told

PATH = "2026/04/24/a"
TEXT = (
    "The council voted on Friday by twelve to nine for half fares on all night buses from June, and the mayor said that the"
    " cost of two million a year would be met from parking fees that rise in May."
)
SHORTER = TEXT[: TEXT.index(" from parking")] + ", the town hall said."
OTHER = (
    "Riders had asked for cheaper tickets after dark for years; a drivers' union warned on Friday that buses are crowded already,"
    " and wants thirty more of them before anything else is promised to anybody."
)
REGISTRIES = Registries(
    publishers={
        "one.example": Publisher(name="One"),
        "two.example": Publisher(name="Two"),
        "apnews.com": Publisher(name="AP", kind="agency"),
        "digest.example": Publisher(name="Digest", kind="aggregator"),
        "forum.example": Publisher(name="Forum", kind="platform"),
    }
)


def archive_of(*articles: dict[str, Any]) -> Archive:
    filled = [{"title": f"Article {number}", **one} for number, one in enumerate(articles, 1)]
    return archived([told(PATH, articles=filled)], REGISTRIES)


def counts_of(*articles: dict[str, Any]) -> tuple[int, ...]:
    return tuple(archive_of(*articles).stories[PATH].tally)


def at(domain: str, **keys: Any) -> dict[str, Any]:
    return {"url": f"https://{domain}/{len(keys)}", **keys}


def test_the_publishers_posts_and_primary_sources_of_the_shipped_briefing_are_counted_apart() -> None:
    page = pages_of(open_paper(list_tree(ROOT), SITE).archive)["2026/04/24/deepseek-v4-preview/"]
    assert page.meta["counts"] == "10 articles · 6 publishers, 5 independent · 3 posts · 1 primary"
    assert [(one["name"], one["voice"]) for one in page.meta["sources"][5:]] == [
        ("Goodinfo", "aggregator"),
        ("Hugging Face", "primary source"),
        ("X", "@vllm_project"),
        ("Reddit", "r/LocalLLaMA"),
        ("Bluesky", "@emollick.bsky.social"),
    ]
    assert [card["publisher"] for card in page.meta["more"]] == [
        "@vllm_project on X",
        "r/LocalLLaMA on Reddit",
        "@emollick.bsky.social on Bluesky",
    ]


@pytest.mark.parametrize(
    ("articles", "counts"),  # publishers, independent, posts, primary, unknown
    [
        ([at("one.example"), at("two.example")], (2, 2, 0, 0, 0)),
        ([at("one.example"), at("digest.example")], (2, 1, 0, 0, 0)),
        ([at("one.example"), at("forum.example"), at("forum.example", author="B")], (1, 1, 2, 0, 0)),
        ([at("x.com/a/status"), at("fosstodon.org/@a/112233445566778899/")], (0, 0, 2, 0, 0)),
        ([at("one.example", role="primary"), at("two.example")], (1, 1, 0, 1, 0)),
        ([at("one.example", role="primary"), at("one.example", author="B")], (1, 1, 0, 1, 0)),
        ([at("x.com/a/status", role="primary"), at("github.com/a/b")], (0, 0, 0, 2, 0)),
        ([at("a.substack.com/p"), at("b.substack.com/p")], (2, 2, 0, 0, 0)),
        ([at("t.co/a"), at("archive.ph/Ab12C"), at("one.example")], (1, 1, 0, 0, 2)),
        ([at("web.archive.org/web/2026/https://one.example"), at("m.one.example")], (1, 1, 0, 0, 0)),
    ],
)
def test_what_is_no_publisher_is_counted_apart(articles: list[dict[str, Any]], counts: tuple[int, ...]) -> None:
    assert counts_of(*articles) == counts


def test_the_papers_registry_overrides_what_is_known_of_a_site() -> None:
    articles = (Article(title="A", url="https://www.youtube.com/@tv/1"),)
    assert tally_of(cite(articles), Registries()).posts == 1
    registries = Registries(publishers={"youtube.com": Publisher(name="TV", kind="broadcaster")})
    assert tally_of(cite(articles), registries) == (1, 1, 0, 0, 0)
    named = Registries(publishers={"youtube.com": Publisher(name="Tube")})
    assert tally_of(cite(articles), named).posts == 1
    assert named.publisher_of("youtube.com") == Publisher(name="Tube", kind="platform")


@pytest.mark.parametrize(
    ("articles", "independent", "carried"),
    [
        ([at("one.example", summary=TEXT), at("two.example", summary=TEXT)], 1, ["2 carry the same text: One, Two."]),
        (
            [at("one.example", summary=TEXT), at("two.example", summary=SHORTER)],
            1,
            ["2 carry the same text: One, Two."],
        ),
        ([at("one.example", summary=TEXT), at("two.example", summary=OTHER)], 2, []),
        ([at("one.example", summary="Half fares."), at("two.example", summary="Half fares.")], 2, []),
        ([at("one.example"), at("two.example")], 2, []),
        (
            [at("one.example", author="AP"), at("two.example", author="Jane Doe, Associated Press")],
            1,
            ["2 carry the same agency text: One, Two."],
        ),
        (
            [at("one.example", via="AP"), at("apnews.com"), at("two.example")],
            2,
            ["2 carry the same agency text: One, AP."],
        ),
        ([at("one.example", via="Two"), at("two.example")], 1, ["2 carry the same agency text: One, Two."]),
        ([at("one.example", via="AP"), at("two.example", via="Reuters")], 2, []),
        ([at("one.example", via="AP"), at("one.example", author="Own"), at("two.example", via="AP")], 2, []),
        (
            [at("one.example", summary=TEXT, via="AP"), at("two.example", summary=SHORTER), at("apnews.com")],
            1,
            ["3 carry the same agency text: One, Two, AP."],
        ),
    ],
)
def test_one_text_on_many_sites_is_one_voice(
    articles: list[dict[str, Any]], independent: int, carried: list[str]
) -> None:
    archive = archive_of(*articles)
    assert archive.stories[PATH].independent == independent
    assert pages_of(archive)[f"{PATH}/"].meta["carried"] == carried


NUMBERS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["", "AP", "dpa"]), st.booleans()), min_size=1, max_size=12
)


@given(NUMBERS)
@settings(max_examples=60, deadline=None)
def test_every_article_is_counted_once(numbers: list[tuple[int, str, bool]]) -> None:
    hosts = ("one.example", "two.example", "x.com/a/status", "t.co", "digest.example", "github.com/a")
    articles = [
        Article(
            title="A",
            url=f"https://{hosts[host]}/{place}",
            via=via or None,
            role="primary" if primary else None,
            summary=TEXT,
        )
        for place, (host, via, primary) in enumerate(numbers)
    ]
    cited = cite(articles)
    found = tally_of(cited, REGISTRIES)
    assert sum(one.articles for one in cited) == len(articles)
    assert found.independent <= found.publishers <= len(cited)
    assert found.publishers + found.posts + found.primary + found.unknown <= len(articles)
    assert found.unknown == sum(host == 3 for host, _, _ in numbers)


def test_posts_stand_apart_from_the_press_on_the_page_of_sources() -> None:
    articles = [
        {"title": "A", "url": f"https://{host}/1"}
        for host in ("one.example", "x.com/a/status", "digest.example", "t.co")
    ]
    pages = pages_of(archived([told(PATH, articles=articles)], REGISTRIES))
    meta = pages["sources/"].meta
    assert [entry["name"] for entry in meta["entries"]] == ["One"]
    assert [(group["title"], [entry["name"] for entry in group["entries"]]) for group in meta["groups"]] == [
        ("Aggregators", ["Digest"]),
        ("Posts", ["X"]),
        ("Links of unknown origin", ["t.co"]),
    ]
    assert pages["sources/x.com/"].meta["description"] == "Posts on X: 1 post in 1 briefing."
