"""The look of a card, as the site's style sheet has it: its colours by day, and its two fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename

from broadsheet.pages import Design
from broadsheet.pages.target import digest_of

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(?:light-dark\(\s*)?(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b")
_FAMILY = re.compile(r"--(serif|sans):\s*[\"']?([^,;\"']+)")
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_NAME = re.compile(r"font-family:\s*[\"']?([^;\"']+)")
_SOURCE = re.compile(r"url\(\s*[\"']?([^)\"']+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours as `#rrggbb`; the fonts are the bytes of their files, empty where the site has none."""

    paper: str = "#fbf8f2"
    ink: str = "#1c1a17"
    soft: str = "#57514a"
    hairline: str = "#d9d2c5"
    accent: str = "#9c2f1d"
    shades: tuple[str, str, str] = ("#1c1a17", "#8b8378", "#b9b1a4")
    serif: bytes = b""
    sans: bytes = b""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from another look."""
        colours = (self.paper, self.ink, self.soft, self.hairline, self.accent, self.shades)
        return (*colours, digest_of(self.serif), digest_of(self.sans))


def look_of(design: Design) -> Look:
    """Return the look of a site. What its style sheet does not say is as in the one that Broadsheet comes with."""
    return _look(design.sheet, tuple(design.fonts.items()))


@lru_cache(maxsize=4)
def _look(sheet: str, fonts: tuple[tuple[str, bytes], ...]) -> Look:
    usual = Look()
    found: dict[str, str] = {}
    for name, colour in _TOKEN.findall(sheet):
        found.setdefault(name, colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:]))
    files = {basename(name): content for name, content in fonts}
    faces: dict[str, bytes] = {}
    for rule in _FACE.findall(sheet):
        name, source = _NAME.search(rule), _SOURCE.search(rule)
        if name and source and basename(source[1]) in files:
            faces.setdefault(name[1].strip(), files[basename(source[1])])
    families = {role: faces.get(family.strip(), b"") for role, family in reversed(_FAMILY.findall(sheet))}
    return Look(
        paper=found.get("paper", usual.paper),
        ink=found.get("ink", usual.ink),
        soft=found.get("ink-soft", usual.soft),
        hairline=found.get("hairline", usual.hairline),
        accent=found.get("accent", usual.accent),
        shades=(
            found.get("s0", usual.shades[0]),
            found.get("s1", usual.shades[1]),
            found.get("s2", usual.shades[2]),
        ),
        serif=families.get("serif", b""),
        sans=families.get("sans", b""),
    )
