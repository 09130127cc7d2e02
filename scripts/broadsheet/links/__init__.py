"""Whether the links of briefings still lead somewhere: asked politely, judged with care, remembered for a while."""

from __future__ import annotations

from broadsheet.links.asking import Asker
from broadsheet.links.judge import Judge
from broadsheet.links.kept import FILE, Kept
from broadsheet.links.mentions import Mention, mentions
from broadsheet.links.page import page_at
from broadsheet.links.paper import as_json, fails, problems, summary
from broadsheet.links.patrol import patrol
from broadsheet.links.reach import Reach
from broadsheet.links.values import Finding, Manners, State
from broadsheet.links.wayback import WAYBACK, archived_copy

__all__ = [
    "FILE",
    "WAYBACK",
    "Asker",
    "Finding",
    "Judge",
    "Kept",
    "Manners",
    "Mention",
    "Reach",
    "State",
    "archived_copy",
    "as_json",
    "fails",
    "mentions",
    "page_at",
    "patrol",
    "problems",
    "summary",
]
