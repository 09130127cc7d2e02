"""A briefing comes out of a cache as it went in; whatever else the bytes hold is a ValueError."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.check import check
from broadsheet.load import list_tree
from broadsheet.model import Article, Briefing, Claim, Contributor, Correction, Image, KeyPoint
from broadsheet.model.packed import pack, unpack
from clusters import CORPUS, corpus_files
from conftest import ROOT, write_files
from values import told

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
LINES = st.none() | TEXTS
COUNTS = st.integers(1, 100_000)
WORDS = st.none() | st.sampled_from(["report", "neutral", "no-such-word"])
ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.dates() | st.datetimes(timezones=ZONES).map(lambda moment: moment.replace(fold=0))  # no file can say fold
URLS = st.sampled_from(["https://example.org/", "HTTP://münchen.de:80/größe?q='x'#y"])

REFUSED = "validation error|not the path|not the name"


def lists(item: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(item, min_size=least, max_size=3).map(tuple)


ARTICLES = st.builds(
    Article, title=TEXTS, url=URLS, summary=LINES, publisher=LINES, author=LINES, published=st.none() | MOMENTS,
    language=st.sampled_from([None, "en", "zh-Hant"]), entities=lists(TEXTS), tone=WORDS, sentiment=WORDS,
    intent=WORDS, role=WORDS, paywall=st.none() | st.booleans(), archived=st.none() | URLS,
)  # fmt: skip
IMAGES = st.builds(
    Image, file=st.just("a.png"), alt=TEXTS, caption=LINES, credit=LINES, license=LINES, prompt=LINES, generator=LINES
)
BRIEFINGS = st.builds(
    Briefing, title=TEXTS, date=st.none() | st.dates(), rank=st.none() | COUNTS, category=st.sampled_from([None, "a-b"]),
    label=WORDS, language=st.sampled_from([None, "ar"]), dek=LINES, summary=TEXTS,
    key_points=lists(st.builds(KeyPoint, text=TEXTS, sources=lists(COUNTS)), 1), articles=lists(ARTICLES, 1),
    image=st.none() | IMAGES, follows=LINES, ai_assistance=LINES, reviewed_by=lists(TEXTS), desk=LINES,
    claims=lists(st.builds(Claim, claim=TEXTS, says=st.dictionaries(COUNTS, TEXTS, min_size=1, max_size=3))),
    corrections=lists(st.builds(Correction, date=st.dates(), text=TEXTS)),
    contributors=lists(st.builds(Contributor, name=TEXTS, url=st.none() | URLS)),
    path=st.just("2026/04/24/a-story"), file=TEXTS, body=st.text(st.characters(exclude_categories=["Cs"])),
    day=st.just("2026-04-24"),
)  # fmt: skip
ONE = told("2026/04/24/one", image={"file": "a.png", "alt": "A."}, claims=({"claim": "C.", "says": {"1": "yes"}},))


def comes_back(briefing: Briefing) -> bool:
    """Whether packing loses nothing. Equal is not enough: a list equals no tuple, but a zone equals another's moment."""
    back = unpack(pack(briefing))
    return back == briefing and repr(back) == repr(briefing) and back.model_fields_set == briefing.model_fields_set


@pytest.mark.slow
@given(BRIEFINGS)
def test_a_briefing_comes_back_as_it_was(briefing: Briefing) -> None:
    assert comes_back(briefing)


def test_the_shipped_briefings_come_back() -> None:
    briefings = check(list_tree(ROOT)).briefings
    assert briefings
    assert all(map(comes_back, briefings))


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this repository")
def test_a_month_of_real_clusters_comes_back(tmp_path: Path) -> None:
    briefings = check(list_tree(write_files(tmp_path, corpus_files()))).briefings
    assert len(briefings) > 100
    assert all(map(comes_back, briefings))


def test_what_comes_back_is_frozen() -> None:
    back = unpack(pack(ONE))
    with pytest.raises(ValueError, match="frozen"):
        back.title = "Another"  # type: ignore[misc]


FORGED: dict[str, Any] = {
    "no path": {"path": "../../etc/cron.d/one"},
    "path of another day": {"path": "2026/04/25/one"},
    "no day": {"day": "2026-04-31"},
    "day as a number": {"day": 0},
    "link that runs": {"articles": [{"title": "T", "url": "javascript:alert(1)"}]},
    "contributor's link that runs": {"contributors": [{"name": "N", "url": " javascript:alert(1)"}]},
    "picture elsewhere": {"image": {"file": "../../secret.png", "alt": "A"}},
    "hidden picture": {"image": {"file": ".png", "alt": "A"}},
    "no articles": {"articles": []},
    "text for a list": {"key_points": "A point."},
    "text for keys": {"key_points": ["A point."]},
    "number for a text": {"title": 1},
    "text for a number": {"rank": "1"},
    "article below one": {"claims": [{"claim": "C", "says": {"0": "yes"}}]},
    "no moment": {"articles": [{"title": "T", "url": "https://a.example/", "published": "T"}]},
    "nothing where something must be": {"summary": None},
    "unknown key": {"__class__": "os.system"},
    "a key of pydantic": {"__pydantic_private__": {}},
}  # fmt: skip


@pytest.mark.parametrize("changes", FORGED.values(), ids=FORGED)
def test_a_forged_briefing_is_refused(changes: dict[str, Any]) -> None:
    whole = json.loads(pack(ONE))
    with pytest.raises(ValueError, match=REFUSED):
        unpack(json.dumps({**whole, **changes}).encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b'"text"', b"\x80\x04N.", b"[" * 100_000, b'{"title": NaN}', b"9" * 10_000],
    ids=lambda data: str(data[:12]),
)
def test_what_is_no_briefing_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=REFUSED):
        unpack(data)


@given(st.data())
def test_damage_is_refused_or_does_no_harm(data: st.DataObject) -> None:
    whole = pack(ONE)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    damaged = (
        whole[:start] + data.draw(st.binary(max_size=4) | st.sampled_from([b"null", b"1", b"[]", b"{}"])) + whole[end:]
    )
    try:
        briefing = unpack(damaged)
    except ValueError:
        return
    assert Briefing.model_validate(briefing.model_dump(exclude_unset=True)).path == briefing.path
