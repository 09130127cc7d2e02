"""The names of the format's keys, as far as the reading of YAML needs them; a test holds them to the model.

The model itself takes a tenth of a second to import, which a build that finds nothing to do does not have.
"""

from __future__ import annotations

KEYS = frozenset(
    {
        "title", "date", "rank", "category", "label", "language", "dek", "summary", "key_points", "articles", "image", "claims", "follows",
        "corrections", "ai_assistance", "reviewed_by", "contributors", "desk", "url", "publisher", "author", "published", "entities", "tone",
        "sentiment", "intent", "role", "paywall", "archived", "file", "alt", "caption", "credit", "license", "prompt", "generator", "claim",
        "says", "text", "sources", "name", "kind", "country", "owner", "order", "description", "aliases", "stop", "family", "slug",
    }
)  # fmt: skip
"""The keys of the format, at any depth. What looks like another key may be text."""

NOT_TEXT = frozenset(
    {
        "date", "rank", "category", "label", "language", "follows", "url", "published", "tone", "sentiment", "intent", "role", "paywall",
        "archived", "file", "sources", "country", "kind", "order", "slug",
    }
)  # fmt: skip
"""Keys whose values hold no `#` and no quotes, so that what follows ` #` is a comment."""

PROSE = frozenset({"title", "dek", "summary", "key_points", "text", "claim", "alt", "caption", "description"})
"""Keys whose values are sentences, in which `# 1` is a number."""
