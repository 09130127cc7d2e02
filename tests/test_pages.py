from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from broadsheet.archive import Archive
from broadsheet.build.paper import open_paper
from broadsheet.load import list_tree
from broadsheet.model import Category
from broadsheet.model.registries import Registries
from broadsheet.pages.phrases import count, moment_in_words, sources_in_words
from conftest import ROOT, briefing
from values import SITE, ArchiveOf, archived, pages_of, told

PATH = "2026/04/24/a"
FILE = f"briefings/{PATH}.yml"


@pytest.fixture
def rich(archive_of: ArchiveOf) -> Archive:
    return archive_of(
        {
            FILE: briefing(
                title='"A <b>bold</b> {{ 7*7 }} title"',
                category="models",
                label="breaking",
                key_points='\n  - {text: "Point *one*.", sources: [2, 1]}\n  - Point two.',
                articles="""
  - {title: One, url: "https://www.bbc.co.uk/1", summary: S, tone: critical, sentiment: negative, intent: inform, entities: [OpenAI, AI]}
  - {title: Two, url: "https://one.example/2", tone: celebratory, sentiment: positive, published: 2026-04-24T08:30+02:00, role: report, paywall: yes}
  - {title: Three, url: "https://one.example/3", summary: S, tone: alarmed, sentiment: negative}
  - {title: Four, url: "https://four.example/4", summary: S, tone: neutral, archived: "https://archive.example/4"}
  - {title: Five, url: "https://[2001:db8::1]/5"}""",
                claims="""
  - {claim: It was **Friday**, says: {1: yes, 3: "no", 4: "26 April"}}
  - {claim: It rained, says: {3: "true", 4: "False"}}""",
                corrections='\n  - {date: 2026-04-25, text: "It was *not* so."}',
                ai_assistance="Drafted with `a model`.",
                reviewed_by="The desk",
            ),
            "briefings/2026/04/25/b.yml": briefing(follows=PATH, title="The next day"),
            "briefings/categories.yml": "models: Models\nempty: {label: Empty, description: Nothing yet.}\n",
            "briefings/entities.yml": "OpenAI: {kind: organisation}\nstop: [AI]\n",
            "briefings/publishers.yml": """\
bbc.co.uk: {name: BBC News}
one.example: {name: One, family: Big House}
four.example: {name: Four, owner: Big House}
""",
        }
    )


@pytest.fixture
def meta(rich: Archive) -> Any:
    return pages_of(rich)[f"{PATH}/"].meta


def test_a_briefing_names_its_sources_with_their_articles_and_houses(meta: Any) -> None:
    assert [(s["domain"], s["name"], s["count"], s["url"], s["voice"]) for s in meta["sources"]] == [
        ("one.example", "One", 2, "sources/one.example/", "Big House"),
        ("bbc.co.uk", "BBC News", 1, "sources/bbc.co.uk/", None),
        ("four.example", "Four", 1, "sources/four.example/", "Big House"),
        ("2001:db8::1", "2001:db8::1", 1, "sources/2001-db8--1/", None),
    ]
    assert meta["counts"] == "5 articles · 4 publishers · 3 independent"


def test_full_cards_and_more_coverage_keep_the_numbers_of_the_articles(meta: Any) -> None:
    assert [card["number"] for card in meta["cards"]] == [1, 3, 4]
    assert [card["number"] for card in meta["more"]] == [2, 5]
    first = meta["cards"][0]
    assert first["entities"] == [{"name": "OpenAI", "url": "entities/openai/"}, {"name": "AI", "url": None}]
    assert (first["tone"]["key"], first["sentiment"]["key"], first["intent"]["key"]) == (
        "critical",
        "negative",
        "inform",
    )
    assert first["url"] == "https://www.bbc.co.uk/1"
    assert meta["cards"][2]["archived"] == "https://archive.example/4"
    assert meta["more"][0]["published"] == {
        "iso": "2026-04-24T08:30:00+02:00",
        "words": "24 April 2026, 08:30 UTC+02:00",
    }
    assert (meta["more"][0]["role"], meta["more"][0]["paywall"]) == ("Report", True)


