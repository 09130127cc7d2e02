"""Addresses that wrap another: the article's own address and publisher are found, or nothing is made up."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.model.article_urls import archived_copy, own_address, same_article, without_tracking
from broadsheet.model.sites import account_of, agency_of
from broadsheet.model.wrappers import source_domain, unwrap
from broadsheet.text.domains import registrable_domain

ARTICLE = "https://daily.example.net/news/123"
GOOGLE_NEWS = "CBMiImh0dHBzOi8vZGFpbHkuZXhhbXBsZS5uZXQvbmV3cy8xMjPSAQA"

WRAPPED = [
    "https://www.google.com/url?rct=j&sa=t&url={}&ct=ga",
    "https://www.google.de/url?q={quoted}&usg=AOv",
    "https://www.google.com/url?sa=t&amp;url={quoted}",
    "https://www.google.com/amp/s/{bare}",
    "https://daily-example-net.cdn.ampproject.org/c/s/{bare}?amp_js_v=0.1#aoh=1",
    "https://www.bing.com/amp/s/{bare}",
    f"https://news.google.com/rss/articles/{GOOGLE_NEWS}?oc=5",
    "https://translate.google.com/translate?sl=de&u={quoted}",
    "https://daily-example-net.translate.goog/news/123?_x_tr_sl=de&_x_tr_tl=en",
    "https://l.facebook.com/l.php?u={quoted}%3Ffbclid%3D1&h=AT",
    "https://out.reddit.com/t3_1?url={quoted}&token=2",
    "https://www.youtube.com/redirect?event=x&q={quoted}",
    "https://www.linkedin.com/redir/redirect?url={quoted}&urlhash=1",
    "https://getpocket.com/redirect?url={quoted}",
    "https://eur01.safelinks.protection.outlook.com/?url={quoted}&data=05",
    "https://urldefense.com/v3/__{}__;!!abc$",
    "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU={quoted}/RK=2/RS=x-",
    "https://duckduckgo.com/l/?uddg={quoted}&rut=1",
    "https://m.facebook.com/l.php?u={quoted}",
    "https://href.li/?{}",
    "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D{twice}",
]
COPIES = [
    "https://web.archive.org/web/20260424120000/{}",
    "https://web.archive.org/web/20260424120000id_/{}",
    "http://web.archive.org/web/2026*/{}",
    "https://archive.ph/2026.04.24-120000/{}",
    "https://archive.today/newest/{}",
    "https://archive.is/{}",
    "https://archive.today/?run=1&url={quoted}",
    "https://arquivo.pt/wayback/20260424120000/{}",
]
HIDDEN = [
    "https://t.co/AbCdEf",
    "https://bit.ly/3abc",
    "https://lnkd.in/e1",
    "https://archive.ph/Ab12C",
    "https://perma.cc/AB12-CD34",
    "https://apple.news/Abc",
    "https://flip.it/x",
    "http://feedproxy.google.com/~r/Daily/~3/abc/",
    "https://news.google.com/rss/articles/CBMiabc123?oc=5",
    "https://www.google.com/url?q=javascript:alert(1)",
    "https://www.google.com/url?q=http://localhost/x",
    "https://www.google.com/url?q=https://me:secret@a.example/",
]


def wrapped(form: str, url: str = ARTICLE) -> str:
    quoted = quote(url, safe="")
    return form.format(url, quoted=quoted, twice=quote(quoted, safe=""), bare=url.removeprefix("https://"))


@pytest.mark.parametrize("form", WRAPPED + COPIES)
def test_the_article_is_found_where_its_address_is_in_the_wrapper(form: str) -> None:
    url = wrapped(form)
    assert without_tracking(url) == ARTICLE
    assert same_article(url) == same_article(ARTICLE)
    assert source_domain(url) == "example.net"
    assert archived_copy(url) == ((ARTICLE, url) if form in COPIES else None)


@pytest.mark.parametrize("url", HIDDEN)
def test_nothing_is_made_up_where_the_address_is_not_in_it(url: str) -> None:
    found = unwrap(url)
    assert found
    assert (found.url, found.domain) == ("", "")
    assert own_address(url) == url
    assert source_domain(url) == registrable_domain(url)


@pytest.mark.parametrize(
    ("url", "domain"), [("https://nyti.ms/3abc", "nytimes.com"), ("https://youtu.be/abc", "youtube.com")]
)
def test_a_publishers_own_short_address_is_the_publishers(url: str, domain: str) -> None:
    assert source_domain(url) == domain


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/about/",
        "https://blog.google/products/url?url=https://a.example/x",
        "https://archive.org/details/book",
        "https://www.facebook.com/a/posts/1?u=https://a.example/x",
        "https://not-google.com/url?q=https://a.example/x",
        "https://ampproject.org.example/c/s/a.example/x",
    ],
)
def test_other_addresses_are_their_own(url: str) -> None:
    assert unwrap(url) is None
    assert source_domain(url) == registrable_domain(url)


@pytest.mark.parametrize(
    "other",
    [
        "http://www.daily.example.net/news/123/",
        "https://m.daily.example.net/news/123",
        "https://mobile.daily.example.net/news/123?utm_source=x",
        "https://amp.daily.example.net/news/123",
        "https://daily.example.net/amp/news/123",
        "https://daily.example.net/news/123/amp/",
        "https://daily.example.net/news/123?amp=1",
        "https://daily.example.net/news/123?outputType=amp",
        "https://daily.example.net/news/123#aoh=1&amp_tf=From",
    ],
)
def test_forms_for_phones_are_the_same_article(other: str) -> None:
    assert same_article(other) == same_article(ARTICLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://mobile.de/x", "https://de/x"),
        ("https://m.co.uk/x", "https://co.uk/x"),
        ("https://a.example/amplifier", "https://a.example/lifier"),
        ("https://a.example/x/amp", "https://a.example/"),
        ("https://a.example/x?amps=1", "https://a.example/x"),
        (
            "https://web.archive.org/web/2026/https://a.example/x",
            "https://web.archive.org/web/2026/https://a.example/y",
        ),
        ("https://t.co/AbC", "https://t.co/abc"),
    ],
)
def test_other_articles_stay_others(one: str, other: str) -> None:
    assert same_article(one) != same_article(other)


def test_a_newsletter_has_one_address() -> None:
    assert own_address("https://open.substack.com/pub/abc/p/a-story?r=1") == "https://abc.substack.com/p/a-story?r=1"


def test_x_has_two_domains() -> None:
    assert same_article("https://x.com/a/status/1") == same_article(
        "https://mobile.twitter.com/a/status/1?utm_source=b"
    )


ADDRESS = st.from_regex(r"https://[a-z]{1,8}\.(?:example|test)/[a-z0-9/]{0,12}", fullmatch=True).filter(
    lambda url: "amp" not in url
)


@given(
    st.lists(st.sampled_from([form for form in WRAPPED if "{quoted}" in form and "fbclid" not in form]), max_size=6),
    ADDRESS,
)
@settings(max_examples=50, deadline=None)
def test_wrappers_in_wrappers_are_all_taken_off(forms: list[str], url: str) -> None:
    outer = url
    for form in forms:
        outer = wrapped(form, outer)
    assert own_address(outer) == own_address(without_tracking(outer)) == url


@given(
    st.sampled_from(
        [
            "https://www.google.com/url?q=",
            "https://web.archive.org/web/",
            "https://archive.ph/",
            "https://news.google.com/rss/articles/",
        ]
    ),
    st.text(max_size=60),
)
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_a_wrapper_gives_an_address_or_nothing(start: str, text: str) -> None:
    own = own_address(start + text)
    assert own == start + text or own.startswith(("http://", "https://"))
    assert own_address(own) == own


def test_very_many_wrappers_take_no_time() -> None:
    url = "https://www.google.com/amp/s/" * 5_000 + "a.example/x"
    assert own_address(url) == url


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://twitter.com/vllm_project/status/2", "@vllm_project"),
        ("https://x.com/i/status/3", ""),
        ("https://old.reddit.com/r/LocalLLaMA/comments/1/", "r/LocalLLaMA"),
        ("https://www.reddit.com/user/somebody/comments/1/", "u/somebody"),
        ("https://bsky.app/profile/a.bsky.social/post/3", "@a.bsky.social"),
        ("https://fosstodon.org/@desk/112233445566778899", "@desk@fosstodon.org"),
        ("https://fosstodon.org/users/desk/statuses/112233445566778899", "@desk@fosstodon.org"),
        ("https://social.example/@desk@other.example/112233445566778899", "@desk@other.example"),
        ("https://www.youtube.com/@channel/videos", "@channel"),
        ("https://www.youtube.com/watch?v=abc", ""),
        ("https://www.linkedin.com/posts/jane-doe-12_title-activity-7", "jane-doe-12"),
        ("https://medium.com/@jane/a-story-1", "@jane"),
        ("https://x.com/%3Cb%3E%0A/status/1", "@b"),
        ("https://daily.example.net/@desk/1161", ""),
    ],
)
def test_a_post_has_the_account_that_its_address_names(url: str, account: str) -> None:
    assert account_of(url, registrable_domain(url)) == account


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("AP", "AP"),
        ("By The Associated Press", "AP"),
        ("Jane Doe, Associated Press", "AP"),
        ("Jane Doe | Reuters", "Reuters"),
        ("AFP/dpa", "AFP"),
        ("Von dpa", "dpa"),
        ("Jane Doe and Reuters", ""),
        ("Pa", ""),
        ("Reuters Doe", ""),
        ("Jane Doe", ""),
    ],
)
def test_an_agency_is_known_by_its_byline(byline: str, agency: str) -> None:
    assert agency_of(byline) == agency
