"""Reads the project's files: lists `briefings/`, parses YAML and Markdown with positions, decodes pictures.

In: a folder that anybody may have written.
Out: a `Tree` of paths; `Document` values with data, marks (line and column of every value) and problems. Limits on size,
depth and characters are enforced here, before anything is composed.
"""

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
