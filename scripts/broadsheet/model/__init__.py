"""What an editor may write: the keys of briefings and registries as frozen values, and the record that lists need of each.

In: data that has passed `load`.
Out: `Briefing`, `BriefingRecord`, `Registries`, the vocabulary, and the JSON Schemas. One definition both checks the files
and makes the published schema. This package imports only `text`, so that anything may import it.
"""

from __future__ import annotations

from broadsheet.model.base import Model
from broadsheet.model.briefing import Article, Briefing, BriefingKeys, Claim, Contributor, Correction, Image, KeyPoint
from broadsheet.model.registry import Category, Entity, Publisher

MODELS = (Article, BriefingKeys, Category, Claim, Contributor, Correction, Entity, Image, KeyPoint, Publisher)
"""Every mapping that a file may hold."""

__all__ = [
    "MODELS",
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
