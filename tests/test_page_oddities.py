"""What `broadsheet new` reads from pages that say it oddly: only what the article says of itself, as people write it."""

# ruff: noqa: E501 (a page a line)

from __future__ import annotations

import json
import time
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.intake.articles import ArticleMetadata, Names, from_file
from broadsheet.intake.articles.bylines import people, people_seen
from broadsheet.intake.articles.titles import agree, headline, site_in
from broadsheet.model.registries import Registries
from broadsheet.text.charset import decoded

HEADLINE = "Council halves the fares of the night bus"
AT = "https://ledger.example.org/2026/fares"


def html(
    body: str = f"<h1>{HEADLINE}</h1>", head: str = "", *, title: str = HEADLINE, lang: str = "en", ld: Any = None
) -> str:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title><link rel="canonical" href="{AT}">{head}{script}</head>'
        f"<body>{body}</body></html>"
    )


def read(page: str | bytes) -> ArticleMetadata:
    body = page if isinstance(page, bytes) else page.encode()
    return Names(Registries()).settled(from_file("saved.html", body))


def article(inside: str, after: str = "") -> str:
    return f"<main><article><h1>{HEADLINE}</h1>{inside}<p>{'Text of it. ' * 30}</p></article>{after}</main>"


OLD = '<time datetime="2019-03-05T00:00">5 March 2019</time>'


@pytest.mark.parametrize(
    "other",
    [
        f"<aside><h2>Read also</h2><a href='/old'>{OLD} The bridge closes</a></aside>",
        f"<footer>{OLD}</footer>",
        f"<div class='related-stories'>{OLD}</div>",
        f"<div id='comments'><ol><li>Bo {OLD}</li></ol></div>",
        f"<div class='commentList'>{OLD}</div>",
        f"<section role='complementary'>{OLD}</section>",
        f"<nav>{OLD}</nav>",
        f"<div><h3>Read also</h3><ul><li><a href='/old'>The bridge closes</a> {OLD}</li></ul></div>",
        f"<h3>Lesen Sie auch</h3><p><a href='/old'>Die Brücke</a> {OLD}</p>",
        f"<p><strong>À lire aussi :</strong></p><p>{OLD}</p>",
        f"<p>関連記事</p><p>{OLD}</p>",
        f"<a href='/old'>{OLD} The bridge closes</a>",
        f"<ul><li><a href='/old'>The old bridge closes today</a> {OLD}</li></ul>",
        f"<article><h2>The bridge closes</h2>{OLD}</article>",
        "<article class='comment'><h2>Bo says</h2><time itemprop='datePublished' datetime='2019-03-05'></time></article>",
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h3 itemprop='headline'>The bridge closes</h3><meta itemprop='datePublished' content='2019-03-05'></div>",
        "<div itemprop='comment' itemscope itemtype='https://schema.org/Comment'><time itemprop='datePublished' datetime='2019-03-05'>then</time></div>",
        f"<blockquote>{OLD}</blockquote>",
        f"<figure><figcaption>By Cam Era {OLD}</figcaption></figure>",
        f"<p>{'The bridge, which was closed for years, ' * 5} on {OLD}.</p>",
        "<p>Updated <time datetime='2026-04-25'>today</time></p>",
        "<time class='updated' datetime='2026-04-25'>today</time>",
    ],
)  # fmt: skip
def test_a_date_that_is_not_the_articles_is_not_taken(other: str) -> None:
    for page in (html(article(other)), html(article("", other)), html(f"<h1>{HEADLINE}</h1><p>Text.</p>{other}")):
        assert (read(page).published, read(page).author) == ("", "")
    own = '<p class="meta">By Ada Desk <time datetime="2026-04-24T08:00:00Z">today</time></p>'
    assert (read(html(article(own, other))).published, read(html(article(own, other))).author) == (
        "2026-04-24T08:00:00Z",
        "Ada Desk",
    )


