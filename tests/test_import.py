"""`broadsheet import`: what comes in, what is said of it, and that nothing is overwritten or made up."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clusters
from broadsheet.check import check
from broadsheet.intake.importers import READERS, Options, Source, Unreadable, plan, read_map
from broadsheet.intake.importers.cleaning import html_text, line, loose_text, plain, shortened, title_text
from broadsheet.intake.importers.incoming import MOST
from broadsheet.intake.importers.report import told
from broadsheet.load import list_tree
from broadsheet.problems import errors
from built_site import source_counts
from conftest import ROOT, Files, briefing, build_here, examples, run_here, write_files

Make = Callable[[Files], Path]
GOLDEN = ROOT / "tests" / "golden" / "import"
CATEGORIES = {"briefings/categories.yml": "world: {label: World, order: 1}\n"}
CASES: dict[str, list[str]] = {
    "kite": ["kite", "kite.json"],
    "feed": ["feed", "feed.xml"],
    "feed-grouped": ["feed", "feed.xml", "--group", "title", "--date", "2026-04-26", "--category", "world"],
    "feed-of-a-file": ["feed", "feed.xml", "--group", "file"],
    "csv": ["csv", "table.csv", "--map", "map.yml"],
    "jsonl": ["jsonl", "lines.jsonl"],
    "jsonl-mapped": ["jsonl", "lines.jsonl", "--map", "map.yml"],
}


def files_below(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text("utf-8", "replace")
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def wrong(root: Path) -> list[str]:
    return [str(problem) for problem in errors(check(list_tree(root)).problems)]


@pytest.mark.parametrize("case", CASES)
def test_the_report_and_the_files_are_the_golden_ones(project: Make, case: str) -> None:
    root = project({**CATEGORIES, "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")})
    write_files(root, {name.name: name.read_bytes() for name in GOLDEN.iterdir() if name.is_file()})
    before = files_below(root)
    dry = run_here("import", *CASES[case], cwd=root)
    assert files_below(root) == before
    done = run_here("import", *CASES[case], "--write", cwd=root)
    made = {name: text for name, text in files_below(root).items() if name not in before}
    shown = dry.stdout + "".join(f"\n==> {name}\n{text}" for name, text in made.items())
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {f"expected/{case}.txt": shown})
    assert shown == (GOLDEN / "expected" / f"{case}.txt").read_text("utf-8")
    assert done.returncode == dry.returncode == (1 if "refused" in dry.stdout else 0)
    assert all(name.startswith("briefings/2026/") for name in made)
    assert wrong(root) == []
    again = run_here("import", *CASES[case], "--write", cwd=root)
    assert again.stdout.splitlines()[-1].startswith("0 briefings written")
    assert {name: text for name, text in files_below(root).items() if name not in before} == made


SHIPPED = {
    file.relative_to(ROOT).as_posix(): file.read_bytes()
    for file in sorted((ROOT / "briefings").rglob("*"))
    if file.is_file()
}
ODD = """\
---
title: "Odd: “one” — 日本語 <b>&amp;</b> \\u2028 x"
label: odd-word
language: ja
dek: A dek with *stars* and a `tick`
summary: |
  First.

  Second with  two spaces
   and indent.
key_points: [Plain, {text: "Cited", sources: [2, 1]}]
articles:
  - {title: A, url: "https://one.example/a?b=c#d", published: 2026-04-20, paywall: false, author: "B, C", entities: ["no", "1e5"]}
  - {title: B, url: "https://two.example/b", published: "2026-04-20T10:00:00+02:00", archived: "https://a.example/x", summary: S}
claims: [{claim: Price, says: {1: "no", 2: "1.50"}}]
follows: 2026/04/24/first
corrections: [{date: 2026-04-28, text: "One.\\n\\nTwo."}]
ai_assistance: "yes"
reviewed_by: Someone
contributors: [A, {name: B, url: "https://b.example/"}]
desk: "null"
---

    indented code

## A heading

