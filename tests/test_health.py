"""The part of `broadsheet report` that looks ahead and around: room on GitHub Pages, freshness, gaps, sources, review."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.check import Checked
from broadsheet.insight.site_report import Health, SiteReport, as_text, forecast, health, measure
from broadsheet.insight.site_report.crawl import Links
from broadsheet.insight.site_report.values import FileKind, PerBriefing
from broadsheet.publish import SITE_LIMIT as LIMIT
from conftest import LAST_SITE, ROOT, Files, briefing, build_here, make_project, run_here, write_files

GOLDEN = ROOT / "tests" / "golden" / "cli"
TODAY = date(2026, 11, 22)
TWO_SOURCES = """
  - {title: One, url: "https://one.example.org/a"}
  - {title: Two, url: "https://example.net/a"}"""
ONE_ARTICLE = """
  - {title: One, url: "https://one.example.org/a"}"""
ONE_FAMILY = """
  - {title: One, url: "https://example.org/a"}
  - {title: Two, url: "https://example.com/a"}"""
PUBLISHERS = "example.org: {name: One, owner: Both}\nexample.com: {name: Two, owner: Both}\n"


@pytest.fixture
def look(check_files: Callable[[Files], Checked]) -> Callable[[Files], Health]:
    def run(files: Files) -> Health:
        checked = check_files({f"briefings/{name}.yml": text for name, text in files.items()})
        return health(checked.records, checked.registries, TODAY)

    return run


def test_days_without_an_edition_are_counted_and_the_latest_named(look: Callable[[Files], Health]) -> None:
    found = look({f"2026/11/{day:02}/x": briefing() for day in (1, 3, 12, 20)})
    assert (found.editions, found.missing, found.age) == (4, 16, 2)
    assert [day.day for day in found.latest_missing] == [19, 18, 17, 16, 15]


def test_one_edition_misses_none_and_no_edition_has_no_age(look: Callable[[Files], Health]) -> None:
    one = look({"2026/11/22/x": briefing()})
    assert (one.missing, one.age, one.first) == (0, 0, one.newest)


def test_without_editions_there_is_no_age(look: Callable[[Files], Health]) -> None:
    none = look({})
    assert (none.newest, none.age, none.missing, none.single_source.of) == (None, None, 0, 0)


def test_publishers_of_one_owner_are_one_source(look: Callable[[Files], Health]) -> None:
    found = look(
        {
            "2026/11/20/one": briefing(),
            "2026/11/20/two": briefing(articles=TWO_SOURCES),
            "2026/11/20/family": briefing(articles=ONE_FAMILY),
            "2026/09/01/old": briefing(),
            "publishers": PUBLISHERS,
        }
    ).single_source
    assert (found.briefings, found.of, found.recent, found.of_recent) == (3, 4, 2, 3)


def test_briefings_that_nobody_takes_responsibility_for(look: Callable[[Files], Health]) -> None:
    found = look({"2026/11/20/one": briefing(), "2026/11/20/two": briefing(reviewed_by="Ann")}).without_review
    assert (found.briefings, found.of) == (1, 2)


def weighing(size: int, briefings: int, *, tools: int = 0) -> SiteReport:
    """Return the report of a site of this size."""
    return SiteReport(
        budgets=(),
        page_kinds=(),
        file_kinds=(FileKind("html", briefings, size - tools), FileKind("fonts", 2, tools)),
        per_briefing=PerBriefing(briefings, 1, 1, 1.0, 1),
        first_views=(),
        largest=(),
        links=Links(0, ()),
    )


def test_the_forecast_by_hand() -> None:
    days = [TODAY - timedelta(days=number // 10) for number in range(3650)]  # ten a day for a year
    room = forecast(weighing(100_000_000, 3650, tools=27_000_000), days, TODAY)
    assert room
    assert (room.a_briefing, room.pace, room.days) == (20_000, 10, 90)
    assert room.day == TODAY + timedelta(days=900_000_000 // 200_000)


def test_the_pace_is_that_of_the_newest_days() -> None:
    old = [date(2020, 1, 1)] * 5000
    room = forecast(weighing(50_000_000, 5045), [*old, *(TODAY - timedelta(days=2 * n) for n in range(45))], TODAY)
    assert room
    assert (room.pace, room.days) == (0.5, 90)


def test_a_century_away_is_no_day_and_too_large_is_said() -> None:
    small = forecast(weighing(1_000_000, 1), [TODAY], TODAY)
    assert small
    assert small.day
    slow = forecast(weighing(40_000, 2), [TODAY, TODAY - timedelta(days=80)], TODAY)
    assert slow
    assert (slow.day, slow.is_over) == (None, False)
    large = forecast(weighing(LIMIT + 1, 2), [TODAY], TODAY)
    assert large
    assert (large.day, large.is_over) == (TODAY, True)


def test_nothing_to_go_by_is_no_forecast() -> None:
    assert forecast(weighing(1_000, 1), [], TODAY) is None
    assert forecast(replace(weighing(1_000, 1), per_briefing=None), [TODAY], TODAY) is None


@given(
    st.lists(st.dates(date(1990, 1, 1), date(2100, 1, 1)), min_size=1, max_size=50),
    st.integers(0, 2 * LIMIT),
    st.integers(1, 100_000),
)
def test_any_archive_has_a_forecast_that_lies_ahead(days: list[date], size: int, briefings: int) -> None:
    room = forecast(weighing(size, briefings), days, TODAY)
    assert room
    assert room.day is None or TODAY <= room.day <= TODAY + timedelta(days=36_526)


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small newspaper, built: one day is missing, one briefing is new since, one has errors, and a page links to nothing."""
    days = {
        f"briefings/2026/11/{day:02}/x.yml": briefing(articles=TWO_SOURCES if day % 2 else ONE_ARTICLE)
        for day in (10, 11, 13)
    }
    root = make_project(tmp_path_factory.mktemp("health") / "project", days)
    write_files(root, {"docs/about.md": '# About\n\n<a href="../lost/">gone</a> <a href="#no">no</a>\n'})
    done = build_here("--root", root, "--no-search")
    assert done.returncode == 0, done.stderr
    write_files(
        root, {"briefings/2026/11/14/new.yml": briefing(), "briefings/2026/11/14/bad.yml": briefing(title=None)}
    )
    return root


