"""What readers' apps, scripts and acceptance checks rely on: addresses, HTML hooks, JSON. Design, section 4."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from built_site import (
    Element,
    file_at,
    hooks,
    page,
    page_names,
    shipped_briefings,
    shipped_registry,
    source_counts,
    words,
)

BRIEFINGS = shipped_briefings()
DAYS = sorted({path[:10] for path in BRIEFINGS})
DOMAINS = sorted({domain for keys in BRIEFINGS.values() for domain in source_counts(keys)})
FIXED = [
    "",
    "archive/",
    "sources/",
    "entities/",
    "topics/",
    "threads/",
    "corrections/",
    "about/",
    "404.html",
    "feed.xml",
    "data/briefings.jsonl",
    "data/index.json",
]
every_briefing = pytest.mark.parametrize("path", BRIEFINGS)


def article_of(site: Path, path: str) -> Element:
    (article,) = page(site, f"{path}/").xpath("//article[@data-path]")
    return article


def json_ld(site: Path, address: str) -> dict[str, Any]:
    (block,) = page(site, address).xpath("//script[@type='application/ld+json']")
    return dict(json.loads(block.text))


@pytest.mark.parametrize("address", [*FIXED, "data/briefing.schema.json", "sitemap.xml"])
def test_the_fixed_addresses_exist(shipped_site: Path, address: str) -> None:
    assert file_at(shipped_site, address).is_file()


def test_every_briefing_day_month_and_year_has_its_address(shipped_site: Path) -> None:
    wanted = {f"{path[:end]}/" for path in BRIEFINGS for end in (4, 7, 10, len(path))}
    assert not [address for address in wanted if not file_at(shipped_site, address).is_file()]


def test_every_source_topic_and_thread_has_its_address(shipped_site: Path) -> None:
    wanted = {f"sources/{domain}/" for domain in DOMAINS} | {f"topics/{key}/" for key in shipped_registry("categories")}
    for keys in BRIEFINGS.values():
        root = keys.get("follows", "")
        while "follows" in BRIEFINGS.get(root, {}):
            root = BRIEFINGS[root]["follows"]
        wanted |= {f"threads/{root[11:]}/"} if root else set()
    assert not [address for address in wanted if not file_at(shipped_site, address).is_file()]


def test_every_page_has_one_headline_one_json_ld_block_a_language_and_a_title(shipped_site: Path) -> None:
    for name in page_names(shipped_site):
        html = page(shipped_site, name)
        assert len(html.xpath("//h1")) == 1, name
        assert words(html.xpath("//h1")[0]), name
        assert html.get("lang") == "en", name
        assert json_ld(shipped_site, name)["@context"] == "https://schema.org", name
        assert len(html.xpath("//head/title")) == len(html.xpath("//main")) == 1, name
        assert words(html.xpath("//head/title")[0]), name


def test_only_a_briefings_page_is_marked_as_one(shipped_site: Path) -> None:
    marked = {name: hooks(page(shipped_site, name), "path") for name in page_names(shipped_site)}
    assert {name: paths for name, paths in marked.items() if paths} == {
        f"{path}/index.html": [path] for path in BRIEFINGS
    }
    for path in BRIEFINGS:
        assert "briefing" in article_of(shipped_site, path).get("class").split()


@every_briefing
def test_source_counts_are_those_of_the_urls(shipped_site: Path, path: str) -> None:
    article = article_of(shipped_site, path)
    shown = {found.get("data-source"): int(found.get("data-count")) for found in article.xpath(".//*[@data-source]")}
    assert len(hooks(article, "source")) == len(hooks(article, "count")) == len(shown)
    assert shown == source_counts(BRIEFINGS[path])


@every_briefing
def test_key_points_are_list_items_with_their_citations(shipped_site: Path, path: str) -> None:
    (section,) = article_of(shipped_site, path).find_class("key-points")
    items = section.xpath(".//li")
    points = BRIEFINGS[path]["key_points"]
    assert len(items) == len(points)
    for item, point in zip(items, points, strict=True):
        cited = [] if isinstance(point, str) else [f"#article-{number}" for number in point.get("sources", [])]
        assert [link.get("href") for link in item.xpath(".//sup//a")] == cited


@every_briefing
def test_each_article_with_a_summary_is_a_card_and_the_others_are_more_coverage(shipped_site: Path, path: str) -> None:
    article = article_of(shipped_site, path)
    written = BRIEFINGS[path]["articles"]
    assert [card.get("data-url") for card in article.find_class("article-card")] == [
        a["url"] for a in written if a.get("summary")
    ]
    more = [url for found in article.find_class("more-coverage") for url in hooks(found, "url")]
    assert more == [a["url"] for a in written if not a.get("summary")]


@every_briefing
def test_cards_carry_entities_tone_sentiment_and_intent(shipped_site: Path, path: str) -> None:
    cards = article_of(shipped_site, path).find_class("article-card")
    for card, written in zip(cards, [a for a in BRIEFINGS[path]["articles"] if a.get("summary")], strict=True):
        for name in ("tone", "sentiment", "intent"):
            assert hooks(card, name) == ([written[name]] if name in written else []), (written["title"], name)
        assert len(hooks(card, "entity")) == len(set(written.get("entities", []))), written["title"]


def test_every_entity_leads_to_a_page_that_lists_the_briefing(shipped_site: Path) -> None:
    linked = 0
    for path in BRIEFINGS:
        for link in article_of(shipped_site, path).xpath(".//*[@data-entity]//a/@href"):
            address = str(link).removeprefix("../../../../")
            assert address.startswith("entities/")
            assert path in hooks(page(shipped_site, address), "story"), (path, address)
            linked += 1
    assert linked > 100


@pytest.mark.parametrize("day", DAYS)
def test_an_edition_lists_the_briefings_of_its_day_by_rank(shipped_site: Path, day: str) -> None:
    shown = hooks(page(shipped_site, f"{day}/"), "story")
    assert sorted(shown) == [path for path in BRIEFINGS if path.startswith(day)]
    ranks = [int(BRIEFINGS[path].get("rank", 999)) for path in shown]
    assert ranks == sorted(ranks)


def test_the_home_page_is_the_newest_edition(shipped_site: Path) -> None:
    assert hooks(page(shipped_site, ""), "story") == hooks(page(shipped_site, f"{DAYS[-1]}/"), "story")


def test_a_month_lists_all_its_briefings(shipped_site: Path) -> None:
    assert sorted(hooks(page(shipped_site, "2026/04/"), "story")) == [
        path for path in BRIEFINGS if path.startswith("2026/04/")
    ]


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_source_lists_the_briefings_that_rest_on_it(shipped_site: Path, domain: str) -> None:
    shown = hooks(page(shipped_site, f"sources/{domain}/"), "story")
    assert sorted(shown) == [path for path, keys in BRIEFINGS.items() if domain in source_counts(keys)]


@pytest.mark.parametrize("category", shipped_registry("categories"))
def test_a_topic_lists_its_briefings(shipped_site: Path, category: str) -> None:
    shown = hooks(page(shipped_site, f"topics/{category}/"), "story")
    assert sorted(shown) == [path for path, keys in BRIEFINGS.items() if keys.get("category") == category]


def test_a_calendar_links_the_days_with_an_edition_and_marks_the_others(shipped_site: Path) -> None:
    for address in ("archive/", "2026/", "2026/04/"):
        html = page(shipped_site, address)
        linked = [f"{'/'.join(str(href).split('/')[-4:-1])}" for href in html.xpath("//table//td/a/@href")]
        assert linked == DAYS, address
        (gap,) = html.xpath("//td[contains(@class, 'gap')]")
        assert words(gap) == "23: no edition", address


@every_briefing
def test_index_json_holds_every_key_of_the_briefing_and_what_follows_from_it(shipped_site: Path, path: str) -> None:
    data = json.loads(file_at(shipped_site, f"{path}/index.json").read_bytes())
    keys = {key: value for key, value in BRIEFINGS[path].items() if value}
    assert not keys.keys() - data.keys()
    assert data["url"] == f"https://broadsheet.example/{path}/"
    assert data["title"] == keys["title"]
    assert data["source_counts"] == source_counts(keys)
    assert [article["url"] for article in data["articles"]] == [article["url"] for article in keys["articles"]]
    assert data["independent_publishers"] <= data["publishers"] <= len(data["source_counts"])
    assert bool(data["independent_publishers"]) == bool(data["publishers"])  # posts and primary sources are none
    assert {"thread", "newer", "older"} <= data.keys()


def test_newer_and_older_lead_through_all_briefings(shipped_site: Path) -> None:
    data = {path: json.loads(file_at(shipped_site, f"{path}/index.json").read_bytes()) for path in BRIEFINGS}
    (path,) = (path for path in data if data[path]["newer"] is None)
    seen = [path]
    while older := data[path]["older"]:
        assert data[older]["newer"] == path
        path = older
        seen.append(path)
    assert sorted(seen) == list(BRIEFINGS)


def test_the_jsonl_holds_the_same_records_oldest_first(shipped_site: Path) -> None:
    lines = (shipped_site / "data/briefings.jsonl").read_bytes().splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["path"][:10] for record in records] == sorted(path[:10] for path in BRIEFINGS)
    assert records == [
        json.loads(file_at(shipped_site, f"{record['path']}/index.json").read_bytes()) for record in records
    ]
    assert len(records) == len(BRIEFINGS)


@every_briefing
def test_json_ld_calls_a_briefing_a_news_article_that_cites_its_sources(shipped_site: Path, path: str) -> None:
    data, keys = json_ld(shipped_site, f"{path}/"), BRIEFINGS[path]
    assert (data["@type"], data["headline"]) == ("NewsArticle", keys["title"])
    assert data["datePublished"].startswith(path[:10].replace("/", "-"))
    assert [cited["url"] for cited in data["citation"]] == [article["url"] for article in keys["articles"]]
