"""Whether the links of briefings still lead somewhere: asked politely, judged with care, remembered for a while."""

from __future__ import annotations

from broadsheet.insight.links.checking import check_links
from broadsheet.insight.links.judge import LinkChecker
from broadsheet.insight.links.mentions import Mention, mentions
from broadsheet.insight.links.paper import as_json, fails, problems, summary
from broadsheet.insight.links.store import FILE, Kept
from broadsheet.insight.links.wayback import WAYBACK, archived_copy
from broadsheet.web.answers import Finding, RequestPolicy, State
from broadsheet.web.client import Client
from broadsheet.web.connection import Connector
from broadsheet.web.page import page_at

__all__ = [
    "FILE",
    "WAYBACK",
    "Client",
    "Connector",
    "Finding",
    "Kept",
    "LinkChecker",
    "Mention",
    "RequestPolicy",
    "State",
    "archived_copy",
    "as_json",
    "check_links",
    "fails",
    "mentions",
    "page_at",
    "problems",
    "summary",
]