<b>&amp;</b> [link](https://x.example/) \\
last\x20\x20
"""


@pytest.mark.slow
def test_our_own_export_comes_back_without_loss(project: Make, tmp_path: Path) -> None:
    odd = {"briefings/2026/04/27/odd.md": ODD, "briefings/2026/04/24/first.yml": briefing()}
    root = project({**SHIPPED, **odd})
    assert build_here("--no-search", cwd=root).returncode == 0
    exported = (root / "site/data/briefings.jsonl").read_bytes()
    lines, packed = tmp_path / "lines.jsonl", tmp_path / "lines.jsonl.gz"
    lines.write_bytes(exported)
    packed.write_bytes(gzip.compress(exported, mtime=0))
    again = tmp_path / "again"
    for name in ("mkdocs.yml", "overrides", "docs"):
        (again / name).parent.mkdir(exist_ok=True)
        (again / name).symlink_to(root / name)
    kept = (".jpg", ".png", ".webp", ".avif", "categories.yml", "publishers.yml", "entities.yml")
    write_files(again, {name: content for name, content in SHIPPED.items() if name.endswith(kept)})
    done = run_here("import", "jsonl", packed, "--write", cwd=again)
    assert done.returncode == 0, done.stdout
    assert "left out" not in done.stdout
    assert "counts" not in done.stdout
    assert build_here("--no-search", cwd=again).returncode == 0
    assert (again / "site/data/briefings.jsonl").read_bytes() == exported
    back = run_here("import", "jsonl", lines, "--write", cwd=root)
    assert (back.returncode, back.stdout.splitlines()[-1].partition(",")[0]) == (0, "0 briefings written")


def as_table(found: list[dict[str, Any]]) -> str:
    """Return clusters as a table in the documented columns."""
    text = io.StringIO()
    names = [
        "briefing",
        "date",
        "rank",
        "summary",
        "key_points",
        "title",
        "url",
        "article_summary",
        "author",
        "published",
        "entities",
        "sentiment",
    ]
    table = csv.DictWriter(text, names)
    table.writeheader()
    for _, keys in map(clusters.convert, found):
        points = "\n".join(f"{' '.join(one['text'].split())} [{one['sources'][0]}]" for one in keys["key_points"])
        whole = {"briefing": keys["title"], "date": keys["date"], "rank": keys["rank"], "summary": keys["summary"]}
        for number, article in enumerate(keys["articles"]):
            row = {
                **article,
                "article_summary": article.get("summary"),
                "entities": "; ".join(article.get("entities", [])),
            }
            row.pop("summary", None)
            table.writerow({**row, **whole, "key_points": "" if number else points})
    return text.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not clusters.CORPUS.exists(), reason="the shared corpus is not beside this repository")
@pytest.mark.parametrize("form", ["csv", "jsonl", "raw jsonl"])
def test_a_month_of_real_clusters_comes_in_whole(project: Make, form: str) -> None:
    found = list(clusters.clusters())
    content, arguments = as_table(found), ["csv", "in"]
    if form != "csv":
        arguments = ["jsonl", "in", "--map", "map.yml"]
        rows = found if form == "raw jsonl" else [keys for _, keys in map(clusters.convert, found)]
        content = "".join(f"{json.dumps(row)}\n" for row in rows)
    root = project({"in": content, "map.yml": "keys: {order: rank}\n"})
    done = run_here("import", *arguments, "--write", cwd=root)
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.splitlines()[-1] == "178 briefings written."
    checked = check(list_tree(root))
    assert not errors(checked.problems)
    said = {
        "unknown-publisher",
        "entity-spelling",
        "stray-article",
        "copied-summary",
        "duplicate-story",
        "uncited-point",
    }  # of the clusters, truly
    assert {problem.code for problem in checked.problems} <= said
    by_title = {(one.day.isoformat(), one.title): one for one in checked.briefings}
    assert len(by_title) == 178
    for _, keys in map(clusters.convert, found):
        one = by_title[keys["date"], line(keys["title"])]
        written = {"articles": [article.model_dump(mode="json") for article in one.articles]}
        assert source_counts(written) == source_counts(keys)
        assert one.rank == keys["rank"]
        assert line(one.summary) == line(keys["summary"])
        assert [article.url for article in one.articles] == [article["url"] for article in keys["articles"]]
        assert [list(article.entities) for article in one.articles] == [
            list(dict.fromkeys(article.get("entities", []))) for article in keys["articles"]
        ]


def incoming(form: str, content: bytes, **options: Any) -> Any:
    return plan(READERS[form](Source(name="in", content=content), Options(**options)), lambda _: None, lambda _: False)


KEYS = re.findall(
    r"\w+",
    "title path date summary key_points articles url link image file alt follows claims says 1 text sources body clusters category "
    "domains talking_points timeline perspectives rank corrections label timestamp short_summary slug contributors source_counts id",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.sampled_from(
        ["https://one.example/a", "2026-04-24", "2026/04/24/slug", "javascript:x", "<b>&amp;", "[one.example#1]", "", "\ud800\u202e\x07"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        KEYS
    ), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip
GOOD = {
    "title": "T",
    "date": "2026-04-24",
    "articles": [{"title": "A", "url": "https://one.example/a", "link": "https://one.example/a"}],
}


@given(
    st.sampled_from(sorted(READERS)),
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
)
def test_no_bytes_stop_a_reader(form: str, content: bytes) -> None:
    with suppress(Unreadable):
        told(incoming(form, content), written=False)


@given(st.sampled_from(["kite", "jsonl"]), st.dictionaries(st.text(max_size=5), JSON, max_size=3), JSON)
@settings(max_examples=examples(50))
def test_whatever_json_holds_becomes_sound_files_below_the_folder_or_is_refused(
    form: str, more: dict[str, Any], odd: Any
) -> None:
    values = {**GOOD, **(odd if isinstance(odd, dict) else {}), **more}
    for content in (values, odd):
        whole = {"clusters": [content], "timestamp": 1777032000} if form == "kite" else content
        found = incoming(form, json.dumps(whole).encode() + b"\n", day=date(2026, 4, 24))
        told(found, written=True).encode()
        for step in found.of("new"):
            assert step.file.startswith("briefings/")
            assert ".." not in step.file
            step.text.encode()


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("It is so [1, 2]", {"text": "It is so", "sources": [1, 2]}),
        ("It is so (2)", {"text": "It is so", "sources": [2]}),
        ("It is so (2026)", "It is so (2026)"),
        ("The best (10)", "The best (10)"),
        (f"[{'1' * 60}x", f"[{'1' * 60}x"),
    ],
)
def test_what_a_point_rests_on_stands_at_its_end(written: str, point: Any) -> None:
    rows = "".join(f"T;2026-04-24;A;https://one.example/{n};{written if n == 1 else ''}\n" for n in (1, 2))
    (found,) = READERS["csv"](
        Source(name="in", content=f"briefing;date;title;url;key_points\n{rows}".encode()), Options()
    )
    assert found.keys["key_points"] == [point]


def test_what_a_table_cannot_hold_is_said() -> None:
    rows = "T,2026-04-24,A title, with a comma,https://one.example/a\nT,2026-04-24,B,https://one.example/b,,\n"
    (step,) = incoming("csv", f"briefing,date,title,url\n{rows}".encode()).steps
    assert "row 2 has more cells than there are columns, so its last ones are left out" in step.notes
    assert not [note for note in step.notes if "row 3" in note]
    with pytest.raises(Unreadable, match="two columns title"):
        list(READERS["csv"](Source(name="in", content=b"briefing,title,url,Title\n"), Options()))


@pytest.mark.parametrize("form", ["csv", "kite", "feed"])
def test_tracking_parameters_are_taken_out_and_that_is_said(form: str) -> None:
    url = "https://one.example/a?id=1&utm_source=x"
    content = {
        "csv": f"briefing,date,title,url\nT,2026-04-24,A,{url}\n",
        "kite": json.dumps({"timestamp": 1777032000, "clusters": [{**GOOD, "articles": [{"title": "A", "link": url}]}]}),
        "feed": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"title": "T", "url": url, "date_published": "2026-04-24"}]}),
    }  # fmt: skip
    (step,) = incoming(form, content[form].encode()).steps
    assert "    url: https://one.example/a?id=1\n" in step.text
    assert "tracking parameters are taken out of addresses" in step.notes


def test_lines_of_our_own_keep_their_addresses() -> None:
    url = "https://one.example/a?id=1&utm_source=x"
    (step,) = incoming("jsonl", json.dumps({**GOOD, "articles": [{"title": "A", "url": url}]}).encode()).steps
    assert f"    url: {url}\n" in step.text


def test_what_kite_has_in_other_shapes_is_said_and_a_quote_keeps_its_source() -> None:
    cluster = {
        **GOOD, "perspectives": [{"text": "One view"}, {"view": "Another"}], "quote": "So it is.", "quote_author": "A B",
        "quote_source_url": "https://one.example/q?utm_source=k", "quote_source_domain": "one.example", "timeline": [{"day": "x"}],
    }  # fmt: skip
    (found,) = READERS["kite"](Source(name="in", content=json.dumps({"clusters": [cluster]}).encode()), Options())
    assert "> So it is.\n>\n> A B · [one.example](https://one.example/q)" in found.body
    assert "## Perspectives\n\n- One view" in found.body
    assert any(note == "left out: part of perspectives, timeline" for note in found.notes)


@pytest.mark.parametrize("empty", ["[]", '""', "null"])
def test_a_category_file_of_a_quiet_day_is_empty(empty: str) -> None:
    assert incoming("kite", f'{{"clusters": {empty}}}'.encode()).steps == ()


@given(
    st.lists(
        st.sampled_from(["A", "B", ";", ",", '"', "\n", "https://one.example/a", "2026-04-24", "\0", "[1]", " "]),
        max_size=40,
    )
)
def test_whatever_a_table_holds_is_read_or_refused(cells: list[str]) -> None:
    with suppress(Unreadable):
        incoming("csv", ("briefing;date;title;url;key_points\n" + "".join(cells)).encode())


@pytest.mark.parametrize(
    ("form", "content", "message"),
    [
        ("kite", b"{", "is not JSON"),
        ("kite", b"[" * 100_000, "nested too deep"),
        ("kite", b"[]", "no category file"),
        ("kite", b'{"timestamp": 1, "categories": [{"name": "World", "file": "world.json"}]}', "lists the categories"),
        ("kite", "{\"clusters\": [\"Müller\"]}".encode("latin-1"), "UTF-8"),
        ("csv", "briefing,title,url\nMüller,a,b".encode("latin-1"), "line 2"),
        ("csv", b"a,b\n1,2\n", "no column briefing, title, url"),
        ("csv", b'briefing,title,url\n"' + b"x" * 200_000 + b'",b,c\n', "line 2 cannot be read"),
        ("feed", b"hello", "no RSS"),
        ("feed", b"", "no RSS"),
        ("feed", b"<html><body>Not found</body></html>", "no RSS"),
        ("feed", b" " * (17 * 1024 * 1024), "larger than 16 MB"),
        ("jsonl", b"\x1f\x8bdamaged", "damaged"),
        ("jsonl", gzip.compress(b"{}\n" * 1000, mtime=0)[:-20], "damaged"),
        ("jsonl", gzip.compress(b" " * (MOST + 1), mtime=0), "larger than 64 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(form: str, content: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        list(READERS[form](Source(name="in", content=content), Options()))


@pytest.mark.slow
def test_a_feed_asks_no_network_and_no_file_and_no_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", "utf-8")
    item = "<item><title>T &x; &a9;</title><link>https://one.example/a</link><pubDate>Fri, 24 Apr 2026 08:00:00 GMT</pubDate></item>"
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a0 "lol">{bomb}]>'
    found = incoming(
        "feed", f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel>{item}</channel></rss>".encode()
    )
    assert "SECRET" not in repr(found)
    assert len(repr(found)) < 100_000
    for name in (f"file://{secret}", str(secret), "https://one.example/feed.xml"):
        with pytest.raises(Unreadable):
            incoming("feed", name.encode())


def test_atom_and_json_feed_come_in_too() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>F</title><entry><title type="html">A &amp;lt; B</title>
      <link rel="alternate" href="https://one.example/a"/><updated>2026-04-24T23:30:00-05:00</updated><id>x</id><summary>S</summary></entry></feed>"""
    json_feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "F",
        "items": [{"id": "1", "url": "https://one.example/a", "title": "A < B", "content_text": "S", "date_published": "2026-04-25T04:30:00Z"}],
    }  # fmt: skip
    for content in (atom.encode(), json.dumps(json_feed).encode()):
        (step,) = incoming("feed", content).steps
        assert (step.kind, step.file, step.title) == ("new", "briefings/2026/04/25/a-b.yml", "A < B"), step
        assert 'summary: "S"' in step.text


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("A &amp; B &lt;i&gt; &#8217;", "A & B <i> ’"),
        ("<p>One <b>two</b></p><p>three<br/>four</p><script>x</script>", "One two\n\nthree\n\nfour"),
        ("<p>List<String> a < b</p>", "List<String> a < b"),
        ("a\r\n\r\n\r\n\u00a0b\u202e\x07\t c", "a\n\nb c"),
        ("&notit; &unknown; AT&T x?a=1&copy=2", "&notit; &unknown; AT&T x?a=1&copy=2"),
        ("<p>A &lt;title&gt; names the page.</p>", "A <title> names the page."),
        ("<p>How <script> tags work</p><p>And <style>p{}</style> these</p>", "How <script> tags work\n\nAnd these"),
        (
            '<a title="a > b" href=x>One</a> <img alt="2 > 1">two<!-- no --> <!-- and the rest',
            "One two <!-- and the rest",
        ),
        ("&lt;p&gt;Twice &amp;amp; escaped&lt;/p&gt;", "Twice & escaped"),
        (5, "5"),
        (None, ""),
        (["a"], ""),
        ("\ud800x", "x"),
    ],
)
def test_texts_are_cleaned(written: Any, clean: str) -> None:
    assert html_text(written) == clean


