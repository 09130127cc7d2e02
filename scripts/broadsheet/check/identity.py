"""Path is identity: what a file's place says about its day and its address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from msgspec import Struct
from slugify import slugify

from broadsheet.problems import Problem
from broadsheet.text.dates import YEARS

_USUAL = re.compile(r"([0-9]{4}/[0-9]{2}/[0-9]{2})/([a-z0-9]+(?:-[a-z0-9]+)*)\.(?:yml|yaml|md)")
_PLACE = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})/([^/]+)\.(?:yml|yaml|md)")
LONGEST = 100  # characters of a slug
_UPPER_SUFFIX = re.compile(r"\.(?=[A-Za-z]*[A-Z])(?:[Yy][Mm][Ll]|[Yy][Aa][Mm][Ll]|[Mm][Dd])$")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names that a web server, an editor on Windows or our own pages would take for something else.
_RESERVED = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


class Identity(Struct, frozen=True, kw_only=True, gc=False):
    """`path` is `YYYY/MM/DD/slug`, the briefing's address and name; `file` is where it lies."""

    path: str
    day: date
    file: str


def identify(files: Iterable[str], folder: str) -> tuple[dict[str, Identity], tuple[Problem, ...]]:
    """Return file -> Identity for every file that lies in a day, and what is wrong with files' places and names."""
    identities: dict[str, Identity] = {}
    problems: list[Problem] = []
    first: dict[str, str] = {}  # file by address, of which hardly any has two
    groups: dict[str, list[str]] = {}

    def place(address: str, file: str) -> None:
        if (other := first.setdefault(address, file)) is not file:
            groups.setdefault(address, [other]).append(file)

    for file in files:
        relative = file[len(folder) + 1 :]
        usual = _USUAL.fullmatch(relative)
        if usual and (usual_day := _usual_day(usual[1])) and _is_good(slug := usual[2]):
            path = f"{usual[1]}/{slug}"
            place(path, file)
            identities[file] = Identity(path=path, day=usual_day, file=file)
            continue
        found = _PLACE.fullmatch(relative.lower() if _UPPER_SUFFIX.search(relative) else relative)
        day = _day(found)
        if found is None or day is None:
            problems.append(_misplaced(file, folder, found))
            continue
        if _UPPER_SUFFIX.search(relative):
            problems.append(_upper_suffix(file))
            continue
        slug = found[4]
        place(relative.rsplit(".", 1)[0].casefold(), file)
        if problem := _bad_slug(file, slug):
            problems.append(problem)
        identities[file] = Identity(path=f"{relative[:10]}/{slug}", day=day, file=file)
    for group in groups.values():
        for file in group:
            others = ", ".join(other for other in group if other != file)
            problems.append(
                Problem(
                    path=file,
                    line=1,
                    column=1,
                    code="slug-collision",
                    message=f"makes the same page as {others}",
                    hint="rename one, or move its facts into the other",
                )
            )
    return identities, tuple(problems)


def _day(found: re.Match[str] | None) -> date | None:
    """Return the day of a path. A year that no newspaper can have is a slip of the keyboard."""
    if found is None or int(found[1]) not in YEARS:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def _usual_day(written: str) -> date | None:
    return _day(_PLACE.fullmatch(f"{written}/slug.yml"))


def _upper_suffix(file: str) -> Problem:
    name = PurePosixPath(file)
    return Problem(
        path=file,
        line=1,
        column=1,
        code="bad-slug",
        message=f"the ending {name.suffix} must be written small",
        hint=f"rename it to {name.stem}{name.suffix.lower()}",
    )


def _misplaced(file: str, folder: str, found: re.Match[str] | None) -> Problem:
    why = "lies in a folder that is not a day of the calendar" if found else f"does not lie in {folder}/YYYY/MM/DD/"
    return Problem(
        path=file,
        line=1,
        column=1,
        code="misplaced",
        message=why,
        hint=f"move it, for example to {folder}/2026/04/24/{PurePosixPath(file).name}",
    )


def _is_good(slug: str) -> bool:
    """Whether a slug that has the usual form may be one."""
    return len(slug) <= LONGEST and slug not in _RESERVED


def _bad_slug(file: str, slug: str) -> Problem | None:
    if _SLUG.fullmatch(slug) and _is_good(slug):
        return None
    message = (
        f"the file's name becomes the page's address: lower-case letters, digits and hyphens only, at most {LONGEST}"
    )
    if slug in _RESERVED:
        message = f"the name “{slug}” means something else to web servers or to Windows"
    better = slugify(slug, max_length=80, word_boundary=True)
    hint = f"rename it to {better}" if better and better not in _RESERVED else "name it after what happened"
    return Problem(
        path=file,
        line=1,
        column=1,
        code="bad-slug",
        message=message,
        hint=hint,
    )