def test_a_key_point_cites_its_articles_and_they_say_where(meta: Any) -> None:
    assert meta["points"] == [
        {
            "number": 1,
            "text_html": "Point <em>one</em>.",
            "sources": [2, 1],
        },
        {"number": 2, "text_html": "Point two.", "sources": []},
    ]
    assert [card["cited_in"] for card in meta["cards"]] == [[1], [], []]


def test_the_table_of_claims_shows_who_says_what_and_who_is_silent(meta: Any) -> None:
    assert [(column["number"], column["publisher"]) for column in meta["claims"]["columns"]] == [
        (1, "BBC News"),
        (3, "One"),
        (4, "Four"),
    ]
    rows = meta["claims"]["rows"]
    assert rows[0]["claim_html"] == "It was <strong>Friday</strong>"
    assert [(cell["text"], cell["kind"], cell["by"]) for cell in rows[0]["cells"]] == [
        ("yes", "yes", "BBC News"),
        ("no", "no", "One"),
        ("26 April", "other", "Four"),
    ]
    assert [(cell["text"], cell["kind"]) for cell in rows[1]["cells"]] == [
        ("–", "silent"),
        ("yes", "yes"),
        ("no", "no"),
    ]


def test_the_tone_table_goes_from_the_most_negative_to_the_most_positive(meta: Any) -> None:
    assert [(row["number"], row["tone"], row["sentiment"]["label"]) for row in meta["tones"]] == [
        (3, "alarmed", "negative"),
        (1, "critical", "negative"),
        (2, "celebratory", "positive"),
        (4, "neutral", ""),
    ]


def test_a_briefing_says_how_it_was_made_and_what_was_corrected(meta: Any) -> None:
    assert meta["made"]["assistance_html"] == "Drafted with <code>a model</code>."
    assert meta["made"]["reviewed_by"] == ["The desk"]
    assert meta["updated"] == {"iso": "2026-04-25", "words": "25 April 2026"}
    assert meta["corrections"] == [
        {"iso": "2026-04-25", "words": "25 April 2026", "text_html": "<p>It was <em>not</em> so.</p>"}
    ]


def test_thread_and_neighbours_are_named(meta: Any) -> None:
    assert [(stop["path"], stop["here"]) for stop in meta["thread"]["stops"]] == [(PATH, True), ("2026/04/25/b", False)]
    assert meta["newer"] == {"title": "The next day", "url": "2026/04/25/b/"}
    assert meta["older"] is None


def test_readers_can_mend_and_report_only_where_there_is_a_repository(rich: Archive) -> None:
    site = replace(SITE, repo_url="https://github.com/a/b", edit_uri="edit/main/docs/")
    meta = pages_of(rich, site)[f"{PATH}/"].meta
    assert meta["edit_url"] == f"https://github.com/a/b/edit/main/{FILE}"
    asked = parse_qs(urlsplit(meta["report_url"]).query)
    assert asked == {"template": ["error.yml"], "briefing": [PATH]}
    assert meta["report_url"].startswith("https://github.com/a/b/issues/new?")
    elsewhere = pages_of(rich, replace(SITE, repo_url="https://code.example.org/a/b"))[f"{PATH}/"].meta
    assert elsewhere["report_url"] == f"https://code.example.org/a/b/issues/new?title=Error%20in%20{PATH}"
    without = pages_of(rich, SITE)[f"{PATH}/"].meta
    assert (without["edit_url"], without["report_url"]) == ("", "")


@pytest.mark.parametrize(
    ("articles", "publishers", "independent", "words"),
    [
        (1, 1, 1, "1 article · single source"),
        (3, 1, 1, "3 articles · single source"),
        (2, 2, 1, "2 articles · 2 publishers · 1 independent"),
        (6, 4, 3, "6 articles · 4 publishers · 3 independent"),
    ],
)
def test_the_counts_of_sources_are_said_in_words(articles: int, publishers: int, independent: int, words: str) -> None:
    assert sources_in_words(articles, publishers, independent) == words


def test_counts_and_moments_read_like_english() -> None:
    assert [count(n, "story", "stories") for n in (0, 1, 2, 1234)] == [
        "0 stories",
        "1 story",
        "2 stories",
        "1,234 stories",
    ]
    assert moment_in_words(date(2026, 4, 4)) == "4 April 2026"


