"""What a build remembers for the next one: files that it has read, and what it found to be related."""

from __future__ import annotations

from broadsheet.cache.database import FILE, Database
from broadsheet.cache.kinship import relating_with
from broadsheet.cache.reading import ChangedMeanwhile, reading_with

__all__ = ["FILE", "ChangedMeanwhile", "Database", "reading_with", "relating_with"]
