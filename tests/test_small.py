"""Smaller HTML is the same document: every parser makes the same of it.

That the pages of the newspaper are the same documents, test_export holds: it has them as MkDocs alone draws them.
"""

from __future__ import annotations

from html import parser as html_parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.markup import blocks, paragraphs
from broadsheet.publish.small import small
from dom import tree

PIECES = [*"ab \n\t\u00a0'\"=<>&/`-*#|[]()1.", "</p>", "<pre>", 'href="x"', "<!--", "]]>"]
NASTY = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def document(body: str) -> str:
    return f'<!doctype html>\n<html lang="en">\n<head>\n<title>x</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n'


@given(text=NASTY, value=NASTY)
def test_hostile_text_is_the_same_document(text: str, value: str) -> None:
    quoted = value.replace("&", "&amp;").replace('"', "&quot;")  # `<` and `>` may stand in a value as they are
    for body in (
        paragraphs(text),
        blocks(text),
        f'<ul>\n<li data-entity="{quoted}"><a href="{quoted}">{paragraphs(text)}</a></li>\n</ul>\n{blocks(text)}',
        f'<p title="{quoted}">{text.replace("<", "&lt;")}</p>\n<p>x</p> <b>y</b>\n<i>z</i>',
    ):
        assert tree(small(document(body))) == tree(document(body))


@pytest.mark.parametrize(
    ("html", "smaller"),
    [
        ('<p class="meta">a</p>\n\n \n<p id="b">b</p>\n', "<p class=meta>a</p>\n\n \n<p id=b>b</p>\n"),
        ('<li class="a b">a</li>', '<li class="a b">a</li>'),
        ("<p><b>a</b> <i>b</i>\n<u>c</u>  d</p>", "<p><b>a</b> <i>b</i>\n<u>c</u>  d</p>"),
        ('<svg><path d="a"/><rect width="1" x="2"/></svg>', '<svg><path d="a"/><rect width=1 x="2"/></svg>'),
        ('<a href="?a=b" title="" alt="\'">a</a>', '<a href="?a=b" title="" alt="\'">a</a>'),
        ("""<a x='="b" "' y="c">a</a>""", """<a x='="b" "' y="c">a</a>"""),
        ('<p>a="b" c</p>', '<p>a="b" c</p>'),
        ('<a title="x > y" href="z">a</a>', '<a title="x > y" href=z>a</a>'),
        ('<pre>\n\n a <b class="x">b</b>\n\n</pre>', "<pre>\n\n a <b class=x>b</b>\n\n</pre>"),
        ('<script>let a = "<p>"\n\n</script>\n', '<script>let a = "<p>"\n\n</script>\n'),
        ('<!-- <p class="a">b</p> --> x', '<!-- <p class="a">b</p> --> x'),
    ],
)
def test_what_goes_and_what_stays(html: str, smaller: str) -> None:
    assert small(html) == smaller
    assert small(smaller) == smaller


@given(NASTY)
def test_simple_parsers_find_what_they_found(text: str) -> None:
    body = f'<ul class="a">\n\n<li data-entity="b">{paragraphs(text)}</li>\n<li data-entity="c">c</li>\n</ul>'
    assert seen_simply(small(body)) == seen_simply(body)


def seen_simply(html: str) -> list[object]:
    """Return what Python's own parser, which implies no end tag, tells of a document."""
    seen: list[object] = []

    class Simple(html_parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, attrs))

        def handle_endtag(self, tag: str) -> None:
            seen.append(tag)

        def handle_data(self, data: str) -> None:
            seen.append(data)

    parser = Simple()
    parser.feed(html)
    parser.close()
    return seen
