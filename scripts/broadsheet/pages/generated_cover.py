"""Covers: what stands in the place of a picture, drawn from the story's own data and never twice alike.

Every cover has the same parts: a ruler whose ticks are the address of the story, the source bar with the mark of each
article over its share, the day, and the initials of what the story is about. A seed made from the path chooses which
part is the big one, on which side it stands, and which colours it gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from broadsheet.archive import Archive, Card, SourceCount, Story
from broadsheet.archive.sources import in_order_of_parts
from broadsheet.pages.publisher_mark import extent, initials

# The grid: 12 by 6 squares of 48 within margins of 32 and 36.
WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 32, 608, 36, 324
BASE = 268  # what is big stands on this line
SQUARE = 48
BAR = 12
GAP = 6
MOST = 24  # articles or publishers that are drawn one by one; the page itself counts them all
TICKS = (4, 8, 12, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Which colour plays which part. The values are classes; the style sheet knows the colours, by day and by night."""

    ground: str
    figure: str
    block: str
    spot: str
    inlay: str  # what is drawn upon a block


PALETTES = (
    Palette(ground="c-tint", figure="c-ink", block="c-tint2", spot="c-accent", inlay="c-ink"),
    Palette(ground="c-tint2", figure="c-ink", block="c-tint", spot="c-accent", inlay="c-ink"),
    Palette(ground="c-tint", figure="c-accent", block="c-tint2", spot="c-ink", inlay="c-accent"),
    Palette(ground="c-tint2", figure="c-accent", block="c-tint", spot="c-ink", inlay="c-accent"),
    Palette(ground="c-accent", figure="c-paper", block="c-tint2", spot="c-tint", inlay="c-accent"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a composition is drawn from. `marks` are the sentiments in the order of the bar, None where it is unsaid."""

    colours: Palette
    seed: bytes
    names: tuple[str, ...]
    day: str
    date: str
    marks: tuple[str | None, ...]
    sources: tuple[SourceCount, ...]

    @property
    def mirrored(self) -> bool:
        """Whether the big part stands on the right."""
        return bool(self.seed[2] & 1)


def cover(archive: Archive, story: Story) -> str:
    """Return the cover of a story as inline SVG.

    It is hidden from screen readers: headline, counts, tones and names are all in words beside it, and loose initials
    read aloud would only be in the way. The style sheet gives it a direction, so that a page that runs right to left does
    not pull it apart.
    """
    seed = sha256(story.path.encode()).digest()
    sketch = Sketch(
        colours=PALETTES[seed[1] % len(PALETTES)],
        seed=seed,
        names=_names(archive, story),
        day=str(story.day.day),
        date=f"{story.day:%d.%m}",
        marks=tuple(card.article.sentiment for card in _in_order_of_the_bar(story))[:MOST],
        sources=story.sources,
    )
    compose = COMPOSITIONS[seed[0] % len(COMPOSITIONS)]
    return (
        f'<svg class="cover" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<path class="{sketch.colours.ground}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>{compose(sketch)}</svg>'
    )


def _names(archive: Archive, story: Story) -> tuple[str, ...]:
    """Return the initials of what it is about, each once; without entities those of the section or the headline."""
    topic = archive.topics.get(story.record.category or "")
    named = [mention.name for mention in story.entities if mention.slug] or [mention.name for mention in story.entities]
    found = dict.fromkeys(initials(name) for name in named or [topic.label if topic else story.title])
    return tuple(found)[:5]


def _in_order_of_the_bar(story: Story) -> list[Card]:
    places = {source.domain: place for place, source in enumerate(_by_voice(story.sources))}
    return sorted(story.cards, key=lambda card: places[card.domain])


def _by_voice(sources: Sequence[SourceCount]) -> list[SourceCount]:
    sources = in_order_of_parts(sources)
    voices = {source.voice: place for place, source in reversed(list(enumerate(sources)))}
    return sorted(sources, key=lambda source: voices[source.voice])


# Parts


def _path(colour: str, parts: Iterable[str]) -> str:
    drawn = "".join(parts)
    return f'<path class="{colour}" d="{drawn}"/>' if drawn else ""


def _box(x: float, y: float, width: float, height: float) -> str:
    left, top = round(x), round(y)
    wide, tall = max(1, round(x + width) - left), max(1, round(y + height) - top)
    return f"M{left} {top}h{wide}v{tall}h-{wide}z"


def _sign(sentiment: str | None, x: float, y: float, radius: float) -> str:
    """Draw one mark: ▲ positive, ● neutral, ▼ negative, ◆ mixed, a dash where nothing was said."""
    cx, cy, r = round(x), round(y), max(2, round(radius))
    if sentiment == "positive":
        return f"M{cx - r} {cy + r}h{2 * r}l-{r}-{2 * r}z"
    if sentiment == "negative":
        return f"M{cx - r} {cy - r}h{2 * r}l-{r} {2 * r}z"
    if sentiment == "mixed":
        return f"M{cx} {cy - r}l{r} {r}-{r} {r}-{r}-{r}z"
    if sentiment == "neutral":
        return f"M{cx} {cy - r}a{r} {r} 0 1 0 1 0z"  # one arc nearly round, and its chord
    return _box(cx - r, cy - max(1, r // 6), 2 * r, max(2, r // 3))


def _letters(colour: str, text: str, x: int, y: int, size: float, anchor: str = "start") -> str:
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{colour}" x="{x}" y="{y}" font-size="{round(size)}"{where}>{escape(text)}</text>'


def _size(text: str, width: float, height: float) -> float:
    """Return the font size at which capitals fill a height, unless the width is used up first."""
    return min(height / 0.7, width / max(extent(text), 0.1))


def _ruler(sketch: Sketch, y: int = TOP) -> str:
    """Draw a hairline with a tick on each line of the grid. Their lengths spell the seed, so no two are the same."""
    ticks = [TICKS[sketch.seed[8 + place] % len(TICKS)] for place in range((RIGHT - LEFT) // SQUARE + 1)]
    return _path(f"{sketch.colours.figure} k", [f"M{LEFT} {y}h{RIGHT - LEFT}", *(f"v{t}m-{SQUARE}-{t}" for t in ticks)])


def _bar(sketch: Sketch, *, marks: bool = True) -> str:
    """Draw the source bar at the foot, with the mark of each article over its own share of it."""
    sources = _by_voice(sketch.sources)
    total = sum(source.articles for source in sources)
    voices = len({source.voice for source in sources})
    gap = GAP if voices <= MOST else 0
    share = (RIGHT - LEFT - gap * (voices - 1)) / total
    shades: dict[str, list[str]] = {sketch.colours.figure: [], sketch.colours.spot: [], sketch.colours.block: []}
    centres, at, voice = [], float(LEFT), sources[0].voice
    for place, source in enumerate(sources[:MOST]):
        if source.voice != voice:
            at, voice = at + gap, source.voice
        length = source.articles * share
        shades[list(shades)[place % 3]].append(_box(at, BOTTOM - BAR, length, BAR))
        centres += [at + share * (n + 0.5) for n in range(source.articles)]
        at += length
    radius = min(8.0, share / 3)
    signs = [
        _sign(mark, centre, BOTTOM - BAR - 18, radius) for mark, centre in zip(sketch.marks, centres, strict=False)
    ]
    return "".join(_path(colour, parts) for colour, parts in shades.items()) + _path(
        sketch.colours.figure, signs if marks and total <= MOST else []
    )


# Compositions


def _monogram(sketch: Sketch) -> str:
    """The first name as large as the page, the others listed beside it."""
    return _ruler(sketch) + _giant(sketch, sketch.names[0]) + _beside(sketch, [*sketch.names[1:4], sketch.date])


def _numeral(sketch: Sketch) -> str:
    """The day as large as the page, the names listed beside it."""
    return _ruler(sketch) + _giant(sketch, sketch.day) + _beside(sketch, sketch.names[:4])


def _shapes(sketch: Sketch) -> str:
    """The marks of the articles as large as the page, the names listed beside them."""
    marks = sketch.marks
    rows = 1 if len(marks) <= 3 else 2 if len(marks) <= 8 else 3
    columns = -(-len(marks) // rows)
    cell = min(8 * SQUARE / columns, 4 * SQUARE / rows)
    start = RIGHT - cell * columns if sketch.mirrored else LEFT
    drawn: dict[str, list[str]] = {}
    for place, mark in enumerate(marks):
        x, y = start + cell * (place % columns + 0.5), BASE - cell * (rows - place // columns - 0.5)
        drawn.setdefault(_colour_of(sketch, mark), []).append(_sign(mark, x, y, cell * 0.46))
    shapes = "".join(_path(colour, parts) for colour, parts in drawn.items())
    return _ruler(sketch) + shapes + _beside(sketch, [*sketch.names[:3], sketch.date], marks=False)


def _pillars(sketch: Sketch) -> str:
    """A pillar for each publisher, as high as it has articles, with their marks in it; the first name beside them."""
    sources = _by_voice(sketch.sources)[:MOST]
    most = max(source.articles for source in sources)
    width = 6 * SQUARE / max(len(sources), 2)
    unit = 4 * SQUARE / most
    radius = min(width * 0.24, unit * 0.24, 32)
    left = RIGHT - width * len(sources) if sketch.mirrored else LEFT
    pillars, signs, done = [], [], 0
    for place, source in enumerate(sources):
        x, tall = left + width * place, unit * source.articles
        pillars.append(_box(x, BOTTOM - tall, width - (GAP if width > 3 * GAP else 1), tall))
        for n in range(source.articles if radius >= 3 else 0):
            if done + n < len(sketch.marks):
                centre = x + (width - GAP) / 2, BOTTOM - unit * (n + 0.5)
                signs.append(_sign(sketch.marks[done + n], *centre, radius))
        done += source.articles
    x, anchor = (LEFT, "start") if sketch.mirrored else (RIGHT, "end")
    name = sketch.names[0]
    return "".join(
        [
            _ruler(sketch),
            _path(sketch.colours.block, pillars),
            _path(sketch.colours.inlay, signs),
            _path(sketch.colours.figure, [_box(LEFT, BOTTOM, RIGHT - LEFT + 1, 1)]),
            _letters(sketch.colours.figure, name, x, BOTTOM - SQUARE, _size(name, 5 * SQUARE, 3 * SQUARE), anchor),
            _letters(sketch.colours.spot, sketch.date, x, BOTTOM - 12, 28, anchor),
        ]
    )


def _overlap(sketch: Sketch) -> str:
    """The first name before the second (or the day), both as large as the page."""
    first, second = sketch.names[0], sketch.names[1] if len(sketch.names) > 1 else sketch.day
    near, far = (RIGHT, LEFT) if sketch.mirrored else (LEFT, RIGHT)
    return "".join(
        [
            _letters(sketch.colours.block, second, far, BASE, _size(second, 8 * SQUARE, 216), _anchor(far)),
            _ruler(sketch),
            _letters(sketch.colours.figure, first, near, BASE, _size(first, 7 * SQUARE, 152), _anchor(near)),
            _letters(sketch.colours.spot, sketch.date, near, 84, 28, _anchor(near)),
            _bar(sketch),
        ]
    )


def _giant(sketch: Sketch, text: str) -> str:
    x = RIGHT if sketch.mirrored else LEFT
    return _letters(sketch.colours.figure, text, x, BASE, _size(text, 8 * SQUARE, 4 * SQUARE), _anchor(x))


def _beside(sketch: Sketch, rows: Sequence[str], *, marks: bool = True) -> str:
    """Draw a narrow column between hairlines on the free side, the last row in another colour, and the bar below."""
    width = 3 * SQUARE
    x = LEFT if sketch.mirrored else RIGHT - width
    first = BASE - SQUARE * len(rows)
    lines = [_box(x, first + SQUARE * place, width, 1) for place in range(len(rows) + 1)]
    colours = [sketch.colours.figure] * (len(rows) - 1) + [sketch.colours.spot]
    texts = [
        _letters(colour, text, x, first + SQUARE * place + 35, 28)
        for place, (colour, text) in enumerate(zip(colours, rows, strict=True))
    ]
    return _path(sketch.colours.figure, lines) + "".join(texts) + _bar(sketch, marks=marks)


def _anchor(x: int) -> str:
    return "end" if x == RIGHT else "start"


def _colour_of(sketch: Sketch, sentiment: str | None) -> str:
    colours = sketch.colours
    return {"positive": colours.figure, "negative": colours.spot}.get(sentiment or "", colours.block)


COMPOSITIONS: tuple[Callable[[Sketch], str], ...] = (_monogram, _numeral, _shapes, _pillars, _overlap)
