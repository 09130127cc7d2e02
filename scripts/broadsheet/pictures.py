"""Pictures, safely: decoded under a pixel limit from a few formats, turned upright, re-encoded without metadata."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_PIXELS = 40_000_000
MAX_WIDTH = 1600
MAX_HEIGHT = 16_383  # WebP holds no more
QUALITY = 78
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
class Picture:
    """A picture ready to be served: WebP bytes, and its size in pixels."""

    content: bytes
    width: int
    height: int


def inspect(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels after a full decode; raise BadPicture where that fails."""
    with _opened(content) as image:
        return image.size


def encode(content: bytes) -> Picture:
    """Return the picture as WebP, at most 1,600 pixels wide, upright and without metadata (no GPS); same bytes each time."""
    with _opened(content) as image:
        upright = _eight_bit(_upright(image))
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if has_alpha else "RGB")
        scale = min(1, MAX_WIDTH / picture.width, MAX_HEIGHT / picture.height)
        if scale < 1:
            size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        out = BytesIO()
        picture.save(out, "WEBP", quality=QUALITY, method=4)
        return Picture(content=out.getvalue(), width=picture.width, height=picture.height)


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
