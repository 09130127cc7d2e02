"""Disk to documents: list the tree, read each file, keep every problem as a value."""

from __future__ import annotations

from broadsheet.load.document import Document, read_document
from broadsheet.load.parse import Loc, Marks
from broadsheet.load.tree import MAX_PICTURE_BYTES, Tree, list_tree

__all__ = ["MAX_PICTURE_BYTES", "Document", "Loc", "Marks", "Tree", "list_tree", "read_document"]
