"""Headlines into lines: as large as fits, of even length, and without a word that is alone on the last line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, east_asian_width, normalize

Measure = Callable[[str], float]

_NEVER_FIRST = "、。，．・：；？！ー」』）】〉》〕］｝ゝ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}%’”…‥—–"
_NEVER_LAST = "「『（【〈《〔［｛([{‘“$£€¥"
_THAI_LEADING = "เแโใไ"
_ALONE = 4  # letters of a script without spaces that may stand alone on a last line
_NARROW = 0.4  # of the room, that the first lines must fill
_ROUGH = 2.0  # square ems that it is worth to end a line where the sentence pauses


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never broken. `spaced` says whether a space follows it, `solid` whether it is as much as a word."""

    text: str
    spaced: bool
    solid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The room for a text: width and height in pixels, the sizes to try from large to small, and the most lines."""

    width: float
    height: float
    sizes: Sequence[int]
    leading: float
    most: int = 7


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines at a size, in pixels; `cut` says that the end of the text is missing."""

    lines: tuple[str, ...]
    size: int
    cut: bool = False


def pieces_of(text: str) -> list[Piece]:
    """Part a text where a line may end: at spaces, between ideographs, and where a Thai syllable must begin."""
    found = []
    for word in text.split():
        starts = [0, *(place for place in range(1, len(word)) if _may_part(word[place - 1], word[place])), len(word)]
        parts = [word[start:end] for start, end in pairwise(starts)]
        solid = len(parts) == 1
        found += [Piece(part, place == len(parts), solid) for place, part in enumerate(parts, 1)]
    return found


def _may_part(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or category(after)[0] == "M":
        return False
    if after in _THAI_LEADING:
        return before not in _THAI_LEADING
    wide = _is_ideograph(before), _is_ideograph(after)
    return any(wide) and not (_is_katakana(before) and _is_katakana(after))


def _is_ideograph(character: str) -> bool:
    """Whether it stands for itself; Korean has words, and spaces between them."""
    return east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3" and character < "\U0001f000"


def _is_katakana(character: str) -> bool:
    return "\u30a0" <= character <= "\u30ff"


def clusters(text: str) -> Iterator[str]:
    """Yield letters with the marks that belong to them."""
    cluster = ""
    for character in normalize("NFC", text):
        joined = category(character)[0] == "M" or character == "\u200d" or cluster.endswith("\u200d")
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def fitted(text: str, box: Box, measure: Measure) -> Setting:
    """Return the text at the largest size at which it fits.

    `measure` gives a width in ems. A line without company is tolerated where there is no other way, then words are
    broken, and only then is the end of the text cut.
    """
    pieces = pieces_of(text)
    widths = [measure(piece.text) for piece in pieces]
    space = measure("\u00a0")
    for alone in (False, True):
        for size in box.sizes:
            found = _at(pieces, widths, space, box, size, alone=alone)
            if found and all(measure(line) * size <= box.width for line in found):  # a space may be of another font
                return Setting(found, size)
    if any(width * box.sizes[-1] > box.width for width in widths):
        for size in box.sizes:
            if not (broken := _filled(pieces, box, measure, size)).cut:
                return broken
    return _filled(pieces, box, measure, box.sizes[-1])


def _at(
    pieces: Sequence[Piece], widths: Sequence[float], space: float, box: Box, size: int, *, alone: bool
) -> tuple[str, ...] | None:
    most = min(box.most, int(box.height // (size * box.leading)))
    room = box.width / size
    whole = sum(widths) + space * sum(piece.spaced for piece in pieces[:-1])
    if not pieces or most < 1 or whole > room * most or max(widths) > room:
        return None
    for count in range(max(1, int(whole // room)), most + 1):
        ends = _balanced(pieces, widths, space, room, count, alone=alone)
        if ends:
            return tuple(_joined(pieces[start:end]) for start, end in pairwise([0, *ends]))
    return None


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text + " " * piece.spaced for piece in pieces).rstrip()


def _balanced(
    pieces: Sequence[Piece], widths: Sequence[float], space: float, room: float, count: int, *, alone: bool
) -> list[int] | None:
    """Return the ends of so many lines that are as even as can be, or nothing where they cannot be had."""
    total = len(pieces)
    if count > total:
        return None
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for line in range(count):
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[line].items():
            width = 0.0
            for end in range(start + 1, total + 1):
                width += widths[end - 1]
                if width > room:
                    break
                last = line == count - 1
                fits = end == total if last else end < total and (alone or width >= _NARROW * room)
                if fits and not (last and count > 1 and not alone and _is_alone(pieces[start:end])):
                    rough = not last and not pieces[end - 1].spaced and pieces[end - 1].text[-1] not in _NEVER_FIRST
                    price = cost + (room - width) ** 2 + rough * _ROUGH
                    if price < reached.get(end, (float("inf"), 0))[0]:
                        reached[end] = (price, start)
                width += space * pieces[end - 1].spaced
        best.append(reached)
    if total not in best[count]:
        return None
    ends = [total]
    for line in range(count, 1, -1):
        ends.append(best[line][ends[-1]][1])
    return ends[::-1]


def _is_alone(line: Sequence[Piece]) -> bool:
    """Whether a line is one word, or no more than a few letters of a script without spaces."""
    one = not any(piece.spaced for piece in line[:-1])
    return one and (line[0].solid or sum(len(piece.text) for piece in line) < _ALONE)


def _filled(pieces: Sequence[Piece], box: Box, measure: Measure, size: int) -> Setting:
    """Fill the room at a size: break words that are wider than a line, and cut what is too much."""
    room, most = box.width / size, max(1, min(box.most, int(box.height // (size * box.leading))))
    broken: list[Piece] = []
    for piece in pieces:
        if measure(piece.text) <= room:
            broken.append(piece)
        else:
            parts = list(clusters(piece.text))
            broken += [Piece(part, piece.spaced and place == len(parts), False) for place, part in enumerate(parts, 1)]
    lines, line = [], ""
    for number, piece in enumerate(broken):
        longer = line + piece.text
        if measure(longer) > room and line:
            lines.append(line.rstrip())
            line = piece.text
            if len(lines) == most:
                break
        else:
            line = longer
        line += " " * piece.spaced
        if number == len(broken) - 1:
            lines.append(line.rstrip())
            return Setting(tuple(lines), size)
    last = list(clusters(lines[-1]))
    while last and measure("".join(last).rstrip() + "…") > room:
        last.pop()
    lines[-1] = "".join(last).rstrip(" ,;:–—-") + "…"
    return Setting(tuple(lines), size, cut=True)
