"""Fonts for cards: the site's own, and those of the system for scripts that its own has no letters for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from unicodedata import category, name

from PIL import ImageFont, features

from broadsheet.pages.target import digest_of

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
_MISSING = "\U0010fffe"  # no font has a letter for it, so it shows what a font draws instead
_PROBE = 24
_IDEOGRAPHS = ("CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH", "FULLWIDTH", "IDEOGRAPHIC", "HANGUL", "BOPOMOFO")
_COLLECTIONS = {"ja": 0, "ko": 1, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4, "zh": 2}
_ANYTHING = (
    "NotoSerif-{weight}", "NotoSans-{weight}", "NotoSansSymbols-{weight}", "NotoSansSymbols2-Regular", "NotoSansMath-Regular",
    "DejaVuSerif-Bold", "DejaVuSans-Bold", "DejaVuSans", "Arial Unicode", "ArialUni", "arialbd", "arial", "PingFang",
    "Hiragino Sans GB", "msyhbd", "msyh", "meiryob", "malgunbd", "Nirmala", "NirmalaB", "LeelawUI", "tahoma",
)  # fmt: skip
_LAYOUT = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC


@dataclass(frozen=True, slots=True)
class Face:
    """One font: the bytes of its file or the path to it, the place in a collection, and the weight it is wanted in."""

    source: bytes | str
    index: int
    weight: int
    own: bool

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return it at a size in pixels."""
        return _opened(self, size)

    def has(self, character: str) -> bool:
        """Whether it can draw a character."""
        return _has(self, character)


@lru_cache(maxsize=256)
def _opened(face: Face, size: int) -> ImageFont.FreeTypeFont:
    file = BytesIO(face.source) if isinstance(face.source, bytes) else face.source
    font = ImageFont.truetype(file, size, index=face.index, layout_engine=_LAYOUT)
    try:
        axes = font.get_variation_axes()
    except OSError:  # it has one weight only
        return font
    font.set_variation_by_axes([_axis(axis, face.weight) for axis in axes])
    return font


def _axis(axis: ImageFont.Axis, weight: int) -> float:
    wanted = weight if "eight" in str(axis["name"]) else axis["default"]
    return max(axis["minimum"] or 0, min(axis["maximum"] or weight, wanted or 0))


@lru_cache(maxsize=65_536)
def _has(face: Face, character: str) -> bool:
    if character.isspace():
        return True
    drawn, missing = (_probed(face).getmask(one) for one in (character, _MISSING))
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


@lru_cache(maxsize=64)
def _probed(face: Face) -> ImageFont.FreeTypeFont:
    """Open a font that shapes nothing: shaping would part a letter into several."""
    file = BytesIO(face.source) if isinstance(face.source, bytes) else face.source
    return ImageFont.truetype(file, _PROBE, index=face.index, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class Family:
    """Fonts for one use: the site's own first, then whatever else has a letter. `language` chooses among ideographs."""

    own: Face | None
    weight: int
    language: str = ""

    def face_for(self, character: str) -> Face | None:
        """Return the first font that can draw a character, or nothing."""
        return _face_for(self, character)


@lru_cache(maxsize=65_536)
def _face_for(family: Family, character: str) -> Face | None:
    if family.own and family.own.has(character):
        return family.own
    for stem in _stems(character, "Bold" if family.weight >= 600 else "Regular"):
        path = installed().get(stem)
        face = _checked(Face(path, _place(path, family.language), family.weight, False)) if path else None
        if face and face.has(character):
            return face
    return None


def _place(path: str, language: str) -> int:
    if not (path.endswith(".ttc") and "CJK" in path):
        return 0
    folded = language.lower()
    return next((place for tag, place in _COLLECTIONS.items() if folded.startswith(tag)), 2)


@cache
def _checked(face: Face) -> Face | None:
    try:
        face.at(_PROBE)
    except OSError:
        return None
    return face


def _stems(character: str, weight: str) -> Iterator[str]:
    """Yield the names of files, without their ends, in which a character may be found: Noto's first."""
    script = name(character, "").split(" ")[0].split("-")[0]
    if "\u3000" <= character <= "\u303f":  # their punctuation
        script = "CJK"
    weights = (weight, "Regular", "Bold", "VF", "Variable")
    if script in _IDEOGRAPHS:
        names = [f"Noto{style}CJK" for style in ("Serif", "Sans")]
        names += [f"NotoSerif{tongue}" for tongue in ("SC", "JP", "KR")]
    elif script == "ARABIC":
        names = ["NotoNaskhArabic", "NotoSansArabic"]
    else:
        names = [f"Noto{style}{script.title()}" for style in ("Serif", "Sans")]
    yield from (f"{one}-{suffix}" for one in names for suffix in weights)
    yield from (one.format(weight=weight) for one in _ANYTHING)


@cache
def installed() -> dict[str, str]:
    """Return name -> path of the fonts of this system, those that cards may use."""
    found: dict[str, str] = {}
    for folder in _FOLDERS:
        with suppress(OSError, RuntimeError):  # a folder that may not be read, and a user without a home
            for file in sorted(Path(folder).expanduser().rglob("*.[tToO][tT][fFcC]")):
                found.setdefault(file.stem.split("[")[0], str(file))
    return found


@cache
def installed_digest() -> bytes:
    """Return a digest of the fonts of this system: with others, cards may come out otherwise."""
    sizes = [(stem, Path(path).stat().st_size) for stem, path in sorted(installed().items())]
    return digest_of(repr((sizes, features.version("freetype2"), features.version("raqm"))).encode())


def family_of(content: bytes, weight: int, language: str = "", *, fallback: str = "") -> Family:
    """Return the fonts for one use. Where the site has none of its own, one of the system stands in for it."""
    own = _checked(Face(content, 0, weight, True)) if content else None
    if own is None:
        path = next((installed()[stem] for stem in fallback.split() if stem in installed()), None)
        own = _checked(Face(path, 0, weight, True)) if path else None
    return Family(own, weight, language)


def may_be_left_out(character: str) -> bool:
    """Whether a headline says the same without a character: signs and invisible ones."""
    return category(character) in ("So", "Sk", "Cf", "Mn", "Me", "Co", "Cn")
