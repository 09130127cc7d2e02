"""Cards, drawn: nameplate, day, headline and the evidence, in the site's own type and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.publish.cards.bidi import runs_right
from broadsheet.publish.cards.canvas import (
    LEFT,
    MEASURE,
    RIGHT,
    Fonts,
    Sheet,
    blank,
    encoded,
    fit,
    measure_of,
    placed,
    set_lines,
)
from broadsheet.publish.cards.line_breaks import Box, fitted
from broadsheet.publish.cards.text import can_draw, plain, width_of
from broadsheet.publish.cards.theme import Look

RULE = 108  # the upper line under the nameplate
TOP = 146  # where the story begins
BAR, FOOT = 540, 590  # the source bar, and the line on which the counts stand
BAR_HEIGHT = 14
GUTTER = 44
SIZES = (124, 112, 104, 97, 86, 80, 75, 70, 66, 62, 58, 54, 50, 46, 43, 40, 37, 34)
SECOND_SIZES = (40, 38, 36, 34, 32, 30, 28)
DEK_SIZES = (38, 36, 34, 32)
NAME_SIZES = (150, 140, 130, 120, 110, 100, 90, 80, 70, 60, 50)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """What a briefing's card says; the dek only where there is room.

    `bar` are x, width and shade of its segments, in 600ths; `right` says that its language is read from right to left;
    `picture` is a JPEG.
    """

    paper: str
    day: str
    label: str
    section: str
    title: str
    dek: str
    counts: str
    bar: tuple[tuple[int, int, int], ...]
    right: bool = False
    picture: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """What the card of a front page says; the lead's headline comes first."""

    paper: str
    day: str
    titles: tuple[str, ...]
    counts: str


def draw_story(look: Look, fonts: Fonts, facts: StoryFacts) -> bytes:
    """Return a briefing's card. Where no font has the letters of the headline, the day stands in its place."""
    sheet = blank(look, fonts)
    _masthead(sheet, facts.paper, facts.day)
    title = plain(facts.title, fonts.title)
    if not (title and can_draw(title, fonts.title)):
        title = facts.day
    right = runs_right(title, likely=facts.right)
    room: tuple[float, float] = (LEFT, RIGHT)
    picture = placed(facts.picture) if facts.picture else None
    if picture:
        x = LEFT if right else RIGHT - picture.width
        sheet.image.paste(picture, (x, TOP + 6))
        room = (LEFT + picture.width + GUTTER, RIGHT) if right else (LEFT, x - GUTTER)
    y = _kicker(sheet, facts, room, right=right)
    y = _headline(sheet, title, room, (y, BAR - 24), right=right)
    _dek(sheet, facts.dek, room, (y + 14, BAR - 24), right=right)
    _bar(sheet, facts.bar)
    sheet.line(facts.counts, FOOT, fonts.data, 30, look.soft)
    return encoded(sheet, picture)


def draw_edition(look: Look, fonts: Fonts, facts: EditionFacts) -> bytes:
    """Return the card of a front page: the lead large, what follows below hairlines."""
    sheet = blank(look, fonts)
    _masthead(sheet, facts.paper, facts.day)
    drawable = [
        title for title in (plain(one, fonts.title) for one in facts.titles) if title and can_draw(title, fonts.title)
    ]
    lead, *others = drawable or [facts.day]
    y = _headline(sheet, lead, (LEFT, RIGHT), (TOP - 8, 360 if others else BAR), most=3 if others else 5) + 20
    half = (MEASURE - GUTTER) / 2
    if others:
        sheet.rule(y, 4, look.ink)
    below = (y + 18, FOOT - 42)
    width, height = MEASURE if len(others) == 1 else half, below[1] - below[0]
    second = others[:2]
    size = min(
        (fit(title, width, height, fonts.title, SECOND_SIZES, most=4).size for title in second),
        default=SECOND_SIZES[0],
    )
    for title, x in zip(second, (LEFT, RIGHT - half), strict=False):
        _headline(sheet, title, (x, x + width), below, sizes=(size,), most=4)
    if len(others) > 1:
        middle = LEFT + half + GUTTER / 2
        sheet.draw.line((middle, y + 24, middle, FOOT - 52), fill=look.hairline, width=2)
    sheet.line(facts.counts, FOOT, fonts.data, 30, look.soft)
    return encoded(sheet)