def report(root: Path, *arguments: str, now: str = "2026-11-22") -> tuple[int, str, str]:
    done = run_here("report", "--root", root, "--now", now, *arguments)
    return done.returncode, done.stdout, done.stderr


def test_the_words_of_the_report(newspaper: Path) -> None:
    code, printed, said = report(newspaper)
    assert (code, said) == (0, "")
    shown = printed[printed.index("Health on") :]
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {"report.health.text": shown})
    assert shown == (GOLDEN / "report.health.text").read_text("utf-8")
    room = printed[printed.index("Room on GitHub Pages") : printed.index("Health on")]
    assert "1,000,000,000 bytes (1 GB)" in room
    assert "at the pace of the last 5 days: " in room
    assert max(map(len, printed.splitlines())) <= 80


@pytest.mark.slow
def test_the_json_has_all_of_it(newspaper: Path) -> None:
    data = json.loads(report(newspaper, "--format", "json")[1])
    assert data["health"]["newest"] == "2026-11-14"
    assert data["health"]["latest_missing"] == ["2026-11-12"]
    assert data["health"]["single_source"] == {"briefings": 2, "of": 4, "recent": 2, "of_recent": 4}
    assert {link["address"] for link in data["links"]["dead"]} == {"/lost/", "/about/#no"}
    assert data["forecast"]["limit"] == LIMIT


@pytest.mark.slow
@pytest.mark.parametrize(("most", "code"), [("7", 1), ("8", 0), ("0", 1)])
def test_an_edition_that_is_too_old_is_an_error_when_asked(newspaper: Path, most: str, code: int) -> None:
    status, printed, said = report(newspaper, "--max-age", most)
    assert status == code
    assert printed
    if code:
        assert said == f"Error: the newest edition, of 2026-11-14, is 8 days old; --max-age allows {most}\n"


@pytest.mark.slow
def test_dead_links_count_when_it_is_strict(newspaper: Path) -> None:
    assert report(newspaper)[0] == 0
    assert report(newspaper, "--strict")[0] == 1


@pytest.mark.slow
def test_an_edition_of_today_or_of_tomorrow(newspaper: Path) -> None:
    assert "14 November 2026, today" in report(newspaper, now="2026-11-14")[1]
    assert "14 November 2026, 1 day ahead" in report(newspaper, "--max-age", "0", now="2026-11-13")[1]


@pytest.mark.slow
def test_the_day_is_taken_from_source_date_epoch_or_the_clock(newspaper: Path) -> None:
    done = run_here("report", "--root", newspaper, environment={"SOURCE_DATE_EPOCH": "1795219200"})
    assert "Health on 21 November 2026" in done.stdout
    done = run_here("report", "--root", newspaper, environment={"SOURCE_DATE_EPOCH": ""})
    assert f"Health on {date.today().day} " in done.stdout


def test_an_empty_newspaper_is_reported_in_clear_words(project: Callable[[Files], Path]) -> None:
    code, printed, said = report(project(LAST_SITE), "--max-age", "3")
    assert (code, said) == (1, "Error: there is no edition at all (--max-age)\n")
    assert "newest edition       there is none" in printed
    assert "Room on GitHub Pages" not in printed


def test_one_edition_is_reported_in_clear_words(look: Callable[[Files], Health], tmp_path: Path) -> None:
    site = measure(write_files(tmp_path / "site", {"data/briefing.schema.json": "{}", "index.html": ""}))
    text = as_text(site, look({"2026/11/22/x": briefing()}))
    assert "missing days         none; there is one edition so far" in text
