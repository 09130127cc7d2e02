"""The paper that a card is drawn on: its fonts, how lines are set on it, and the bytes that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from broadsheet.pages.card import HEIGHT, WIDTH
from broadsheet.publish.cards.bidi import runs_right
from broadsheet.publish.cards.fonts import Family, family_of
from broadsheet.publish.cards.line_breaks import Box, Setting, fitted
from broadsheet.publish.cards.text import draw_line, width_in_ems, width_of
from broadsheet.publish.cards.theme import Look

LEFT, RIGHT = 64, WIDTH - 64
MEASURE = RIGHT - LEFT
PICTURE = (480, 340)  # the most room that a picture gets
SMALLEST_PICTURE = 80
LEADING, LEADING_TALL = 1.12, 1.32  # scripts with marks above and below need more
PICTURE_COLOURS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The fonts of a card by their use."""

    title: Family
    text: Family
    label: Family
    data: Family


def fonts_of(look: Look, language: str) -> Fonts | None:
    """Return the fonts of a look, or nothing where there are none, neither of the site nor of the system."""
    serif = partial(family_of, look.serif, language=language)
    sans = partial(family_of, look.sans, language=language)
    fonts = Fonts(
        title=serif(700, fallback="NotoSerif-Bold DejaVuSerif-Bold georgiab Georgia"),
        text=serif(400, fallback="NotoSerif-Regular DejaVuSerif georgia Georgia"),
        label=sans(650, fallback="NotoSans-Bold DejaVuSans-Bold arialbd Arial"),
        data=sans(400, fallback="NotoSans-Regular DejaVuSans arial Arial"),
    )
    return fonts if all((fonts.title.own, fonts.text.own, fonts.label.own, fonts.data.own)) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A card on which is drawn."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    look: Look
    fonts: Fonts

    def line(self, text: str, y: float, family: Family, size: int, colour: str, *, x: float = LEFT) -> float:
        """Draw a line from the left; return where it ends."""
        return draw_line(self.draw, x, y, text, family, size, colour, right=runs_right(text))

    def line_to(self, text: str, y: float, family: Family, size: int, colour: str, *, x: float = RIGHT) -> None:
        """Draw a line that ends at `x`."""
        right = runs_right(text)
        draw_line(self.draw, x - width_of(text, family, size, right=right), y, text, family, size, colour, right=right)

    def rule(self, y: float, thickness: int, colour: str, *, left: float = LEFT, right: float = RIGHT) -> None:
        """Draw a line across."""
        self.draw.rectangle((left, y, right - 1, y + thickness - 1), fill=colour)


def blank(look: Look, fonts: Fonts) -> Sheet:
    """Return an empty card."""
    image = Image.new("RGB", (WIDTH, HEIGHT), look.paper)
    return Sheet(image=image, draw=ImageDraw.Draw(image), look=look, fonts=fonts)


def fit(text: str, width: float, height: float, family: Family, sizes: Sequence[int], *, most: int) -> Setting:
    """Return a text as large as fits, for its script."""
    return fitted(
        text, Box(width=width, height=height, sizes=sizes, leading=leading(text, family), most=most), measure_of(family)
    )


def leading(text: str, family: Family) -> float:
    """Return how far lines of a text stand apart, in ems."""
    return LEADING if all(family.face_for(character) == family.own for character in text) else LEADING_TALL


def measure_of(family: Family) -> Callable[[str], float]:
    """Return what measures texts in these fonts, in ems."""
    return lambda text: width_in_ems(text, family)


def set_lines(
    sheet: Sheet, setting: Setting, room: tuple[float, float], top: float, family: Family, colour: str, *, right: bool
) -> float:
    """Draw lines below one another; return where they end."""
    step = setting.size * leading("".join(setting.lines), family)
    y = top + (step - setting.size) / 2 + setting.size * 0.86
    for text in setting.lines:
        x = room[1] - width_of(text, family, setting.size, right=right) if right else room[0]
        draw_line(sheet.draw, x, y, text, family, setting.size, colour, right=right)
        y += step
    return top + step * len(setting.lines)


def placed(content: bytes) -> Image.Image | None:
    """Return the picture at the size that it has on a card: whole, since what is cut off may be what it shows."""
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        scale = min(PICTURE[0] / picture.width, PICTURE[1] / picture.height, 1.5)
        size = (round(picture.width * scale), round(picture.height * scale))
        if min(size) < SMALLEST_PICTURE:
            return None
        picture.draft("RGB", (2 * size[0], 2 * size[1]))  # the decoder skips what would be scaled away
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def encoded(sheet: Sheet, picture: Image.Image | None = None) -> bytes:
    """Return a PNG of few colours: half as large as a JPEG, whose blocks would show around the type."""
    colours = _colours(sheet.look)
    if picture:
        found = picture.quantize(PICTURE_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        colours = (*colours, *(found.getpalette() or []))
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    out = BytesIO()
    sheet.image.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()


@cache
def _colours(look: Look) -> tuple[int, ...]:
    """Return all colours that a card without a picture has: paper, and each ink with the steps of its edges."""
    paper = ImageColor.getrgb(look.paper)
    colours: list[tuple[int, ...]] = [paper[:3]]
    for name, steps in ((look.ink, 10), (look.soft, 6), (look.accent, 6)):
        ink = ImageColor.getrgb(name)
        colours += [
            tuple(round(a + (b - a) * step / steps) for a, b in zip(paper, ink, strict=True))
            for step in range(1, steps + 1)
        ]
    colours += [ImageColor.getrgb(name)[:3] for name in (*look.shades, look.hairline)]
    return tuple(value for colour in colours for value in colour)
