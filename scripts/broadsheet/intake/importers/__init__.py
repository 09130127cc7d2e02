"""Other people's formats to briefings: bytes in, drafts of keys with notes out, and a plan of the files to write.

A reader of a format never fails as a whole for one bad item: what cannot be used is noted, left out or refused. Nothing is
made up; where the format of a briefing asks for a key that the source does not have, what stands in for it is marked
by a comment in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from broadsheet.intake.importers.feed import items_of, read_feed, read_together
from broadsheet.intake.importers.incoming import Incoming, Options, Source, Unreadable
from broadsheet.intake.importers.jsonl import read_jsonl
from broadsheet.intake.importers.kite import read_kite
from broadsheet.intake.importers.mapping import read_map
from broadsheet.intake.importers.plan import Plan, Step, plan
from broadsheet.intake.importers.table import read_table

READERS: Mapping[str, Callable[[Source, Options], Iterator[Incoming]]] = {
    "kite": read_kite,
    "feed": read_feed,
    "jsonl": read_jsonl,
    "csv": read_table,
}

__all__ = [
    "READERS",
    "Incoming",
    "Options",
    "Plan",
    "Source",
    "Step",
    "Unreadable",
    "items_of",
    "plan",
    "read_map",
    "read_together",
]
