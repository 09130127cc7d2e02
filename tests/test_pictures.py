from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from broadsheet.pictures import BadPicture, encode, inspect

NOT_A_PICTURE = "is not a JPEG, PNG, WebP, AVIF or GIF picture"


DAMAGED_EXIF = {
    "no head": b"Exif\0\0\0M\0*\0\0\0\x08",
    "cut off": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0",
    "points outside": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\x10\0\xff\xff\xff\xff\0\0\0\0",
    "an unknown turn": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0\0\0\0\0",
}


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shown(content: bytes) -> Image.Image:
    """Return a picture as the site serves it."""
    image = Image.open(BytesIO(encode(content).content))
    assert image.format == "WEBP"
    image.load()
    return image


def near(found: Any, colour: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 24 for a, b in zip(found, colour, strict=True))


def png_head(width: int, height: int) -> bytes:
    """Return a PNG that says it is that big, and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_allowed_format_becomes_webp_of_the_same_size(kind: str) -> None:
    content = saved(Image.new("RGB", (40, 30), (200, 30, 30)), kind)
    assert inspect(content) == (40, 30)
    picture = encode(content)
    assert (picture.width, picture.height) == (40, 30)
    assert shown(content).size == (40, 30)
    assert near(shown(content).convert("RGB").getpixel((20, 15)), (200, 30, 30))


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), (255, 0, 0)),
        (Image.new("L", (8, 8), 128), (128, 128, 128)),
        (Image.new("1", (8, 8), 1), (255, 255, 255)),
        (Image.new("RGB", (8, 8), (0, 0, 255)).quantize(4), (0, 0, 255)),
        (Image.new("I;16", (8, 8), 128 * 257), (128, 128, 128)),
    ],
    ids=["cmyk", "grey", "black and white", "palette", "16-bit grey"],
)
def test_the_colours_of_every_kind_of_picture_are_kept(image: Image.Image, colour: tuple[int, ...]) -> None:
    content = saved(image, "JPEG" if image.mode == "CMYK" else "PNG")
    assert near(shown(content).convert("RGB").getpixel((4, 4)), colour)


def test_transparency_is_kept_for_every_kind_of_it() -> None:
    palette = Image.new("P", (8, 8), 0)
    for content in (
        saved(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG"),
        saved(Image.new("LA", (8, 8), (255, 0)), "PNG"),
        saved(palette, "PNG", transparency=0),
        saved(palette, "GIF", transparency=0),
        saved(Image.new("RGB", (8, 8), (9, 9, 9)), "PNG", transparency=(9, 9, 9)),
    ):
        pixel = shown(content).convert("RGBA").getpixel((4, 4))
        assert isinstance(pixel, tuple)
        assert pixel[3] == 0


def test_a_picture_taken_on_its_side_is_turned_upright() -> None:
    lying = Image.new("RGB", (40, 20), (255, 0, 0))
    lying.paste((0, 0, 255), (20, 0, 40, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the left side belongs on top
    upright = shown(saved(lying, "PNG", exif=exif))
    assert upright.size == (20, 40)
    assert near(upright.getpixel((10, 5)), (255, 0, 0))
    assert near(upright.getpixel((10, 35)), (0, 0, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_where_and_by_whom_a_picture_was_taken_does_not_reach_the_site(kind: str) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    exif[0x010F] = "SECRET-CAMERA"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile}
    if kind != "PNG":
        options["xmp"] = b"<x:xmpmeta>SECRET-PLACE</x:xmpmeta>"
    content = saved(Image.new("RGB", (40, 30)), kind, **options)
    assert b"SECRET-CAMERA" in content
    served = encode(content).content
    assert b"SECRET" not in served
    assert b"EXIF" not in served
    assert b"XMP " not in served
    assert not Image.open(BytesIO(served)).getexif()


def test_a_moving_picture_is_shown_by_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "lime")]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    still = shown(content)
    assert getattr(still, "n_frames", 1) == 1
    assert near(still.convert("RGB").getpixel((10, 10)), (255, 0, 0))


@pytest.mark.parametrize(
    ("size", "served"),
    [
        ((1, 1), (1, 1)),
        ((1600, 10), (1600, 10)),
        ((3200, 100), (1600, 50)),
        ((5000, 1), (1600, 1)),
        ((1000, 2000), (1000, 2000)),
    ],
)
def test_a_picture_is_at_most_1600_pixels_wide(size: tuple[int, int], served: tuple[int, int]) -> None:
    picture = encode(saved(Image.new("RGB", size), "PNG"))
    assert (picture.width, picture.height) == served == Image.open(BytesIO(picture.content)).size


def test_a_very_tall_picture_is_refused_or_served_but_never_a_crash() -> None:
    content = saved(Image.new("RGB", (10, 20_000)), "PNG")  # more than WebP can hold
    try:
        inspect(content)
    except BadPicture:
        return
    assert encode(content).height <= 16_383


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n",
        b"%PDF-1.7\n",
        saved(Image.new("RGB", (4, 4)), "TIFF"),
        saved(Image.new("RGB", (4, 4)), "BMP"),
        saved(Image.new("RGB", (16, 16)), "ICO"),
    ],
    ids=["empty", "text", "svg", "eps", "pdf", "tiff", "bmp", "ico"],
)
def test_a_format_that_is_not_allowed_is_refused(content: bytes) -> None:
    for read in (inspect, encode):
        with pytest.raises(BadPicture, match=NOT_A_PICTURE):
            read(content)


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (8_000, 8_000), (2_000_000_000, 1), (6_326, 6_325)])
def test_a_huge_picture_is_refused_by_its_head_without_being_decoded(width: int, height: int) -> None:
    for read in (inspect, encode):
        with pytest.raises(BadPicture, match="million"):  # decoding would find it damaged
            read(png_head(width, height))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_picture_is_refused_as_damaged(kind: str) -> None:
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    content = saved(noise, kind)
    for read in (inspect, encode):
        with pytest.raises(BadPicture, match="is damaged and cannot be decoded"):
            read(content[: len(content) // 2])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_the_same_picture_gives_the_same_bytes(kind: str) -> None:
    content = saved(Image.effect_noise((64, 48), 80).convert("RGB"), kind)
    assert encode(content) == encode(bytes(bytearray(content)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("exif", DAMAGED_EXIF.values(), ids=DAMAGED_EXIF)
def test_damaged_camera_data_neither_hides_a_picture_nor_prints_a_warning(kind: str, exif: bytes) -> None:
    content = saved(Image.new("RGB", (20, 10), (200, 30, 30)), kind, exif=exif)
    assert inspect(content) == (20, 10)
    assert near(shown(content).convert("RGB").getpixel((5, 5)), (200, 30, 30))


def _samples() -> list[bytes]:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (12, 9), (10, 200, 90))
    return [saved(image, kind, **({} if kind == "GIF" else {"exif": exif})) for kind in ("JPEG", "PNG", "WEBP", "GIF")]


@given(
    st.sampled_from(_samples()),
    st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(deadline=None, max_examples=250)
def test_a_damaged_picture_that_passes_the_check_can_be_served(
    content: bytes, changes: list[tuple[int, bytes]]
) -> None:
    damaged = bytearray(content)
    for place, data in changes:
        damaged[place % len(damaged) : place % len(damaged) + len(data)] = data
    try:
        inspect(bytes(damaged))
    except BadPicture:
        return
    assert encode(bytes(damaged)).content
