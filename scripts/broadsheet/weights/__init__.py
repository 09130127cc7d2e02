"""How a newspaper stands: what its site weighs, where it is heading, and how healthy it is.

`measure`, `forecast` and `health` give values, `text` puts them on paper.
"""

from __future__ import annotations

from broadsheet.weights.forecast import Forecast, forecast
from broadsheet.weights.health import Health, health
from broadsheet.weights.measure import measure
from broadsheet.weights.text import as_json, as_text
from broadsheet.weights.values import NoSite, SiteReport

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
