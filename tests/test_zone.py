"""The paper's time zone: its days are its own, east and west of Greenwich."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.mkdocs_adapter import load_project
from broadsheet.text.time_zone import day_in, rfc3339, start_of, w3c_date, zone_named
from conftest import Files, briefing, run_here, run_mkdocs

Make = Callable[[Files], Path]
EDITION = {"briefings/2026/04/24/a.yml": briefing(corrections="[{date: 2026-04-26, text: It was not so.}]")}
EARLY = "2026-04-23T20:17:00Z"  # 08:17 of the 24th in Auckland, 05:17 in Tokyo
AUCKLAND = "  - broadsheet: {cards: false, time_zone: Pacific/Auckland}"


def paper(project: Make, plugin: str = AUCKLAND, *, top: str = "", extra: str = "", files: Files = EDITION) -> Path:
    root = project(files)
    settings_file = root / "mkdocs.yml"
    text = settings_file.read_text("utf-8").replace("  - broadsheet", plugin).replace("extra:\n", f"extra:\n{extra}")
    settings_file.write_text(f"{top}{text}", "utf-8")
    return root


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Tokyo"])
def test_this_morning_s_edition_is_news_and_not_of_the_future(project: Make, zone: str) -> None:
    root = paper(project, f"  - broadsheet: {{cards: false, time_zone: {zone}}}")
    checked = run_here("check", "--now", EARLY, cwd=root)
    assert (checked.returncode, checked.stdout) == (0, "")
    built = run_here("build", "--no-search", "--now", EARLY, cwd=root)
    assert built.returncode == 0, built.stderr
    news = (root / "site/news-sitemap.xml").read_text("utf-8")
    offset = {"Asia/Tokyo": "+09:00"}.get(zone, "+12:00")
    assert f"<news:publication_date>2026-04-24T00:00:00{offset}</news:publication_date>" in news
    assert "news-sitemap.xml" in (root / "site/robots.txt").read_text()


def test_by_utc_the_same_morning_is_the_day_before(project: Make) -> None:
    root = paper(project, "  - broadsheet: {cards: false}")
    assert "future-date" in run_here("check", "--now", EARLY, "--format", "json", cwd=root).stdout
    assert (
        "future-date"
        in run_here("check", "--format", "json", cwd=root, environment={"SOURCE_DATE_EPOCH": "1776975420"}).stdout
    )
    assert run_here("build", "--no-search", "--now", EARLY, cwd=root).returncode == 0
    assert not (root / "site/news-sitemap.xml").exists()
    assert "news" not in (root / "site/robots.txt").read_text()
    assert "2026-04-24</lastmod>" not in (root / "site/sitemap.xml").read_text()


def test_every_date_of_the_site_has_the_offset_of_its_day(project: Make) -> None:
    root = paper(project)
    assert run_here("build", "--no-search", cwd=root).returncode == 0
    site = root / "site"
    (entry,) = feedparser.parse((site / "feed.xml").read_bytes()).entries
    assert (entry.published, entry.updated) == ("2026-04-24T00:59:00+12:00", "2026-04-26T00:00:00+12:00")
    assert "<pubDate>Fri, 24 Apr 2026 00:59:00 +1200</pubDate>" in (site / "rss.xml").read_text()
    (item,) = json.loads((site / "feed.json").read_text())["items"]
    assert item["date_published"] == "2026-04-24T00:59:00+12:00"
    page = (site / "2026/04/24/a/index.html").read_text("utf-8")
    assert '"datePublished":"2026-04-24T00:00:00+12:00","dateModified":"2026-04-26T00:00:00+12:00"' in page
    assert "<lastmod>2026-04-26T00:00:00+12:00</lastmod>" in (site / "sitemap-2026.xml").read_text()
    assert entry.id == "tag:broadsheet.example,2026-04-24:2026/04/24/a"
    mail = message_from_bytes(run_here("digest", cwd=root).stdout.encode(), policy=policy.default)
    assert mail["Date"] == "Fri, 24 Apr 2026 00:00:00 +1200"


def test_commands_that_write_take_the_day_of_the_paper(project: Make) -> None:
    root = paper(project)
    done = run_here("new", "Something else", "--now", EARLY, "--url", "https://127.0.0.1:9/a", cwd=root)
    assert (root / "briefings/2026/04/24/something-else.yml").exists(), done.stderr
    done = run_here("correct", "2026/04/24/a", "It was so.", "--date", "2026-04-30T23:00:00Z", cwd=root)
    assert "a correction of 2026-05-01" in done.stdout
    assert "2026-05-01" in (root / "briefings/2026/04/24/a.yml").read_text("utf-8")


def test_an_imported_item_is_of_the_paper_s_day(project: Make) -> None:
    item = {"id": "1", "url": "https://a.example/1", "title": "This morning's news", "date_published": EARLY}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [item]}
    root = paper(project, files={**EDITION, "feed.json": json.dumps(feed)})
    assert "briefings/2026/04/24/this-mornings-news.yml" in run_here("import", "feed", "feed.json", cwd=root).stdout


def test_the_zone_may_be_among_what_is_extra(project: Make) -> None:
    root = paper(project, "  - broadsheet", extra="  time_zone: Pacific/Auckland\n")
    assert load_project(root).zone == ZoneInfo("Pacific/Auckland")


def test_the_zone_may_be_a_key_of_mkdocs_yml_and_mkdocs_does_not_complain(project: Make) -> None:
    root = paper(project, "  - broadsheet: {cards: false}", top="time_zone: Pacific/Auckland\n")
    done = run_mkdocs("build", "--strict", "--config-file", root / "mkdocs.yml", "--site-dir", root / "reference")
    assert done.returncode == 0, done.stderr
    assert "time_zone" not in done.stderr
    assert "00:59:00+12:00" in (root / "reference/feed.xml").read_text()
    built = run_here("build", "--no-search", "--now", EARLY, cwd=root)
    assert (built.returncode, "time_zone" in built.stderr) == (0, False)
    for name in ("feed.xml", "sitemap-2026.xml", "news-sitemap.xml", "2026/04/24/a/index.html"):
        assert (root / "reference" / name).read_bytes() == (root / "site" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Pacific/Aukland", "“Pacific/Aukland” is no IANA time zone; did you mean “Pacific/Auckland”?"),
        ("Auckland", "“Auckland” is no IANA time zone; did you mean “Pacific/Auckland”?"),
        ("new york", "did you mean “America/New_York”?"),
        ("Europe", "“Europe” is no IANA time zone"),
        ("+12:00", "“+12:00” is no IANA time zone"),
        ("../../etc/passwd", "is no IANA time zone"),
        ("localtime", "“localtime” is no IANA time zone"),
    ],
)
def test_a_zone_that_there_is_not_is_refused_with_the_nearest(project: Make, written: str, said: str) -> None:
    root = paper(project, f'  - broadsheet: {{time_zone: "{written}"}}')
    done = run_here("check", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: mkdocs.yml: time_zone: “")
    assert said in done.stderr


def test_mkdocs_refuses_it_too_and_two_zones_are_one_too_many(project: Make) -> None:
    root = paper(project, top="time_zone: Asia/Tokyo\n")
    done = run_mkdocs("build", "--config-file", root / "mkdocs.yml")
    assert done.returncode == 1
    assert "time_zone: it is set twice, to Pacific/Auckland and to Asia/Tokyo" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


def test_a_day_stays_a_day_and_a_moment_becomes_that_of_the_zone() -> None:
    auckland = zone_named("Pacific/Auckland")
    assert day_in(date(2026, 4, 23), auckland) == date(2026, 4, 23)
    assert day_in(datetime(2026, 4, 23, 20, 17, tzinfo=UTC), auckland) == date(2026, 4, 24)
    assert day_in(datetime(2026, 4, 23, 20, 17), auckland) == date(2026, 4, 23)
    assert zone_named("") is zone_named("UTC") is UTC
    assert w3c_date(date(2026, 4, 24), UTC) == "2026-04-24"


ZONES = (
    "UTC",
    "Pacific/Auckland",
    "America/St_Johns",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Beirut",
)


@given(day=st.dates(date(1600, 1, 2), date(2399, 12, 30)), zone=st.sampled_from(ZONES))
@settings(max_examples=200)
def test_every_day_begins_on_that_day_and_is_written_so_that_programs_can_read_it(day: date, zone: str) -> None:
    start = start_of(day, zone_named(zone))
    assert day_in(start.astimezone(UTC), zone_named(zone)) == day
    written = rfc3339(start)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", written)
    assert datetime.fromisoformat(written) == start.astimezone(UTC)
    assert isinstance(start.tzinfo, ZoneInfo) or start.tzinfo is UTC
