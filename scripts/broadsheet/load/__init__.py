"""Disk to Documents: list the files below `briefings/`, read each, and return every problem as a value."""

from __future__ import annotations

from broadsheet.load.document import Document, digest_of, document_of, read_bytes, read_document
from broadsheet.load.fault import FORBIDDEN
from broadsheet.load.parse import Loc, Marks
from broadsheet.load.tree import MAX_PICTURE_BYTES, Tree, list_tree

__all__ = [
    "FORBIDDEN",
    "MAX_PICTURE_BYTES",
    "Document",
    "Loc",
    "Marks",
    "Tree",
    "digest_of",
    "document_of",
    "list_tree",
    "read_bytes",
    "read_document",
]
