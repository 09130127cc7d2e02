"""The benchmark's news: the same from the same seed, sound, spread as it says; and Hugo draws all of it. Nothing is timed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import mean

import pytest
import yaml
from lxml import etree

from bench.generate import one_more_day, write_project
from bench.hugo import write_hugo
from bench.measure import Failed, run
from bench.news import Scale, Story, entities, stories
from bench.others import write_eleventy, write_material
from bench.page import document, goal_rows
from bench.results import Results
from bench.tools import Missing, hugo
from broadsheet.publish import SITE_LIMIT
from conftest import ROOT, build_here, run_here

N = 60
SCALE = Scale()


def briefings(root: Path) -> dict[str, bytes]:
    folder = root / "briefings"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bench") / "newspaper"
    write_project(root, N)
    return root


@pytest.fixture(scope="module")
def hugo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hugo")
    write_hugo(root / "project", N)
    try:
        program = hugo(ROOT / ".cache" / "bench" / "tools")
    except Missing as why:
        pytest.skip(str(why))
    run([program, "--source", root / "project", "--destination", root / "site", "--quiet"])
    return root / "site"


@pytest.fixture(scope="module")
def news() -> list[Story]:
    return list(stories(1_000, SCALE))


@pytest.mark.slow
def test_the_same_seed_writes_the_same_bytes_and_another_one_others(newspaper: Path, tmp_path: Path) -> None:
    write_project(tmp_path / "again", N)
    assert briefings(tmp_path / "again") == briefings(newspaper)
    write_project(tmp_path / "other", N, Scale(seed=5))
    assert briefings(tmp_path / "other") != briefings(newspaper)


def test_a_longer_run_begins_with_the_shorter_one(newspaper: Path, tmp_path: Path) -> None:
    write_project(tmp_path / "longer", 2 * N)
    longer = briefings(tmp_path / "longer")
    assert len(longer) == len(briefings(newspaper)) + N
    assert {name: longer[name] for name in briefings(newspaper)} == briefings(newspaper)


@pytest.mark.slow
def test_the_check_finds_nothing_even_after_more_days(newspaper: Path, tmp_path: Path) -> None:
    write_project(tmp_path / "days", N)
    for _ in range(2):
        before = briefings(tmp_path / "days")
        change = one_more_day(tmp_path / "days")
        after = briefings(tmp_path / "days")
        assert {name.rsplit(".", 1)[0] for name in after.keys() - before.keys()} == set(change.added)
        assert {name.rsplit(".", 1)[0] for name in before.keys() - after.keys()} <= {change.deleted}
        edited = [name for name in before.keys() & after.keys() if before[name] != after[name]]
        assert [name.rsplit(".", 1)[0] for name in edited] == [change.edited]
    for root in (newspaper, tmp_path / "days"):
        done = run_here("check", "--root", root)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout


@pytest.mark.slow
def test_days_articles_texts_bodies_and_threads_are_spread_as_said(news: list[Story]) -> None:
    assert set(Counter(one.day for one in news).values()) == {10}
    assert {len(one.articles) for one in news} == set(range(3, 9))
    assert {len(one.points) for one in news} == {3, 4, 5}
    assert 80 <= mean(len(article.summary.split()) for one in news for article in one.articles) <= 100
    assert 60 <= mean(len(" ".join(one.summary).split()) for one in news) <= 80
    assert 0.03 <= mean(bool(one.body) for one in news) <= 0.07
    followed = {one.follows for one in news} - {""}
    assert 0.07 <= mean(bool(one.follows) or one.path in followed for one in news) <= 0.1


def test_entities_follow_zipf_and_publishers_number_sixty(news: list[Story]) -> None:
    mentions = Counter(name for one in news for article in one.articles for name in article.entities)
    first, tenth = (mentions[entities(SCALE)[place]] for place in (0, 9))
    assert len(entities(SCALE)) == len(set(entities(SCALE))) == 2_000
    assert 6 <= first / tenth <= 14  # the tenth comes up a tenth as often as the first
    assert len({article.publisher.domain for one in news for article in one.articles}) == 60


@pytest.mark.slow
def test_every_briefing_is_a_page_of_hugo_and_every_name_a_page_with_a_feed(hugo_site: Path) -> None:
    site = hugo_site
    news = list(stories(N, SCALE))
    for one in news:
        page = (site / one.path / "index.html").read_text("utf-8")
        assert page.count('class="article-card"') == len(one.articles)
        assert page.count('id="point-') == len(one.points)
    assert len(list(site.glob("[0-9]*/[0-9]*/[0-9]*/*/index.html"))) == N
    names = {name for one in news for article in one.articles for name in article.entities}
    domains = {article.publisher.domain for one in news for article in one.articles}
    topics = {one.category for one in news}
    for folder, found in (("entities", names), ("sources", domains), ("topics", topics)):
        assert len(list((site / folder).glob("*/index.html"))) == len(found)
        assert len(list((site / folder).glob("*/index.xml"))) == len(found)


@pytest.mark.soak
def test_the_feeds_of_hugo_hold_what_ours_hold(newspaper: Path, hugo_site: Path, tmp_path: Path) -> None:
    theirs, ours = hugo_site, tmp_path / "ours"
    build_here("--root", newspaper, "--site-dir", ours, "--no-search")
    feeds = sorted(file.relative_to(ours).parent for file in ours.glob("*/*/feed.xml") if "threads" not in file.parts)
    assert len(feeds) > 100
    for feed in [Path(), *feeds]:
        atom, rss = etree.parse(ours / feed / "feed.xml"), etree.parse(theirs / feed / "index.xml")
        entries = {
            entry.find("{*}link").get("href"): len(entry.find("{*}content").text) for entry in atom.iter("{*}entry")
        }
        items = {item.find("link").text: len(item.find("description").text) for item in rss.iter("item")}
        assert items.keys() == entries.keys()
        assert all(0.8 < items[url] / entries[url] < 1.25 for url in items), feed


def test_a_program_that_takes_too_long_is_ended_and_the_table_says_so(tmp_path: Path) -> None:
    cost = run(["sleep", "60"], patience=0.3)
    assert cost.ended
    assert cost.seconds < 60
    results = Results(tmp_path / "results.json", settings="")
    results.add("cold@60", {"seconds": 2.0})
    results.add("material-nav@60", {"seconds": 20.0, "ended": 1.0})
    row = next(row for row in goal_rows(results, 60, 60, 60) if "with its defaults" in row.work)
    assert (row.figure, row.aside, row.reached) == (
        "more than 10 ×",
        "2.00 s against 20 s, then ended unfinished",
        True,
    )


def test_the_others_get_a_page_for_every_briefing(tmp_path: Path) -> None:
    write_material(tmp_path / "material", N)
    write_material(tmp_path / "whole", N, in_nav=True)
    write_eleventy(tmp_path / "eleventy", N)
    settings = {
        name: yaml.safe_load((tmp_path / name / "mkdocs.yml").read_text("utf-8")) for name in ("material", "whole")
    }
    assert settings["whole"].keys() == settings["material"].keys() - {"nav", "not_in_nav"}
    for one in stories(N, SCALE):
        head, text = (tmp_path / "material" / "docs" / f"{one.path}.md").read_text("utf-8").split("\n---\n", 1)
        assert yaml.safe_load(head.removeprefix("---\n"))["title"] == one.title
        assert all(article.url in text for article in one.articles)
        assert (tmp_path / "eleventy" / "content" / f"{one.path}.md").is_file()


def test_figures_outlive_an_interruption_but_not_other_settings(tmp_path: Path) -> None:
    results = Results(tmp_path / "results.json", settings="one")
    for ours, theirs in ((2.0, 4.0), (3.0, 3.0), (9.0, 10.0)):
        results.add("cold@60", {"seconds": ours})
        results.add("hugo@60", {"seconds": theirs})
    again = Results(tmp_path / "results.json", settings="one")
    assert again.rounds("cold@60") == 3
    assert again.ratio("cold@60", "hugo@60") == 0.9  # the middle of the pairs, not the ratio of the middles
    assert Results(tmp_path / "results.json", settings="two").rounds("cold@60") == 0
    (tmp_path / "results.json").write_text('{"state": ', "utf-8")
    assert Results(tmp_path / "results.json", settings="one").rounds("cold@60") == 0


def test_the_table_says_what_is_reached_what_is_not_and_what_was_not_measured(tmp_path: Path) -> None:
    results = Results(tmp_path / "results.json", settings="")
    results.add("cold@60", {"seconds": 2.0, "processor": 3.0, "memory": 2e9})
    results.add("hugo@60", {"seconds": 4.0, "processor": 6.0, "memory": 1e9})
    results.add("day@60", {"seconds": 1.0})
    rows = {row.work: row for row in goal_rows(results, 60, 60, 60)}
    assert (rows["Cold build of 60, against Hugo's"].figure, rows["Cold build of 60, against Hugo's"].reached) == (
        "0.5 ×",
        True,
    )
    assert rows["One more day at 60, against Hugo's build"].reached is False
    assert rows["Memory, cold, search included"].reached is False
    assert rows["Nothing changed, against Hugo's build"].figure == "not measured"


def test_the_page_says_when_github_pages_is_full_as_the_report_does(tmp_path: Path) -> None:
    results = Results(tmp_path / "results.json", settings="")
    results.add("cold-search@60", {"bytes": SITE_LIMIT / 7_300})
    results.add("day-search@60", {"seconds": 1.0, "memory": 1})
    assert "full after 7,300 briefings, which is 2.0 years of ten per day" in document(results, [], 60)


def test_a_command_that_fails_is_told_with_its_words() -> None:
    with pytest.raises(Failed, match="no such project"):
        run(["sh", "-c", "echo no such project >&2; exit 3"])
