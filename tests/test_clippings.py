"""What pages and texts say of their articles, however they say it, and that none of it can do harm."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.intake.articles import ArticleMetadata, Names, from_file, from_web
from broadsheet.intake.articles.moments import moment
from broadsheet.intake.articles.page import from_page
from broadsheet.intake.new_file import beginning_text
from broadsheet.load import read_document
from broadsheet.model import Article, Entity, Publisher
from broadsheet.model.registries import Registries, fold
from broadsheet.text.charset import decoded
from broadsheet.web.answers import RequestPolicy
from broadsheet.web.client import Client
from broadsheet.web.connection import Connector
from broadsheet.write.yaml import briefing_text
from conftest import SHARED, examples
from servers import Server, serving

DAY = date(2026, 4, 24)
HASTE = RequestPolicy(agent="broadsheet-new/test", timeout=1, pause=0, retries=0)
LOOPBACK = Connector(allowed=(ip_network("127.0.0.0/8"),))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def registries(**entities: list[str]) -> Registries:
    registered = {name.replace("_", " "): Entity(aliases=aliases) for name, aliases in entities.items()}
    return Registries(
        entities=registered,
        names={fold(one): name for name, entity in registered.items() for one in (name, *entity.aliases)},
        publishers={"probe.example": Publisher(name="The Probe")},
    )


def page(head: str = "", **node: Any) -> str:
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>' if node else ""
    return f"<html><head><title>A title of a page</title>{script}{head}</head><body></body></html>"


def news(**keys: Any) -> str:
    return page(**{"@type": "NewsArticle", "headline": "A headline", **keys})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-04-24T08:30:00Z", "2026-04-24T08:30:00Z"),
        ("2026-04-24T08:30:00.123456Z", "2026-04-24T08:30:00Z"),
        ("2026-04-24T08:30:00.1234567+0200", "2026-04-24T08:30:00+02:00"),
        ("2026-04-24T08:30-04:00", "2026-04-24T08:30:00-04:00"),
        ("2026-04-24 08:30:00 +0900", "2026-04-24T08:30:00+09:00"),
        ("2026-04-24T08:30:00", "2026-04-24"),
        ("2026-04-24 08:30", "2026-04-24"),
        ("20260424", "2026-04-24"),
        ("2026/4/24", "2026-04-24"),
        ("Fri, 24 Apr 2026 06:05:00 GMT", "2026-04-24T06:05:00Z"),
        ("Fri, 24 Apr 2026 06:05:00 -0000", "2026-04-24T06:05:00Z"),
        ("April 24, 2026", "2026-04-24"),
        ("24th April 2026", "2026-04-24"),
        ("Sept. 3, 2026", "2026-09-03"),
        ("2026年4月24日", "2026-04-24"),
        ("24-04-2026", "2026-04-24"),
        ("04/24/2026", "2026-04-24"),
        ("04/05/2026", ""),  # of April or of May
        ("1777019400", "2026-04-24T08:30:00Z"),
        (1777019400000, "2026-04-24T08:30:00Z"),
        ("1970-01-01T00:00:00Z", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("9" * 99, ""),
        ("2026-02-30", ""),
        ("yesterday", ""),
        (None, ""),
        (["2026"], ""),
        (True, ""),
    ],
)
def test_moments_are_iso_and_only_a_time_with_a_zone_is_kept(written: object, read: str) -> None:
    assert moment(written) == read
    if read:
        Article(title="x", url="https://a.example/", published=read)  # type: ignore[arg-type]


@given(st.text(max_size=60) | st.floats() | st.integers())
def test_any_moment_can_be_asked_for(written: object) -> None:
    if read := moment(written):
        Article(title="x", url="https://a.example/", published=read)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("named", "at", "url"),
    [
        ("https://a.example/right", "https://www.a.example/amp/x", "https://a.example/right"),
        ("/right", "https://a.example/amp/x", "https://a.example/right"),
        ("https://a.example/", "https://a.example/x", "https://a.example/x"),
        ("", "https://a.example/x?utm_source=a&fbid=1#:~:text=b", "https://a.example/x?fbid=1"),
        ("", "https://a.example/x#part:~:text=b", "https://a.example/x#part"),
        ("https://b.example/x", "https://a.example/x", "https://a.example/x"),
        ("javascript:alert(1)", "https://a.example/x", "https://a.example/x"),
        ("https://u:p@a.example/y", "https://a.example/x", "https://a.example/x"),
        ("http://[", "https://a.example/x", "https://a.example/x"),
        ("https://b.example/x", "", "https://b.example/x"),
        ("/right", "", ""),
    ],
)
def test_a_page_names_its_address_but_speaks_for_no_other_publisher(named: str, at: str, url: str) -> None:
    assert from_page(page(f'<link rel="canonical" href="{named}">'), at).url == url


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("新しいモデル".encode("euc_jp"), "text/html; charset=EUC-JP"),
        ("新しいモデル".encode("cp932"), "text/html;charset='shift_jis'"),
        ("新しいモデル".encode("cp932"), "text/html; charset=x-sjis"),
        ("新しいモデル".encode("iso2022_jp"), ""),
        ("新しいモデル".encode(), ""),
        ("新しいモデル".encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        ("新しいモデル".encode("utf-16"), ""),
        (b'<meta charset="euc-jp">' + "新しいモデル".encode("euc_jp"), "text/html"),
        (b'<meta http-equiv=x content="text/html; charset=Shift_JIS">' + "新しいモデル".encode("cp932"), ""),
        ("新しいモデルをひらがなで公開した".encode("euc_jp"), ""),
        ("新しいモデルをひらがなで公開した".encode("cp932"), "text/html; charset=no-such-thing"),
        (b'<meta charset="utf-16">' + "新しいモデル".encode(), ""),
    ],
)
def test_bytes_are_read_by_mark_header_meta_and_by_what_they_can_be(body: bytes, content_type: str) -> None:
    assert "新しいモデル" in decoded(body, content_type)


def test_western_bytes_that_nobody_named_are_western() -> None:
    assert decoded("Un modèle « ouvert » – enfin".encode("cp1252")) == "Un modèle « ouvert » – enfin"
    assert decoded("Un modèle – enfin".encode("cp1252"), "text/html; charset=ISO-8859-1") == "Un modèle – enfin"


@pytest.mark.parametrize("name", ["zip", "rot13", "idna", "unicode_escape", "utf-7", "undefined", "a\0b", "base64"])
def test_codecs_that_are_no_encodings_of_pages_are_not_used(name: str) -> None:
    assert decoded("é\\u0041".encode(), f"text/html; charset={name}") == "é\\u0041"


def test_a_long_header_is_read_at_once() -> None:
    assert decoded("é".encode(), f"text/html; charset={' ' * 60_000};") == "é"


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_are_some_text(body: bytes, charset: str) -> None:
    decoded(body, f"text/html; charset={charset}").encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("China's model – The Probe", "", "China's model"),
        ("China's model | AI | The Probe", "", "China's model | AI"),
        ("China's model : THE PROBE", "", "China's model"),
        ("A plan - and its price", "", "A plan - and its price"),
        ("Trump vows crackdown : NPR", "NPR", "Trump vows crackdown"),
        ("A story - probe", "", "A story"),
        ("A story - probe.example", "", "A story"),
        ("The Probe", "The Probe", "The Probe"),
        ("模型｜港町", "港町", "模型｜港町"),
    ],
)
def test_the_publisher_leaves_the_headline(title: str, site: str, bare: str) -> None:
    clipping = ArticleMetadata(url="https://www.probe.example/x", title=title, publisher=site)
    assert Names(registries()).settled(clipping).title == bare


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("OpenAI and DeepSeek V4", ("OpenAI", "DeepSeek V4")),
        ("DeepSeek-V4 beats DeepSeek", ("DeepSeek V4", "DeepSeek")),
        ("OpenAIs, NotOpenAI and openai", ()),
        ("新モデル深度求索が", ("DeepSeek",)),
        ("DeepSeek V4.1 is out", ("DeepSeek",)),
        ("Claims of “OpenAI’s” end.", ("OpenAI",)),
        ("", ()),
    ],
)
def test_only_whole_registered_names_are_entities(text: str, named: tuple[str, ...]) -> None:
    known = registries(OpenAI=[], DeepSeek=["深度求索"], DeepSeek_V4=[])
    assert Names(known).in_text(text) == named


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        (news(author={"@type": "Person", "name": "By Mara Quill"}), "author", "Mara Quill"),
        (news(author=["A B", {"name": "C D"}, "A B"]), "author", "A B, C D"),
        (news(author="https://a.example/x"), "author", ""),
        (news(author={"name": ["A B"]}, publisher={"name": "A B"}), "author", ""),
        (news(isAccessibleForFree="False"), "paywall", True),
        (news(isAccessibleForFree=False), "paywall", True),
        (news(isAccessibleForFree="http://schema.org/False"), "paywall", True),
        (news(isAccessibleForFree=True), "paywall", False),
        (news(inLanguage={"@type": "Language", "name": "en_US"}), "language", "en-US"),
        (news(url="https://a.example/x#article"), "url", "https://a.example/x"),
        (news(mainEntityOfPage={"@id": "https://a.example/x", "name": "Home"}), "url", "https://a.example/x"),
        (news(mainEntityOfPage={"@id": "#page"}), "url", ""),
        (news(headline="Donau\u00addampf\u200bschiff"), "title", "Donaudampfschiff"),
        (news(headline="Q&amp;A"), "title", "Q&A"),
        (news(headline=["One", "Two"]), "title", "One"),
        (news(headline={"a": "b"}), "title", "A title of a page"),
        (page(**{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Inner"}}), "title", "Inner"),
        (page(a=[[[{"@type": "BlogPosting", "headline": "Deep"}]]]), "title", "Deep"),
        (page('<script type="application/ld+json">[{"@type":"Article","headline":"Comma",},]</script>'), "title", "Comma"),
        (page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"), "title", "A title of a page"),
        (page('<meta name="sailthru.date" content="2026-04-24T08:30:00Z">'), "published", "2026-04-24T08:30:00Z"),
        ("<title>Page not found</title>", "trouble", "shows only “Page not found”"),
        ("<title>404</title>", "trouble", "shows only “404”"),
        ("<title>404 Media begins a podcast</title>", "title", "404 Media begins a podcast"),
        ("<p>nothing", "trouble", "does not say what it is about"),
        ("", "trouble", "is empty"),
        ("\0\0", "trouble", "is empty"),
    ],
)  # fmt: skip
def test_pages_say_it_in_many_ways(html: str, field: str, value: object) -> None:
    assert getattr(from_page(html), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"By {'A' * 1_900}!\nA headline of five words"),
        ("a.html", f'<title>A headline of five words</title><script type="application/ld+json">{{"@type":{" " * 400_000}x</script>'),
    ],
    ids=["byline", "type"],
)  # fmt: skip
def test_no_text_keeps_the_patterns_busy_for_ever(name: str, text: str) -> None:
    assert "A headline of five words" in from_file(name, text.encode()).title


MARKUP = st.sampled_from(
    [
        *("<html lang=", "<title>", "</title>", "<meta ", "property='og:title' ", "content='", "' >", "<!--", "-->", "<![CDATA["),
        *("<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle","headline":"', '"}', "<time datetime="),
        *("<link rel=canonical href=", "https://a.example/x", "../", "%00", "2026-04-24", "&#0;", "&#x202e;", "{{ x }}"),
        *("\n", "\x85", "\u2028", "# ", "- ", ": ", "---\n", "\ufeff", "\ud800"),
    ]
)  # fmt: skip


@given(
    st.lists(MARKUP | st.text(max_size=12), max_size=40).map("".join),
    st.sampled_from(["a.html", "a.txt", "a.md", "a.mhtml", "a"]),
)
@settings(max_examples=examples(50))
def test_whatever_a_page_holds_the_file_can_be_read_and_holds_only_our_keys(
    tmp_path_factory: pytest.TempPathFactory, html: str, name: str
) -> None:
    body = html.encode("utf-8", "surrogatepass")
    clipping = Names(registries(OpenAI=[])).settled(from_file(name, body))
    root = tmp_path_factory.getbasetemp()
    (root / "a.yml").write_text(
        beginning_text("A title", DAY, [clipping], categories=["models"], language="en"), "utf-8"
    )
    document = read_document(root, "a.yml")
    assert not document.problems
    assert document.data is not None
    assert set(document.data) == {"title", "date", "category", "dek", "summary", "key_points", "articles"}
    (article,) = document.data["articles"]
    assert set(article) <= set(Article.model_fields)
    assert (article["title"] or "", article["url"] or "") == (clipping.title, clipping.url)
    Article.model_validate({**article, "title": article["title"] or "x", "url": article["url"] or "https://a.example/"})


def test_without_its_help_it_is_the_canonical_text() -> None:
    clipping = ArticleMetadata(
        url="https://a.example/x",
        title="A “long” headline: " + "word " * 40 + "end",
        publisher="Yahoo!",
        author="no",
        published="2026-04-24T08:30:00Z",
        language="fr",
        description="# not: this",
        entities=("OpenAI", "C++"),
        paywall=True,
    )
    written = beginning_text("A: title", DAY, [clipping], category="models", language="en-GB")
    unfilled = ("dek:", "summary:", "key_points:", "- text:", "sources: [1]")
    bare = [line for line in written.splitlines() if not line.strip().startswith(("#", *unfilled))]
    article = {
        key: getattr(clipping, key)
        for key in ("title", "url", "publisher", "author", "published", "language", "entities", "paywall")
    }
    assert (
        bare
        == briefing_text({"title": "A: title", "date": DAY, "category": "models", "articles": [article]}).splitlines()
    )


@pytest.mark.slow
@pytest.mark.skipif(not SEEDS, reason="no seeds here")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_texts_copied_from_real_pages(seed: Path) -> None:
    clipping = from_file(seed.name, seed.read_bytes())
    assert "DeepSeek" in clipping.title or "China" in clipping.title
    assert 5 <= len(clipping.title.split()) <= 20
    assert not clipping.trouble
    assert clipping.url == ""
    assert clipping.published in ("", "2026-04-24")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("/status/404", "answers 404 (Not Found)"),
        ("/status/402", "answers 402 (Payment Required)"),
        ("/to/302?", "answers 302 (Found)"),
        ("/round/3", "redirects in a circle"),
        ("/to/302?/to/302?/to/302?/to/302?/to/302?/to/302?/fine", "redirects more than 5 times"),
        ("/to/301?http://169.254.169.254/latest/", "leads to 169.254.169.254, inside a network, where links are not followed"),
        ("/to/301?file:///etc/passwd", "leads to “file:///etc/passwd”, which is no http(s) address"),
        ("/to/302?http://[::1", "redirects to something that is no address"),
        ("/silent", "does not answer within 1 s"),
        ("/drip", "does not answer within 1 s"),
        ("/status/200", "is empty"),
        ("/huge", "does not say what it is about"),
        ("/page/application/pdf", "is a PDF"),
        ("/page/image/png", "is image/png, not a page"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_keeps_its_address(server: Server, path: str, trouble: str) -> None:
    found = from_web(server.url + path, Client(HASTE, LOOPBACK))
    assert (found.url, found.trouble, found.title) == (server.url + path, trouble, "")
    assert server.sent < 64_000_000  # of a body without end; the buffers of the two sides hold many


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost/x", "http://127.0.0.1:8000/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"),
        *("http://10.0.0.1/", "http://0/", "http://2130706433/", "http://[::ffff:127.0.0.1]/"),
    ],
)
def test_nobody_is_led_into_a_network(url: str) -> None:
    found = from_web(url, Client(HASTE, Connector()))
    assert "inside a network" in found.trouble or "no address" in found.trouble or "host" in found.trouble


def test_a_page_is_read_along_its_redirects_whatever_its_charset_and_size(server: Server) -> None:
    html = page("<meta property='og:title' content='新しいモデルが公開'>")
    big = html + "x" * 5_000_000
    server.pages["/jp"] = ("text/html; charset=EUC-JP", html.encode("euc_jp"))
    server.pages["/big"] = ("text/html", big.encode())
    server.pages["/packed"] = ("", gzip.compress(big.encode()))
    for path in ("/jp", "/big", "/packed"):
        found = from_web(f"{server.url}/to/302?{path}", Client(HASTE, LOOPBACK))
        assert (found.title, found.url, found.trouble) == ("新しいモデルが公開", server.url + path, "")


def test_a_door_that_stands_before_an_article_is_not_its_address(server: Server) -> None:
    server.pages["/login"] = ("text/html", b"<title>Log in</title><link rel=canonical href=/login>")
    asked = f"{server.url}/to/302?/login"
    found = from_web(asked, Client(HASTE, LOOPBACK))
    assert (found.url, found.trouble) == (asked, "shows only “Log in”")


@pytest.mark.slow
def test_the_packed_bomb_is_unpacked_no_further_than_is_wanted(server: Server) -> None:
    server.pages["/bomb"] = ("text/html", gzip.compress(b"<title>Small inside</title>" + b" " * 50_000_000))
    assert from_web(f"{server.url}/bomb", Client(HASTE, LOOPBACK)).title == "Small inside"
