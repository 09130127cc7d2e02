"""Pictures, safely: decoded under a pixel limit from a few formats, turned upright, re-encoded without metadata."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_PIXELS = 40_000_000
MAX_WIDTH = 1600
QUALITY = 78


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
        upright = ImageOps.exif_transpose(image)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if has_alpha else "RGB")
        if picture.width > MAX_WIDTH:
            height = max(1, round(picture.height * MAX_WIDTH / picture.width))
            picture = picture.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)
        out = BytesIO()
        picture.save(out, "WEBP", quality=QUALITY, method=4)
        return Picture(content=out.getvalue(), width=picture.width, height=picture.height)


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
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
