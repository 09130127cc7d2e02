"""Pictures: each lies beside a briefing that names it, and can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from broadsheet.check.rules import RuleContext
from broadsheet.load import MAX_PICTURE_BYTES, Loc, Tree
from broadsheet.load.pictures import BadPicture, inspect
from broadsheet.model.record import BriefingRecord
from broadsheet.problems import Problem
from broadsheet.text.suggest import did_you_mean


def picture_is_sound(subject: RuleContext) -> Iterator[Problem]:
    """The picture lies beside the briefing, is no link, and can be decoded."""
    image, tree = subject.keys.image, subject.tree
    if image is None:
        return
    loc: Loc = ("image", "file")
    if "/" in image.file or "\\" in image.file or image.file.startswith("."):
        message = f"“{image.file[:80]}” must be the bare name of a file in the briefing's own folder"
        yield subject.problem(loc, "picture-place", message, "put the picture beside the briefing")
        return
    folder = PurePosixPath(subject.identity.file).parent
    file = str(folder / image.file)
    if file in tree.links:
        message = f"the picture {image.file} is a symbolic link"
        yield subject.problem(loc, "symlink", message, "put the file itself here")
    elif file in tree.pictures:
        if flaw := _flaw(tree.read_picture(file)):
            message, hint = flaw
            yield subject.problem(loc, "picture-unreadable", f"{image.file} {message}", hint)
    elif file in tree.strays or file in tree.briefings:
        message = f"{image.file} is not a JPEG, PNG, WebP, AVIF or GIF picture"
        yield subject.problem(loc, "picture-unreadable", message, "name a picture")
    else:
        beside = [PurePosixPath(other).name for other in tree.pictures if PurePosixPath(other).parent == folder]
        hint = did_you_mean(image.file, beside) if beside else "add the file to the same folder"
        message = f"there is no picture {image.file[:80]} beside the briefing"
        yield subject.problem(loc, "picture-missing", message, hint)


def _flaw(content: bytes) -> tuple[str, str] | None:
    """Return why bytes cannot be shown as a picture and what to do, or None."""
    smaller = "save it smaller; a width of 1,600 pixels is enough"
    if len(content) > MAX_PICTURE_BYTES:
        return f"is larger than {MAX_PICTURE_BYTES // 1024 // 1024} MB", smaller
    try:
        inspect(content)
    except BadPicture as bad:
        return str(bad), smaller if "pixels" in str(bad) else "save it again as JPEG, PNG or WebP"
    return None


def check_pictures(tree: Tree, records: Sequence[BriefingRecord], unread: Iterable[str]) -> Iterator[Problem]:
    """Every picture is named by a briefing. Beside a file in `unread` nobody can say."""
    if not tree.pictures:
        return
    unknown = {str(PurePosixPath(file).parent) for file in unread}
    used = {str(PurePosixPath(record.file).parent / record.image) for record in records if record.image}
    for picture in sorted(tree.pictures - used):
        if str(PurePosixPath(picture).parent) in unknown:
            continue
        yield Problem(
            path=picture,
            line=1,
            column=1,
            code="picture-unused",
            severity="warning",
            message="no briefing names this picture, so it is left out",
            hint="name it in `image.file`, or delete it",
        )


RULES = (picture_is_sound,)
