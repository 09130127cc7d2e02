"""Pictures, safely: decoded under a pixel limit, turned upright, and encoded anew in the formats and widths of the site.

Nothing of the file that came in is passed on but its pixels; what a rendition says of its rights comes from the briefing.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

import PIL
from PIL import Image, ImageCms, UnidentifiedImageError, features

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_PIXELS = 40_000_000
WIDTHS = (480, 960, 1600)
MAX_HEIGHT = 16_383  # WebP holds no more
PAPER = (0xFB, 0xF8, 0xF2)  # what shows through where a format has no transparency: --paper of the style sheet

# From the smallest to the one that everybody can show. One thread for AVIF: more would cut the picture into as many
# tiles as the machine has cores, and another machine would make other bytes.
ENCODERS: Mapping[str, Mapping[str, Any]] = {
    "avif": {"quality": 55, "speed": 8, "max_threads": 1, "autotiling": False},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}

_AI_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class BadPicture(Exception):
    """The bytes are no picture that may be shown; the message says why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What every copy of a picture says of itself, wherever it is taken. Empty texts are left out."""

    description: str = ""
    credit: str = ""
    license: str = ""
    ai_made: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """A picture in one format, a key of ENCODERS, and one size in pixels."""

    format: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready to be served: format by format in the order of ENCODERS, in each from narrow to wide.

    `colour` is its average as `#rrggbb`, for the place where it will appear; it is empty where the picture lets the
    page shine through.
    """

    encodings: tuple[Encoding, ...]
    colour: str


def inspect(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels after a full decode; raise BadPicture where that fails."""
    with _opened(content) as image:
        return image.size


def encode(content: bytes, rights: Rights | None = None) -> Picture:
    """Return the picture upright, in every format, at up to three widths and never enlarged; same bytes each time."""
    with _opened(content) as image:
        upright = _upright(image)
        sizes = _sizes(*upright.size)
        widest = _on_screen(_resized(_plain(_eight_bit(upright)), sizes[-1]))
    packet = xmp_packet(rights or Rights())
    scaled = [_resized(widest, size) for size in sizes]
    encodings = [
        Encoding(format=name, width=one.width, height=one.height, content=_written(one, name, packet))
        for name in ENCODERS
        for one in scaled
    ]
    see_through = widest.mode == "RGBA"
    return Picture(encodings=tuple(encodings), colour="" if see_through else _average(scaled[0]))


@cache
def recipe() -> str:
    """Return what besides the picture decides over the bytes of `encode`: change the number when the code changes them."""
    codecs = {name: features.version({"jpeg": "libjpeg_turbo"}.get(name, name)) for name in ENCODERS}
    return f"1 Pillow {PIL.__version__} {codecs} {ENCODERS} {WIDTHS} {MAX_HEIGHT} {PAPER}"


def xmp_packet(rights: Rights) -> bytes:
    """Return the rights as XMP, with the names that IPTC gives them; nothing when there is nothing to say."""
    parts = []
    if text := _xml(rights.description):
        parts.append(f"<dc:description>{_alternatives(text)}</dc:description>")
    if text := _xml(rights.credit):
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq></dc:creator>")
        parts.append(f"<photoshop:Credit>{text}</photoshop:Credit>")
    if text := _xml(rights.license):
        parts.append(f"<dc:rights>{_alternatives(text)}</dc:rights>")
        parts.append(f"<xmpRights:UsageTerms>{_alternatives(text)}</xmpRights:UsageTerms>")
    if rights.ai_made:
        parts.append(f"<Iptc4xmpExt:DigitalSourceType>{_AI_MADE}</Iptc4xmpExt:DigitalSourceType>")
    if not parts:
        return b""
    body = "".join(parts)
    names = "".join(f' xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items() if f"<{name}:" in body)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{names}>{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _alternatives(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'


def _xml(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text).strip(), quote=False)


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Return the sizes to serve, from narrow to wide; the last is the picture's own, or the largest allowed."""
    most = max(1, min(width, WIDTHS[-1], width * MAX_HEIGHT // height))
    # A step that is almost as wide as the widest would be a file that no screen needs.
    widths = [step for step in WIDTHS if step * 1.15 < most] + [most]
    return [(step, min(MAX_HEIGHT, max(1, round(height * step / width)))) for step in widths]


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _plain(image: Image.Image) -> Image.Image:
    """Bring palettes, grey and cut-out colours to RGB or RGBA; CMYK waits for its profile."""
    if image.mode == "CMYK":
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_screen(image: Image.Image) -> Image.Image:
    """Bring the colours to sRGB, without transparency that hides nothing and without a word of where they came from."""
    profile = image.info.get("icc_profile")
    if profile:
        image = _from_profile(image, profile)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    bare = image if image.mode in ("RGB", "RGBA") else image.convert("RGB")
    bare.info.clear()  # Pillow would write its comment and profile into what it saves
    return bare


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Turn colours of a camera's or printer's own space to sRGB; a profile that cannot be used says nothing."""
    try:
        shown = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return shown or image


def _average(image: Image.Image) -> str:
    pixel = image.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{pixel.hex()}"


def _written(image: Image.Image, name: str, packet: bytes) -> bytes:
    if name == "jpeg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image)
        image = paper
    out = BytesIO()
    image.save(out, name.upper(), **ENCODERS[name], **({"xmp": packet} if packet else {}))
    return out.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF says; damaged EXIF says nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            turn = _TURNS.get(image.getexif().get(0x0112, 1))
    except Exception:  # the parser of EXIF raises whatever it meets: SyntaxError, struct.error, KeyError …
        return image
    return image if turn is None else image.transpose(turn)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Bring 16-bit grey to 8 bits; Pillow would cut everything but black to white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value / 257).convert("L")


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow tells the terminal about damaged EXIF
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise BadPicture(
                    f"has {image.width} × {image.height} pixels, more than {MAX_PIXELS // 1_000_000} million"
                )
            image.load()
            return image
    except UnidentifiedImageError:
        raise BadPicture("is not a JPEG, PNG, WebP, AVIF or GIF picture") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise BadPicture(f"has more than {MAX_PIXELS // 1_000_000} million pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, MemoryError):
        raise BadPicture("is damaged and cannot be decoded") from None
