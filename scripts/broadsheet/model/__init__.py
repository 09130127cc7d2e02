"""What an editor may write: the keys of a briefing and of the registries, as frozen values.

One definition checks the files and makes the published JSON Schema. This package imports nothing else of ours, so that
anything may import it.
"""

from __future__ import annotations

from broadsheet.model.base import Model
from broadsheet.model.briefing import Article, Briefing, BriefingKeys, Claim, Contributor, Correction, Image, KeyPoint
from broadsheet.model.registry import Category, Entity, Publisher

__all__ = [
    "Article",
    "Briefing",
    "BriefingKeys",
    "Category",
    "Claim",
    "Contributor",
    "Correction",
    "Entity",
    "Image",
    "KeyPoint",
    "Model",
    "Publisher",
]
