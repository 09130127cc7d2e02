from __future__ import annotations

import os
import re
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from broadsheet.load import Tree, list_tree
from broadsheet.load.pictures import PAPER, BadPicture, Encoding, Rights, encode, inspect, xmp_packet
from broadsheet.pages import PictureFile
from broadsheet.publish import pictures as published
from broadsheet.publish.checksummed import seal
from broadsheet.publish.pictures import CACHE, encode_pictures
from conftest import ROOT, examples, write_files
from values import told

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


def decoded(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def one(content: bytes, kind: str = "webp") -> Encoding:
    """Return the widest encoding of a picture in a format."""
    return [encoding for encoding in encode(content).encodings if encoding.format == kind][-1]


def shown(content: bytes, kind: str = "webp") -> Image.Image:
    """Return a picture as the site serves it."""
    image = decoded(one(content, kind).content)
    assert image.format == kind.upper()
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
def test_every_allowed_format_becomes_avif_webp_and_jpeg_of_the_same_size(kind: str) -> None:
    content = saved(Image.new("RGB", (40, 30), (200, 30, 30)), kind)
    assert inspect(content) == (40, 30)
    assert [encoding.format for encoding in encode(content).encodings] == ["avif", "webp", "jpeg"]
    for served in ("avif", "webp", "jpeg"):
        assert (one(content, served).width, one(content, served).height) == shown(content, served).size == (40, 30)
        assert near(shown(content, served).convert("RGB").getpixel((20, 15)), (200, 30, 30))


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
    for rights in (None, Rights(credit="A photographer")):
        for encoding in encode(content, rights).encodings:
            served = encoding.content
            assert b"SECRET" not in served
            assert b"EXIF" not in served.upper()
            assert (b"adobe:ns:meta" in served) == (rights is not None)
            assert not Image.open(BytesIO(served)).getexif()
            assert Image.open(BytesIO(served)).info.keys().isdisjoint({"icc_profile", "comment", "exif"})


def test_a_moving_picture_is_shown_by_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "lime")]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    still = shown(content)
    assert getattr(still, "n_frames", 1) == 1
    assert near(still.convert("RGB").getpixel((10, 10)), (255, 0, 0))


@pytest.mark.slow
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
    content = saved(Image.new("RGB", size), "PNG")
    for kind in ("avif", "webp", "jpeg"):
        assert (one(content, kind).width, one(content, kind).height) == served == shown(content, kind).size


def test_a_very_tall_picture_is_refused_or_served_but_never_a_crash() -> None:
    content = saved(Image.new("RGB", (10, 20_000)), "PNG")  # more than WebP can hold
    try:
        inspect(content)
    except BadPicture:
        return
    assert max(encoding.height for encoding in encode(content).encodings) <= 16_383


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
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = [saved(image, kind, **({} if kind == "GIF" else {"exif": exif})) for kind in ("JPEG", "PNG", "WEBP", "GIF")]
    return [*plain, *(saved(image, kind, icc_profile=profile) for kind in ("JPEG", "WEBP"))]


