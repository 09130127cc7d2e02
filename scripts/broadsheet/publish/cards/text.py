"""A line of text in pixels: each stretch in a font that has its letters, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from unicodedata import category, normalize

from PIL import ImageDraw, features

from broadsheet.publish.cards.bidi import levels, runs_right, visual
from broadsheet.publish.cards.fonts import Face, Family, may_be_left_out

_EM = 100  # pixels at which widths are measured
_SHAPES = features.check("raqm")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line in one font and one direction."""

    text: str
    face: Face
    right: bool

    def width(self, size: int) -> float:
        """Return its width in pixels."""
        return self.face.at(size).getlength(self.text, direction=self.direction)

    @property
    def direction(self) -> str | None:
        """What Pillow is told; without raqm it can only go from left to right."""
        return ("rtl" if self.right else "ltr") if _SHAPES else None


def plain(text: str, family: Family) -> str:
    """Return a text without the signs that no font has, and with one space where there were more."""
    kept = [
        character
        for character in normalize("NFC", text)
        if family.face_for(character) or not may_be_left_out(character)
    ]
    return " ".join("".join(kept).split())


def can_draw(text: str, family: Family) -> bool:
    """Whether every letter of a text has a font, and is shaped as it must be."""
    return all(family.face_for(character) is not None and (_SHAPES or _is_simple(character)) for character in text)


def _is_simple(character: str) -> bool:
    """Whether a character can be set without shaping."""
    return character < "\u0590" or "\u2000" <= character <= "\u2bff" or "\u3000" <= character <= "\ud7ff"


@lru_cache(maxsize=4096)
def runs_of(text: str, family: Family, *, right: bool) -> tuple[Run, ...]:
    """Return the runs of a line from left to right. `right` is the direction of the whole text."""
    faces = list(_faces(text, family))
    marked = list(zip(text, faces, levels(text, right=right), strict=True))
    logical = []
    for (face, level), group in groupby(marked, key=lambda one: (one[1], one[2])):
        logical.append((Run("".join(one[0] for one in group), face, bool(level % 2)), level))
    return tuple(logical[place][0] for place in visual([level for _, level in logical]))


def _faces(text: str, family: Family) -> Iterator[Face]:
    """Yield the font of each character; marks and spaces keep the one before them where it has them."""
    last: Face | None = None
    for character in text:
        clings = category(character)[0] in "MZP" or character == "\u200d"
        if not (clings and last and last.has(character)):
            last = family.face_for(character) or last or family.own
        assert last is not None
        yield last


@lru_cache(maxsize=16_384)
def width_in_ems(text: str, family: Family) -> float:
    """Return how wide a text is, in ems."""
    return width_of(text, family, _EM, right=runs_right(text)) / _EM


def width_of(text: str, family: Family, size: int, *, right: bool = False) -> float:
    """Return how wide a line is, in pixels."""
    return sum(run.width(size) for run in runs_of(text, family, right=right))


def draw_line(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    text: str,
    family: Family,
    size: int,
    colour: str,
    *,
    right: bool = False,
) -> float:
    """Draw a line that begins at `x` on the left and stands on `y`. Return where it ends."""
    for run in runs_of(text, family, right=right):
        draw.text((x, y), run.text, fill=colour, font=run.face.at(size), anchor="ls", direction=run.direction)
        x += run.width(size)
    return x
