"""A copy of a page in a web archive, by the availability API of the Wayback Machine."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlsplit

import msgspec

from broadsheet.web.answers import MOST_BYTES, Unanswered
from broadsheet.web.client import Client
from broadsheet.web.connection import target_of

WAYBACK = "https://archive.org/wayback/available"


class _Closest(msgspec.Struct):
    url: str = ""
    available: bool = False
    status: str = ""


class _Snapshots(msgspec.Struct):
    closest: _Closest | None = None


class _Said(msgspec.Struct):
    archived_snapshots: _Snapshots | None = None


def archived_copy(url: str, day: date, client: Client, api: str = WAYBACK) -> str:
    """Return the address of the copy made closest to a day, or nothing where there is none or nobody answers."""
    try:
        answer = client.get(target_of(f"{api}?url={quote(url, safe='')}&timestamp={day:%Y%m%d}"), MOST_BYTES)
        said = msgspec.json.decode(answer.body, type=_Said)
    except (Unanswered, msgspec.MsgspecError, ValueError):
        return ""
    closest = said.archived_snapshots and said.archived_snapshots.closest
    if answer.status != 200 or not closest or not closest.available or closest.status not in ("", "200"):
        return ""
    copy = closest.url
    if copy.startswith("http://web.archive.org/"):
        copy = copy.replace("http:", "https:", 1)
    parts = copy.split()
    return copy if len(parts) == 1 and copy.startswith(("https://", "http://")) and _has_host(copy) else ""


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
