"""What lies under `briefings/`: which files are briefings, registries and pictures, and which are misplaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from broadsheet.problem import Problem

REGISTRIES = ("categories.yml", "publishers.yml", "entities.yml")
BRIEFING_SUFFIXES = (".yml", ".yaml", ".md")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".tif", ".tiff", ".bmp", ".heic")
MAX_PICTURE_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A listing, relative to the project's root, sorted. Links are named and never followed; strays are other files."""

    root: Path
    folder: str
    briefings: tuple[str, ...]
    registries: tuple[str, ...]
    pictures: frozenset[str]
    links: frozenset[str]
    strays: frozenset[str]
    problems: tuple[Problem, ...]

    def read_picture(self, file: str) -> bytes:
        """Return the bytes of one of `pictures`, at most one more than the limit."""
        with open(self.root / file, "rb") as stream:
            return stream.read(MAX_PICTURE_BYTES + 1)


def list_tree(root: Path, folder: str = "briefings") -> Tree:
    """List `root/folder` without following any link. A folder that does not exist is an empty one."""
    briefings: list[str] = []
    registries: list[str] = []
    pictures: list[str] = []
    links: list[str] = []
    strays: list[str] = []
    problems: list[Problem] = []
    for file, is_link in _files(root, folder):
        name = PurePosixPath(file)
        depth = len(name.parts) - len(PurePosixPath(folder).parts)
        if is_link:
            links.append(file)
            problems.append(
                _problem(file, "symlink", "is a symbolic link, and links are not followed", "put the file itself here")
            )
        elif depth == 1 and name.name in REGISTRIES:
            registries.append(file)
        elif name.suffix.lower() in PICTURE_SUFFIXES:
            pictures.append(file)
        elif name.stem.lower() == "readme":
            continue
        elif name.suffix.lower() not in BRIEFING_SUFFIXES:
            strays.append(file)
            problems.append(
                Problem(
                    path=file,
                    line=1,
                    column=1,
                    code="stray-file",
                    severity="warning",
                    message="is neither a briefing nor a picture, and is left out",
                    hint="a briefing ends in .yml, .yaml or .md",
                )
            )
        else:
            briefings.append(file)
    return Tree(
        root=root,
        folder=folder,
        briefings=tuple(briefings),
        registries=tuple(registries),
        pictures=frozenset(pictures),
        links=frozenset(links),
        strays=frozenset(strays),
        problems=tuple(problems),
    )


def _files(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """Yield (path, is a link) of every file below, in a stable order; hidden names are passed over."""
    if (root / folder).is_symlink():
        yield folder, True
        return
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(root / here), key=lambda entry: entry.name)
        except OSError:  # not there, or not ours to read
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{here}/{entry.name}"
            if entry.is_symlink():
                yield path, True
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield path, False
        pending.extend(reversed(folders))


def _problem(file: str, code: str, message: str, hint: str) -> Problem:
    return Problem(path=file, line=1, column=1, code=code, message=message, hint=hint)
