"""The files below `briefings/`: which are briefings, registries and pictures, and which are none of these."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from broadsheet.problems import Problem

REGISTRIES = ("categories.yml", "publishers.yml", "entities.yml")
BRIEFING_SUFFIXES = (".yml", ".yaml", ".md")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".tif", ".tiff", ".bmp", ".heic")
MAX_PICTURE_BYTES = 20 * 1024 * 1024
_BACKUPS = ("~", ".bak", ".backup", ".orig", ".old", ".rej", ".save", ".swp", ".tmp")  # of editors and of git
_SAMPLE = 16 * 1024  # bytes
_REQUIRED_KEY = re.compile(rb"^(?:\xef\xbb\xbf)?(title|summary|key_points|articles)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The files below a folder of a project, as sorted paths relative to the project's root.

    `links` are symbolic links, which are never followed; `strays` are files of any other kind. `stats` maps every file
    but links to its size in bytes and its modification time in nanoseconds.
    """

    root: Path
    folder: str
    briefings: tuple[str, ...]
    registries: tuple[str, ...]
    pictures: frozenset[str]
    links: frozenset[str]
    strays: frozenset[str]
    problems: tuple[Problem, ...]
    stats: Mapping[str, tuple[int, int]]

    def around(self, file: str, image: str) -> str:
        """Return a digest of what a briefing's picture check depends on: the picture, and the other files of its folder."""
        folder = file.rpartition("/")[0]
        beside = sorted(
            f"{kind} {name}"
            for kind, names in (("picture", self.pictures), ("link", self.links), ("stray", self.strays))
            for name in names
            if name.rpartition("/")[0] == folder
        )
        digest = blake2b("\n".join(beside).encode("utf-8", "surrogateescape"), digest_size=16)
        if f"{folder}/{image}" in self.pictures:
            with suppress(OSError):
                digest.update(self.read_picture(f"{folder}/{image}"))
        return digest.hexdigest()

    def read_picture(self, file: str) -> bytes:
        """Return the bytes of one of `pictures`, at most one byte more than MAX_PICTURE_BYTES. Raises OSError."""
        with open(self.root / file, "rb") as stream:
            return stream.read(MAX_PICTURE_BYTES + 1)


def list_tree(root: Path, folder: str = "briefings") -> Tree:
    """List `root/folder` without following links. A folder that does not exist is listed as empty."""
    briefings: list[str] = []
    registries: list[str] = []
    pictures: list[str] = []
    links: list[str] = []
    strays: list[str] = []
    problems: list[Problem] = []
    stats: dict[str, tuple[int, int]] = {}
    slashes = folder.count("/") + 1
    for file, stat in _files(root, folder):
        stem, dot, suffix = file.rpartition("/")[2].rpartition(".")
        suffix = f".{suffix.lower()}" if dot else ""
        if stat is None:
            links.append(file)
            problems.append(
                _problem(file, "symlink", "is a symbolic link, and links are not followed", "put the file itself here")
            )
        elif file.count("/") == slashes and f"{stem}{suffix}" in REGISTRIES and file.endswith(suffix):
            registries.append(file)
            stats[file] = stat
        elif suffix in PICTURE_SUFFIXES:
            pictures.append(file)
            stats[file] = stat
        elif (stem if dot else file.rpartition("/")[2]).lower() == "readme":
            continue
        elif suffix not in BRIEFING_SUFFIXES:
            strays.append(file)
            stats[file] = stat
            problems.append(_stray(root, file, stem))
        else:
            briefings.append(file)
            stats[file] = stat
    return Tree(
        root=root,
        folder=folder,
        briefings=tuple(briefings),
        registries=tuple(registries),
        pictures=frozenset(pictures),
        links=frozenset(links),
        strays=frozenset(strays),
        problems=tuple(problems),
        stats=stats,
    )


def _files(root: Path, folder: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Yield every file below a folder with its size and time (None for a link), in a stable order, without hidden files."""
    if (root / folder).is_symlink():
        yield folder, None
        return
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(f"{root}/{here}"), key=lambda entry: entry.name)
        except OSError:  # does not exist, or may not be read
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{here}/{entry.name}"
            if entry.is_symlink():
                yield path, None
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:  # deleted since the listing
                    continue
                yield path, (status.st_size, status.st_mtime_ns)
        pending.extend(reversed(folders))


def _stray(root: Path, file: str, stem: str) -> Problem:
    """Return a warning, or an error where a file is meant as a briefing: by its name without the last ending, or its text."""
    is_backup = file.lower().endswith(_BACKUPS)
    named = stem.lower().endswith(BRIEFING_SUFFIXES)
    if not is_backup and (named or _reads_like_a_briefing(root / file)):
        name = stem if named else f"{stem}.yml"
        message = "is left out, since a briefing's file ends in .yml, .yaml or .md"
        return _problem(file, "stray-file", message, f"rename it to {name}")
    return Problem(
        path=file,
        line=1,
        column=1,
        code="stray-file",
        severity="warning",
        message="is neither a briefing nor a picture, and is left out",
        hint="a briefing ends in .yml, .yaml or .md",
    )


def _reads_like_a_briefing(file: Path) -> bool:
    """Return whether a file has at least two of the required keys, each at the beginning of a line."""
    try:
        with open(file, "rb") as stream:
            start = stream.read(_SAMPLE)
    except OSError:
        return False
    return len(set(_REQUIRED_KEY.findall(start))) >= 2


def _problem(file: str, code: str, message: str, hint: str) -> Problem:
    return Problem(path=file, line=1, column=1, code=code, message=message, hint=hint)
