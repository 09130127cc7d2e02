"""The path of a file gives the day and the address of its briefing."""

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
# A day anywhere in a path: 2026/5/1, 2026-05-01, 2026_05_01 or 20260501.
_DATE_IN_PATH = re.compile(
    r"(?<![0-9])([0-9]{4})([-/_. ]?)([0-9]{2}|(?<=[-/_. ])[0-9])\2([0-9]{2}|(?<=[-/_. ])[0-9])(?![0-9])"
)
LONGEST = 100  # characters of a slug
_UPPER_SUFFIX = re.compile(r"\.(?=[A-Za-z]*[A-Z])(?:[Yy][Mm][Ll]|[Yy][Aa][Mm][Ll]|[Mm][Dd])$")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names with a special meaning for web servers, for Windows, or for our own pages.
_RESERVED = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


class Identity(Struct, frozen=True, kw_only=True, gc=False):
    """A briefing's address `YYYY/MM/DD/slug`, its day, and its file relative to the project's root."""

    path: str
    day: date
    file: str


def identify(files: Iterable[str], folder: str) -> tuple[dict[str, Identity], tuple[Problem, ...]]:
    """Return file -> Identity for every file in the folder of a day, and the problems of paths and names."""
    identities: dict[str, Identity] = {}
    problems: list[Problem] = []
    first: dict[str, str] = {}  # address -> first file; few addresses have a second
    groups: dict[str, list[str]] = {}

    def note(address: str, file: str) -> None:
        if (other := first.setdefault(address, file)) is not file:
            groups.setdefault(address, [other]).append(file)

    for file in files:
        relative = file[len(folder) + 1 :]
        usual = _USUAL.fullmatch(relative)
        if usual and (usual_day := _usual_day(usual[1])) and _is_good(slug := usual[2]):
            path = f"{usual[1]}/{slug}"
            note(path, file)
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
        note(relative.rsplit(".", 1)[0].casefold(), file)
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
    """Return the day of a path, or None where it is not in the calendar or in a year outside of YEARS."""
    return _calendar_day(found[1], found[2], found[3]) if found else None


def _calendar_day(year: str, month: str, day: str) -> date | None:
    if int(year) not in YEARS:
        return None
    try:
        return date(int(year), int(month), int(day))
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
    name = PurePosixPath(file).name
    hint = f"move it to the folder of its day: {folder}/YYYY/MM/DD/{name}"
    relative = file[len(folder) + 1 :]
    for written in _DATE_IN_PATH.finditer(relative):
        if day := _calendar_day(written[1], written[3], written[4]):
            if written.end() > len(relative) - len(name):  # the day is part of the file's name
                name = relative[written.end() :].lstrip("-_ ") if "." in relative[written.end() + 1 :] else name
            hint = f"move it to {folder}/{day:%Y/%m/%d}/{name}"
            break
    return Problem(
        path=file,
        line=1,
        column=1,
        code="misplaced",
        message=why,
        hint=hint,
    )


def _is_good(slug: str) -> bool:
    """Return whether a slug of the usual form is short enough and not reserved."""
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
