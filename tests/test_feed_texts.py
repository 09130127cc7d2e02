"""What readers' programs show: every headline and standfirst as it was written, whatever looks like HTML in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from broadsheet.publish import make_all
from broadsheet.publish.feeds import FORMATS, feed_targets
from broadsheet.publish.xml import plain_text
from values import SITE, archived, told

ODD = [
    "Browsers drop the <marquee> tag & say why",
    "Developers should use <details> instead of <div>, AT&T says; if a<b and b>c.",
    "How <script> tags block </page>, and <style> does not",
    "Write &lt; and &amp;, not &copy or &#60;",
    "1 < 2, 3 > 2 & Q&A",
    "</title> <!-- no --> <?php ?> ]]> <![CDATA[x]]>",
]


def is_repaired(text: str) -> bool:
    """Whether feedparser takes a text for UTF-8 that was read as Latin-1, and changes it: nothing a feed can help."""
    try:
        return text.encode("latin-1").decode() != text
    except UnicodeError:
        return False


TEXTS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("<>&;/ba!? '\""),
        min_size=1,
        max_size=60,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not is_repaired(text))
)


def feeds(title: str, dek: str, name: str = "The Paper") -> dict[str, bytes]:
    briefing = told("2026/04/24/a").model_copy(update={"title": title, "dek": dek})
    site = replace(SITE, name=name, description=name)
    return {asset.uri: asset.content for asset in make_all(feed_targets(archived([briefing]), site))}


def shown(detail: Any) -> str:
    """What a reader shows of a text, which feedparser calls plain or HTML."""
    return str(unescape(detail.value)) if detail.type.endswith("html") else str(detail.value)


def as_html(written: str) -> str:
    """What a reader shows that takes everything for HTML."""
    return str(html.fragment_fromstring(written, create_parent="p").text_content())


@given(title=TEXTS, dek=TEXTS, name=TEXTS)
@settings(max_examples=60)
@example(title=ODD[0], dek=ODD[1], name=ODD[2])
@example(title=ODD[3], dek=ODD[4], name=ODD[5])
@example(title=ODD[5], dek=ODD[3], name=ODD[0])
def test_every_text_reads_back_as_it_was_written_in_every_format(title: str, dek: str, name: str) -> None:
    files = feeds(title, dek, name)
    for uri in ("feed.xml", "rss.xml"):
        parsed = feedparser.parse(files[uri])
        assert not parsed.bozo
        (entry,) = parsed.entries
        assert shown(parsed.feed.title_detail) == shown(parsed.feed.subtitle_detail) == name
        assert (shown(entry.title_detail), shown(entry.summary_detail)) == (title, dek)
    data = json.loads(files["feed.json"])
    (item,) = data["items"]
    assert (data["title"], item["title"], item["summary"]) == (name, title, dek)


@pytest.mark.parametrize("text", ODD)
def test_a_program_that_takes_an_rss_feed_for_html_drops_no_word(text: str) -> None:
    channel = etree.fromstring(feeds(text, text, text)["rss.xml"]).find("channel")
    written = [
        *channel.xpath("title/text()|description/text()"),
        *channel.xpath("item/title/text()|item/description/text()"),
    ]
    assert [as_html(one) for one in written] == [text] * 4


def test_a_title_that_html_leaves_alone_is_escaped_once() -> None:
    assert plain_text("Q&A: 1 < 2, “AT&T” & more") == "Q&#x26;A: 1 &#x3C; 2, “AT&#x26;T” &#x26; more"
    assert plain_text("The <b> tag") == "The &#x26;lt;b&#x26;gt; tag"


def moments(number: int, **site: Any) -> list[str]:
    """When the entries of one edition were published, in its order."""
    briefings = [told(f"2026/04/24/s{place:04}", rank=str(place + 1)) for place in range(number)]
    files = {
        a.uri: a.content for a in make_all(feed_targets(archived(briefings), replace(SITE, feed_items=2000, **site)))
    }
    return [item["date_published"] for item in json.loads(files["feed.json"])["items"]]


def test_the_entries_of_an_edition_are_a_minute_apart_and_the_lead_is_the_newest() -> None:
    assert moments(3) == ["2026-04-24T00:59:00Z", "2026-04-24T00:58:00Z", "2026-04-24T00:57:00Z"]
    assert moments(61)[:2] == ["2026-04-24T01:59:00Z", "2026-04-24T01:58:00Z"]
    many = moments(1500)
    assert many == sorted(many, reverse=True)
    assert {moment[:10] for moment in many} == {"2026-04-24"}


def test_a_story_more_leaves_the_moments_of_those_above_it() -> None:
    assert moments(4)[:3] == moments(3)


def test_a_reader_that_sorts_by_time_has_the_order_of_every_format() -> None:
    briefings = [told(f"2026/04/{day}/s{place}", rank=str(place + 1)) for day in (24, 25) for place in range(5)]
    files = {asset.uri: asset.content for asset in make_all(feed_targets(archived(briefings), SITE))}
    for form in FORMATS[:2]:
        entries = feedparser.parse(files[form.file]).entries
        assert len({entry.published_parsed for entry in entries}) == 10
        assert [e.id for e in sorted(entries, key=lambda e: e.published_parsed, reverse=True)] == [
            e.id for e in entries
        ]
        assert all(entry.updated_parsed >= entry.published_parsed for entry in entries if "updated" in entry)
    items = json.loads(files["feed.json"])["items"]
    assert sorted(items, key=lambda item: datetime.fromisoformat(item["date_published"]), reverse=True) == items
