"""Small charts as SVG, drawn here, without a script.

Each is one image with one sentence for those who cannot see it; a table with the figures belongs beside it. Colours are
CSS classes only, so that a chart follows day, night and paper. There is no viewBox where there are words: widths are
percentages and heights pixels, so words keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

SPARK_WIDTH, SPARK_HEIGHT = 120, 24
PLOT = 130  # height of the columns alone
HEAD, FOOT = 18, 22  # room for the figures above and the dates below
ROW = 40
SPARK_SLOT = 10  # a wider column would be a block
FEWEST_SLOTS = 7  # so that a single day is a column and not a wall
LABELLED = 12  # up to so many columns carry their figure; of more only the highest
NAME_WIDTH = 30
PATTERNS = {
    "negative": '<path d="M-2 2l4-4M0 8L8 0M6 10l4-4"/>',
    "mixed": '<path d="M0 2h8M0 6h8"/>',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One time. `tick` is what stands below it, `says` what hovering tells; no value means that there is none."""

    value: float | None
    says: str
    tick: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One time and its parts, kind by kind; what they are a share of is their sum."""

    parts: Mapping[str, int]
    says: str
    tick: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One bar of a ranking, with the words at its right end."""

    name: str
    value: int
    note: str


def sparkline(values: Sequence[int], label: str) -> str:
    """Return a column for each value on one line of text; nothing where there is nothing to compare."""
    highest = max(values, default=0)
    if len(values) < 2 or highest <= 0:
        return ""
    step = min(SPARK_SLOT, SPARK_WIDTH / len(values))
    width = round(step * len(values))
    gap = 1 if step >= 3 else 0
    bars = []
    for place, value in enumerate(values):
        if value > 0:
            left, right = place * step, (place + 1) * step - gap
            height = max(1.5, (SPARK_HEIGHT - 1) * value / highest)
            bars.append(f"M{_n(left)} {SPARK_HEIGHT - 1}v-{_n(height)}H{_n(right)}v{_n(height)}z")
    baseline = f'<path class="c-axis" d="M0 {SPARK_HEIGHT - 0.5}H{width}"/>'
    return (
        f'<svg class="spark" role="img" aria-label="{_e(label)}" width="{width}" height="{SPARK_HEIGHT}" '
        f'viewBox="0 0 {width} {SPARK_HEIGHT}"><title>{_e(label)}</title>'
        f'{baseline}<path class="c-column" d="{"".join(bars)}"/></svg>'
    )


def columns(values: Sequence[Column], label: str, *, top: float | None = None, unit: str = "") -> str:
    """Return a column for each time. `top` is the value that fills the height, else the highest does."""
    known = [column.value for column in values if column.value is not None]
    if not known:
        return ""
    highest = max(known)
    full = top or highest or 1
    parts = [_axis(HEAD), _axis(HEAD + PLOT)] if top else [_axis(HEAD + PLOT)]
    told = len(values) <= LABELLED
    for place, column in enumerate(values):
        left, right = _slot(place, len(values))
        middle = _n((left + right) / 2)
        if column.value is None:
            continue
        height = PLOT * min(column.value, full) / full
        if column.value > 0:
            height = max(1.0, height)
            parts.append(_rect("c-column", left, right, HEAD + PLOT - height, height, column.says))
        if told or column.value == highest:
            figure = f'<text class="c-value" x="{middle}%" y="{_n(HEAD + PLOT - height - 5)}" text-anchor="middle">'
            parts.append(f"{figure}{_n(column.value)}{_e(unit)}</text>")
            if not told:
                highest = -1  # only the first of several
    parts += _ticks([column.tick for column in values])
    return _svg(HEAD + PLOT + FOOT, label, "".join(parts))


def shares(values: Sequence[Stack], kinds: Sequence[str], label: str, *, name: str) -> str:
    """Return 100 % columns, the first kind at the bottom. `name` makes the patterns' ids this chart's own."""
    parts = [_patterns(kinds, name)]
    for place, stack in enumerate(values):
        total = sum(stack.parts.get(kind, 0) for kind in kinds)
        left, right = _slot(place, len(values), tight=True)
        bottom = float(PLOT)
        drawn = []
        for kind in kinds:
            if not (part := stack.parts.get(kind, 0)):
                continue
            height = PLOT * part / total
            bottom -= height
            gap = 1 if height > 3 else 0  # a line of paper parts them, whatever the colours
            drawn.append(_rect(f"c-{kind}", left, right, bottom, height - gap, fill=_fill(kind, name)))
        if drawn:
            parts.append(f"<g><title>{_e(stack.says)}</title>{''.join(drawn)}</g>")
    parts.append(_axis(PLOT))
    parts += _ticks([stack.tick for stack in values], bottom=PLOT)
    return _svg(PLOT + FOOT, label, "".join(parts))


