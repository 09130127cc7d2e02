"""The briefings' pictures as the site serves them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from broadsheet.load import Tree
from broadsheet.model import Briefing
from broadsheet.pages import PictureFile
from broadsheet.pictures import encode


def encode_pictures(tree: Tree, briefings: Iterable[Briefing]) -> dict[str, PictureFile]:
    """Return path -> picture for every briefing that has one. The address holds a hash of the bytes, so it may be cached for ever."""
    files = {}
    for briefing in briefings:
        if briefing.image is None:
            continue
        picture = encode(tree.read_picture(str(PurePosixPath(briefing.file).parent / briefing.image.file)))
        digest = hashlib.sha256(picture.content).hexdigest()[:10]
        files[briefing.path] = PictureFile(
            uri=f"{briefing.path}/picture-{digest}.webp",
            content=picture.content,
            width=picture.width,
            height=picture.height,
        )
    return files
