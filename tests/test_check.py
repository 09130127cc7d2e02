"""From files to briefings: what passes, in which form, and that hostile files cost little and never a crash."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.check import Checked, check
from broadsheet.check.codes import CODES
from broadsheet.load import list_tree
from broadsheet.model.article_urls import same_article
from conftest import ROOT, Files, briefing, write_files

Check = Callable[[Files], Checked]
DAY = "briefings/2026/04/24"
GOOD = briefing(
    date="2026-04-24",
    rank="2",
    label="breaking",
    dek="A standfirst.",
    claims="\n  - claim: It is so.\n    says: {1: yes}",
    corrections="\n  - {date: 2026-04-25, text: Four not five.}",
    reviewed_by="An editor",
)


ANOTHER = "\n  - {title: Another article, url: https://example.org/two}"


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def article(**keys: str) -> str:
    return briefing(
        articles="\n  - title: An article\n    url: https://example.org/one"
        + "".join(f"\n    {key}: {value}" for key, value in keys.items())
    )


def test_a_good_briefing_comes_through_with_its_identity(check_files: Check) -> None:
    checked = check_files(
        {
            f"{DAY}/a-story.yml": GOOD,
            "briefings/2026/04/25/long.md": f"---\n{briefing(articles=ANOTHER)}---\n\nThe long read.\n",
        }
    )
    first, second = checked.briefings
    assert checked.problems == ()
    assert (first.path, first.file, first.day, first.body) == (
        "2026/04/24/a-story",
        f"{DAY}/a-story.yml",
        date(2026, 4, 24),
        "",
    )
    assert (first.title, first.rank, first.label, first.reviewed_by) == ("A title", 2, "breaking", ("An editor",))
    assert first.claims[0].says == {1: "yes"}
    assert first.updated == date(2026, 4, 25)
    assert (second.path, second.body) == ("2026/04/25/long", "The long read.")


def test_only_whole_briefings_come_through_in_the_order_of_their_paths(check_files: Check) -> None:
    days = ("2026/04/25", "2026/04/24", "2025/12/31")
    good = {f"briefings/{day}/{slug}.yml": briefing() for day in days for slug in ("b", "a-b", "a")}
    checked = check_files(
        {**good, f"{DAY}/error.yml": briefing(title=None), f"{DAY}/warning.yml": briefing(label="bracking")}
    )
    paths = [found.path for found in checked.briefings]
    assert paths == sorted([*(f"{day}/{slug}" for day in days for slug in ("b", "a-b", "a")), "2026/04/24/warning"])


def test_no_briefings_are_no_problem(check_files: Check) -> None:
    checked = check_files({})
    assert (checked.briefings, checked.problems) == ((), ())


def test_the_shipped_briefings_have_no_problems() -> None:
    checked = check(list_tree(ROOT))
    assert checked.problems == ()
    assert len(checked.briefings) >= 24


@pytest.mark.parametrize(
    ("key", "value", "attribute"),
    [
        ("title", ">-\n  A headline\n  that is wrapped", "A headline that is wrapped"),
        ("title", '"  A   title "', "A title"),
        ("title", "'{{ 7*7 }} <script>'", "{{ 7*7 }} <script>"),
        ("summary", "|\n  One.\n\n  Two.\n", "One.\n\nTwo."),
        ("label", "' Breaking '", "breaking"),
        ("rank", "007", 7),
        ("dek", "", None),
        ("image", "", None),
        ("claims", "", ()),
        ("reviewed_by", "One name", ("One name",)),
        ("reviewed_by", "[One, Two]", ("One", "Two")),
        ("language", "zh-Hant", "zh-Hant"),
        ("desk", "no", "no"),
        ("desk", "2026-04-24", "2026-04-24"),
    ],
)
def test_values_are_read_as_they_were_meant(key: str, value: str, attribute: object, check_files: Check) -> None:
    checked = check_files({f"{DAY}/a.yml": briefing(**{key: value})})
    assert checked.problems == ()
    assert getattr(checked.briefings[0], key) == attribute


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-04-24", date(2026, 4, 24)),
        ("2026-04-24T08:30:00Z", datetime(2026, 4, 24, 8, 30, tzinfo=UTC)),
        ("2026-04-24 08:30", datetime(2026, 4, 24, 8, 30, tzinfo=UTC)),
        ("2026-04-24T10:30:00+02:00", datetime(2026, 4, 24, 8, 30, tzinfo=UTC)),
        ("2026-04-24t08:30:00.5z", datetime(2026, 4, 24, 8, 30, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_the_time_of_publication_is_read_with_its_zone(written: str, moment: date, check_files: Check) -> None:
    checked = check_files({f"{DAY}/a.yml": article(published=written)})
    assert checked.problems == ()
    assert checked.briefings[0].articles[0].published == moment


GOOD_URLS = [
    "https://example.org", "HTTP://EXAMPLE.org:8080/a?b=c&d=e#f", "https://münchen.de/straße", "https://xn--mnchen-3ya.de/",
    "https://हिन्दी.भारत/", "http://192.0.2.7/", "http://[2001:db8::1]:8080/", "https://example.org/a,b;c=(d)!",
    "https://user-agent.example/@name/status/1",
]  # fmt: skip
BAD_URLS = [
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\\tscript:alert(1)", "data:text/html,x", "vbscript:x",
    "file:///etc/passwd", "ftp://example.org/", "//example.org/", "/one", "example.org", "mailto:me@example.org", "https://",
    "https://./", "https://.../", "https:example.org", "https://example.org:99999/", "https://[::1/", "https://me@example.org/",
    "https://:pw@example.org/", "https://exa mple.org/", "https://example.org\\\\@evil.example/", "https://example.org/<script>",
    "https://-/", "",
]  # fmt: skip


def url_codes(check_files: Check, url: str) -> list[str]:
    return codes(check_files({f"{DAY}/a.yml": briefing(articles=f'\n  - title: An article\n    url: "{url}"')}))


@pytest.mark.parametrize("url", GOOD_URLS)
def test_a_web_address_is_a_web_address(url: str, check_files: Check) -> None:
    assert url_codes(check_files, url) == []


@pytest.mark.parametrize("url", BAD_URLS)
def test_anything_else_is_not(url: str, check_files: Check) -> None:
    assert url_codes(check_files, url) == ["bad-url"]


def test_a_future_date_is_reported_only_against_a_given_day(tmp_path: Path) -> None:
    tree = list_tree(
        write_files(tmp_path, {f"{DAY}/a.yml": briefing(), "briefings/2026/04/25/b.yml": briefing(articles=ANOTHER)})
    )
    assert codes(check(tree)) == []
    assert codes(check(tree, now=date(2026, 4, 25))) == []
    assert [problem.path for problem in check(tree, now=date(2026, 4, 24)).problems] == ["briefings/2026/04/25/b.yml"]


def test_each_briefing_is_one_step(tmp_path: Path) -> None:
    files = {
        f"{DAY}/a.yml": briefing(),
        f"{DAY}/b.yml": "",
        f"{DAY}/c.md": "x",
        "briefings/entities.yml": "",
        f"{DAY}/d.txt": "",
    }
    steps: list[None] = []
    check(list_tree(write_files(tmp_path, files)), step=lambda: steps.append(None))
    assert len(steps) == 3


def test_problems_come_sorted_and_the_same_each_time(tmp_path: Path) -> None:
    names = ("z", "a", "m")
    tree = list_tree(
        write_files(tmp_path, {f"{DAY}/{name}.yml": briefing(label="bracking", titel="x", rank="0") for name in names})
    )
    found = check(tree).problems
    assert found == check(tree).problems
    assert [(problem.path, problem.line) for problem in found] == sorted(
        (problem.path, problem.line) for problem in found
    )
    assert len(found) == 9 + 2  # the second and third tell the story of the first


def test_what_looks_like_a_name_is_compared_without_case_and_hyphens(check_files: Check) -> None:
    files = {
        "briefings/entities.yml": "OpenAI:\nGPT-5.5:\nstop: [AI]\n",
        "briefings/publishers.yml": "example.org: {name: The Example}\n",
    }
    names = article(entities="[open-ai, OPENAI, GPT 5.5, GPT-5.4, ai, Somebody Else]", publisher="the example")
    assert codes(check_files({**files, f"{DAY}/a.yml": names})) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://example.org/a", "http://www.example.org/a/"),
        ("https://example.org/a?x=1", "https://example.org/a?x=1&utm_source=y"),
        ("https://example.org/a", "https://EXAMPLE.org/a#b"),
    ],
)
def test_the_same_article_is_recognised_in_another_address(first: str, second: str, check_files: Check) -> None:
    assert codes(
        check_files(
            {
                f"{DAY}/a.yml": briefing(
                    articles=f"\n  - {{title: A, url: '{first}'}}\n  - {{title: B, url: '{second}'}}"
                )
            }
        )
    ) == ["duplicate-url"]


@pytest.mark.parametrize(
    "second",
    ["https://example.org/A", "https://example.org/a?x=2", "https://news.example.org/a", "https://example.org/a/b"],
)
def test_another_article_is_not(second: str, check_files: Check) -> None:
    assert (
        codes(
            check_files(
                {
                    f"{DAY}/a.yml": briefing(
                        articles=f"\n  - {{title: A, url: 'https://example.org/a?x=1'}}\n  - {{title: B, url: '{second}'}}"
                    )
                }
            )
        )
        == []
    )


def check_text(content: bytes, name: str = "a.yml") -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        return check(list_tree(write_files(Path(folder), {f"{DAY}/{name}": content})))


SPLICES = st.binary(max_size=12) | st.sampled_from(
    [
        b"[",
        b"{",
        b": ",
        b"- ",
        b'"',
        b"'",
        b"\n",
        b"  ",
        b"\t",
        b"#",
        b"&a ",
        b"*a ",
        b"!!x ",
        b"? ",
        b"|",
        b"\x00",
        b"\xe2\x80\xae",
        b"---\n",
        b"<<: ",
        b"!%ED%A0%80 ",
    ]
)


@given(
    st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 20), SPLICES), min_size=1, max_size=4), st.booleans()
)
@settings(max_examples=200, deadline=None)
@example([(7, 0, b"!%ED%A0%80 ")], False)
def test_no_damage_to_a_good_briefing_makes_check_raise(splices: list[tuple[int, int, bytes]], long_read: bool) -> None:
    content = GOOD.encode()
    for at, removed, added in splices:
        content = content[:at] + added + content[at + removed :]
    checked = check_text(b"---\n" + content + b"---\nText.\n", "a.md") if long_read else check_text(content)
    assert set(codes(checked)) <= set(CODES)
    assert bool(checked.briefings) != any(
        problem.severity == "error" for problem in checked.problems
    ) or "empty-file" in codes(checked)


@pytest.mark.parametrize("size", [2_000, 64_000, 250_000])
@pytest.mark.parametrize(
    "unit",
    ["[", "{", "[{", '"', "'", "- ", "? ", ": ", "a: ", "!", "&", "*", "|", "#", "\\", "%", ",", "]", " ", "\n", "\t"],
)
def test_a_file_of_one_sign_is_refused_with_few_words(unit: str, size: int) -> None:
    checked = check_text(f"title: {unit * (size // len(unit))}".encode())
    assert checked.briefings == ()
    assert 1 <= len(checked.problems) <= 40


@given(
    st.text("abW.-/?#&=;@:%utm_", max_size=25),
    st.sampled_from(["https://www.a.example", "http://a.example", "HTTP://"]),
)
def test_an_address_without_a_query_is_compared_as_any_other(end: str, start: str) -> None:
    try:
        parts = urlsplit(start + end)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith("utm_")
    ]
    assert same_article(start + end) == f"{host}{parts.path.rstrip('/')}?{urlencode(kept)}"
