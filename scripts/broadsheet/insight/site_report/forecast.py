"""When a site will be too large for GitHub Pages, if things go on as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadsheet.insight.site_report.values import SiteReport
from broadsheet.publish import SITE_LIMIT

WINDOW = 90
HORIZON = 100 * 365.25

_TOOLS = ("css", "js", "fonts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How a site grows towards the limit.

    Only what is not its tools (styles, scripts, fonts) grows, and by the same amount with each briefing. `pace` is
    briefings a day over the newest `days` days of editions. `day` is missing where the limit is a century away.
    """

    limit: int
    bytes: int
    a_briefing: int
    pace: float
    days: int
    day: date | None
    files: int
    files_a_briefing: float

    @property
    def used(self) -> float:
        """Which part of the limit is used."""
        return self.bytes / self.limit

    @property
    def is_over(self) -> bool:
        """Whether the site is too large already."""
        return self.bytes > self.limit


def forecast(report: SiteReport, days: Sequence[date], today: date) -> Forecast | None:
    """Return the forecast for a site; `days` are those of all briefings. Without any, there is none."""
    if not days or not report.per_briefing:
        return None
    newest = max(days)
    window = min(WINDOW, (newest - min(days)).days + 1)
    pace = sum(day > newest - timedelta(days=window) for day in days) / window
    tools = [kind for kind in report.file_kinds if kind.kind in _TOOLS]
    a_briefing = (report.bytes - sum(kind.bytes for kind in tools)) / report.per_briefing.briefings
    files = (report.files - sum(kind.files for kind in tools)) / report.per_briefing.briefings
    left = max(0, SITE_LIMIT - report.bytes)
    growth = a_briefing * pace
    horizon = min(HORIZON, (date.max - today).days)
    return Forecast(
        limit=SITE_LIMIT,
        bytes=report.bytes,
        a_briefing=round(a_briefing),
        pace=round(pace, 2),
        days=window,
        day=today + timedelta(days=int(left / growth)) if left < horizon * growth else None,
        files=report.files,
        files_a_briefing=round(files, 1),
    )
