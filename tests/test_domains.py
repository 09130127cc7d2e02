from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from broadsheet.model.scalars import Url
from broadsheet.text.domains import _host_of, for_display, registrable_domain, to_ascii, url_segment

URL: TypeAdapter[str] = TypeAdapter(Url)
# What may not stand in a file name of any system, or would end a segment of a path.
NOT_IN_SEGMENT = set('/\\:?#%*|"<> \t\r\n')


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://example.org/", "example.org"),
        ("https://www.example.org/a?b#c", "example.org"),
        ("https://news.example.org/", "example.org"),
        ("https://www.news.bbc.co.uk:443/x", "bbc.co.uk"),
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://www.gov.uk/guidance", "gov.uk"),
        ("https://www.hmrc.gov.uk/", "hmrc.gov.uk"),
        ("https://bbc.gov.co.uk/", "gov.co.uk"),
        ("http://example.org:8080/x", "example.org"),
        ("HTTPS://WWW.Example.ORG/x", "example.org"),
        ("https://example.org./x", "example.org"),
        ("https://www.example.org.:443", "example.org"),
        ("https://alice.github.io/post", "alice.github.io"),
        ("https://docs.bob.github.io/post", "bob.github.io"),
        ("https://carol.blogspot.com/2026/", "carol.blogspot.com"),
        ("https://city.kawasaki.jp/", "city.kawasaki.jp"),
        ("https://www.münchen.de/", "xn--mnchen-3ya.de"),
        ("https://WWW.MÜNCHEN.DE/", "xn--mnchen-3ya.de"),
        ("https://xn--mnchen-3ya.de/", "xn--mnchen-3ya.de"),
        ("https://新华网.中国/", "xn--xkrr14bows.xn--fiqs8s"),
        ("http://192.168.0.1/x", "192.168.0.1"),
        ("http://192.168.0.1:8000/x", "192.168.0.1"),
        ("http://[2001:DB8:0:0::1]:80/x", "2001:db8::1"),
        ("http://localhost:8000/", "localhost"),
        ("https://notbbc.co.uk/", "notbbc.co.uk"),
        ("https://bbc.co.uk.example.com/", "example.com"),
    ],
)
def test_a_url_belongs_to_the_domain_that_somebody_registered(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.bbc.co.uk/", "https://www.gov.co.uk/"),
        ("https://alice.github.io/", "https://bob.github.io/"),
        ("https://alice.blogspot.com/", "https://bob.blogspot.com/"),
        ("https://example.org/", "https://example.com/"),
        ("http://10.0.0.1/", "http://10.0.0.2/"),
    ],
)
def test_two_publishers_under_one_suffix_are_kept_apart(one: str, other: str) -> None:
    assert registrable_domain(one) != registrable_domain(other)


def test_a_domain_is_shown_as_people_write_it() -> None:
    assert for_display("xn--mnchen-3ya.de") == "münchen.de"
    assert for_display("example.org") == "example.org"
    assert for_display("xn--.invalid") == "xn--.invalid"


def test_an_ipv6_address_becomes_a_segment_without_colons() -> None:
    assert url_segment("2001:db8::1") == "2001-db8--1"
    assert url_segment("bbc.co.uk") == "bbc.co.uk"


LABEL = st.text(
    st.characters(categories=("Ll", "Lu", "Lo", "Lm", "Nd", "Mn", "Pd")) | st.sampled_from("abcxyz019-_"),
    min_size=1,
    max_size=12,
)
HOST = st.one_of(
    st.lists(LABEL, min_size=1, max_size=5).map(".".join),
    st.lists(LABEL, min_size=1, max_size=3).map(lambda labels: ".".join([*labels, "co.uk"])),
    st.from_regex(r"xn--[a-z0-9-]{1,12}\.(org|de)", fullmatch=True),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda address: f"[{address}]"),
)


@st.composite
def accepted_urls(draw: st.DrawFn) -> str:
    port = draw(st.sampled_from(["", ":443", ":8080"]))
    try:
        return URL.validate_python(
            f"https://{draw(st.sampled_from(['', 'www.', 'WWW.']))}{draw(HOST)}{draw(st.sampled_from(['', '.']))}{port}/a"
        )
    except ValidationError:
        assume(False)
        raise


@given(accepted_urls())
@example("https://www./a")
@example("https://a_b.ñ.org/a")
@settings(deadline=None, max_examples=300)
def test_every_url_that_a_briefing_may_hold_has_a_domain_that_can_be_a_folder(url: str) -> None:
    segment = url_segment(registrable_domain(url))
    assert segment.strip(". ")
    assert not NOT_IN_SEGMENT & set(segment)
    assert segment == segment.lower()
    assert len(segment.encode()) <= 255


@given(accepted_urls())
@settings(deadline=None)
def test_the_scheme_the_port_and_the_path_never_change_the_domain(url: str) -> None:
    bare = url.removesuffix("/a").removesuffix(":443").removesuffix(":8080")
    assert (
        registrable_domain(f"{bare}:8443/other?q=1#f")
        == registrable_domain(url)
        == registrable_domain(bare.replace("https://", "http://", 1))
    )


@given(st.text(max_size=40))
@settings(deadline=None)
def test_no_text_is_too_odd_to_show_or_to_encode(text: str) -> None:
    assert isinstance(to_ascii(text), str)
    assert isinstance(for_display(text), str)
    assert isinstance(for_display(f"xn--{text}"), str)


@given(accepted_urls() | st.text("htps:/.?#@[]aB1- \t\n%", max_size=20).map("http://a{}".format))
@settings(deadline=None)
def test_the_host_of_a_usual_url_is_the_one_that_urlsplit_finds(url: str) -> None:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return
    assert _host_of(url) == host
