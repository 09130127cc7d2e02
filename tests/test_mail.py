"""The mail of an edition or a week: what a mail program, a reader and a spam filter find in it."""

from __future__ import annotations

import os
import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import lxml.html  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from broadsheet.archive import Archive
from broadsheet.archive.roundup import earlier, first_day, spans
from broadsheet.model import Briefing
from broadsheet.pages import Site
from broadsheet.pages.target import PictureFile
from broadsheet.publish.mail import (
    Envelope,
    Letter,
    MailError,
    as_html,
    as_message,
    as_text,
    edition_letter,
    week_letter,
)
from broadsheet.publish.mail.html import COLOURS, MOST
from conftest import ROOT, write_files
from values import SITE, archived, told

GOLDEN = ROOT / "tests" / "golden" / "mail"
ENVELOPE = Envelope(host="paper.example")
LEAD = "2026/04/24/lead"


def of_day(archive: Archive, day: date, site: Site = SITE) -> Letter:
    return edition_letter(archive, site, archive.editions[day])


def of_week(archive: Archive, day: date, site: Site = SITE) -> Letter:
    weeks = spans(archive, "week")
    span = weeks[first_day(day, "week")]
    return week_letter(archive, site, span, earlier(weeks, span))


def read(content: bytes) -> tuple[EmailMessage, str, str]:
    """Return a message as a mail program reads it: the whole, its text, its HTML."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return message, text.get_content(), html.get_content()


def unfolded(text: str) -> str:
    return " ".join(text.split())


def a_week(**lead: Any) -> Archive:
    keys = {
        "title": "The lead, which has a headline so long that it goes over two lines of a mail",
        "rank": "1",
        "category": "models",
        "label": "breaking",
        "dek": "What it is about, in a sentence that is long enough to be broken once or twice before it has come to its end.",
        "key_points": ("The *first* point.", "The second point, with [a link](https://example.org/)."),
        "urls": ["https://a.example/1", "https://b.example/2", "https://b.example/3"],
        "corrections": ({"date": "2026-04-25", "text": "It was the other way round."},),
    }
    return archived(
        [
            told("2026/04/22/begun", title="How it began", entities=["OpenAI"]),
            told(LEAD, **{**keys, **lead}),
            *(told(f"2026/04/24/s{place}", title=f"Story number {place}", entities=["OpenAI"]) for place in range(5)),
            told("2026/04/25/goes-on", title="How it went on", follows="2026/04/22/begun", language="ar"),
        ]
    )


@pytest.mark.parametrize(("name", "letter"), [("edition", of_day), ("week", of_week)])
def test_the_text_is_as_written_down(name: str, letter: Any) -> None:
    text = as_text(
        letter(a_week(), date(2026, 4, 25 if name == "week" else 24)), unsubscribe="mailto:leave@paper.example"
    )
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {f"{name}.txt": text})
    assert text == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_the_headers_are_those_of_a_letter_that_can_be_sent() -> None:
    envelope = Envelope(
        host="paper.example",
        sender="The Páper <desk@paper.example>",
        to="readers@lists.example",
        list_id="news.paper.example",
        unsubscribe="https://paper.example/leave?list=1",
    )
    message, text, html = read(as_message(of_day(a_week(), date(2026, 4, 24)), envelope))
    assert {name: str(message[name]) for name in message if not name.startswith(("Content-", "MIME"))} == {
        "From": "The Páper <desk@paper.example>",
        "To": "readers@lists.example",
        "Subject": "24 April 2026: The lead, which has a headline so long that it goes over two lines of a mail",
        "Date": "Fri, 24 Apr 2026 00:00:00 +0000",
        "Message-ID": "<2026-04-24.edition@paper.example>",
        "List-Id": "<news.paper.example>",
        "List-Unsubscribe": "<https://paper.example/leave?list=1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert "https://paper.example/leave?list=1" in text
    assert 'href="https://paper.example/leave?list=1"' in html


def test_without_settings_it_is_from_the_news_desk_of_the_host_and_names_no_list() -> None:
    message, text, _ = read(as_message(of_week(a_week(), date(2026, 4, 24)), ENVELOPE))
    assert str(message["From"]) == "The Paper <news@paper.example>"
    assert not {"To", "List-Id", "List-Unsubscribe"} & set(message.keys())
    assert message["Message-ID"] == "<2026-w17.week@paper.example>"
    assert str(message["Date"]) == "Sat, 25 Apr 2026 00:00:00 +0000"
    assert "stop these" not in text.lower()


@pytest.mark.parametrize("host", ["zeitung-für-alle.example", "::1", "localhost"])
def test_hosts_of_every_kind_give_an_address(host: str) -> None:
    message, _, _ = read(as_message(of_day(a_week(), date(2026, 4, 24)), Envelope(host=host)))
    assert str(message["From"].addresses[0].addr_spec).startswith("news@")
    assert message["Message-ID"].isascii()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("sender", "nobody"),
        ("sender", "a@b.example, c@d.example"),
        ("sender", "a@b.example\r\nBcc: x@y.example"),
        ("to", "a@b@c"),
        ("to", "readers@lists.example\nBcc: x@y.example"),
        ("list_id", "no list"),
        ("list_id", "news.paper.example>\r\nBcc: x@y.example"),
        ("unsubscribe", "javascript:alert(1)"),
        ("unsubscribe", "https://[paper.example/"),
        ("unsubscribe", "https://paper.example/" + "x" * 900),
        ("sender", "Anna <ännä@paper.example>"),
        ("sender", "x" * 250 + "@paper.example"),
        ("list_id", "x" * 250 + ".paper.example"),
        ("unsubscribe", "https://paper.example/>\r\nBcc: <x@y.example"),
    ],
)
def test_a_setting_that_is_no_address_is_refused_by_name(setting: str, value: str) -> None:
    letter = of_day(a_week(), date(2026, 4, 24))
    with pytest.raises(MailError, match=r"mail_from|--to|mail_list_id|mail_unsubscribe"):
        as_message(letter, Envelope(**{"host": "paper.example", setting: value}))


@pytest.mark.slow
@given(title=st.text(min_size=1, max_size=200), name=st.text(min_size=1, max_size=80))
def test_no_title_can_add_a_header(title: str, name: str) -> None:
    briefing = told(LEAD).model_copy(update={"title": f"{title}\r\nBcc: x@y.example"})
    site = Site(name=f"{name}\nBcc: x@y.example", url="https://paper.example/")
    plain = as_message(of_day(a_week(), date(2026, 4, 24)), ENVELOPE)
    message, _, _ = read(as_message(of_day(archived([briefing]), date(2026, 4, 24), site), ENVELOPE))
    assert message.keys() == message_from_bytes(plain).keys()
    assert len(message["From"].addresses) == 1
    assert message["From"].addresses[0].addr_spec == "news@paper.example"


TITLES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" -'\"<>&"), min_size=1, max_size=150
).filter(lambda text: text == unfolded(text) != "")


@pytest.mark.slow
@given(st.lists(TITLES, min_size=1, max_size=8, unique=True))
def test_both_parts_hold_every_headline_and_every_link(titles: list[str]) -> None:
    stories = [told(f"2026/04/24/s{place}").model_copy(update={"title": title}) for place, title in enumerate(titles)]
    content = as_message(of_day(archived(stories), date(2026, 4, 24)), ENVELOPE)
    assert re.search(rb"[^\r]\n|\r[^\n]", content) is None
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()
    _, text, html = read(content)
    root = lxml.html.document_fromstring(html)
    links = {str(link.get("href")): unfolded(link.text_content()) for link in root.xpath("//h2/a")}
    for place, title in enumerate(titles):
        url = f"https://paper.example/2026/04/24/s{place}/"
        assert links[url] == title
        assert url in map(str.strip, text.splitlines())
        assert title.replace(" ", "") in "".join(text.split())


def edition_of(stories: int, **keys: Any) -> Archive:
    words = "Words that say something about what happened, and to whom it did. "
    return archived(
        [
            told(
                f"2026/04/24/s{place:03}",
                title=f"Story {place:03}: {words}",
                dek=words * 4,
                urls=[f"https://p{number}.example/{place}" for number in range(25)],
                **keys,
            )
            for place in range(stories)
        ]
    )


def test_an_edition_of_thirty_stories_is_not_clipped() -> None:
    letter = of_day(edition_of(30), date(2026, 4, 24))
    _, text, html = read(as_message(letter, ENVELOPE))
    assert len(html.encode()) < MOST < 102 * 1024
    for place in range(30):
        assert f"Story {place:03}" in html
        assert f"Story {place:03}" in text


@pytest.mark.slow
def test_an_edition_too_large_for_a_mail_counts_what_it_leaves_out() -> None:
    letter = of_day(edition_of(400), date(2026, 4, 24))
    html = as_html(letter)
    assert len(html.encode()) < MOST
    shown = len(set(re.findall(r"Story \d{3}", html)) - {"Story 400"})
    (more,) = re.findall(r">(\d+) more on the web<", html)
    assert int(more) == 400 - len(re.findall(r"<h2[^>]*><a[^>]*>Story", html))
    assert shown > 100
    assert "Story 399" in as_text(letter)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "=_boundary\r\n--=_",
    "</style></head><body>",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("letter", [of_day, of_week])
def test_what_contributors_write_stays_text(letter: Any, text: str) -> None:
    briefing: Briefing = told(LEAD, corrections=({"date": "2026-04-24", "text": text},), key_points=(text,))
    briefing = briefing.model_copy(update={"title": text, "dek": text})
    html = as_html(letter(archived([briefing]), date(2026, 4, 24)))
    root = lxml.html.document_fromstring(html)
    assert not root.xpath("//script|//img|//iframe|//form|//@onerror|//object|//link")
    assert "49" not in root.xpath("string(//h2)")
    assert unfolded(text) in {unfolded(head.text_content()) for head in root.xpath("//h2")}
    parser = HTMLParser()
    parser.parse(html)
    assert parser.errors == []


@pytest.mark.parametrize("letter", [of_day, of_week])
def test_the_html_is_well_formed_and_every_link_is_whole(letter: Any) -> None:
    html = as_html(letter(a_week(), date(2026, 4, 25)), unsubscribe="https://paper.example/leave")
    parser = HTMLParser()
    parser.parse(html)
    assert parser.errors == []
    root = lxml.html.document_fromstring(html)
    assert all(link.startswith("https://paper.example/") for link in root.xpath("//@href"))
    assert not root.xpath("//link|//script|//@background|//@srcset")
    assert not re.search(r"url\(|@import|@font-face", html)
    assert root.xpath("//td[@lang='ar' and @dir='rtl']") or letter is of_week
    assert root.xpath("count(//h1)") == 1
    levels = [int(found.tag[1]) for found in root.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1
    assert set(levels) == {1, 2}
    assert all(table.get("role") == "presentation" for table in root.xpath("//table"))


def test_the_picture_of_the_lead_is_the_only_thing_loaded() -> None:
    image = {"file": "a.png", "alt": 'What "it" shows', "credit": "Ann", "prompt": "A machine, drawing."}
    file = PictureFile(uri=f"{LEAD}/picture-1-1200.jpg", content=b"", width=1200, height=675)
    site = Site(name="The Paper", url="https://paper.example/sub/", pictures={LEAD: file})
    html = as_html(of_day(a_week(image=image), date(2026, 4, 24), site))
    root = lxml.html.document_fromstring(html)
    assert root.xpath("//@src") == [f"https://paper.example/sub/{LEAD}/picture-1-1200.jpg"]
    (picture,) = root.xpath("//img")
    assert (picture.get("alt"), picture.get("width")) == ('What "it" shows', "568")
    assert "AI-generated illustration · Picture: Ann" in unfolded(root.text_content())


def test_the_preheader_comes_first_and_says_what_the_subject_does_not() -> None:
    root = lxml.html.document_fromstring(as_html(of_day(a_week(), date(2026, 4, 24))))
    first = root.xpath("//body/*[1]")[0]
    assert "display:none" in first.get("style")
    assert first.text_content().startswith("Also: Story number 0; Story number 1")


def test_the_same_letter_is_the_same_bytes_and_another_is_another() -> None:
    assert as_message(of_day(a_week(), date(2026, 4, 24)), ENVELOPE) == as_message(
        of_day(a_week(), date(2026, 4, 24)), ENVELOPE
    )
    assert as_message(of_day(a_week(dek="Else."), date(2026, 4, 24)), ENVELOPE) != as_message(
        of_day(a_week(), date(2026, 4, 24)), ENVELOPE
    )


def test_a_letter_a_day_tells_of_a_correction_once() -> None:
    archive = a_week()
    told_in = [day for day in archive.editions if "the other way round" in as_text(of_day(archive, day))]
    assert told_in == [date(2026, 4, 25)]


def test_lines_of_text_are_short_but_for_addresses() -> None:
    archive = archived([told(LEAD, title="長" * 300, dek="Word " * 60 + "https://a.example/" + "x" * 100)])
    for line in as_text(of_day(archive, date(2026, 4, 24))).splitlines():
        assert len(line) <= 72 or "https://" in line


def test_the_colours_are_those_of_the_site() -> None:
    css = (ROOT / "overrides" / "assets" / "broadsheet.css").read_text("utf-8")
    for name, (light, dark) in COLOURS.items():
        assert f"--{name}: light-dark({light}, {dark});" in css


def test_the_template_leaves_escaping_to_jinja() -> None:
    template = (ROOT / "scripts" / "broadsheet" / "publish" / "mail" / "letter.html").read_text("utf-8")
    assert not re.search(r"\|\s*safe|autoescape|Markup", template)
