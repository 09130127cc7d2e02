"""Addresses of articles: tracking goes, what leads to the article stays, and two of one article are known as such."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model.article_urls import same_article, without_tracking


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("https://a.example/x?utm_source=a&id=3&fbclid=q", "https://a.example/x?id=3"),
        ("https://a.example/x?utm_source=a", "https://a.example/x"),
        ("https://a.example/x?id=3&amp;utm_source=a", "https://a.example/x?id=3"),
        ("https://a.example/x?utm%5Fsource=a#f?gclid=1", "https://a.example/x#f?gclid=1"),
        ("HTTPS://a.example/x?b=1&a=%20&&c&UTM_Medium=x", "HTTPS://a.example/x?b=1&a=%20&&c"),
        ("https://a.example/x?GCLID=1#xtor=RSS-1", "https://a.example/x"),
        ("https://www.nytimes.com/x.html?smid=tw-share", "https://www.nytimes.com/x.html"),
        ("https://www.bbc.co.uk/news/x?ocid=a&at_campaign=b", "https://www.bbc.co.uk/news/x"),
    ],
)
def test_tracking_goes(written: str, clean: str) -> None:
    assert without_tracking(written) == clean


@pytest.mark.parametrize(
    "url",
    [
        *("https://a.example/x?q=utm_source", "https://a.example/utm_source=x", "https://a.example/x#part", "https://a.example/x?#"),
        *("https://a.example/?id=7&uid=8&sid=9", "https://a.example/x?ref=c&a", "https://a.example/x?pk_article=3&shareid=4"),
        *("https://www.facebook.com/photo?fbid=12", "https://docs.google.com/x?gid=3#gid=3", "https://a.example/?smid=3&spm=4"),
        *("http://[::1", "http://[::1?smid=3", "", "no address"),
    ],
)  # fmt: skip
def test_what_may_lead_to_the_article_stays(url: str) -> None:
    assert without_tracking(url) == url


@given(st.text("ab:/?#&=;%[utm_source", max_size=40))
def test_tracking_is_taken_out_once_and_for_all_and_leaves_the_same_article(text: str) -> None:
    clean = without_tracking(text)
    assert without_tracking(clean) == clean
    with suppress(ValueError):
        assert same_article(clean) == same_article(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.example/x?one", "https://a.example/x?two"),
        ("https://a.example/x?fbid=1", "https://a.example/x?fbid=2"),
        ("https://a.example/x?id=1&mc_eid=3", "https://a.example/x?id=2"),
    ],
)
def test_two_articles_are_two(first: str, second: str) -> None:
    assert same_article(first) != same_article(second)
