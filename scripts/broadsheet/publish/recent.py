"""The newest editions as data, from which a reader's browser tells what is new since the last visit."""

from __future__ import annotations

import json
from itertools import islice

from broadsheet.derive import Archive
from broadsheet.publish.asset import Asset

RECENT_URI = "data/recent.json"
EDITIONS = 7


def recent_assets(archive: Archive) -> tuple[Asset, ...]:
    """Return `data/recent.json`: the newest editions, newest first, each with its day, number and paths."""
    editions = [
        {"date": edition.day.isoformat(), "number": edition.number, "stories": list(edition.stories)}
        for edition in islice(archive.editions.values(), EDITIONS)
    ]
    content = json.dumps({"editions": editions}, ensure_ascii=False, separators=(",", ":"))
    return (Asset(uri=RECENT_URI, content=content.encode() + b"\n"),)