@pytest.mark.parametrize(
    ("inside", "published"),
    [
        ("<time datetime='2026-04-24'>24 April</time>", "2026-04-24"),
        ("<time>24 April 2026</time>", "2026-04-24"),
        ("<time datetime='2026-04-24'></time> Updated <time datetime='2026-04-25'></time>", "2026-04-24"),
        ("<span itemprop='datePublished' content='2026-04-24T08:00:00+02:00'>today</span>", "2026-04-24T08:00:00+02:00"),
        ("<a href='/2026/fares' rel='bookmark'><time datetime='2026-04-24'>today</time></a>", "2026-04-24"),
        (f"<a href='{AT}#top'><time datetime='2026-04-24'>today</time></a>", "2026-04-24"),
        ("<abbr class='published' title='2026-04-24T08:00:00Z'>today</abbr>", "2026-04-24T08:00:00Z"),
        ("<span class='entry-date'>24 April 2026</span>", "2026-04-24"),
        ("<p>By Ada Desk, 24 April 2026</p>", "2026-04-24"),
        ("<time datetime='2026-04-24'></time><time datetime='2026-04-23'></time>", ""),  # which of the two?
        ("<p>On April 26, 2026, the council met.</p>", ""),  # the day of the event
        ("<p>Yesterday</p><time datetime='yesterday'>yesterday</time>", ""),  # nothing comes from the clock
    ],
)  # fmt: skip
def test_the_articles_own_date_is_found(inside: str, published: str) -> None:
    assert read(html(article(inside))).published == published


@pytest.mark.parametrize(
    "tag",
    [
        '<meta property="article:published" itemprop="datePublished" content="2026-04-24T08:00:08.000Z">',
        '<meta itemprop="dateModified datePublished" content="2026-04-24T08:00:08Z">',
        '<meta name="x" property="y" itemprop="datePublished" content="2026-04-24T08:00:08Z">',
        '<meta property="og:x article:published_time" content="2026-04-24T08:00:08Z">',
        '<meta name="DC.date.issued" content="2026-04-24T08:00:08Z">',
    ],
)
def test_each_name_of_a_meta_tag_counts(tag: str) -> None:
    assert read(html(head=tag)).published == "2026-04-24T08:00:08Z"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        # the brand as og:title, with and without a name of the site
        (html(head='<meta property="og:title" content="Example Lab"><meta property="og:site_name" content="Example Lab">'), HEADLINE),
        (html(head='<meta property="og:title" content="The Example Lab">', title=f"{HEADLINE} | Example Lab"), HEADLINE),
        (html(head='<meta property="og:title" content="Ledger">', title="Ledger"), HEADLINE),
        (html(head='<meta property="og:title" content="Home">'), HEADLINE),
        # a description or another story as headline
        (html(ld={"@type": "Article", "name": HEADLINE, "headline": "public transport service that operates at night"}), HEADLINE),
        (html(head=f'<meta property="og:title" content="{HEADLINE} - Wikipedia">', title=f"{HEADLINE} - Wikipedia", ld={"@type": "Article", "headline": "bus service"}), HEADLINE),
        # a headline for machines that agrees with nothing
        (html(head='<meta property="og:title" content="You will not believe these buses">'), HEADLINE),
        # one of several h1
        (html(f'<h1><a href="/">The Ledger of the Night</a></h1><h1>{HEADLINE}</h1>', title=f"{HEADLINE} – The Ledger of the Night"), HEADLINE),
        (html("<h1><a href='/'>The Ledger</a></h1><p>x</p>", title=f"The Ledger | {HEADLINE}"), HEADLINE),
        (html(f"<h1>The Ledger</h1><h2>{HEADLINE}</h2>", title=f"The Ledger | {HEADLINE}"), HEADLINE),
        (html(f"<h1>{HEADLINE}</h1><h2>2 comments on “{HEADLINE}”</h2>", title=f"{HEADLINE} – Ledger"), HEADLINE),
        # cut by the writer of the metadata
        (html(head=f'<meta property="og:title" content="{HEADLINE[:25]}…">'), HEADLINE),
        # the names of site and section
        (html(title=f"{HEADLINE} | City | The Ledger"), HEADLINE),
        (html("<p>no heading", title=f"{HEADLINE} - Ledger Example"), HEADLINE),
        (html("<p>no heading", '<meta property="og:site_name" content="News Example">', title=f"{HEADLINE} - News Example"), HEADLINE),
        # metadata without a page around it is believed
        (html("<p>no heading", '<meta property="og:title" content="Fares come down">'), "Fares come down"),
        # escaped twice, and tags that only format
        (html("", '<meta property="og:title" content="Q&amp;amp;A: buses &amp;#8211; at night">', title=""), "Q&A: buses – at night"),
        (html("", title="", ld={"@type": "Article", "headline": "<em>Night</em> buses &amp; fares<br/>halved"}), "Night buses & fares halved"),
        (html("<h1>How &lt;script&gt; tags block a page</h1>", title="How &lt;script&gt; tags block a page"), "How <script> tags block a page"),
        (html("<h1>A plan - and its price</h1>", title="A plan - and its price"), "A plan - and its price"),
        (html("<svg><title>Menu</title></svg><h1>Fares</h1>", title="").replace("<title></title>", ""), "Fares"),
        (html("<h1>夜间巴士半价方案通过</h1>", title="夜间巴士半价方案通过 - 港口日报"), "夜间巴士半价方案通过"),
    ],
)  # fmt: skip
def test_the_title_that_agrees_with_what_readers_see(page: str, title: str) -> None:
    assert read(page).title == title


