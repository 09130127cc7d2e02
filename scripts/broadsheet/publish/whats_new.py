"""The newest editions as JSON, from which the reader's browser works out what is new since the last visit."""

from __future__ import annotations

import json
from itertools import islice

from broadsheet.archive import Archive
from broadsheet.pages import Target, key_of
from broadsheet.publish.asset import Asset, target_of

RECENT_URI = "data/recent.json"
EDITIONS = 7


def recent_target(archive: Archive) -> Target[tuple[Asset, ...]]:
    """Return a target of `data/recent.json`: the newest editions, newest first, each with its day, number and paths."""
    content = recent_json(archive)
    return target_of(RECENT_URI, key_of(content), lambda: content)


def recent_json(archive: Archive) -> bytes:
    """Return the content of `data/recent.json`."""
    editions = [
        {"date": edition.day.isoformat(), "number": edition.number, "stories": list(edition.stories)}
        for edition in islice(archive.editions.values(), EDITIONS)
    ]
    return json.dumps({"editions": editions}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