def legend(kinds: Mapping[str, str], *, name: str) -> str:
    """Return what the colours and patterns of `shares` mean: kind -> words."""
    items = "".join(
        f'<li><svg class="key" width="14" height="14" aria-hidden="true" focusable="false">'
        f'<rect class="c-{_e(kind)}" width="14" height="14"{_fill(kind, name)}/></svg> {_e(words)}</li>'
        for kind, words in kinds.items()
    )
    return f'<ul class="chart-legend">{items}</ul>'


def ranking(rows: Sequence[Row], label: str) -> str:
    """Return a bar for each row, its name above it."""
    highest = max((row.value for row in rows), default=0) or 1
    parts = []
    for place, row in enumerate(rows):
        y = place * ROW
        parts.append(
            f'<text class="c-name" x="0" y="{y + 15}">{_e(_fit(row.name))}</text>'
            f'<text class="c-note" x="100%" y="{y + 15}" text-anchor="end">{_e(row.note)}</text>'
            f'<rect class="c-track" x="0" y="{y + 22}" width="100%" height="6"/>'
            + _rect("c-column", 0, 100 * row.value / highest, y + 22, 6, f"{row.name}: {row.note}")
        )
    return _svg(max(ROW * len(rows) - 8, 1), label, "".join(parts))


def _svg(height: int, label: str, content: str) -> str:
    return (
        f'<svg class="chart" role="img" aria-label="{_e(label)}" width="100%" height="{height}">'
        f"<title>{_e(label)}</title>{content}</svg>"
    )


def _rect(kind: str, left: float, right: float, y: float, height: float, says: str = "", fill: str = "") -> str:
    width = max(0.1, right - left)
    box = f'x="{_n(left)}%" y="{_n(y)}" width="{_n(width)}%" height="{_n(height)}"'
    told = f"><title>{_e(says)}</title></rect>" if says else "/>"
    return f'<rect class="{_e(kind)}" {box}{fill}{told}'


def _axis(y: int) -> str:
    return f'<line class="c-axis" x1="0" x2="100%" y1="{y}.5" y2="{y}.5"/>'


def _slot(place: int, many: int, *, tight: bool = False) -> tuple[float, float]:
    """Return where a column begins and ends, in percent."""
    wide = 100 / max(many, FEWEST_SLOTS)
    margin = wide * (0.07 if tight else 0.2)
    return round(place * wide + margin, 1), round((place + 1) * wide - margin, 1)


def _ticks(ticks: Sequence[str], bottom: int = HEAD + PLOT) -> list[str]:
    """Return the words below the columns. The first begins and the last ends with its column, so that none is cut."""
    found = []
    for place, tick in enumerate(ticks):
        if not tick:
            continue
        left, right = _slot(place, len(ticks))
        at, anchor = (left + right) / 2, "middle"
        if len(tick) > 3 and place == 0:
            at, anchor = left, "start"
        elif len(tick) > 3 and place == len(ticks) - 1:
            at, anchor = right, "end"
        found.append(f'<text class="c-tick" x="{_n(at)}%" y="{bottom + 16}" text-anchor="{anchor}">{_e(tick)}</text>')
    return found


def _patterns(kinds: Sequence[str], name: str) -> str:
    drawn = "".join(
        f'<pattern id="{_e(name)}-{_e(kind)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="c-ground" width="8" height="8"/><g class="p-{_e(kind)}">{PATTERNS[kind]}</g></pattern>'
        for kind in kinds
        if kind in PATTERNS
    )
    return f"<defs>{drawn}</defs>" if drawn else ""


def _fill(kind: str, name: str) -> str:
    return f' fill="url(#{_e(name)}-{_e(kind)})"' if kind in PATTERNS else ""


def _fit(name: str) -> str:
    """Cut a name to the width of a phone; a wide character counts twice."""
    width = 0
    for place, character in enumerate(name):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > NAME_WIDTH:
            return name[: max(1, place - 1)].rstrip() + "…"
    return name


def _n(number: float) -> str:
    """Write a number with one decimal at most."""
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")


def _e(text: str) -> str:
    return escape(text, quote=True)
