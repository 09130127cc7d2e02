from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.archive import Archive
from broadsheet.pages import Site, make_pages
from broadsheet.text.language import direction, lang_html, locale_of
from conftest import Files, briefing


@pytest.mark.parametrize(
    ("language", "reads"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("zh-Hant", "ltr"),
        ("ku-Latn", "ltr"),
        ("az-Arab", "rtl"),
        ("UR", "rtl"),
    ],
)
def test_each_language_reads_its_way(language: str, reads: str) -> None:
    assert direction(language) == reads


def test_nothing_is_said_of_a_text_in_the_language_around_it() -> None:
    assert lang_html(None) == lang_html("EN", "en") == ""


def test_a_briefing_and_its_articles_say_their_own_language(archive_of: Callable[[Files], Archive]) -> None:
    one = "{title: a, url: https://example.org/1, summary: s, language: en}"
    two = "{title: b, url: https://example.org/2, summary: s, language: ar}"
    articles = f"\n  - {one}\n  - {two}"
    archive = archive_of({"briefings/2026/04/24/one.yml": briefing(language="ar", articles=articles)})
    [page] = [page for page in make_pages(archive, Site(name="x")) if page.template == "briefing.html"]
    assert page.meta["lang_html"] == ' lang="ar" dir="rtl"'
    assert [card["lang_html"] for card in page.meta["cards"]] == [' lang="en" dir="ltr"', ""]


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", ""),
        ("en-US", ""),
        ("en-GB", "en_GB"),
        ("de", "de_DE"),
        ("zh-Hant-TW", "zh_TW"),
        ("pt-BR", "pt_BR"),
        ("tlh", ""),
    ],
)
def test_a_share_names_language_and_country(language: str, locale: str) -> None:
    assert locale_of(language) == locale
