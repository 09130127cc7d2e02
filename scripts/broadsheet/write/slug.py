"""The file name of a new briefing: its headline as a slug."""

from __future__ import annotations

from broadsheet.check import identify
from broadsheet.text.slugs import slug_of


def name_of(title: str) -> str:
    """Return the file name, without ending, for a headline. Every command that writes files uses it."""
    name = slug_of(title.replace("'", "").replace("’", ""))  # chinas-plan, not china-s-plan
    return name if is_name(name) else f"{name[:60].strip('-')}-news"  # names such as “con” are reserved by Windows


def is_name(name: str) -> bool:
    """Return whether a name can be that of a briefing's file."""
    return not identify([f"x/2026/01/01/{name}.yml"], "x")[1]
