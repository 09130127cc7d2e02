"""The names of the format's keys, as far as reading YAML needs them.

The model is imported when somebody asks: that takes a tenth of a second, which a build with nothing to do does not have.
"""

from __future__ import annotations

from functools import cache

NOT_TEXT = frozenset(
    {
        "date", "rank", "category", "label", "language", "follows", "url", "published", "tone", "sentiment", "intent", "role", "paywall",
        "archived", "file", "sources", "country", "kind", "order", "slug",
    }
)  # fmt: skip
"""Keys whose values hold no `#` and no quotes, so that what follows ` #` is a comment."""

PROSE = frozenset({"title", "dek", "summary", "key_points", "text", "claim", "alt", "caption", "description"})
"""Keys whose values are sentences, in which `# 1` is a number."""


@cache
def known_keys() -> frozenset[str]:
    """Return the keys of the format, at any depth. What looks like another key may be text."""
    from broadsheet.model import MODELS  # noqa: PLC0415 - see above

    return frozenset({"stop"}.union(*(model.model_fields for model in MODELS)))
