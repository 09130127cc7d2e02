"""What feeds, tables and lines really hold: a thousand generated oddities are read right by every importer, or it says what is wrong.

Each oddity knows what is right: the words of its headline, and its day or moment. An import may leave a date out or refuse an
item, but only with a word; it may never write another day, lose a word or make something up.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from babel import Locale
from babel.dates import format_date

from broadsheet.intake.importers import READERS, Options, Source, plan
from broadsheet.intake.importers.entries import address, first_words
from broadsheet.intake.importers.plan import Step
from conftest import Files, run_here, write_files
from date_words import LANGUAGES

TODAY = date(2026, 6, 1)
EACH = int(os.environ.get("BROADSHEET_ODDITIES", "1000"))  # of each importer
LOCALES = [Locale.parse(language) for language in LANGUAGES]
ZONES = {"CEST": 2, "AEST": 10, "EST": -5, "PDT": -7, "GMT+2": 2, "UTC-3": -3, "JST": 9, "GMT": 0, "Z": 0}
UNCERTAIN = ("IST", "BST", "AST", "XYZ", "ET", "A")
WORDS = re.split(
    r"\s+",
    "harbour bridge fares <script> <b> <details> &amp; &lt;p&gt; R&D 5<6 <title> “quoted” O'Brien 🚌 運賃 половина # : ; , | AT&T &copy; </p> \\n",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """A headline and a date as somebody writes it, with the days that it may be read as. None among them means that it must be left out."""

    title: str
    written: str
    days: frozenset[date]
    moment: datetime | None = None
    must_be_said: bool = False


def oddity(random: Random) -> Oddity:
    title = " ".join(["Story", *(random.choice(WORDS) for _ in range(random.randint(1, 6)))])
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(150 * 24 * 60))
    return random.choice(KINDS)(random, title, moment)


def in_a_named_zone(random: Random, title: str, moment: datetime) -> Oddity:
    name, hours = random.choice([*ZONES.items()])
    local = moment.astimezone(timezone(timedelta(hours=hours)))
    written = f"{local:%a, %d %b %Y %H:%M:%S} {name}"
    return Oddity(title=title, written=written, days=frozenset({moment.date()}), moment=moment)


def with_an_offset(random: Random, title: str, moment: datetime) -> Oddity:
    local = moment.astimezone(timezone(timedelta(minutes=15 * random.randint(-48, 56))))
    forms = (
        local.isoformat(),
        local.isoformat(" "),
        format_datetime(local),
        f"{local:%Y/%m/%d %H:%M:%S %z}",
        f"{local:%Y%m%dT%H%M%S%z}",
        f"{local:%a %b %d %Y %H:%M:%S} GMT{local:%z} (Somewhere Time)",
        f"{local:%A, %d-%b-%y %H:%M:%S %z}",
    )
    return Oddity(title=title, written=random.choice(forms), days=frozenset({moment.date()}), moment=moment)


def without_a_certain_zone(random: Random, title: str, moment: datetime) -> Oddity:
    zone = random.choice(("", *UNCERTAIN))
    clock = random.choice((f"{moment:%H:%M}", f"{moment:%H:%M:%S}"))
    forms = (
        f"{moment:%a, %d %b %Y} {clock} {zone}",
        f"{moment.year}/{moment.month}/{moment.day} {clock} {zone}",
        f"{moment.year}年{moment.month}月{moment.day}日 {clock}",
        f"{moment.date()}T{clock}",
    )
    return Oddity(title=title, written=random.choice(forms).strip(), days=frozenset({moment.date()}))


def in_some_language(random: Random, title: str, moment: datetime) -> Oddity:
    written = format_date(moment.date(), random.choice(("full", "long")), random.choice(LOCALES))
    return Oddity(title=title, written=written, days=frozenset({moment.date()}))


def in_figures(random: Random, title: str, moment: datetime) -> Oddity:
    forms = (
        f"{moment:%Y-%j}",
        f"{moment:%G-W%V-%u}",
        f"{moment:%Y%m%d}",
        f"{moment:%d.%m.%Y}",
        f"{moment.year}-{moment.month}-{moment.day}",
    )
    return Oddity(title=title, written=random.choice(forms), days=frozenset({moment.date()}))


def in_other_digits(random: Random, title: str, moment: datetime) -> Oddity:
    digits = str.maketrans(
        "0123456789", random.choice(("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"))
    )
    return Oddity(title=title, written=str(moment.date()).translate(digits), days=frozenset({moment.date()}))


def of_two_days(_random: Random, title: str, moment: datetime) -> Oddity:
    day = moment.date()
    several = day.day <= 12 and day.day != day.month
    days = frozenset[date]() if several else frozenset({day})
    return Oddity(title=title, written=f"{day:%d/%m/%Y}", days=days, must_be_said=several)


def of_no_day(random: Random, title: str, _moment: datetime) -> Oddity:
    written = random.choice(NO_DAYS)
    return Oddity(title=title, written=written, days=frozenset(), must_be_said=True)


def in_the_future(random: Random, title: str, moment: datetime) -> Oddity:
    far = moment + timedelta(days=random.randint(200, 60_000))
    return Oddity(title=title, written=far.isoformat(), days=frozenset({far.date()}), moment=far, must_be_said=True)


NO_DAYS = (
    "2026-04-31", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "30 February 2026", "2026-13-01", "yesterday", "2026", "0000-00-00",
    "2026-366", "Mon, 01 Jan 0001 00:00:00 +0000", "April 2026", "2026-W60-1", "N/A",
)  # fmt: skip
KINDS = (
    in_a_named_zone, with_an_offset, without_a_certain_zone, in_some_language, in_figures, in_other_digits, of_two_days, of_no_day, in_the_future,
)  # fmt: skip


def rss(given: list[Oddity]) -> bytes:
    """Titles are escaped twice, as they must be where a reader may take them for HTML."""
    items = "".join(
        f"<item><title>{escape(escape(one.title))}</title><link>https://a.example/{number}</link><pubDate>{escape(one.written)}</pubDate></item>"
        for number, one in enumerate(given)
    )
    return (
        f"<rss version='2.0'><channel><title>F</title><link>https://a.example/</link>{items}</channel></rss>".encode()
    )


def atom(given: list[Oddity]) -> bytes:
    entries = "".join(
        f"<entry><title type='{'text' if number % 2 else 'html'}'>{escape(one.title if number % 2 else escape(one.title))}</title>"
        f"<link href='/{number}'/><published>{escape(one.written)}</published></entry>"
        for number, one in enumerate(given)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><link href='https://a.example/'/>{entries}</feed>".encode()


def json_feed(given: list[Oddity]) -> bytes:
    items = [
        {"id": str(number), "url": f"/{number}", "title": one.title, "date_published": one.written}
        for number, one in enumerate(given)
    ]
    return json.dumps(
        {"version": "http://jsonfeed.org/version/1", "home_page_url": "https://a.example/", "items": items}
    ).encode()


def table(given: list[Oddity]) -> bytes:
    text = io.StringIO()
    text.write("sep=;\r\n")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["briefing", "date", "title", "url", "published"])
    for number, one in enumerate(given):
        writer.writerow([one.title, one.written, one.title, f"https://a.example/{number}", one.written])
    return text.getvalue().encode("utf-8-sig")


def lines(given: list[Oddity]) -> bytes:
    rows = [
        {
            "title": one.title,
            "date": one.written,
            "articles": [{"title": one.title, "url": f"https://a.example/{number}", "published": one.written}],
        }
        for number, one in enumerate(given)
    ]
    return "\n".join(map(json.dumps, rows)).encode()


def kite(given: list[Oddity]) -> bytes:
    clusters = [
        {
            "title": escape(one.title),
            "articles": [{"title": escape(one.title), "link": f"https://a.example/{number}", "date": one.written}],
        }
        for number, one in enumerate(given)
    ]
    return json.dumps({"clusters": clusters, "timestamp": 1777032000}).encode()


FORMATS = {
    "rss": ("feed", rss),
    "atom": ("feed", atom),
    "json": ("feed", json_feed),
    "csv": ("csv", table),
    "jsonl": ("jsonl", lines),
    "kite": ("kite", kite),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("forced", [None, TODAY], ids=["its own day", "--date"])
def test_a_thousand_oddities_are_right_or_said(name: str, forced: date | None) -> None:
    form, write = FORMATS[name]
    random = Random(f"{name} {forced}")
    for _ in range(EACH // 2 // 100):
        given = [oddity(random) for _ in range(100)]
        found = READERS[form](Source(name="in", content=write(given)), Options(now=TODAY, day=forced))
        steps = plan(found, lambda _: None, lambda _: False).steps
        assert len(steps) == len(given)
        for one, step in zip(given, steps, strict=True):
            is_right(one, step, forced, form)


def is_right(one: Oddity, step: Step, forced: date | None, form: str) -> None:
    words = " ".join(one.title.replace("\\n", "\\n").split())
    assert step.title == words, (one, step)
    if step.kind == "refused":
        assert "date" in step.reason, step
        assert not forced, step
        assert any("date" in note for note in step.notes), step
        return
    keys = loaded(step.text)
    (article,) = keys["articles"]
    assert keys["title"] == article["title"] == words
    published = article.get("published")
    read = published.date() if isinstance(published, datetime) else published
    said = any("date" in note or "time" in note or "future" in note for note in step.notes)
    assert said or not one.must_be_said, (one, step)
    if read is None:
        assert said, (one, step)
    elif one.moment and isinstance(published, datetime):
        assert published == one.moment.replace(microsecond=0), (one, published)
    elif one.days:
        # a day alone is the publisher's own, which may be the one beside that of UTC
        apart = 1 if one.moment else 0
        assert any(abs((read - day).days) <= apart for day in one.days), (one, read)
        assert said or not one.moment, (one, step)
    else:
        pytest.fail(f"{one} was read as {read}")
    if form != "kite" and not forced and read:
        assert step.file[10:20] == f"{read:%Y/%m/%d}"


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def feed(*items: str, more: str = "") -> bytes:
    return f"<rss version='2.0'><channel><title>F</title><link>https://a.example/news/</link>{more}{''.join(items)}</channel></rss>".encode()


def item(title: str, link: str, day: int = 24, more: str = "") -> str:
    head = f"<title>{escape(title)}</title>" if title else ""
    return f"<item>{head}<link>{link}</link><pubDate>{day} Apr 2026 08:00:00 GMT</pubDate>{more}</item>"


def steps_of(content: bytes, **options: Any) -> tuple[Step, ...]:
    return plan(
        READERS["feed"](Source(name="in", content=content), Options(**options)), lambda _: None, lambda _: False
    ).steps


def test_an_item_without_a_title_is_called_by_its_first_words() -> None:
    (step,) = steps_of(
        feed(
            item(
                "",
                "https://a.example/1",
                more="<description>&lt;p&gt;The bridge reopens on Monday. More at six.&lt;/p&gt;</description>",
            )
        )
    )
    assert step.title == "The bridge reopens on Monday"
    assert "# The source has no title, so these are the first words of its text: write a headline.\ntitle:" in step.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One. Two", "One"),
        ("橋は月曜日に再開する。詳細は六時。", "橋は月曜日に再開する。"),
        ("word " * 40, f"{'word ' * 17}…"),
        ("No end", "No end"),
        ("", ""),
    ],
)  # fmt: skip
def test_first_words(text: str, words: str) -> None:
    assert first_words(text) == words


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/6.html", "https://a.example/6.html"),
        ("7.html", "https://a.example/news/7.html"),
        ("//b.example/7", "https://b.example/7"),
        ("www.b.example/8", "https://www.b.example/8"),
        ("b.example/8", "https://b.example/8"),
        (" https://a.example/bücher und mehr?q=a b ", "https://a.example/bücher%20und%20mehr?q=a%20b"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("tag:x,2026:1", "tag:x,2026:1"),
        ("http://[", "http://["),
    ],
)
def test_links_are_resolved(link: str, whole: str) -> None:
    assert address([link], ["", "https://a.example/news/"]) == whole


def test_an_aggregator_s_item_has_its_source_as_publisher() -> None:
    source = '<source url="https://other.example">The Other Paper</source>'
    text = "&lt;a href='https://x.example/'&gt;Fares halved&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font&gt;The Other Paper&lt;/font&gt;"
    more = f"{source}<description>{text}</description>"
    (step,) = steps_of(
        feed(item("Fares halved - The Other Paper", "https://news.google.com/rss/articles/CBMi", more=more))
    )
    (article,) = loaded(step.text)["articles"]
    assert (article["title"], article["publisher"]) == ("Fares halved", "The Other Paper")
    assert "has no summary" in step.text


def test_json_feeds_of_every_age_are_read() -> None:
    items = [
        {"url": "/1", "title": "A", "authors": {"name": "Object"}, "date_published": "2026-04-24"},
        {"url": "/2", "title": "B <i>", "author": {"name": "Old"}, "date_published": "2026-04-24"},
        {
            "id": "https://a.example/3",
            "title": ["x"],
            "content_html": "<p>First &amp; last.</p>",
            "date_published": 1777019400,
        },
        None,
    ]
    whole = {
        "version": "http://jsonfeed.org/version/1",
        "home_page_url": "https://a.example/",
        "author": {"name": "Feed"},
        "items": items,
    }
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        *steps, refused = steps_of(json.dumps(whole).encode(encoding))
        articles = [loaded(step.text)["articles"][0] for step in steps]
        assert [(one["title"], one["author"], one["url"]) for one in articles] == [
            ("A", "Object", "https://a.example/1"),
            ("B <i>", "Old", "https://a.example/2"),
            ("First & last", "Feed", "https://a.example/3"),
        ]
        assert refused.reason == "it is no JSON object"


@pytest.mark.parametrize("head", ["sep=;\r\n", '"sep=;"\n', "\ufeffsep=;\n", "\ufeff", ""])
def test_a_table_may_say_what_separates_its_cells(head: str) -> None:
    text = f'{head}briefing;"date";title, and more;title;url\nT;2026-04-24;x;A;https://a.example/\n'
    (found,) = READERS["csv"](Source(name="in", content=text.encode()), Options())
    assert found.keys["articles"][0]["url"] == "https://a.example/"


def test_near_same_titles_of_several_files_are_one_briefing_and_templates_stay_alone(
    project: Any, tmp_path: Path
) -> None:
    files: Files = {
        "a.xml": feed(
            item("Council votes for half fares on night buses", "https://a.example/1"),
            item("Live updates: markets today", "https://a.example/2"),
            item("Live updates: markets today", "https://a.example/3", 25),
            item("Sponsored: best laptop deals", "https://a.example/4"),
        ),
        "b.xml": feed(
            item("Council votes for half fares on night buses", "https://b.example/1", 25),
            item("Live updates: markets today", "https://b.example/2"),
            item("Sponsored: best laptop deals", "https://b.example/4"),
        ),
        "c.xml": feed(item("Breaking: Council votes for half fares on buses", "https://c.example/1")),
    }
    root = project(files)
    done = run_here(
        "import",
        "feed",
        "a.xml",
        "b.xml",
        "c.xml",
        "broken.xml",
        "--group",
        "title",
        "--now",
        "2026-06-01",
        cwd=write_files(root, {"broken.xml": "no"}),
    )
    assert "“Council votes for half fares on night buses”: 3 articles of 3 publishers" in done.stdout
    assert done.stdout.count("1 article of 1 publisher") == 5
    assert "refused: broken.xml: is no RSS" in done.stdout


def test_a_date_in_the_future_is_told(project: Any) -> None:
    root = project(
        {"a.xml": feed(item("A day ahead", "https://a.example/1", 25), item("Today", "https://a.example/2", 24))}
    )
    done = run_here("import", "feed", "a.xml", "--now", "2026-04-24", cwd=root)
    assert done.stdout.count("which is in the future") == 1
    assert "article 1 is dated 2026-04-25, which is in the future" in done.stdout
