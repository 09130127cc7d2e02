"""What a change means, for the person who made it and the editor who reads it."""

from __future__ import annotations

from broadsheet.insight.review.summary import Change, summarise
from broadsheet.insight.review.touched import Touched, touched_pages

__all__ = ["Change", "Touched", "summarise", "touched_pages"]
