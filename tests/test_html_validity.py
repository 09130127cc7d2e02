"""What the HTML standard asks beyond tags that close: which element may stand in which, and what values mean something.

Parse errors are in test_accessibility.py. A validator (vnu, html-validate) finds more kinds of mistakes than these; it
is run by hand, since it needs Java or Node.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from built_site import Element, page, page_names

PHRASING_WORDS = """
a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label link mark meter noscript output picture progress q
ruby s samp script select small source span strong sub sup svg textarea time u var wbr
"""
FLOW_WORDS = """
address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr
main nav ol p pre search section summary table template ul
"""
PHRASING = set(PHRASING_WORDS.split())
FLOW = PHRASING | set(FLOW_WORDS.split())
ONLY = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
    "picture": {"source", "img"},
    "select": {"option", "optgroup", "hr"},
}
IN = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "legend": {"fieldset"},
    "td": {"tr"},
    "th": {"tr"},
    "option": {"select", "optgroup", "datalist"},
}
HOLDS_TEXT_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", *PHRASING} - {"a", "noscript", "svg", *ONLY}
PRESSED = "a[@href] or self::button or self::input or self::select or self::textarea or self::summary or self::label"
OBSOLETE = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "nowrap", "frameborder", "hspace"}
DATETIME = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?")


def misplaced(root: Element) -> Iterator[str]:
    """Elements that stand where the standard does not let them."""
    for found in root.xpath(
        "//body//*[not(ancestor-or-self::svg or self::source)]"
    ):  # lxml nests what follows a source
        children = [child.tag for child in found if isinstance(child.tag, str)]
        if found.tag in ONLY:
            yield from (f"<{child}> in <{found.tag}>" for child in children if child not in ONLY[found.tag])
            if (found.text or "").strip() or any((child.tail or "").strip() for child in found):
                yield f"text in <{found.tag}>"
        if found.tag in IN and found.getparent().tag not in IN[found.tag]:
            yield f"<{found.tag}> in <{found.getparent().tag}>"
        if found.tag in HOLDS_TEXT_ONLY:
            yield from (f"<{child}> in <{found.tag}>" for child in children if child not in PHRASING)
        elif found.tag not in FLOW | set(IN) | set(ONLY) | {"caption", "col", "colgroup", "optgroup"}:
            yield f"<{found.tag}>"
    for found in root.xpath(f"//*[self::a or self::button or self::summary][.//*[self::{PRESSED}]]"):
        if found.tag != "summary":
            yield f"something to press in <{found.tag}>"


def meaningless(root: Element) -> Iterator[str]:
    """Attributes whose value says nothing, or that are long gone."""
    for found in root.xpath("//*"):
        for name in found.attrib:
            if name in OBSOLETE or (name.startswith("on") and not name.startswith("data-")):
                yield f"{name} on <{found.tag}>"
    yield from (f"datetime={value}" for value in root.xpath("//time/@datetime") if not DATETIME.fullmatch(value))
    yield from (f"id={value!r}" for value in root.xpath("//@id") if not value or re.search(r"\s", value))
    yield from (f"empty {name}" for name in ("href", "src", "class", "lang") if root.xpath(f"//@{name}[.='']"))
    for image in root.xpath("//img"):
        if not all(image.get(name, "").isdigit() for name in ("width", "height")):
            yield "an <img> without its size"
    for source in root.xpath("//source|//img[@srcset]"):
        widths = re.findall(r" (\d+)w", source.get("srcset"))
        if not source.get("sizes") or len(set(widths)) != len(source.get("srcset").split(", ")):
            yield f"srcset={source.get('srcset')}"
    if len(root.xpath("/html/head/meta[@name='viewport']")) != 1:
        yield "wants one <meta name=viewport>"


@pytest.mark.parametrize("find", [misplaced, meaningless])
def test_every_page_keeps_to_the_standard(shipped_site: Path, find: object) -> None:
    assert callable(find)
    wrong = {name: dict(Counter(find(page(shipped_site, name)))) for name in page_names(shipped_site)}
    assert {name: what for name, what in wrong.items() if what} == {}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<ul><p>a</p></ul>", "<p> in <ul>"),
        ("<ol>words<li>a</li></ol>", "text in <ol>"),
        ("<h2><div>a</div></h2>", "<div> in <h2>"),
        ("<a href='/'><button>a</button></a>", "something to press in <a>"),
        ("<div><li>a</li></div>", "<li> in <div>"),
        ("<center>a</center>", "<center>"),
        ("<time datetime='29 April'>a</time>", "datetime=29 April"),
        ("<table border='1'></table>", "border on <table>"),
        ("<img src='a.png' alt=''>", "an <img> without its size"),
        ("<img src='a.png' alt='' width='2' height='1' srcset='a.png 2w'>", "srcset=a.png 2w"),
    ],
)
def test_a_mistake_would_be_found(tmp_path: Path, body: str, wrong: str) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><html lang='en'><head></head><body>{body}</body></html>")
    root = page(tmp_path, "")
    assert wrong in [*misplaced(root), *meaningless(root)]
