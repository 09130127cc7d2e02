"""Links within a built site: what is dead is found, and nothing else is called dead, wherever the site is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.insight.site_report import as_text, measure
from broadsheet.insight.site_report.crawl import Crawler, DeadLink, Links, gather
from built_site import broken_links, internal_links, page_names
from conftest import write_files

HERE = "2026/04/24/one/index.html"
FILES = {
    "index.html": '<h1 id="home">x</h1>',
    "404.html": "",
    HERE: "",
    "2026/04/24/index.html": '<p id="a&amp;b">x</p><a name=old>x</a><h2 class="x" id=bare>x</h2>',
    "assets/a b.css": "",
    "assets/mark.svg": "",
    "feed.xml": "",
    "sources/münchen.de/index.html": "",
}


def links(html: str, *, at: str = HERE, canonical: str = "") -> Links:
    """Return the links of one page, in a small site."""
    files = FILES | {at: html}
    home = f'<link rel="canonical" href="{canonical}">{files["index.html"]}'
    crawler = Crawler(files, home)
    return gather([(at, crawler.look(at, html))], files.__getitem__)


def dead(html: str, *, at: str = HERE, canonical: str = "") -> list[str]:
    return [link.address for link in links(html, at=at, canonical=canonical).dead]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../../../../">',
        '<a href="../../../../index.html">',
        '<a href="../">',
        '<a href="..">',
        '<a href="../index.html?x=1#bare">',
        '<a href="./">',
        '<a href="">',
        '<a href="#top">',
        '<a href="#">',
        '<a href="#here"><b id="here">',
        "<a href='#here'><b id='here'>",
        "<a href=#here><b id=here>",
        '<a href="#%C3%A4"><b id="ä">',
        '<a href="../#a&amp;b">',
        '<a href="../#old">',
        '<a href="/feed.xml">',
        '<a href="../../24">',
        '<a href="/sources/m%C3%BCnchen.de/">',
        '<a href="/sources/münchen.de/">',
        '<link href="/assets/a%20b.css">',
        '<img src="../../../../assets/mark.svg" srcset="../../../../assets/mark.svg 1x,\n /assets/mark.svg 2x">',
        '<a title="a > b" href="../">',
        '<a href="https://elsewhere.example/x">',
        '<a href="//elsewhere.example/x">',
        '<a href="mailto:a@b.example">',
        '<a href="data:text/plain,x">',
        '<a href="javascript:0">',
        '<a href="http://[">',
        '<!-- <a href="lost"> -->',
        '<script>"<a href=lost>"</script>',
        '<script type="application/ld+json">{"a": " href=\\"lost\\""}</script>',
        '<p>write &lt;a href="lost"&gt; or href="lost"</p>',
        '<p title=" href=lost">',
        '<p data-href="lost">',
    ],
)
def test_what_leads_somewhere_or_is_no_link_is_not_called_dead(html: str) -> None:
    assert dead(html) == []


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<a href="../lost/">', "/2026/04/24/lost/"),
        ('<a href="../lost/?x#y">', "/2026/04/24/lost/"),
        ('<a href="lost">', "/2026/04/24/one/lost"),
        ('<a href="/Feed.xml">', "/Feed.xml"),
        ('<a href="../../../../../../feed.xml2">', "/feed.xml2"),
        ('<a href="#lost">', "/2026/04/24/one/#lost"),
        ('<a href="../#lost">', "/2026/04/24/#lost"),
        ('<img src="lost.png">', "/2026/04/24/one/lost.png"),
        ("<img src=lost.png>", "/2026/04/24/one/lost.png"),
        ('<source srcset="../../../../feed.xml 1x, lost.png 2x">', "/2026/04/24/one/lost.png"),
        ('<script src="/lost.js"></script>', "/lost.js"),
        ('<!-- x --><a href="/lost">', "/lost"),
        ('<script>"<!--"</script><a href="/lost">', "/lost"),
        ('<a\n  class="x"\n  href="/lost">', "/lost"),
        ('<script>"<!--"</script><!-- <script> --><a href="/lost">', "/lost"),
    ],
)
def test_what_leads_nowhere_is_dead(html: str, address: str) -> None:
    assert dead(html) == [address]


@pytest.mark.parametrize(
    "base", ["https://news.example/", "https://name.github.io/repo/", "https://name.github.io/a/b"]
)
def test_a_site_may_be_served_below_any_path(base: str) -> None:
    home = base.rstrip("/") + "/"
    path = "/" + home.split("/", 3)[3]
    good = f'<a href="{home}feed.xml"><a href="{path}feed.xml"><a href="../../../../feed.xml"><a href="{home}">'
    assert dead(good, canonical=base) == []
    assert dead(f'<a href="{home}lost"><a href="{path}gone">', canonical=base) == ["/gone", "/lost"]
    assert dead(f'<link href="{path}feed.xml">', at="404.html", canonical=base) == []


def test_another_site_of_the_same_host_is_not_ours_but_a_link_that_slips_out_is_dead() -> None:
    repo = "https://name.github.io/repo/"
    assert dead('<a href="https://name.github.io/other/">', canonical=repo) == []
    assert dead('<a href="/feed.xml">', canonical=repo) == ["/feed.xml"]


def test_a_dead_link_of_many_pages_is_named_once_and_the_most_common_first() -> None:
    files = dict.fromkeys(("index.html", HERE, "404.html"), '<a href="/lost">') | {"about/index.html": '<a href="#x">'}
    crawler = Crawler(files, "")
    found = gather([(name, crawler.look(name, html)) for name, html in files.items()], files.__getitem__)
    assert found == Links(4, (DeadLink("/lost", "/2026/04/24/one/", 2 + 1), DeadLink("/about/#x", "/about/", 1)))


def test_it_agrees_with_a_browser_s_parser_on_the_shipped_newspaper(shipped_site: Path) -> None:
    found = measure(shipped_site, jobs=2).links
    assert found.dead == ()
    assert found.checked == sum(len(internal_links(shipped_site, name)) for name in page_names(shipped_site))
    assert broken_links(shipped_site) == []


def test_the_report_lists_twenty_and_says_how_many_there_are(tmp_path: Path) -> None:
    many = "".join(f'<a href="/lost/{number:02}\x1b[2J/">' for number in range(30))
    write_files(
        tmp_path,
        {"data/briefing.schema.json": "{}", "index.html": many, "about/index.html": '<a href="/lost/07%1b[2J/">'},
    )
    text = as_text(measure(tmp_path)).partition("Dead links")[2]
    assert text.startswith(
        " within the site: 30 addresses lead nowhere\n  /lost/07\\u001b[2J/\n      on /about/ and 1 other page\n"
    )
    assert text.count("/lost/") == 20
    assert "and 10 more" in text
    assert "\x1b" not in text
