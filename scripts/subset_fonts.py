"""Make the two fonts of the site out of their npm packages: Latin subset, weights 400 to 700, as woff2.

    npm install --ignore-scripts @fontsource-variable/newsreader @fontsource-variable/source-sans-3
    pip install fonttools brotli
    python scripts/subset_fonts.py node_modules

Both are under the SIL Open Font License; the licences go along. It also prints the @font-face rules by which what a
reader has (Georgia, Noto Serif on Android, DejaVu on Linux, …) is made as wide and as high in overrides/assets/broadsheet.css,
so that nothing moves when a font arrives. Regular and bold differ in width, so each has a rule of its own.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

TARGET = Path(__file__).parent.parent / "overrides" / "assets" / "fonts"
CHARACTERS = (
    "U+0020-007E,U+00A0-017F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,"
    "U+20AC,U+2122,U+2190-2193,U+2197,U+2212,U+25B2,U+25BC,U+25C6,U+25CF"
)
FEATURES = {
    "newsreader": ["kern", "liga", "mark", "ccmp", "locl", "lnum", "pnum"],
    "source-sans-3": ["kern", "liga", "mark", "ccmp", "locl", "lnum", "tnum"],
}
# Average width in ems of what each font sets, regular and bold. Georgia's was measured on Gelasio and Arial's on
# Liberation Sans, which share their metrics.
FALLBACKS = {
    "newsreader": {"Georgia": (0.433, 0.5034), "Noto Serif": (0.472, 0.5), "DejaVu Serif": (0.506, 0.5586)},
    "source-sans-3": {"Arial": (0.4531, 0.4826), "Roboto": (0.4487, 0.4579), "DejaVu Sans": (0.5125, 0.5771)},
}
BOLD = {"newsreader": 700, "source-sans-3": 650}  # the weight that the style sheet uses most
# How many of a thousand characters each of some is, for the average width of a line: in English text for the serif; for the
# sans, which sets names, dates and counts, in what stands in it on the pages of this repository.
FREQUENCY = {
    package: {character: share for share, characters in shares.items() for character in characters}
    for package, shares in {
        "newsreader": {
            183: " ",
            89: "e",
            65: "t",
            57: "a",
            53: "o",
            49: "in",
            44: "s",
            43: "h",
            42: "r",
            30: "d",
            28: "l",
            19: "cu",
            17: "mw",
            16: "f",
            14: "gyp",
            10: "b",
            7: "v",
            5: "k",
        },
        "source-sans-3": {
            157: " ",
            86: "e",
            65: "i",
            60: "n",
            58: "t",
            44: "a",
            41: "r",
            39: "s",
            38: "o",
            36: "2",
            31: "dl",
            30: "p",
            21: "c",
            18: "·",
            16: "Ah",
            15: "u",
            14: ":",
            13: "m",
            12: "06Ty",
            9: "C",
            8: "1S",
            7: "4w",
            6: ",Rgv",
            5: "I",
            4: "35",
            3: "HMWXk",
            2: "78BDEGNOPUbf",
        },
    }.items()
}


def main(node_modules: Path) -> None:
    """Write both fonts and their licences."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, features in FEATURES.items():
        source = node_modules / "@fontsource-variable" / package
        font = _subset(source / "files" / f"{package}-latin-wght-normal.woff2", features)
        file = TARGET / f"{package}.woff2"
        font.flavor = "woff2"
        font.save(file)
        shutil.copy(source / "LICENSE", TARGET / f"{package}-OFL.txt")
        print(f"{file.name}: {file.stat().st_size:,} bytes")
        for name, widths in FALLBACKS[package].items():
            for weight, width in zip((400, BOLD[package]), widths, strict=True):
                print(f"  {name} {weight}: {_fallback(_at(file, weight), width, FREQUENCY[package])}")


def _subset(file: Path, features: list[str]) -> TTFont:
    options = subset.Options(layout_features=features, hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    font = TTFont(file)
    subsetter.subset(font)
    with tempfile.NamedTemporaryFile(suffix=".ttf") as between:  # the instancer wants a font read afresh
        font.save(between.name)
        return instancer.instantiateVariableFont(TTFont(between.name), {"wght": (400, 700)})


def _at(file: Path, weight: int) -> TTFont:
    font = TTFont(file)
    font.flavor = None
    with tempfile.NamedTemporaryFile(suffix=".ttf") as between:
        font.save(between.name)
        return instancer.instantiateVariableFont(TTFont(between.name), {"wght": weight})


def _fallback(font: TTFont, width: float, frequency: dict[str, int]) -> str:
    """Return the descriptors of an @font-face that gives a local font of this width the same measure."""
    units, names, advances = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    own = sum(advances[names[ord(letter)]][0] * share for letter, share in frequency.items()) / sum(frequency.values())
    adjust = own / units / width
    heights = {"ascent": font["hhea"].ascent, "descent": -font["hhea"].descent, "line-gap": font["hhea"].lineGap}
    overrides = "; ".join(f"{key}-override: {100 * value / units / adjust:.1f}%" for key, value in heights.items())
    return f"size-adjust: {100 * adjust:.1f}%; {overrides}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