@given(
    st.sampled_from(_samples()),
    st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(deadline=None, max_examples=examples(40))
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
    assert all(encoding.content for encoding in encode(bytes(damaged)).encodings)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "served"),
    [
        (1, [1]),
        (479, [479]),
        (480, [480]),
        (500, [500]),
        (700, [480, 700]),
        (960, [480, 960]),
        (1000, [480, 1000]),
        (1200, [480, 960, 1200]),
        (1600, [480, 960, 1600]),
        (1700, [480, 960, 1600]),
    ],
)
def test_a_picture_is_served_at_up_to_three_widths_and_never_enlarged(width: int, served: list[int]) -> None:
    encodings = encode(saved(Image.new("RGB", (width, width // 2 or 1)), "PNG")).encodings
    for kind in ("avif", "webp", "jpeg"):
        found = [encoding for encoding in encodings if encoding.format == kind]
        assert [encoding.width for encoding in found] == served
        for encoding in found:
            assert decoded(encoding.content).size == (encoding.width, encoding.height)
            assert abs(encoding.height - encoding.width / 2) <= 1


def test_a_thread_like_picture_stays_within_what_the_formats_hold() -> None:
    for encoding in encode(saved(Image.new("L", (1, 20_000)), "PNG")).encodings:
        assert decoded(encoding.content).size == (encoding.width, encoding.height) == (1, 16_383)


def test_transparency_is_kept_where_it_can_be_and_lies_on_paper_where_not() -> None:
    content = saved(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")
    assert shown(content, "avif").convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]
    assert shown(content, "webp").convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]
    pixel = shown(content, "jpeg").getpixel((4, 4))
    assert isinstance(pixel, tuple)
    assert all(abs(a - b) <= 3 for a, b in zip(pixel, PAPER, strict=True))
    assert encode(content).colour == ""


def test_paper_is_the_paper_of_the_style_sheet() -> None:
    paper = re.search(
        r"--paper: light-dark\((#[0-9a-f]{6})", (ROOT / "overrides/assets/broadsheet.css").read_text("utf-8")
    )
    assert paper
    assert bytes(PAPER).hex() == paper[1].removeprefix("#")


def test_transparency_that_hides_nothing_costs_nothing() -> None:
    solid = encode(saved(Image.new("RGBA", (20, 20), (255, 0, 0, 255)), "PNG"))
    assert solid == encode(saved(Image.new("RGB", (20, 20), (255, 0, 0)), "PNG"))


def test_16_bit_grey_may_be_see_through() -> None:
    head = struct.pack(">IIBBBBB", 2, 1, 16, 0, 0, 0, 0)
    data = zlib.compress(b"\0" + struct.pack(">HH", 128 * 257, 300))
    parts = [(b"IHDR", head), (b"tRNS", struct.pack(">H", 300)), (b"IDAT", data), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    assert inspect(content) == (2, 1)
    assert encode(content).encodings


def test_the_colour_of_a_picture_is_its_average() -> None:
    halves = Image.new("RGB", (1000, 500), (255, 0, 0))
    halves.paste((0, 0, 255), (500, 0, 1000, 500))
    assert encode(saved(halves, "PNG")).colour in ("#800080", "#7f0080", "#80007f", "#7f007f")
    assert encode(saved(Image.new("L", (30, 30), 0x42), "PNG")).colour == "#424242"


def test_colours_of_another_space_are_shown_as_they_were_seen() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    content = saved(Image.new("RGB", (20, 20), (200, 30, 30)), "PNG", icc_profile=lab)
    assert near(shown(content).convert("RGB").getpixel((4, 4)), (200, 30, 30))  # fits no RGB: it says nothing
    for broken in (b"no profile", b"\0" * 200):
        content = saved(Image.new("RGB", (20, 20), (200, 30, 30)), "PNG", icc_profile=broken)
        assert near(shown(content).convert("RGB").getpixel((4, 4)), (200, 30, 30))
    content = saved(Image.new("RGB", (20, 20), (200, 30, 30)), "PNG", icc_profile=swapped_profile())
    assert near(shown(content).convert("RGB").getpixel((4, 4)), (30, 30, 200))


def swapped_profile() -> bytes:
    """Return sRGB with red and blue exchanged: nobody can mistake it for sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for place in range(132, 132 + 12 * int.from_bytes(profile[128:132], "big"), 12):
        tag = bytes(profile[place : place + 4])
        profile[place : place + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(tag, tag)
    return bytes(profile)


NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def said(packet: bytes) -> dict[str, str]:
    """Return what an XMP packet says, by the local name."""
    top = ElementTree.fromstring(packet)
    description = top.find("rdf:RDF/rdf:Description", NAMES)
    assert description is not None
    return {element.tag: "".join(element.itertext()) for element in description}


@pytest.mark.parametrize("size", [(40, 30), (1000, 500)])
def test_every_rendition_says_whose_it_is(size: tuple[int, int]) -> None:
    words = 'Ann & "Bob" <b>© 猫</b>'
    rights = Rights(description="A <cat>", credit=words, license="CC BY 4.0", ai_made=True)
    encodings = encode(saved(Image.new("RGB", size), "PNG"), rights).encodings
    assert len(encodings) in (3, 6)
    for encoding in encodings:
        packet = decoded(encoding.content).info["xmp"]
        assert said(packet) == {
            f"{{{NAMES['dc']}}}description": "A <cat>",
            f"{{{NAMES['dc']}}}creator": words,
            f"{{{NAMES['photoshop']}}}Credit": words,
            f"{{{NAMES['dc']}}}rights": "CC BY 4.0",
            f"{{{NAMES['xmpRights']}}}UsageTerms": "CC BY 4.0",
            f"{{{NAMES['ext']}}}DigitalSourceType": (
                "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
            ),
        }


def test_nothing_is_said_of_rights_that_nobody_gave() -> None:
    assert xmp_packet(Rights()) == b""
    assert list(said(xmp_packet(Rights(license="CC0")))) == [
        f"{{{NAMES['dc']}}}rights",
        f"{{{NAMES['xmpRights']}}}UsageTerms",
    ]
    assert b"DigitalSourceType" not in xmp_packet(Rights(description="A cat", credit="Ann"))


@given(st.text(max_size=400))
def test_any_text_makes_sound_xml_that_fits_a_jpeg(text: str) -> None:
    packet = xmp_packet(Rights(description=text, credit=text, license=text, ai_made=True))
    assert said(packet)
    assert len(packet) < 65_000


PATH = "2026/04/24/a-story"
KEPT = ("avif", "webp", "jpg")


def project(root: Path, image: Image.Image | None = None) -> Tree:
    content = saved(image or Image.effect_noise((1000, 600), 60).convert("RGB"), "PNG")
    return list_tree(write_files(root, {"briefings/2026/04/24/p.png": content}))


def served(tree: Tree, **keys: Any) -> PictureFile:
    return encode_pictures(tree, [told(PATH, image={"file": "p.png", "alt": "A picture", **keys}), told(f"{PATH}-2")])[
        PATH
    ]


def entries(root: Path) -> list[Path]:
    return sorted((root / CACHE).iterdir())


@pytest.mark.slow
def test_a_briefing_has_its_picture_in_every_format_and_the_widest_jpeg_for_the_rest(tmp_path: Path) -> None:
    file = served(project(tmp_path))
    assert re.fullmatch(PATH + r"/picture-[0-9a-f]{10}-1000\.jpg", file.uri)
    assert (file.width, file.height) == decoded(file.content).size == (1000, 600)
    assert decoded(file.content).format == "JPEG"
    assert re.fullmatch("#[0-9a-f]{6}", file.colour)
    stem = file.uri.removesuffix("1000.jpg")
    assert [one.uri for one in file.renditions] == [f"{stem}{w}.{end}" for end in KEPT for w in (480, 1000)]
    for one in file.renditions:
        assert decoded(one.content).size == (one.width, one.height)
        assert decoded(one.content).format == one.format.upper()


@pytest.mark.slow
def test_the_address_changes_with_the_picture_and_with_its_rights(tmp_path: Path) -> None:
    tree = project(tmp_path)
    plain, credited, drawn = served(tree), served(tree, credit="Ann"), served(tree, generator="A machine")
    assert len({plain.uri, credited.uri, drawn.uri}) == 3
    assert b"trainedAlgorithmicMedia" in drawn.content
    assert b"trainedAlgorithmicMedia" not in credited.content
    assert len(entries(tmp_path)) == 3


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often a picture is encoded rather than taken from the cache."""
    calls: list[int] = []

    def count(content: bytes, rights: Rights | None = None) -> Any:
        calls.append(len(content))
        return encode(content, rights)

    monkeypatch.setattr(published, "encode", count)
    return calls


@pytest.mark.slow
def test_a_picture_is_encoded_once(tmp_path: Path, counted: list[int]) -> None:
    tree = project(tmp_path)
    first = served(tree)
    assert served(tree) == first
    assert len(counted) == 1
    assert [file.name[:1] for file in entries(tmp_path)] != ["."]
    elsewhere = tmp_path / "elsewhere"
    encode_pictures(tree, [told(PATH, image={"file": "p.png", "alt": "A picture"})], elsewhere)
    assert [file.name for file in elsewhere.iterdir()] == [file.name for file in entries(tmp_path)]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        lambda data: b"\xff" * len(data),
    ],
)
def test_a_damaged_entry_is_a_miss_and_is_mended(tmp_path: Path, counted: list[int], damage: Any) -> None:
    tree = project(tmp_path, Image.new("RGB", (30, 20), (1, 2, 3)))
    first = served(tree)
    [entry] = entries(tmp_path)
    sound = entry.read_bytes()
    entry.write_bytes(damage(sound))
    assert served(tree) == first
    assert len(counted) == 2
    assert entry.read_bytes() == sound


def test_an_entry_under_another_name_is_a_miss(tmp_path: Path, counted: list[int]) -> None:
    tree = project(tmp_path, Image.new("RGB", (30, 20), (1, 2, 3)))
    served(tree)
    [first] = entries(tmp_path)
    served(tree, credit="Ann")
    [other] = set(entries(tmp_path)) - {first}
    other.write_bytes(first.read_bytes())
    assert b"Ann" in served(tree, credit="Ann").content
    assert len(counted) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n",
        b'{"colour": "", "encodings": []}\n',
        b'{"colour": "", "encodings": [["jpeg", 1, 1, 9]]}\nx',
        b'{"colour": "", "encodings": [["jpeg", 1, 1, -1]]}\nx',
        b'{"colour": "", "encodings": [["/../../x", 1, 1, 1]]}\nx',
        b'{"colour": "", "encodings": [[[], 1, 1, 1]]}\nx',
        b'{"colour": "", "encodings": [["jpeg", "/../x", 1, 1]]}\nx',
        b'{"colour": "", "encodings": [["jpeg", 1, 1]]}\nx',
        b'{"colour": "", "encodings": [["avif", 1, 1, 1]]}\nx',
        b"[" * 100_000 + b"\n",
        b"\xff\xfe\n",
    ],
)
def test_a_forged_entry_is_a_miss(tmp_path: Path, counted: list[int], body: bytes) -> None:
    tree = project(tmp_path, Image.new("RGB", (30, 20), (1, 2, 3)))
    first = served(tree)
    [entry] = entries(tmp_path)
    entry.write_bytes(seal(entry.name, body) + body)
    assert served(tree) == first
    assert len(counted) == 2


def test_a_folder_in_the_place_of_an_entry_is_a_miss(tmp_path: Path, counted: list[int]) -> None:
    tree = project(tmp_path, Image.new("RGB", (30, 20), (1, 2, 3)))
    first = served(tree)
    [entry] = entries(tmp_path)
    entry.unlink()
    entry.mkdir()
    assert served(tree) == served(tree) == first
    assert len(counted) == 3
    assert entries(tmp_path) == [entry]  # nothing half written lies about


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, counted: list[int]) -> None:
    tree = project(tmp_path, Image.new("RGB", (30, 20), (1, 2, 3)))
    (tmp_path / ".cache").write_text("a file where the folder should be", "utf-8")
    assert served(tree) == served(tree)
    assert len(counted) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_cache_that_may_not_be_written_is_done_without(tmp_path: Path, counted: list[int]) -> None:
    tree = project(tmp_path, Image.new("RGB", (30, 20), (1, 2, 3)))
    (tmp_path / ".cache").mkdir(mode=0o500)
    assert served(tree) == served(tree)
    assert len(counted) == 2