@pytest.mark.parametrize(
    ("read", "written", "clean"),
    [
        (title_text, "Votes for <b>half <i>fares</i></b>&nbsp;…", "Votes for half fares …"),
        (title_text, "How <script> tags block the page", "How <script> tags block the page"),
        (title_text, "<div>Less &lt; more</div>", "Less < more"),
        (loose_text, "How &lt;script&gt; tags block the page, and &lt;style&gt; does not", "How <script> tags block the page, and <style> does not"),
        (loose_text, "Use <b> in HTML, not <i>", "Use <b> in HTML, not <i>"),
        (loose_text, "The <em>Times</em> on <details>", "The Times on <details>"),
        (loose_text, "R&D budget: 5 < 6 &amp; falling", "R&D budget: 5 < 6 & falling"),
        (loose_text, "Don&#x27;t", "Don't"),
        (plain, "AT&amp;T and <p>", "AT&amp;T and <p>"),
    ],
)  # fmt: skip
def test_a_title_keeps_its_words(read: Callable[[Any], str], written: str, clean: str) -> None:
    assert read(written) == clean


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "&", ";", "lt", "amp", "script", "p", "/", "b", " ", "\n", "\u00a0", "\u202e", "x", "!--", '"']
        ),
        max_size=30,
    ).map("".join)
    | st.text()
)
def test_a_text_is_cleaned_once_and_for_all(text: str) -> None:
    for read in (html_text, title_text, loose_text, plain, line):
        once = read(text)
        assert plain(once) == once
        assert line(line(once)) == line(once)
    assert html_text(f"x {escape(text)}") == plain(f"x {text}")


