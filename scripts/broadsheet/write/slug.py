"""What the file of a new briefing is called: its headline as a name that can be an address."""

from __future__ import annotations

from broadsheet.check import identify
from broadsheet.text.slugs import slug_of


def name_of(title: str) -> str:
    """Return a name for a headline, the same one whichever command writes the file."""
    name = slug_of(title.replace("'", "").replace("’", ""))  # chinas-plan, not china-s-plan
    return name if is_name(name) else f"{name[:60].strip('-')}-news"  # Windows keeps a name such as “Con” for itself


def is_name(name: str) -> bool:
    """Whether a file may have a name."""
    return not identify([f"x/2026/01/01/{name}.yml"], "x")[1]
