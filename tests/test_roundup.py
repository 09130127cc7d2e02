"""Weeks and months looked back on, held to counts made by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive import Archive
from broadsheet.archive.roundup import Roundup, Span, earlier, round_up, spans
from broadsheet.model import Publisher
from broadsheet.model.registries import Registries
from broadsheet.pages import Page
from clusters import CORPUS, clusters
from values import archived, pages_of, told


def urls(*domains: str) -> list[str]:
    return [f"https://{domain}/{place}" for place, domain in enumerate(domains)]


def rounded(archive: Archive, day: date, grain: Any = "week") -> Roundup:
    found = spans(archive, grain)
    (span,) = (span for span in found.values() if span.first <= day <= span.last)
    return round_up(archive, span, earlier(found, span))


def week(archive: Archive, address: str) -> Page:
    return pages_of(archive)[address]


# Week 17 of 2026 is 20 to 26 April; the 23rd has no edition.
SMALL = archived(
    [
        told("2026/04/13/before", urls=urls("a.example")),
        told("2026/04/20/two-voices", urls=urls("a.example", "b.example", "b.example")),
        told("2026/04/21/three-voices", urls=urls("a.example", "b.example", "c.example")),
        told("2026/04/22/alone", urls=urls("a.example", "a.example", "a.example", "a.example", "a.example")),
        told("2026/04/22/also-two-voices", urls=urls("a.example", "b.example")),
        told("2026/04/24/goes-on", follows="2026/04/20/two-voices", urls=urls("c.example")),
        told(
            "2026/04/25/goes-on-too",
            follows="2026/04/24/goes-on",
            urls=urls("c.example"),
            corrections=({"date": "2026-04-26", "text": "It was *wrong*."}, {"date": "2026-04-28", "text": "Again."}),
        ),
    ]
)


def test_the_biggest_have_the_most_independent_voices_then_the_most_articles() -> None:
    assert [path.rsplit("/", 1)[1] for path in rounded(SMALL, date(2026, 4, 20)).biggest] == [
        "three-voices",
        "two-voices",
        "also-two-voices",
        "alone",
        "goes-on",
    ]


def test_papers_of_one_house_make_a_story_no_bigger() -> None:
    house = {domain: Publisher(name=domain, family="House") for domain in ("a.example", "b.example", "c.example")}
    archive = archived(
        [
            told("2026/04/20/one-house", urls=urls("a.example", "b.example", "c.example")),
            told("2026/04/20/two-voices", urls=urls("a.example", "d.example")),
        ],
        Registries(publishers=house),
    )
    assert rounded(archive, date(2026, 4, 20)).biggest == ("2026/04/20/two-voices", "2026/04/20/one-house")


def test_counts_are_those_of_the_week_alone() -> None:
    found = rounded(SMALL, date(2026, 4, 23))
    assert (len(found.span.paths), found.articles, found.publishers, found.single) == (6, 15, 3, 3)
    assert [(one.domain, one.articles, one.briefings) for one in found.cited] == [
        ("a.example", 8, 4),
        ("b.example", 4, 3),
        ("c.example", 3, 3),
    ]


def test_a_thread_that_went_on_says_with_which_parts_and_one_that_only_began_is_not_named() -> None:
    (moved,) = rounded(SMALL, date(2026, 4, 25)).span.moved
    assert (moved.slug, moved.first, moved.last) == ("two-voices", 1, 3)
    begun = archived([told("2026/04/20/a"), told("2026/04/27/b", follows="2026/04/20/a")])
    assert rounded(begun, date(2026, 4, 20)).span.moved == ()
    (later,) = rounded(begun, date(2026, 4, 27)).span.moved
    assert (later.first, later.last) == (2, 2)
    (line,) = week(begun, "2026/w18/").meta["roundup"]["threads"]
    assert (line["title"], line["parts"]) == ("Title of 2026/04/20/a", "part 2, 27 April")
    assert line["latest"] == {"title": "Title of 2026/04/27/b", "url": "2026/04/27/b/"}


def test_corrections_stand_in_the_week_in_which_they_were_made() -> None:
    (notice,) = week(SMALL, "2026/w17/").meta["roundup"]["corrections"]
    assert (notice["words"], notice["text"]) == ("26 April 2026", "It was wrong.")


def test_days_without_an_edition_are_named_and_those_after_the_newest_are_not() -> None:
    archive = archived([told("2026/04/01/a"), told("2026/04/04/b"), told("2026/04/06/c"), told("2026/04/14/d")])
    month = pages_of(archive)["2026/04/"].meta["roundup"]
    assert month["missing"] == "No edition on 2 and 3 April, 5 April and 7 to 13 April."
    assert month["so_far"] == "Up to the edition of Tuesday 14 April 2026."
    days = week(archive, "2026/w14/").meta["days"]
    assert [(day["weekday"], day["count"]) for day in days] == [
        ("Wed", "1 story"),
        ("Thu", "no edition"),
        ("Fri", "no edition"),
        ("Sat", "1 story"),
        ("Sun", "no edition"),
    ]
    assert week(archive, "2026/w14/").meta["roundup"]["so_far"] == ""


def week_of(monday: date, named: dict[str, int], briefings: int) -> Iterable[Any]:
    """Briefings over a week; `named` says how many of them name an entity."""
    for place in range(briefings):
        day = monday + timedelta(days=place % 7)
        names = [name for name, times in named.items() if place < times]
        yield told(f"{day.isoformat().replace('-', '/')}/s{place:02}", entities=names)


def risers(before: tuple[dict[str, int], int], now: tuple[dict[str, int], int], **more: Any) -> list[str]:
    archive = archived(
        [
            *more.get("older", [told("2026/03/01/old")]),
            *week_of(date(2026, 4, 13), *before),
            *week_of(date(2026, 4, 20), *now),
        ]
    )
    return [f"{one['name']}: {one['count']}" for one in week(archive, "2026/w17/").meta["roundup"]["rising"]]


def test_an_entity_rises_by_its_share_and_both_totals_are_said() -> None:
    before = {"Steady": 10, "Risen": 2, "Fallen": 8}
    now = {"Steady": 20, "Risen": 12, "Fallen": 4, "New": 3, "Twice": 2}
    assert risers((before, 20), (now, 40)) == [
        "Risen: 12 of 40 briefings, up from 2 of 20",
        "New: 3 of 40 briefings, none of 20 before",
    ]


def test_a_share_can_rise_while_the_number_falls() -> None:
    assert risers(({"Nvidia": 6}, 42), ({"Nvidia": 5}, 10)) == ["Nvidia: 5 of 10 briefings, up from 6 of 42"]


@pytest.mark.parametrize(
    ("older", "before", "now"),
    [
        ([told("2026/03/01/old")], 4, 20),  # too few then
        ([told("2026/03/01/old")], 20, 4),  # too few now
        ([told("2026/03/01/old")], 0, 20),  # no edition then
    ],
)
def test_without_an_honest_comparison_nobody_rises(older: list[Any], before: int, now: int) -> None:
    assert risers(({}, before), ({"Nvidia": 4}, now), older=older) == []


@pytest.mark.parametrize(("begun", "note"), [(15, "15 April"), (13, ""), (18, None)])
def test_the_archive_must_have_half_of_the_week_before_and_says_which_part(begun: int, note: str | None) -> None:
    archive = archived(
        [
            *(told(f"2026/04/{begun}/s{place}") for place in range(5)),
            *week_of(date(2026, 4, 20), {"Nvidia": 6}, 7),
        ]
    )
    found = week(archive, "2026/w17/").meta["roundup"]
    assert bool(found["rising"]) == (note is not None)
    whole = "Compared by share with the week before"
    assert found["rising_note"] == {None: "", "": f"{whole}."}.get(
        note, f"{whole}, of which the archive has {note} onwards."
    )


def test_iso_weeks_go_over_the_new_year() -> None:
    archive = archived(
        [told("2020/12/31/a"), told("2021/01/03/b"), told("2021/01/04/c"), told("2025/12/28/d"), told("2025/12/29/e")]
    )
    pages = pages_of(archive)
    weeks = {url: (page.title, page.meta["dates"]) for url, page in pages.items() if page.meta["kind"] == "week"}
    assert weeks == {
        "2020/w53/": ("Week 53, 2020", "28 December 2020 to 3 January 2021"),
        "2021/w01/": ("Week 1, 2021", "4 to 10 January 2021"),
        "2025/w52/": ("Week 52, 2025", "22 to 28 December 2025"),
        "2026/w01/": ("Week 1, 2026", "29 December 2025 to 4 January 2026"),
    }
    assert pages["2020/w53/"].meta["facts"][1] == "2 briefings"
    assert pages["2021/01/03/"].meta["week"] == {"url": "2020/w53/", "title": "Week 53, 2020"}
    assert [one["url"] for one in pages["2021/01/"].meta["weeks"]] == ["2020/w53/", "2021/w01/"]
    assert [one["url"] for one in pages["2020/"].meta["weeks"]] == ["2020/w53/"]
    assert [one["count"] for one in pages["2021/01/"].meta["weeks"]] == ["", ""], "the first of them began in December"
    assert [one["count"] for one in pages["2020/"].meta["weeks"]] == ["2 briefings"]
    assert [one["url"] for one in pages["2025/12/"].meta["weeks"]] == ["2025/w52/", "2026/w01/"]


def test_weeks_without_an_edition_have_no_page_and_their_neighbours_lead_over_them() -> None:
    archive = archived([told("2026/01/02/a"), told("2026/02/20/b")])
    pages = pages_of(archive)
    assert [url for url in pages if "/w" in url] == ["2026/w08/", "2026/w01/"]
    assert pages["2026/w08/"].meta["older"] == {"url": "2026/w01/", "title": "Week 1, 2026"}
    assert pages["2026/w01/"].meta["newer"] == {"url": "2026/w08/", "title": "Week 8, 2026"}
    assert pages["2026/w01/"].meta["older"] is None
    assert pages["2026/01/"].meta["roundup"]["missing"] == "No edition on 3 to 31 January."


@pytest.mark.parametrize("day", ["1900/01/01", "2026/02/20", "2999/12/31"])
def test_an_archive_of_one_briefing_has_a_week_and_a_month(day: str) -> None:
    pages = pages_of(archived([told(f"{day}/only", urls=urls("a.example"))]))
    (found,) = (page for page in pages.values() if page.meta["kind"] == "week")
    assert [story["path"] for story in found.meta["roundup"]["biggest"]] == [f"{day}/only"]
    assert found.meta["roundup"]["single"] == "Every briefing rests on a single source."
    assert (found.meta["roundup"]["rising"], found.meta["roundup"]["threads"]) == ([], [])
    assert pages[f"{day[:8]}"].meta["roundup"]["biggest"]


def test_an_empty_archive_has_no_week_and_an_empty_month_no_round_up() -> None:
    assert not [url for url in pages_of(archived([])) if "/w" in url]
    pages = pages_of(archived([told("2026/01/31/a"), told("2026/03/01/b")]))
    assert pages["2026/02/"].meta["roundup"] is None


def test_links_to_weeks_lead_to_pages() -> None:
    pages = pages_of(SMALL)
    for page in pages.values():
        linked = [page.meta.get("week"), *page.meta.get("weeks", ())]
        assert not [one["url"] for one in linked if one and one["url"] not in pages]
    assert pages["2026/"].meta["weeks"] == [
        {"title": "Week 16", "url": "2026/w16/", "dates": "13 to 19 April", "count": "1 briefing"},
        {"title": "Week 17", "url": "2026/w17/", "dates": "20 to 26 April", "count": "6 briefings"},
    ]


DAYS = st.dates(date(2020, 12, 1), date(2021, 2, 10))


@given(st.lists(st.tuples(DAYS, st.integers(1, 3)), min_size=1, max_size=12))
def test_every_briefing_is_in_one_week_and_one_month(found: list[tuple[date, int]]) -> None:
    stories = {
        f"{day.isoformat().replace('-', '/')}/s{place}": told(
            f"{day.isoformat().replace('-', '/')}/s{place}",
            urls=urls(*(f"{letter}.example" for letter in "abc"[:domains])),
        )
        for place, (day, domains) in enumerate(found)
    }
    archive = archived(stories.values())
    for grain in ("week", "month"):
        told_of: dict[date, Span] = spans(archive, grain)
        assert sorted(path for span in told_of.values() for path in span.paths) == sorted(stories)
        for span in told_of.values():
            rounded_up = round_up(archive, span, earlier(told_of, span))
            assert all(span.first <= archive.stories[path].day <= span.last for path in span.paths)
            assert rounded_up.single == sum(len(archive.stories[path].sources) == 1 for path in span.paths)
            assert not set(rounded_up.missing) & set(span.days)
            assert set(rounded_up.biggest) <= set(span.paths)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this repository")
def test_the_corpus_is_told_as_counted_without_the_package() -> None:
    """178 clusters of April 2026: every week's biggest stories, by a count of their own."""
    days: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for cluster in clusters():
        days[cluster["date"]].append(cluster)
    stories = [
        told(
            f"{day.replace('-', '/')}/c{place:03}",
            title=cluster["title"],
            urls=[article["url"] for article in cluster["articles"]],
        )
        for day, found in days.items()
        for place, cluster in enumerate(found)
    ]
    archive = archived(stories)
    weeks = spans(archive, "week")
    expected = Counter(date.fromisoformat(day).isocalendar()[:2] for day, found in days.items() for _ in found)
    assert {span.first.isocalendar()[:2]: len(span.paths) for span in weeks.values()} == expected
    for span in weeks.values():
        found = round_up(archive, span, earlier(weeks, span))
        least = min(archive.stories[path].independent for path in found.biggest)
        assert all(archive.stories[path].independent <= least for path in set(span.paths) - set(found.biggest))
        assert found.articles == sum(len(archive.stories[path].briefing.articles) for path in span.paths)