def test_hostile_html_takes_no_time() -> None:
    begin = time.perf_counter()
    for text in (
        "<script>",
        "</script><script>",
        "<a href='",
        '<a "',
        "<b>",
        "<p><b><i>",
        "<!--",
        "&lt;p&gt;",
        "&amp;",
        '<a x="y',
    ):
        html_text(text * 20_000)
        loose_text(text * 20_000)
        title_text(text * 20_000)
    assert time.perf_counter() - begin < 5


@given(st.text(), st.integers(5, 50))
def test_a_shortened_text_is_short(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "`keys:` and `categories:`"),
        ("names: {a: b}", "`keys:` and `categories:`"),
        ("keys: [a]", "`keys` must hold"),
        ("keys: {a: headline}", "“headline” is no key"),
        ("keys: {a: &x title}", "line 1"),
    ],
)
def test_a_map_that_cannot_be_used_says_why(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read_map(text.encode())


def test_a_file_that_is_there_stays_as_it_is(project: Make) -> None:
    one = "briefings/2026/04/24/a-title.md"
    there = f"---\n{briefing()}---\n\nA long read.\n"
    other = {"title": "A title", "date": "2026-04-24", "articles": [{"title": "B", "url": "https://b.example/"}]}
    root = project({one: there, "in.jsonl": json.dumps(other), "x/in.jsonl": ""})
    done = run_here("import", "jsonl", "in.jsonl", "x/in.jsonl", "--write", cwd=root)
    assert done.returncode == 1
    assert f"{one} already exists with other content" in done.stdout
    assert files_below(root / "briefings") == {one.removeprefix("briefings/"): there}


def test_nothing_is_written_through_a_link(project: Make, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = project({"in.jsonl": json.dumps(GOOD), "briefings/categories.yml": ""})
    (root / "briefings" / "2026").symlink_to(elsewhere)
    done = run_here("import", "jsonl", "in.jsonl", "--write", cwd=root)
    assert done.returncode == 1
    assert "symbolic link" in done.stdout
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [["import"], ["import", "xml", "in"], ["import", "csv"], ["import", "csv", "in", "--date", "x"],
     ["import", "csv", "in", "--category", "A B"], ["import", "csv", "in", "--map", "in"]],
)  # fmt: skip
def test_wrong_usage_is_status_2(project: Make, arguments: list[str]) -> None:
    root = project({"in": "- a\n"})
    done = run_here(*arguments, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_file_that_is_not_there_is_refused_and_the_others_come_in(project: Make) -> None:
    root = project({"in.jsonl": json.dumps(GOOD)})
    done = run_here("import", "jsonl", "nowhere.jsonl", "docs", "in.jsonl", "--write", cwd=root)
    assert done.returncode == 1
    assert "refused: nowhere.jsonl: cannot be read" in done.stdout
    assert (root / "briefings/2026/04/24/t.yml").exists()
