"""A contribution that tries everything in every field comes out as text: no script, no handler, no odd link, no template."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import lxml.html  # type: ignore[import-untyped]
import pytest
import yaml
from PIL import Image

from broadsheet.web.csp import boot
from built_site import Element, file_at, links, page, page_names, words
from conftest import build_here, make_project, mkdocs_here, run_here

pytestmark = pytest.mark.slow

SEVEN = "{{ 7*7 }}"
# Short enough for the shortest line; the letters around it make its remains easy to find.
EVIL = (
    f"Q{SEVEN}Q<script>alert(1)</script>{{% raise %}}\"><img src=x onerror=alert(1)>&amp;[x](javascript:alert(1))'{{#"
)
WORD = '"><svg onload=alert(1)>q{{7*7}}q'
LONG = f"{EVIL}\n\n<!-- {EVIL} -->\n\n[a]: javascript:alert(1)\n[b][a] <javascript:alert(1)> ![i](https://evil.example/x.png) [d](data:text/html,x)"
URL = "https://evil.example/{}?a='onmouseover=alert(1)&b=%22%3E%3Cscript%3E&c=javascript:alert(1)#{}"
PATH = "2026/04/24/hostile"
BRIEFING = {
    "title": EVIL,
    "category": "evil",
    "label": WORD,
    "dek": EVIL,
    "summary": LONG,
    "key_points": [EVIL, {"text": EVIL, "sources": ["1", "2"]}],
    "articles": [
        {
            "title": EVIL,
            "url": URL.format(number, number),
            "publisher": EVIL,
            "author": EVIL,
            "published": "2026-04-24",
            "entities": [EVIL, "javascript:alert(1)", WORD],
            "tone": WORD,
            "sentiment": WORD,
            "intent": WORD,
            "role": WORD,
            "archived": URL.format("archived", number),
        }
        | ({"summary": LONG} if number == 1 else {})
        for number in (1, 2)
    ],
    "image": dict.fromkeys(("alt", "caption", "credit", "license", "prompt", "generator"), EVIL)
    | {"file": "picture.png"},
    "claims": [{"claim": EVIL, "says": {"1": EVIL, "2": "yes"}}],
    "corrections": [{"date": "2026-04-25", "text": LONG}],
    "ai_assistance": EVIL,
    "reviewed_by": [EVIL],
    "contributors": [EVIL, {"name": EVIL, "url": URL.format("me", 0)}],
    "desk": EVIL,
}
SECOND = {
    "title": EVIL,
    "summary": EVIL,
    "key_points": [EVIL],
    "articles": BRIEFING["articles"],
    "category": "unlisted",
    "follows": PATH,
}
REGISTRIES = {
    "categories": {"evil": {"label": EVIL, "description": EVIL}},
    "publishers": {"evil.example": {"name": EVIL, "family": EVIL, "owner": EVIL, "kind": WORD}},
    "entities": {EVIL: {"kind": WORD, "aliases": ["javascript:alert(1)"], "description": EVIL}},
}


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 3), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    registries = {f"briefings/{name}.yml": yaml.safe_dump(entries) for name, entries in REGISTRIES.items()}
    written = yaml.safe_dump(BRIEFING, width=10_000)
    files: dict[str, str | bytes] = {
        f"briefings/{PATH}.md": f"---\n{written}---\n## {EVIL}\n\n{LONG}\n\n<h1 onclick=alert(1)>raw</h1>\n\n```\n{EVIL}\n```\n",
        "briefings/2026/04/25/second.yml": yaml.safe_dump(SECOND),
        "briefings/2026/04/24/picture.png": picture(),
        **registries,
    }
    root = make_project(tmp_path_factory.mktemp("hostile") / "project", files)
    done = build_here("--root", root)
    assert done.returncode == 0, done.stderr
    exported = run_here("export", root / "plain", "--root", root)
    assert exported.returncode == 0, exported.stderr
    plain = mkdocs_here(
        "build", "--strict", "--config-file", root / "plain" / "mkdocs.yml", "--site-dir", root / "site" / "plain"
    )
    assert plain.returncode == 0, plain.stderr
    return root / "site"


# What charts, bars, covers and marks are made of: shapes and words, nothing that links, loads or moves.
DRAWN = {"svg", "g", "rect", "path", "line", "circle", "polyline", "text", "tspan", "title", "defs", "pattern"}
DRAWN_WITH = {
    *("class", "id", "role", "aria-label", "aria-hidden", "focusable", "direction", "fill", "d", "points", "transform"),
    *(
        "viewbox",
        "preserveaspectratio",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "dx",
        "dy",
    ),
    *("rx", "font-size", "patternunits", "text-anchor", "textlength", "lengthadjust"),
}


def harmful(html: Element) -> list[str]:
    """Return everything in a tree of elements that could run, load or lead to something."""
    found = []
    for element in html.iter("*"):
        if element.tag == "svg" or element.xpath("ancestor::svg"):
            found += [f"<{element.tag}>"] if element.tag not in DRAWN else []
            found += [f"<{element.tag} {name}>" for name in element.attrib if name not in DRAWN_WITH]
            if not re.fullmatch(r"#[0-9a-f]{6}|url\(#[a-z-]+\)|none|", element.get("fill", "")):
                found.append(f"<{element.tag} fill={element.get('fill')}>")
        if element.tag in (
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "template",
            "math",
            "audio",
            "video",
        ):
            found.append(f"<{element.tag}>")
        if element.tag in ("form", "input", "button") and not element.xpath(
            "ancestor-or-self::form[@role='search'] | ancestor::*[@class='found' or self::dialog]"
        ):
            found.append(f"<{element.tag}>")
        if element.tag == "script" and not own_script(element):
            found.append("<script>")
        if element.tag == "meta" and element.get("http-equiv") not in (None, "Content-Security-Policy"):
            found.append("<meta http-equiv>")
        if element.tag == "img" and not str(element.get("src")).endswith(".jpg"):
            found.append(f"<img src={element.get('src')}>")
        found += [
            f"<{element.tag} {name}>"
            for name in element.attrib
            if name.lower().startswith("on") or name.lower() == "style"
        ]
    found += [
        f"{tag} {name}={url}"
        for tag, name, url in links(html)
        if urlsplit(url.strip()).scheme.lower() not in ("", "http", "https", "mailto")
    ]
    return found


def own_script(element: Element) -> bool:
    """Data, the script of the shell that the policy has the hash of, or a module of the site itself."""
    source = str(element.get("src", ""))
    own = re.fullmatch(r"(\.\./|/|\./)*assets/js/[a-z-]+\.js", source)
    return element.get("type") == "application/ld+json" or (element.text == boot() and not source) or bool(own)


def test_nothing_on_any_page_runs_loads_or_leads_astray(site: Path) -> None:
    names = page_names(site)
    assert len(names) > 40
    for name in names:
        assert harmful(page(site, name)) == [], name


def test_every_page_keeps_its_shape(site: Path) -> None:
    for name in page_names(site):
        html = page(site, name)
        assert [
            len(html.xpath(f"//{tag}"))
            for tag in ("html", "head", "body", "main", "h1", "head/title", "head/script[not(@src)][not(@type)]")
        ] == [1] * 7, name
        (block,) = html.xpath("//script[@type='application/ld+json']")
        assert json.loads(block.text)["@context"] == "https://schema.org", name


def test_templates_in_contributions_are_shown_and_never_drawn(site: Path) -> None:
    for name in page_names(site):
        text = page(site, name).text_content()
        assert "Q49Q" not in text, name
        assert "q49q" not in text, name
    for address in (
        f"{PATH}/",
        "",
        "2026/04/24/",
        "sources/evil.example/",
        "topics/evil/",
        "corrections/",
        f"plain/{PATH}/",
    ):
        assert f"Q{SEVEN}Q" in page(site, address).text_content(), address


@pytest.mark.parametrize("prefix", ["", "plain/"])
def test_every_text_is_shown_as_it_was_written(site: Path, prefix: str) -> None:
    html = page(site, f"{prefix}{PATH}/")
    (article,) = html.xpath("//article")
    shown = words(article)
    assert words(article.xpath(".//h1")[0]) == EVIL
    assert words(article.find_class("dek")[0]) == EVIL
    assert article.xpath(".//img/@alt") == [EVIL]
    assert [words(card) for card in article.xpath(".//*[contains(@class, 'article-card')]//h3")] == [EVIL]
    assert EVIL in article.xpath(".//@data-entity")
    assert WORD in article.xpath(".//@data-tone")
    plain = [
        f"Picture: {EVIL}",
        f"AI-generated illustration ({EVIL})",
        f"Reviewed by {EVIL}.",
        f"Contributors: {EVIL}, {EVIL}",
    ]
    assert not [text for text in plain if text not in shown]
    # Markdown reads the `&amp;` behind it as &, so its fields are counted by what comes before
    assert shown.count("<script>alert(1)</script>{% raise %}") > 30
    assert shown.count("<img src=x onerror=alert(1)>") > 30


def test_markdown_keeps_only_links_that_may_be_followed(site: Path) -> None:
    (article,) = page(site, f"{PATH}/").xpath("//article")
    for name in ("summary", "long-read", "corrections", "card-summary"):
        for part in article.find_class(name):
            assert not part.xpath(".//img"), name
            assert not part.xpath(".//a[starts-with(@href, 'java') or starts-with(@href, 'data')]"), name


def test_the_feed_is_xml_and_what_it_carries_is_as_harmless(site: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring((site / "feed.xml").read_bytes())
    contents = [entry.findtext(f"{atom}content") or "" for entry in root.iter(f"{atom}entry")]
    assert len(contents) == 2
    for content in contents:
        html = lxml.html.document_fromstring(content)
        assert harmful(html) == []
        assert not html.xpath("//script")
        assert f"Q{SEVEN}Q" in html.text_content()
    assert {entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")} == {EVIL}


def test_the_data_holds_what_was_written(site: Path) -> None:
    data = json.loads(file_at(site, f"{PATH}/index.json").read_bytes())
    assert (data["title"], data["image"]["alt"], data["articles"][0]["tone"]) == (EVIL, EVIL, WORD)
    assert len((site / "data" / "briefings.jsonl").read_bytes().splitlines()) == 2


def test_addresses_are_made_of_letters_digits_and_hyphens_only(site: Path) -> None:
    odd = [
        name
        for name in page_names(site)
        for part in Path(name).parts
        if part.strip("abcdefghijklmnopqrstuvwxyz0123456789-.")
    ]
    assert odd == []