@pytest.mark.parametrize(
    ("page", "publisher"),
    [
        (html(title=f"{HEADLINE} - News Example"), "News Example"),
        (html(title=f"{HEADLINE} | City | The Ledger"), "The Ledger"),
        (html("<p>no heading", title=f"{HEADLINE} | Ledger Example"), "Ledger Example"),
        (html(title=f"{HEADLINE} | Live updates"), ""),
        (html(title=f"{HEADLINE} | Opinion"), ""),
        (html(title=HEADLINE), ""),
        (html(title=f"{HEADLINE} - x", head='<meta property="og:site_name" content="The &amp;amp; Ledger">'), "The & Ledger"),
        (html(ld={"@type": "NewsArticle", "headline": HEADLINE, "publisher": {"@type": "Organization", "name": "The Ledger"}}), "The Ledger"),
        (html(f"<div itemscope itemtype='http://schema.org/NewsArticle'><h1>{HEADLINE}</h1><div itemprop='publisher' itemscope><meta itemprop='name' content='The Ledger'></div></div>"), "The Ledger"),
    ],
)  # fmt: skip
def test_the_publisher_is_named_by_metadata_or_title(page: str, publisher: str) -> None:
    assert read(page).publisher == publisher


@pytest.mark.parametrize(
    ("page", "author"),
    [
        (html(head='<meta name="author" content="Ada Desk">', ld={"@type": "NewsArticle", "headline": HEADLINE, "author": {"@type": "Person", "url": f"{AT}/ada"}}), "Ada Desk"),
        (html(head='<meta name="author" content="Ada Desk">', ld={"@type": "NewsArticle", "headline": HEADLINE, "author": {"name": "ledger"}, "publisher": {"name": "Ledger"}}), "Ada Desk"),
        (html(head='<meta name="author" content="Ada Desk">', ld={"@type": "NewsArticle", "headline": HEADLINE, "author": [{"@type": "Person"}, None, ""]}), "Ada Desk"),
        (html(ld={"@graph": [{"@type": ["Thing", "NewsArticle"], "headline": HEADLINE, "author": [{"@id": "#a"}, "#b"]}, {"@id": "#a", "@type": "Person", "name": "Ada Desk"}, {"@id": "#b", "name": "Bo Quill"}]}), "Ada Desk, Bo Quill"),
        (html(ld={"@type": "NewsArticle", "headline": HEADLINE, "author": {"@type": "Person", "givenName": "Ada", "familyName": "Desk"}}), "Ada Desk"),
        (html(ld={"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another story", "url": "https://ledger.example.org/old", "author": "Old Hand"}]}), ""),
        (html(ld={"@type": "NewsArticle", "headline": "Another story", "url": "https://ledger.example.org/old", "author": "Old Hand", "datePublished": "2019-01-01"}), ""),
        (html(f"<article itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>{HEADLINE}</h1><span itemprop='author' itemscope itemtype='https://schema.org/Person'><a rel='author' href='/ada'><span itemprop='name'>Ada Desk</span></a></span></article>"), "Ada Desk"),
        (html(article("<span itemprop='author'>Ada Desk</span>")), "Ada Desk"),
        (html(article("<a rel='author' href='/ada'>Ada Desk</a> and <a rel='nofollow author' href='/bo'>Bo Quill</a>")), "Ada Desk, Bo Quill"),
        (html(article("<div class='c-byline'>By <b>Ada Desk</b><br>Transport reporter</div>")), "Ada Desk"),
        (html(article("<p>By John Doe, 27 April 2026</p>")), "John Doe"),
        (html(article("<p>By <a href='/j'>John Doe</a> and <a href='/a'>Ada van der Desk</a> | 27 April 2026</p>")), "John Doe, Ada van der Desk"),
        (html(article("<p>Von Ada Desk</p>"), lang="de"), "Ada Desk"),
        (html(article("<p>By the river, the buses wait.</p>")), ""),
        (html(article("", "<div class='related'><a rel='author'>Old Hand</a></div><footer><span class='author'>Old Hand</span></footer>")), ""),
        (html(article("<div class='comments'><span class='author'>Old Hand</span></div>")), ""),
        (html(article("<div class='author-bio'>Ada has written of buses for ten years.</div>")), ""),
        (html(head='<meta name="citation_author" content="Desk, Ada"><meta name="citation_author" content="van der Quill, Bo">'), "Ada Desk, Bo van der Quill"),
        (html(head='<meta name="citation_authors" content="Desk, Ada; Quill, Bo C.">'), "Ada Desk, Bo C. Quill"),
        (html(head='<meta name="citation_author" content="Ada Desk">'), "Ada Desk"),
        (html(head='<meta name="author" content="Ada Desk (https://ada.example.org/)">'), "Ada Desk"),
        (html(head='<meta property="article:author" content="https://social.example/ada"><meta name="author" content="/authors/ada"><meta name="byl" content="By Ada Desk">'), "Ada Desk"),
    ],
)  # fmt: skip
def test_authors_are_read_where_they_are_named(page: str, author: str) -> None:
    assert read(page).author == author


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Desk", ["Ada Desk"]),
        ("BY ADA DESK", ["ADA DESK"]),
        ("by: Ada Desk", ["Ada Desk"]),
        ("Written by Ada Desk and Bo Quill", ["Ada Desk", "Bo Quill"]),
        ("Ada Desk, Bo Quill & Cy Ink", ["Ada Desk", "Bo Quill", "Cy Ink"]),
        ("Ada Desk; Bo Quill", ["Ada Desk", "Bo Quill"]),
        ("Ada Desk | Bo Quill", ["Ada Desk", "Bo Quill"]),
        ("Desk, Ada", ["Ada Desk"]),
        ("Jong, Michiel de", ["Michiel de Jong"]),
        ("King, Martin Luther", ["Martin Luther King"]),
        ("Ada Desk, PhD", ["Ada Desk, PhD"]),
        ("Sammy Davis, Jr.", ["Sammy Davis, Jr."]),
        ("Wikimedia Foundation, Inc.", ["Wikimedia Foundation, Inc."]),
        ("Department of Health and Human Services", ["Department of Health and Human Services"]),
        ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
        ("von Neumann", ["von Neumann"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Von Miller", ["Von Miller"]),
        ("von der Leyen, Ursula", ["Ursula von der Leyen"]),
        ("de la Cruz, Ana", ["Ana de la Cruz"]),
        ("Dita Von Teese", ["Dita Von Teese"]),
        ("Byron Smith", ["Byron Smith"]),
        ("Di Canio, Paolo", ["Paolo Di Canio"]),
        ("Ada Desk <ada@ledger.example>", ["Ada Desk"]),
        ("ada@ledger.example (Ada Desk)", ["Ada Desk"]),
        ("Ada Desk (@ada)", ["Ada Desk"]),
        ("Ada Desk @ada", ["Ada Desk"]),
        ("Ada Desk (Reuters)", ["Ada Desk (Reuters)"]),
        ("Ada Desk, Staff Writer", ["Ada Desk"]),
        ("Staff Writer Ada Desk", ["Ada Desk"]),
        ("Ada Desk, Senior Reporter at The Ledger", ["Ada Desk"]),
        ("Reuters Staff", ["Reuters"]),
        ("O’Brien, Ada", ["Ada O’Brien"]),
        ("深度記者", ["深度記者"]),
        ("佐藤花子、山田太郎", ["佐藤花子", "山田太郎"]),
        *((nobody, []) for nobody in (
            "@ada", "https://ledger.example/ada", "www.ledger.example/ada", "ada@ledger.example", "/author/ada", "authors/ada-desk", "./ada",
            "ada-desk", "ledger.example", "ada.html", "Staff", "By Staff", "Staff Writer", "Our Foreign Staff", "admin", "Editor", "The Editors",
            "Editorial Team", "Anonymous", "null", "N/A", "[object Object]", "{{ author.name }}", "%author%", "12345", "", "By ", "-", "The Ledger",
        )),
    ],
)  # fmt: skip
def test_names_as_people_write_them(text: str, names: list[str]) -> None:
    assert people([text], not_these=["Ledger"]) == names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("By John Doe, 27 April 2026", "en", ["John Doe"]),
        ("by Lucas Nolan22 Dec 2016651", "en", ["Lucas Nolan"]),
        ("By Ada Desk\nMarch 25, 2026", "en", ["Ada Desk"]),
        ("Par Ada Desk", "fr", ["Ada Desk"]),
        ("Por Ada de la Cruz", "es", ["Ada de la Cruz"]),
        ("Von Ada von Desk", "de", ["Ada von Desk"]),
        ("Published 27 April 2026", "en", []),
        ("April 28, 2026 at 6:01 am", "en", []),
        ("Follow", "en", []),
        ("By the council", "en", []),
        ("肖春芳", "zh", ["肖春芳"]),
    ],
)
def test_bylines_that_readers_see(text: str, language: str, names: list[str]) -> None:
    assert people_seen(text, language=language) == names


