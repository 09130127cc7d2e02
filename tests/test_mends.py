"""`fmt --fix`: what is certainly mistaken is mended, what may be meant stays, and `check` has less to say afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.check import check, registries_of
from broadsheet.load import document_of, list_tree
from broadsheet.write.fmt import Fixer, tidy
from broadsheet.write.fmt.dates import iso_day, iso_moment, iso_spelling
from broadsheet.write.fmt.fixes import (
    FixContext,
    briefing_path,
    citations,
    known_category,
    known_word,
    language_tag,
    own_address,
    registered_entities,
    without_doubled_spaces,
    without_odd_spaces,
    without_publisher,
    without_tracking,
)
from broadsheet.write.yaml import briefing_text
from conftest import briefing, write_files

DAY = "briefings/2026/04/24"
REGISTRIES = {
    "briefings/categories.yml": "policy: {label: Policy and law}\nmodels: Models\n",
    "briefings/publishers.yml": "cnbc.com: {name: CNBC}\ntwitter.com: {name: X}\ntheverge.com: {name: The Verge}\n",
    "briefings/entities.yml": "Amazon Web Services: {aliases: [AWS]}\nOpenAI: {}\nstop: [AI]\n",
}


@pytest.fixture
def around(tmp_path: Path) -> FixContext:
    registries, _, _ = registries_of(list_tree(write_files(tmp_path, REGISTRIES)))
    return FixContext(registries=registries, paths={"2026/04/22/b"}, articles=3)


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Fixer:
    root = write_files(tmp_path_factory.mktemp("project"), {**REGISTRIES, "briefings/2026/04/22/b.yml": briefing()})
    return Fixer.of(list_tree(root))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[
            (text, "2026-04-24")
            for text in (
                "24 April 2026", "24th April 2026", "24. April 2026", "Apr 24, 2026", "April 24 2026", "24.04.2026",
                "24.4.2026", "2026/4/24", "2026-4-24", "20260424", "04/24/2026", "24-04-2026", "24-Apr-2026",
                "Friday, 24 April 2026", "2026-04-24T23:30:00+02:00", " 2026-04-24 ",
            )
        ],
        ("04.05.2026", "2026-05-04"),
        ("05/05/2026", "2026-05-05"),
        *[
            (text, text)
            for text in (
                "04/05/2026", "4-5-2026", "Monday, 24 April 2026", "31 April 2026", "2026-02-30", "24/13/2026", "Ma 4, 2026",
                "24 April", "24.04.26", "tomorrow", "", "Q2 2026", "2026",
            )
        ],
    ],
)  # fmt: skip
def test_dates(written: str, meant: str) -> None:
    assert iso_day(written) == meant


def test_the_folder_decides_between_two_readings() -> None:
    assert iso_day("04/05/2026", date(2026, 5, 4)) == "2026-05-04"
    assert iso_day("04/05/2026", date(2026, 4, 5)) == "2026-04-05"
    assert iso_day("04/05/2026", date(2026, 4, 6)) == "04/05/2026"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fri, 24 Apr 2026 10:00:00 GMT", "2026-04-24T10:00:00Z"),
        ("Fri, 24 Apr 2026 10:00:00 +0200", "2026-04-24T10:00:00+02:00"),
        ("2026/04/24 10:00:00Z", "2026-04-24T10:00:00Z"),
        ("24 April 2026", "2026-04-24"),
        *[
            (text, text)
            for text in (
                "24 April 2026, 10:00",
                "2026/04/24 10:00",
                "10:00",
                "Fri, 24 Apr 2026 10:00:00 XYZ",
                "Thu, 24 Apr 2026 10:00:00 GMT",
            )
        ],
    ],
)
def test_moments(written: str, meant: str) -> None:
    assert iso_moment(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-04-24 10:00", "2026-04-24T10:00"),
        ("2026-04-24t10:00:00z", "2026-04-24T10:00:00Z"),
        ("2026-04-24T10:00:00+0000", "2026-04-24T10:00:00Z"),
        ("2026-04-24T10:00:00.250 +0530", "2026-04-24T10:00:00.250+05:30"),
        ("2026-04-24T25:00", "2026-04-24T25:00"),
        ("24 April 2026", "24 April 2026"),
    ],
)
def test_an_iso_time_has_one_spelling(written: str, meant: str) -> None:
    assert iso_spelling(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://a.example/b?utm_source=x", "https://a.example/b"),
        ("https://a.example/b?id=3&UTM_Medium=x&fbclid=1&q=a%20b#c", "https://a.example/b?id=3&q=a%20b#c"),
        ("https://a.example/b?utm%5Fsource=x#f?gclid=1", "https://a.example/b#f?gclid=1"),
        ("https://a.example/b?ref=c&a", "https://a.example/b?ref=c&a"),
    ],
)  # fmt: skip
def test_tracking(written: str, meant: str) -> None:
    assert without_tracking(written, FixContext()) == meant


@pytest.mark.parametrize(
    "written", ["<https://a.example/b>", " https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fb "]
)
def test_the_articles_own_address(written: str) -> None:
    assert own_address(written, FixContext()) == "https://a.example/b"


def test_a_copy_gives_the_articles_address_and_keeps_its_own(registered: Fixer) -> None:
    copy = "https://web.archive.org/web/20260424120000/https://a.example/b?utm_source=x"
    text = briefing(
        articles=f'\n  - {{title: A, url: "{copy}"}}\n  - {{title: B, url: "{copy}&c=1", archived: "https://archive.ph/Ab12C"}}'
    )
    found = tidy(f"{DAY}/a.yml", text.encode(), fixer=registered).content.decode()
    assert f"url: https://a.example/b\n    archived: {copy}\n" in found
    assert "url: https://a.example/b?c=1\n    archived: https://archive.ph/Ab12C\n" in found


@given(st.text(" \t\u00a0\u202f\u3000\n«»:1a\u200b"))
def test_odd_spaces_are_fixed_once_and_for_all(text: str) -> None:
    for fix in (without_odd_spaces, without_doubled_spaces):
        once = fix(text, FixContext())
        assert fix(once, FixContext()) == once
        assert "".join(once.split()) == "".join(text.split()).strip("\u200b")


@given(st.text())
def test_tracking_is_taken_out_once_and_for_all(text: str) -> None:
    once = without_tracking(text, FixContext())
    assert without_tracking(once, FixContext()) == once


@pytest.mark.parametrize(
    ("title", "url", "publisher", "meant"),
    [
        ("A - CNBC", "https://www.cnbc.com/a", None, "A"),
        ("A – B | cnbc.com", "https://www.cnbc.com/a", None, "A – B"),
        ("A | The Verge", "https://other.example/a", "The Verge", "A"),
        ("A - CNBC - CNBC", "https://www.cnbc.com/a", None, "A"),
        *[
            (title, url, None, title)
            for title, url in (
                ("A - CNBC", "https://other.example/a"), ("A-CNBC", "https://www.cnbc.com/a"), ("- CNBC", "https://www.cnbc.com/a"),
                ("Model - X", "https://twitter.com/a"), ("A - CNBC says", "https://www.cnbc.com/a"),
            )
        ],
    ],
)  # fmt: skip
def test_publishers_in_headlines(around: FixContext, title: str, url: str, publisher: str | None, meant: str) -> None:
    assert without_publisher(title, replace(around, article={"url": url, "publisher": publisher})) == meant


@pytest.mark.parametrize(
    ("fix", "written", "meant"),
    [
        (without_odd_spaces, "\u200b a\u00a0\tb  c\n", "a b c"),
        (without_odd_spaces, "a\u200bb", "a\u200bb"),
        (without_doubled_spaces, " a  b\tc\n\nd\u00a0%  ", "a b c\n\nd\u00a0%"),
        (without_doubled_spaces, "a `b  c`", "a `b  c`"),
        (without_doubled_spaces, "a  \nb", "a  \nb"),
        (registered_entities, ["AWS", "open-ai", "AI", "x"], ["Amazon Web Services", "OpenAI", "AI", "x"]),
        (registered_entities, ["AWS", "Amazon Web Services"], ["Amazon Web Services"]),
        (registered_entities, ["x", "x"], ["x", "x"]),
        (known_category, "Policy & law", "Policy & law"),
        (known_category, "Policy and law", "policy"),
        (known_category, " POLICY ", " POLICY "),
        (language_tag, "en_US", "en-US"),
        (language_tag, "English", "English"),
        (briefing_path, "https://site.example/paper/2026/04/22/b/", "2026/04/22/b"),
        (briefing_path, "briefings/2026/04/22/b.yml", "2026/04/22/b"),
        (briefing_path, "../22/b.yml", "../22/b.yml"),
        (briefing_path, "2026/04/22/unknown.yml", "2026/04/22/unknown.yml"),
        (citations, "1, 3", ["1", "3"]),
        (citations, "[1][3]", ["1", "3"]),
        (citations, "1 and 2", ["1", "2"]),
        (citations, ["[1]", "3"], ["1", "3"]),
        (citations, "2", ["2"]),
        (citations, "1, 4", "1, 4"),
        (citations, "all", "all"),
        (citations, "1-3", "1-3"),
        (citations, "", ""),
    ],
)
def test_fixes(around: FixContext, fix: Callable[[object, FixContext], object], written: object, meant: object) -> None:
    assert fix(written, around) == meant


@pytest.mark.parametrize(("written", "meant"), [("Neu-tral", "neutral"), ("neutral", "neutral"), ("nice", "nice")])
def test_words(written: str, meant: str) -> None:
    assert known_word(written, FixContext(key="tone")) == meant


ARTICLE = "\n  - title: A\n    url: https://www.cnbc.com/a\n    "


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("bad-date", {"date": "24 April 2026"}),
        ("bad-date", {"articles": f"{ARTICLE}published: 24.04.2026"}),
        ("bad-date", {"corrections": "\n  - date: April 25, 2026\n    text: Put right."}),
        ("bad-url", {"articles": "\n  - title: A\n    url: <https://www.cnbc.com/a>"}),
        ("bad-type", {"key_points": '\n  - text: A\n    sources: "1"'}),
        ("bad-value", {"key_points": '\n  - text: A\n    sources: ["[1]"]'}),
        ("unknown-word", {"articles": f"{ARTICLE}tone: neu tral"}),
        ("unknown-word", {"label": "explain er"}),
        ("bad-pattern", {"category": "Policy and law"}),
        ("bad-pattern", {"articles": f"{ARTICLE}language: en_US"}),
        ("follows-unknown", {"follows": "https://site.example/2026/04/22/b/"}),
        ("unknown-key", {"title": None, "Title": "A"}),
        ("unknown-key", {"key_points": None, "key-points": "\n  - text: A\n    Sources: [1]"}),
    ],
)
def test_check_has_nothing_to_say_afterwards(tmp_path: Path, code: str, changes: dict[str, str | None]) -> None:
    base = {"articles": "\n  - title: A\n    url: https://www.cnbc.com/a", **changes}
    file = f"{DAY}/a.yml"
    tree = list_tree(
        write_files(tmp_path, {**REGISTRIES, file: briefing(**base), "briefings/2026/04/22/b.yml": briefing()})
    )
    assert code in {problem.code for problem in check(tree).problems if problem.path == file}
    tidied = tidy(file, (tmp_path / file).read_bytes(), fixer=Fixer.of(tree))
    assert tidied.content is not None
    assert tidied.fixed
    (tmp_path / file).write_bytes(tidied.content)
    assert [problem for problem in check(list_tree(tmp_path)).problems if problem.path == file] == []
    assert not tidy(file, tidied.content, fixer=Fixer.of(tree)).fixed


def some(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=6).map("".join)


@given(
    title=some(" ", "\u200b", "\u00a0", " - ", " | ", "CNBC", "cnbc.com", "A"),
    url=some("https://www.cnbc.com/a", "?", "&", "utm_source=x", "id=1", "#", "<", ">", " "),
    published=some("Fri, ", "24 ", "Apr ", "2026", "-04-24", "T", " ", "10:00:00", "Z", " GMT", "/4/24"),
    sources=some("1", "[1]", ",", " and ", " ", "["),
    follows=some("https://x.example/", "../", "briefings/", "2026/04/22/b", ".yml", "/", "index.html", "?a"),
)
@example(title="\u200b -  - ", url="", published="", sources="", follows="")
@example(title="A - CNBC\u200b", url="<https://www.cnbc.com/a>", published="", sources="", follows="")
def test_a_second_pass_finds_nothing(
    registered: Fixer, title: str, url: str, published: str, sources: str, follows: str
) -> None:
    text = briefing_text(
        {
            "title": title,
            "follows": follows,
            "key_points": [{"text": title, "sources": sources}],
            "articles": [
                {"title": title, "url": url, "published": published, "publisher": title, "entities": [title, "AWS"]}
            ],
        }
    )
    once = tidy(f"{DAY}/a.yml", text.encode(), fixer=registered)
    assert once.content is not None
    assert not tidy(f"{DAY}/a.yml", once.content, fixer=registered).fixed


def test_comments_stay_with_what_was_fixed(tmp_path: Path) -> None:
    text = briefing(
        articles=f"{ARTICLE}# the names\n    entities: [AWS, # old\n      AI] # both\n",
        **{"Date": "24 April 2026 # the day"},
    )
    tree = list_tree(write_files(tmp_path, {**REGISTRIES, f"{DAY}/a.yml": text}))
    tidied = tidy(f"{DAY}/a.yml", text.encode(), fixer=Fixer.of(tree))
    after = (tidied.content or b"").decode()
    assert "date: 2026-04-24  # the day\n" in after
    assert "    # the names\n    entities:  # both\n      - Amazon Web Services  # old\n      - AI\n" in after


def test_without_fix_only_the_spelling_of_a_time_changes() -> None:
    text = briefing(date="24 April 2026", articles=f"{ARTICLE}published: 2026-04-24 10:00:00 +0000")
    data = document_of("a.yml", tidy("a.yml", text.encode()).content or b"").data
    assert data is not None
    assert (data["date"], data["articles"][0]["published"]) == ("24 April 2026", "2026-04-24T10:00:00Z")
