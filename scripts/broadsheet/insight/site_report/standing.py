"""The parts of the report that look ahead and around, in words: room on GitHub Pages, health, dead links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from textwrap import wrap

from broadsheet.insight.site_report.crawl import DeadLink, Links
from broadsheet.insight.site_report.forecast import Forecast
from broadsheet.insight.site_report.health import LATEST, Health, Share
from broadsheet.insight.site_report.values import SiteReport
from broadsheet.pages.phrases import MONTHS
from broadsheet.problems import visible

LISTED = 20

_NAME = 23
_WIDTH = 80


def as_room(room: Forecast) -> list[str]:
    """Say when the site will be too large for GitHub Pages."""
    rows = [
        ("used", f"{room.used:.1%} of {room.limit:,} bytes (1 GB), the limit of a site"),
        (
            "each briefing adds",
            f"{room.a_briefing:,} bytes in {room.files_a_briefing:,.1f} files; {room.pace:,.3g} come a day",
        ),
        ("full", _full(room)),
        ("files", f"{room.files:,} now, {_yearly(room):,} more a year; a deploy may take 10 minutes"),
    ]
    return ["Room on GitHub Pages", *_rows(rows)]


def as_health(health: Health, site: SiteReport) -> list[str]:
    """Say how fresh and how well founded the newspaper is."""
    rows = [("newest edition", _newest(health))]
    if health.newest and health.first:
        rows += [
            ("missing days", _missing(health)),
            ("single source", _share(health.single_source)),
            ("without review", _share(health.without_review)),
        ]
    if health.failed:
        rows.append(("with errors", f"{health.failed:,}, not published; broadsheet check says why"))
    built = site.per_briefing.briefings if site.per_briefing else 0
    advice = "" if health.failed else "; build it again"
    if built != health.briefings:
        rows.append(("not as built", f"{built:,} briefings in the site, {health.briefings:,} in the project{advice}"))
    return [f"Health on {_day(health.today)}", *_rows(rows)]


def as_links(links: Links) -> list[str]:
    """Say which links within the site lead nowhere."""
    if not links.dead:
        return [f"Dead links within the site: none of {links.checked:,}."]
    many = len(links.dead)
    lines = [f"Dead links within the site: {many:,} address{' leads' if many == 1 else 'es lead'} nowhere"]
    for link in links.dead[:LISTED]:
        lines += [f"  {visible(link.address)}", f"      on {visible(link.page)}{_others(link)}"]
    if many > LISTED:
        lines.append(f"  and {many - LISTED:,} more; --format json has all of them")
    return lines


def _full(room: Forecast) -> str:
    if room.is_over:
        return "it is too large already"
    window = "the newest day" if room.days == 1 else f"the last {room.days} days"
    when = _day(room.day) if room.day else "not for a hundred years"
    return f"at the pace of {window}: {when}"


def _yearly(room: Forecast) -> int:
    return round(room.files_a_briefing * room.pace * 365)


def _newest(health: Health) -> str:
    if health.newest is None or health.age is None:
        return "there is none"
    if health.age < 0:
        return f"{_day(health.newest)}, {_days(-health.age)} ahead"
    return f"{_day(health.newest)}, {'today' if not health.age else f'{_days(health.age)} old'}"


def _missing(health: Health) -> str:
    assert health.first
    assert health.newest
    span = (health.newest - health.first).days + 1
    if not health.missing:
        return f"none of {span:,}" if span > 1 else "none; there is one edition so far"
    latest = ", ".join(day.isoformat() for day in health.latest_missing)
    which = f"the latest {LATEST}: {latest}" if health.missing > LATEST else latest
    return f"{health.missing:,} of {span:,}: {which}"


def _share(share: Share) -> str:
    whole = f"{share.briefings:,} of {share.of:,} ({_percent(share.briefings, share.of)})"
    if share.of_recent == share.of:
        return whole
    return (
        f"{whole}; newest 30 days: {share.recent:,} of {share.of_recent:,} ({_percent(share.recent, share.of_recent)})"
    )


def _percent(some: int, of: int) -> str:
    return "under 1%" if 0 < some / of < 0.005 else f"{some / of:.0%}"


def _others(link: DeadLink) -> str:
    if link.pages == 1:
        return ""
    return f" and {link.pages - 1:,} other page{'' if link.pages == 2 else 's'}"


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Return names to the left, words to the right, which go on under themselves."""
    lines = []
    for name, words in rows:
        first, *rest = wrap(words, _WIDTH - _NAME, break_on_hyphens=False)
        lines += [f"  {name}".ljust(_NAME) + first, *(" " * _NAME + line for line in rest)]
    return lines


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"