@pytest.mark.parametrize(
    ("page", "language"),
    [
        (html(lang="de-AT", head='<meta property="og:locale" content="en_US">'), "de-AT"),
        (html(lang="", head='<meta property="og:locale" content="pt_BR">'), "pt-BR"),
        (html(lang="x-default", head='<meta http-equiv="content-language" content="fr, en">'), "fr"),
        (html(lang="und", ld={"@type": "Article", "headline": HEADLINE, "inLanguage": "sv"}), "sv"),
        (html(f"<article lang='es'><h1>{HEADLINE}</h1></article>", lang="en"), "es"),
        (html(lang="English"), ""),
    ],
)
def test_the_language_of_the_article_then_of_the_page(page: str, language: str) -> None:
    assert read(page).language == language


@pytest.mark.parametrize("encoding", ["gb2312", "iso-8859-1", "shift_jis", "windows-1251"])
def test_a_stale_meta_tag_does_not_beat_valid_utf_8(encoding: str) -> None:
    text = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"><title>市议会 – “половина” é</title></head>'
    assert read(text.encode()).title == "市议会 – “половина” é"
    assert "市议会" in decoded(text.encode()[:-1], "text/html; charset=iso-8859-1")


@pytest.mark.parametrize(
    ("language", "encoding", "text"),
    [("ru", "cp1251", "Проезд вдвое дешевле"), ("ko", "cp949", "심야 버스 요금 절반"), ("zh", "gb18030", "夜间巴士半价"), ("pl", "cp1250", "Zażółć gęślą jaźń"), ("el", "iso8859-7", "Μισή τιμή")],
)  # fmt: skip
def test_an_encoding_that_nobody_names_is_that_of_the_language(language: str, encoding: str, text: str) -> None:
    assert read(f'<html lang="{language}"><title>{text}</title>'.encode(encoding)).title == text