def draw_site(look: Look, fonts: Fonts, name: str, description: str) -> bytes:
    """Return the card of the site: its name, and what it says of itself."""
    sheet = blank(look, fonts)
    title, text = plain(name, fonts.title), plain(description, fonts.text)
    right = runs_right(title)
    if title and can_draw(title, fonts.title):
        setting = fit(title, MEASURE, 168, fonts.title, NAME_SIZES, most=2)
        set_lines(sheet, setting, (LEFT, RIGHT), 176, fonts.title, look.ink, right=right)
    _double_rule(sheet, 336)
    if text and can_draw(text, fonts.text):
        setting = fit(text, 900, 150, fonts.text, (44, 42, 40, 38, 36, 34, 32), most=3)
        set_lines(sheet, setting, (LEFT, RIGHT), 366, fonts.text, look.soft, right=runs_right(text))
    _bar(sheet, SITE_BAR)
    return encoded(sheet)


SITE_BAR = ((0, 210, 0), (216, 132, 1), (354, 96, 2), (456, 84, 0), (546, 54, 1))


def _masthead(sheet: Sheet, name: str, aside: str) -> None:
    """Draw the nameplate, the day at the other end, and the double rule below."""
    look, fonts = sheet.look, sheet.fonts
    name = plain(name, fonts.title)
    sheet.line_to(aside, 86, fonts.data, 30, look.soft)
    room = MEASURE - width_of(aside, fonts.data, 30) - GUTTER
    if name and can_draw(name, fonts.title):
        setting = fitted(
            name,
            Box(width=room, height=100, sizes=(50, 46, 42, 38, 34, 30), leading=1, most=1),
            measure_of(fonts.title),
        )
        sheet.line(setting.lines[0], 86, fonts.title, setting.size, look.ink)
    _double_rule(sheet, RULE)


def _double_rule(sheet: Sheet, y: float) -> None:
    sheet.rule(y, 3, sheet.look.ink)
    sheet.rule(y + 6, 1, sheet.look.ink)


def _kicker(sheet: Sheet, facts: StoryFacts, room: tuple[float, float], *, right: bool) -> float:
    """Draw label and section over the headline; return where the headline may begin."""
    parts = [
        (text, family, colour)
        for text, family, colour in (
            (facts.label, sheet.fonts.label, sheet.look.accent),
            (facts.section, sheet.fonts.data, sheet.look.soft),
        )
        if text and can_draw(text, family)
    ]
    if not parts:
        return TOP
    dot = (" · ", sheet.fonts.data, sheet.look.soft)
    parts = [part for place, one in enumerate(parts) for part in ((dot, one) if place else (one,))]
    x = room[0]
    if right:
        x = room[1] - sum(width_of(text, family, 28) for text, family, _ in parts)
    for text, family, colour in parts:
        x = sheet.line(text, TOP + 26, family, 28, colour, x=x)
    return TOP + 40


def _headline(
    sheet: Sheet,
    title: str,
    room: tuple[float, float],
    between: tuple[float, float],
    *,
    sizes: Sequence[int] = SIZES,
    most: int = 7,
    right: bool | None = None,
) -> float:
    """Draw a headline in a room, as large as fits between two heights; return where it ends."""
    right = runs_right(title) if right is None else right
    family = sheet.fonts.title
    setting = fit(title, room[1] - room[0], between[1] - between[0], family, sizes, most=most)
    return set_lines(sheet, setting, room, between[0], family, sheet.look.ink, right=right)


def _dek(sheet: Sheet, text: str, room: tuple[float, float], between: tuple[float, float], *, right: bool) -> None:
    """Draw the standfirst where all of it fits below the headline."""
    family = sheet.fonts.text
    text = plain(text, family)
    if not text or between[1] - between[0] < DEK_SIZES[-1] or not can_draw(text, family):
        return
    setting = fit(text, room[1] - room[0], between[1] - between[0], family, DEK_SIZES, most=3)
    if not setting.cut:
        set_lines(sheet, setting, room, between[0], family, sheet.look.soft, right=right)


def _bar(sheet: Sheet, segments: Sequence[tuple[int, int, int]]) -> None:
    """Draw the source bar, as wide as the card's type."""
    for x, width, shade in segments:
        left = LEFT + round(x * MEASURE / 600)
        end = LEFT + round((x + width) * MEASURE / 600)
        sheet.rule(BAR, BAR_HEIGHT, sheet.look.shades[shade], left=left, right=max(end, left + 1))