def test_the_home_page_is_the_newest_edition_whole() -> None:
    pages = pages_of(archived([told(f"2026/04/25/s{n}", rank=n) for n in range(1, 8)] + [told(PATH)]))
    home, edition = pages[""].meta, pages["2026/04/25/"].meta
    shown = [home["lead"], *home["second"], *home["brief"]]
    assert [story["path"] for story in shown] == [f"2026/04/25/s{n}" for n in range(1, 8)]
    assert shown == [edition["lead"], *edition["second"], *edition["brief"]]
    assert home["edition"] == edition["edition"]
    assert [(day["day"], day["count"]) for day in home["days"]] == [(24, "1 story"), (25, "7 stories")]


def test_a_paper_without_briefings_has_a_home_page_that_says_so() -> None:
    pages = pages_of(archived([]))
    assert pages[""].meta["edition"] is None
    assert {
        "",
        "archive/",
        "sources/",
        "entities/",
        "topics/",
        "threads/",
        "corrections/",
        "trends/",
        "search/",
        "feeds/",
        "saved/",
    } == set(pages)
    assert [pages[f"{name}/"].meta["entries"] for name in ("sources", "entities", "topics", "threads")] == [
        [],
        [],
        [],
        [],
    ]
    assert pages["corrections/"].meta["notices"] == []


def test_every_index_has_a_page_for_each_of_its_entries(rich: Archive) -> None:
    pages = pages_of(rich)
    for name in ("sources", "entities", "topics", "threads"):
        entries = [entry["url"] for entry in pages[f"{name}/"].meta["entries"]]
        assert set(entries) == {url for url in pages if url.startswith(f"{name}/") and url != f"{name}/"}
    assert pages["topics/empty/"].meta["months"] == []
    assert pages["entities/openai/"].meta["months"][0]["stories"][0]["path"] == PATH
    assert pages["sources/2001-db8--1/"].meta["link"]["url"] == "https://[2001:db8::1]/"
    assert pages["sources/bbc.co.uk/"].meta["link"]["url"] == "https://bbc.co.uk/"


@pytest.mark.parametrize(
    "dek", ["Prices: 3 < 5 and 7 > 5", "A <script> in the standfirst", "AT&amp;T is AT&T", "Use **stars**"]
)
def test_a_standfirst_is_described_in_the_words_it_was_written_in(dek: str) -> None:
    registries = Registries(categories={"models": Category(label="Models", description=dek)})
    pages = pages_of(archived([told(PATH, dek=dek)], registries))
    assert pages["topics/models/"].meta["description"] == dek
    assert pages[f"{PATH}/"].meta["description"] == dek
    assert pages[f"{PATH}/"].meta["dek"] == dek


def test_without_a_standfirst_the_summary_begins_in_plain_words() -> None:
    pages = pages_of(archived([told(PATH, summary="**DeepSeek**, which 3 < 5 shows. " + "word " * 60)]))
    described = pages[f"{PATH}/"].meta["description"]
    assert described.startswith("DeepSeek, which 3 < 5 shows. word word")
    assert described.endswith("word …")
    assert len(described) <= 202


def test_pages_are_plain_data_and_no_two_have_one_address(rich: Archive) -> None:
    shipped = open_paper(list_tree(ROOT), SITE)
    for archive, site in ((rich, SITE), (shipped.archive, shipped.site), (archived([]), SITE)):
        pages = list(pages_of(archive, site).values())
        assert len(pages) > 6
        for page in pages:
            assert json.loads(json.dumps(page.meta)) == page.meta
    assert len({page.uri for page in shipped.pages}) == len(shipped.pages)


def test_text_from_a_briefing_reaches_a_page_as_text(rich: Archive) -> None:
    pages = pages_of(rich)
    assert pages[f"{PATH}/"].title == "A <b>bold</b> {{ 7*7 }} title"  # as it was written: the template escapes it
    hostile = told(PATH, summary="<script>{{ 7*7 }}</script>", body="<script>", key_points=["<img onerror=x>"])
    meta = pages_of(archived([hostile]))[f"{PATH}/"].meta
    html = meta["summary_html"] + meta["body_html"] + meta["points"][0]["text_html"]
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;{{ 7*7 }}&lt;/script&gt;" in html
