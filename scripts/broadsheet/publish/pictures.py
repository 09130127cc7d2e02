"""The briefings' pictures as the site serves them; what was encoded once is kept in a folder, which may be deleted at any time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path, PurePosixPath

from broadsheet.load import Tree
from broadsheet.load.pictures import ENCODERS, Encoding, Picture, Rights, encode, recipe
from broadsheet.model import Briefing, Image
from broadsheet.pages.target import PictureFile, Rendition
from broadsheet.publish.checksummed import read_sealed, write_sealed

CACHE = PurePosixPath(".cache/broadsheet/pictures")


def encode_pictures(tree: Tree, briefings: Iterable[Briefing], cache: Path | None = None) -> dict[str, PictureFile]:
    """Return path -> picture for every briefing that has one, from the cache where it is there already.

    The addresses hold a hash of the bytes, so they may be cached for ever. `cache` is a folder, by default one below
    the project's root; with or without it the pictures are the same.
    """
    folder = cache or tree.root / CACHE
    files = {}
    for briefing in briefings:
        if briefing.image is None:
            continue
        content = tree.read_picture(str(PurePosixPath(briefing.file).parent / briefing.image.file))
        files[briefing.path] = _file(briefing.path, _encoded(folder, content, _rights(briefing.image)))
    return files


def _rights(image: Image) -> Rights:
    return Rights(description=image.alt, credit=image.credit or "", license=image.license or "", ai_made=image.ai_made)


def _file(path: str, picture: Picture) -> PictureFile:
    digest = hashlib.sha256(b"".join(encoding.content for encoding in picture.encodings)).hexdigest()[:10]
    renditions = tuple(
        Rendition(
            uri=f"{path}/picture-{digest}-{encoding.width}.{'jpg' if encoding.format == 'jpeg' else encoding.format}",
            content=encoding.content,
            format=encoding.format,
            width=encoding.width,
            height=encoding.height,
        )
        for encoding in picture.encodings
    )
    known_everywhere = max((one for one in renditions if one.format == "jpeg"), key=lambda one: one.width)
    return PictureFile(
        uri=known_everywhere.uri,
        content=known_everywhere.content,
        width=known_everywhere.width,
        height=known_everywhere.height,
        renditions=renditions,
        colour=picture.colour,
    )


def _encoded(folder: Path, content: bytes, rights: Rights) -> Picture:
    parts = [recipe(), hashlib.sha256(content).hexdigest(), astuple(rights)]
    key = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    kept = _kept(folder / key, key)
    if kept is None:
        kept = encode(content, rights)
        _keep(folder / key, key, kept)
    return kept


def _keep(entry: Path, key: str, picture: Picture) -> None:
    index = [[one.format, one.width, one.height, len(one.content)] for one in picture.encodings]
    head = json.dumps({"colour": picture.colour, "encodings": index}).encode()
    write_sealed(entry, key, head + b"\n" + b"".join(one.content for one in picture.encodings))


def _kept(entry: Path, key: str) -> Picture | None:
    """Return what is kept under a key, or nothing when it is not there or not what was written."""
    body = read_sealed(entry, key)
    if body is None:
        return None
    try:
        head, _, blob = body.partition(b"\n")
        said = json.loads(head)
        encodings, start = [], 0
        for name, width, height, size in said["encodings"]:
            # A seal can be forged, and these become the name of a file.
            if name not in ENCODERS or not all(type(n) is int and n > 0 for n in (width, height, size)):
                return None
            content = blob[start : start + size]
            encodings.append(Encoding(format=name, width=width, height=height, content=content))
            start += size
        whole = start == len(blob) and any(one.format == "jpeg" for one in encodings)
        return Picture(encodings=tuple(encodings), colour=str(said["colour"])) if whole else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
