"""The registry of feed formats. To add one, write a module that defines a `Format` and add it here."""

from __future__ import annotations

from broadsheet.publish.feeds.atom import ATOM
from broadsheet.publish.feeds.format import Format
from broadsheet.publish.feeds.json_feed import JSON_FEED
from broadsheet.publish.feeds.rss import RSS

FORMATS: tuple[Format, ...] = (ATOM, RSS, JSON_FEED)
"""Every format, in the order in which pages list them. The first is the one that readers are offered everywhere."""
