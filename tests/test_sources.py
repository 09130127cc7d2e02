from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.archive import Story
from broadsheet.model import Publisher
from broadsheet.model.registries import Registries
from broadsheet.pages.teaser import BAR_GAP, BAR_WIDTH, source_bar
from conftest import briefing
from values import ArchiveOf, archived, told

PATH = "2026/04/24/a"
FILE = f"briefings/{PATH}.yml"

PUBLISHERS = """\
bbc.co.uk: {name: BBC News, country: GB}
verge.example: {name: The Verge, family: Vox Media}
vox.example: {name: Vox, owner: Vox Media}
eater.example: {name: Eater, family: Vox Media, owner: Somebody}
times.example: {name: The Times, owner: News}
"""


def articles(*urls: str) -> str:
    return "".join(f'\n  - {{title: An article, url: "{url}"}}' for url in urls)


def story_of(archive_of: ArchiveOf, *urls: str, publishers: str = PUBLISHERS) -> Story:
    return archive_of({FILE: briefing(articles=articles(*urls)), "briefings/publishers.yml": publishers}).stories[PATH]


def test_articles_are_counted_by_domain_the_most_cited_first(archive_of: ArchiveOf) -> None:
    story = story_of(
        archive_of,
        "https://one.example/1",
        "https://www.bbc.co.uk/2",
        "https://two.example/3",
        "http://news.bbc.co.uk:80/4",
        "https://m.two.example/5",
    )
    assert [(source.domain, source.name, source.articles) for source in story.sources] == [
        ("bbc.co.uk", "BBC News", 2),
        ("two.example", "two.example", 2),
        ("one.example", "one.example", 1),
    ]


def test_two_bodies_under_one_suffix_are_two_sources(archive_of: ArchiveOf) -> None:
    story = story_of(
        archive_of,
        "https://www.bbc.co.uk/1",
        "https://www.gov.co.uk/2",
        "https://a.github.io/3",
        "https://b.github.io/4",
    )
    assert [source.domain for source in story.sources] == ["bbc.co.uk", "gov.co.uk", "a.github.io", "b.github.io"]
    assert story.independent == 4


@pytest.mark.parametrize(
    ("urls", "independent"),
    [
        (["https://verge.example/1"], 1),
        (["https://verge.example/1", "https://verge.example/2"], 1),
        (["https://verge.example/1", "https://vox.example/1"], 1),
        (["https://verge.example/1", "https://vox.example/1", "https://eater.example/1"], 1),
        (["https://verge.example/1", "https://times.example/1"], 2),
        (["https://times.example/1", "https://unknown.example/1", "https://other.example/1"], 3),
    ],
)
def test_publishers_of_one_family_or_owner_are_one_independent_voice(
    archive_of: ArchiveOf, urls: list[str], independent: int
) -> None:
    assert story_of(archive_of, *urls).independent == independent


def test_the_registered_name_wins_over_the_written_one_and_that_over_the_domain(archive_of: ArchiveOf) -> None:
    archive = archive_of(
        {
            FILE: briefing(
                articles="""
  - {title: A, url: "https://bbc.co.uk/1", publisher: BBC News}
  - {title: B, url: "https://small.example/1", publisher: The Small Paper}
  - {title: C, url: "https://münchen.example/1"}"""
            ),
            "briefings/publishers.yml": "bbc.co.uk: {name: BBC News}\n",
        }
    )
    assert [card.publisher for card in archive.stories[PATH].cards] == [
        "BBC News",
        "The Small Paper",
        "münchen.example",
    ]
    assert archive.sources["small.example"].name == "The Small Paper"
    assert archive.sources["bbc.co.uk"].publisher == Publisher(name="BBC News")
    assert archive.sources["small.example"].publisher is None


def test_a_source_is_called_by_the_best_name_that_any_briefing_knows() -> None:
    bare = told("2026/04/25/b", urls=["https://small.example/2"])
    named = told(PATH, articles=[{"title": "A", "url": "https://small.example/1", "publisher": "The Small Paper"}])
    assert archived([named, bare]).sources["small.example"].name == "The Small Paper"


def test_a_source_knows_its_stories_newest_first_and_all_its_articles() -> None:
    archive = archived(
        [
            told(PATH, urls=["https://one.example/1", "https://two.example/1"]),
            told("2026/04/25/b", urls=["https://one.example/2", "https://one.example/3"]),
            told("2026/04/26/c", urls=["https://two.example/4"]),
        ]
    )
    assert list(archive.sources) == ["one.example", "two.example"]
    assert archive.sources["one.example"].stories == ("2026/04/25/b", PATH)
    assert archive.sources["one.example"].articles == 3
    assert archive.sources["two.example"].stories == ("2026/04/26/c", PATH)


FAMILIES = Registries(
    publishers={f"p{n}.example": Publisher(name=f"P{n}", family="Family" if n < 3 else None) for n in range(5)}
)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=20))
@settings(deadline=None)
def test_every_article_is_counted_once_and_voices_are_never_more_than_sources(numbers: list[int]) -> None:
    urls = [f"https://www.p{number}.example/{place}" for place, number in enumerate(numbers)]
    story = archived([told(PATH, urls=urls)], FAMILIES).stories[PATH]
    assert sum(source.articles for source in story.sources) == len(urls)
    assert {source.domain for source in story.sources} == {f"p{number}.example" for number in numbers}
    assert story.independent == len({max(number, 2) for number in numbers}) <= len(story.sources)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=60))
@settings(deadline=None)
def test_the_source_bar_is_filled_from_end_to_end_and_only_voices_are_parted(numbers: list[int]) -> None:
    urls = [f"https://p{number}.example/{place}" for place, number in enumerate(numbers)]
    sources = archived([told(PATH, urls=urls)], FAMILIES).stories[PATH].sources
    bar = source_bar(sources)
    assert sorted(segment["name"] for segment in bar) == sorted(source.name for source in sources)
    assert bar[0]["x"] == 0
    assert bar[-1]["x"] + bar[-1]["width"] == pytest.approx(BAR_WIDTH, abs=0.3)
    gaps = [round(right["x"] - left["x"] - left["width"], 1) for left, right in pairwise(bar)]
    assert sum(gap > 1 for gap in gaps) == len({source.voice for source in sources}) - 1
    assert all(gap == pytest.approx(0, abs=0.2) or gap == pytest.approx(BAR_GAP, abs=0.2) for gap in gaps)
