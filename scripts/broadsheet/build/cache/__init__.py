"""The build cache. In: a tree of briefings, and what earlier builds kept of it. Out: checked briefings and their relations.

Only files that have changed are parsed and checked, and related briefings are searched only where something has
changed near them in time.
"""

from __future__ import annotations

from broadsheet.build.cache.database import FILE, Database
from broadsheet.build.cache.documents import reading_with
from broadsheet.build.cache.library import ChangedMeanwhile
from broadsheet.build.cache.related import relating_with

__all__ = ["FILE", "ChangedMeanwhile", "Database", "reading_with", "relating_with"]
