"""What a built site weighs, held against its budgets: `measure` gives values, `text` puts them on paper."""

from __future__ import annotations

from broadsheet.weights.measure import measure
from broadsheet.weights.text import as_json, as_text
from broadsheet.weights.values import NoSite, SiteReport

__all__ = ["NoSite", "SiteReport", "as_json", "as_text", "measure"]
