"""What a build remembers for the next one: files that it has read, and what it found to be related."""

from __future__ import annotations

from broadsheet.build.cache.database import FILE, Database
from broadsheet.build.cache.documents import ChangedMeanwhile, reading_with
from broadsheet.build.cache.related import relating_with

__all__ = ["FILE", "ChangedMeanwhile", "Database", "reading_with", "relating_with"]
