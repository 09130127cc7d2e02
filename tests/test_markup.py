from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.text.markup import blocks, inline, paragraphs, plain
from conftest import examples

INLINE = {"a", "em", "strong", "code", "s", "br"}
BLOCK = INLINE | {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"}
BLOCK |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}


class Seen(HTMLParser):
    """Every tag with its attributes, as a browser's tokenizer finds them, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain words", "plain words"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("{{ 7*7 }} {% x %}", "{{ 7*7 }} {% x %}"),
        (
            '<a href="https://example.org" onclick="x">y</a>',
            '&lt;a href="https://example.org" onclick="x"&gt;y&lt;/a&gt;',
        ),
        ("AT&T &lt; &amp;", "AT&amp;T &lt; &amp;"),
        ("3 < 5 and 7 > 5", "3 &lt; 5 and 7 &gt; 5"),
        ("*a* **b** `c` ~~d~~", "<em>a</em> <strong>b</strong> <code>c</code> <s>d</s>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("snake_case_name 2*3*4", "snake_case_name 2<em>3</em>4"),
        ("[a](https://example.org)", '<a href="https://example.org" rel="nofollow noopener">a</a>'),
        ("[a](mailto:a@example.org)", '<a href="mailto:a@example.org" rel="nofollow noopener">a</a>'),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[a](JaVaScRiPt:alert(1))", "[a](JaVaScRiPt:alert(1))"),
        ("[a](data:text/html,x)", "[a](data:text/html,x)"),
        ("[a](/here)", "[a](/here)"),
        ("[a](//example.org)", "[a](//example.org)"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"),
    ],
)
def test_a_line_becomes_inline_html_and_nothing_else(text: str, html: str) -> None:
    assert inline(text) == html


def test_a_picture_in_a_text_is_never_loaded() -> None:
    assert "<img" not in blocks("![x](https://tracker.example/pixel.png)")


@pytest.mark.parametrize("text", ["[words]()", "[words]( )", "![words]()", "[words](#here)", "[words](?a=b)"])
def test_a_link_without_an_address_leads_nowhere_but_keeps_its_words(text: str) -> None:
    assert "href" not in inline(text)
    assert "words" in Seen(inline(text)).text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\n\n\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One line.", "<p>One line.</p>"),
    ],
)
def test_a_line_break_in_a_summary_begins_a_paragraph(text: str, html: str) -> None:
    assert paragraphs(text) == html


def test_a_long_read_may_have_heads_lists_tables_and_quotes() -> None:
    html = blocks("## Background\n\n- a\n- b\n\n3. c\n\n> said\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n---\n")
    assert {tag for tag, _ in Seen(html).tags} == {
        "h2",
        "ul",
        "li",
        "ol",
        "blockquote",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
    }
    assert '<ol start="3">' in html


def test_the_heads_keep_their_order_when_the_first_is_lowered() -> None:
    html = blocks("# One\n\n## Two\n\n### Three\n\nOne again\n=====\n\n###### Six\n")
    assert [tag for tag, _ in Seen(html).tags] == ["h2", "h3", "h4", "h2", "h6"]
    assert [tag for tag, _ in Seen(blocks("## Two\n\n### Three")).tags] == ["h2", "h3"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One.</p>\n<p>Two.</p>", "One. Two."),
        (inline("3 < 5 & 7 > 5"), "3 < 5 & 7 > 5"),
        (inline("<script>"), "<script>"),
        (inline('[link](https://example.org "a > b")'), "link"),
        (inline("**DeepSeek**, which"), "DeepSeek, which"),
        (inline("un*believ*able (*really*)"), "unbelievable (really)"),
        (blocks("- one\n- two"), "one two"),
        (blocks("## Head\n\nText"), "Head Text"),
    ],
)
def test_the_words_of_a_text_are_those_a_reader_sees(html: str, words: str) -> None:
    assert plain(html) == words


PIECES = [
    *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=x>", "<a href='x'>", "<!DOCTYPE x>"),
    *("<!--", "-->", "<![CDATA[", "<?php", "&lt;", "&#60;", "&quot;", "&", '"', "'", "\\", "<", ">", "{{ 7*7 }}"),
    *("[a](javascript:alert(1))", "[a](java\tscript:x)", "[a](&#106;avascript:x)", "[a]: javascript:x", "[a]", "![a]("),
    *("[a](https://e.org \"t\" onclick='x')", '[a](https://e.org/"x)', "https://example.org", "<https://example.org>"),
    *("](", "(", ")", "*", "**", "***", "_", "~~", "`", "```", "#", "# ", "\n", "\n\n", "\n===\n", "> ", "- ", "1. "),
    *("    ", "\t", "|", "\n|-|-|\n", "text", "é", "漢"),
]
CONTRIBUTED = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8), max_size=25
).map("".join)


def assert_harmless(html: str, tags: set[str]) -> None:
    seen = Seen(html)
    assert not seen.others
    for tag, attributes in seen.tags:
        assert tag in tags
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        if "href" in attributes:
            assert re.match("https?:|mailto:", attributes["href"] or "", re.IGNORECASE)


@given(CONTRIBUTED)
@settings(deadline=None, max_examples=examples(50))
def test_whatever_is_contributed_only_allowed_tags_come_out(text: str) -> None:
    assert_harmless(inline(text), INLINE)
    assert_harmless(blocks(text), BLOCK)
    assert_harmless(paragraphs(text), BLOCK)


@given(st.text(st.characters(categories=("L", "N", "Zs")) | st.sampled_from(",.;:?%'\"/$€{}"), max_size=60))
@settings(deadline=None)
def test_ordinary_words_come_out_as_they_went_in(text: str) -> None:
    assert Seen(inline(text)).text == text
    assert plain(inline(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["*a **a " * 500, "[" * 3_000, "> " * 2_000 + "x", "- " * 2_000 + "x", "`" * 5_000, "<" * 5_000, "[a](" * 1_000],
)
def test_deep_nesting_is_drawn_without_a_crash(text: str) -> None:
    assert_harmless(blocks(text), BLOCK)
    assert_harmless(inline(text), INLINE)


MEANING = [
    *"-+=#:*_`~|!<>&;\"'()[]\\ \t\n\r\x0b\x1c\x85\xa0\u2028\u202e\u200b\u3000語😀{}$1.)",
    "\n\n",
    "  ",
    "    ",
    "& ",
    "1. ",
]
MEANING += [
    "- ",
    "---",
    "===",
    "| a | b |\n|---|---|",
    "http://a.example",
    "<https://a.example>",
    "&amp;",
    "[a](b)",
    "words ",
    ". ",
]
SENTENCES = st.lists(st.sampled_from(MEANING) | st.sampled_from(["some", " words", ". ", "\n"]), max_size=10).map(
    "".join
)


@given(SENTENCES | st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
@settings(max_examples=examples(50))
def test_plain_sentences_are_the_same_without_markdown(text: str) -> None:
    assert paragraphs(text) == blocks(re.sub(r"\n+", "\n\n", text))
