"""Smaller HTML is the same document: what a parser makes of it differs in white space at the edges of blocks alone.

That the pages of the newspaper are the same documents, test_export holds: it has them as MkDocs alone draws them.
"""

from __future__ import annotations

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
        ('<p class="meta">a</p>\n<p>b</p>\n', "<p class=meta>a<p>b</p>"),
        ('<ul>\n<li class="a b">a</li>\n<li>b</li>\n</ul>', '<ul><li class="a b">a<li>b</ul>'),
        ("<div><p>a</p>\n</div>", "<div><p>a</div>"),
        ("<a><p>a</p></a>", "<a><p>a</p></a>"),
        ("<p><b>a</b> <i>b</i>\n<u>c</u></p>", "<p><b>a</b> <i>b</i>\n<u>c</u></p>"),
        ('<svg><path d="a"/><rect width="1" x="2"/></svg>', '<svg><path d="a"/><rect width=1 x="2"/></svg>'),
        ('<a href="?a=b" title="" alt="\'">a</a>', '<a href="?a=b" title="" alt="\'">a</a>'),
        ("""<a x='="b" "' y="c">a</a>""", """<a x='="b" "' y="c">a</a>"""),
        ('<p>a="b" c</p>', '<p>a="b" c</p>'),
        ("<pre>\n\n a <b class=\"x\">b</b>\n</pre>\n<p>x", "<pre>\n\n a <b class=\"x\">b</b>\n</pre><p>x"),
        ('<script>let a = "<p>"\n</script>\n', '<script>let a = "<p>"\n</script>'),
        ('<!-- <p class="a">b</p> --> x', '<!-- <p class="a">b</p> --> x'),
        ("<tr><th>a</th><td>b</td></tr>\n<tr></tr></tbody></table>", "<tr><th>a<td>b<tr></table>"),
        ("<li>a</li> b <p>c</p> d", "<li>a</li> b <p>c</p> d"),
    ],
)  # fmt: skip
def test_what_goes_and_what_stays(html: str, smaller: str) -> None:
    assert small(html) == smaller
    assert small(smaller) == smaller
