"""How a newspaper stands: what its site weighs, where it is heading, and how healthy it is.

`measure`, `forecast` and `health` give values, `text` puts them on paper.
"""

from __future__ import annotations

from broadsheet.insight.site_report.forecast import Forecast, forecast
from broadsheet.insight.site_report.health import Health, health
from broadsheet.insight.site_report.measure import measure
from broadsheet.insight.site_report.text import as_json, as_text
from broadsheet.insight.site_report.values import NoSite, SiteReport

__all__ = [
    "Forecast",
    "Health",
    "NoSite",
    "SiteReport",
    "as_json",
    "as_text",
    "forecast",
    "health",
    "measure",
]