@pytest.mark.parametrize(
    ("text", "author", "published"),
    [
        (f"{HEADLINE}\nBy John Doe, 27 April 2026\nText of it.", "John Doe", "2026-04-27"),
        (f"{HEADLINE}\nBy John Doe and Ada Desk\nText of it.", "John Doe, Ada Desk", ""),
        (f"{HEADLINE}\nHARBOUR, April 24, 2026 (Wire) — The council has halved the fares.", "", "2026-04-24"),
        (f"{HEADLINE}\nOn April 26, 2026, the council halved the fares.", "", ""),
        (f"{HEADLINE}\nApril 24, 2026\nText.", "", "2026-04-24"),
    ],
)
def test_bylines_and_datelines_of_copied_texts(text: str, author: str, published: str) -> None:
    found = from_file("a.txt", text.encode())
    assert (found.title, found.author, found.published) == (HEADLINE, author, published)


def test_the_name_of_a_site_at_the_end_of_a_title() -> None:
    assert site_in("A story - News Example", [], "www.news-example.com") == "News Example"
    assert site_in("A story - News Example", ["A story"], "x.org") == "News Example"
    assert site_in("A story - News Example", [], "x.org") == ""
    assert headline(["", ""], "", [], []) == ""
    assert not agree("", "")


PIECES = st.sampled_from(
    [
        *("<article>", "</article>", "<h1>", "</h1>", "<p class='byline'>By ", "<time datetime='2026-04-24'>", "</time>", "<aside>", "</aside>"),
        *("<span itemprop='author'>", "<span itemprop='datePublished'>", "</span>", "<a rel=author href=/x>", "</a>", "Ada Desk", ", ", "&amp;amp;"),
        *("<meta name=author content='", "<meta property='og:title' content='", "<meta property='og:site_name' content='", "'>", "&amp;lt;b&amp;gt;"),
        *("<div itemscope itemtype='http://schema.org/NewsArticle'>", "</div>", "<title>", "</title>", " | ", " - ", "24 April 2026", "&#8217;", "<b>"),
        *('<script type="application/ld+json">{"@type":"NewsArticle","headline":"', '","author":"', '"}</script>', "Van ", "@x", "(", ")", "…"),
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_whatever_is_read_holds_no_formatting_and_no_entities(text: str) -> None:
    found = read(text.encode("utf-8", "replace"))
    for value in (found.title, found.author, found.publisher):
        assert "\n" not in value
        assert "&amp;" not in value
        assert "&#8217;" not in value
        assert "://" not in found.author
        assert "<" not in found.author
    assert found.published in ("", "2026-04-24") or "2026-04-24" not in text


@given(st.text(max_size=120), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_asked_for_names(text: str, inverted: bool) -> None:
    once = people([text], inverted=inverted)
    assert [name for name in once if "\n" in name or "://" in name] == []
    people_seen(text)


BIG = 5_000_000
HOSTILE = {
    "deep": "<div>" * (BIG // 5),
    "deep articles": "<article><h1>" * (BIG // 13),
    "times": "<time datetime='2026-04-24'>" * (BIG // 28),
    "bylines": "<p class=byline>By " * (BIG // 19),
    "lists": "<li><a href=/x>one two three four</a><time>" * (BIG // 43),
    "metas": "<meta property='a b c d' content='x'>" * (BIG // 37),
    "items": "<span itemprop=author itemscope><b itemprop=name>A B" * (BIG // 50),
    "graph": '<script type="application/ld+json">[' + '{"@type":"NewsArticle","headline":"x y"},' * (BIG // 42) + "{}]</script>",
    "graphs": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x y","hasPart":[{"@id":"a"}]}</script>' * (BIG // 100),
    "title": f"<title>{'a - ' * (BIG // 4)}</title>",
    "heading": f"<h1>{'a | ' * (BIG // 4)}</h1>",
    "author": f'<meta name="author" content="{", ".join(["A B"] * (BIG // 5))}">',
    "brackets": f'<meta name="author" content="{"(" * BIG}">',
    "entities": f'<meta property="og:title" content="{"&amp;amp;" * (BIG // 9)}">',
    "attributes": f"<h1 {'class=x ' * (BIG // 8)}>x</h1>",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_of_five_megabytes_is_read_in_bounded_time(kind: str) -> None:
    page = f"<html><head><title>{escape(HEADLINE)}</title></head><body><h1>{HEADLINE}</h1>{HOSTILE[kind]}"
    begun = time.process_time()
    read(page)
    assert time.process_time() - begun < 10
