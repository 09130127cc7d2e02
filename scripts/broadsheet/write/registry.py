"""One more entry in publishers.yml: a line at its place, and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from broadsheet.load.parse import parse
from broadsheet.model import Publisher
from broadsheet.write.yaml import scalar


class AlreadyThere(Exception):
    """The registry has the domain; the message says where."""


class Unplaceable(Exception):
    """The file is written so that no line can be added to it; the message says why."""


def with_publisher(text: str, domain: str, facts: Mapping[str, object]) -> str:
    """Return publishers.yml with a line for a domain. `facts` are the keys of a publisher, `name` at least.

    Raises AlreadyThere and Unplaceable.
    """
    known = _entries(text)
    for key in known:
        if key.strip().casefold() == domain.casefold():
            raise AlreadyThere(f"{domain} stands in line {known[key]} already")
    return _added(text, known, domain, publisher_line(domain, facts))


def publisher_line(domain: str, facts: Mapping[str, object]) -> str:
    """Return the line of a publisher: `example.org: {name: Example}`."""
    wanted = [(key, facts[key]) for key in Publisher.model_fields if facts.get(key) not in (None, "")]
    return f"{scalar(domain)}: {{{', '.join(f'{key}: {scalar(value, flow=True)}' for key, value in wanted)}}}"


def _entries(text: str) -> dict[str, int]:
    """Return the entries of a registry: key -> the line it stands in, from 1."""
    parsed = parse(text.removeprefix("\ufeff"))
    if parsed.faults:
        raise Unplaceable(f"line {parsed.faults[0].line}: {parsed.faults[0].message}")
    if parsed.value is None:
        return {}
    if not isinstance(parsed.value, dict):
        raise Unplaceable("the file holds no `key: value` lines")
    return {key: parsed.marks.keys[key,][0] for key in parsed.value}


def _added(text: str, known: Mapping[str, int], key: str, entry: str) -> str:
    """Insert a line: in order of the alphabet where the file keeps it, else at the end."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text.removeprefix(mark))
    ending = "\r\n" if "\r\n" in text else "\n"
    keys = list(known)
    is_sorted = keys == sorted(keys, key=str.casefold)
    later = [one for one in keys if is_sorted and one.casefold() > key.casefold()]
    if later:
        place = known[later[0]] - 1
        place = _above(lines, place) if later[0] != keys[0] else place
    else:
        place = len(lines)
    before = "".join(lines[:place])
    if before and not before.endswith(("\n", "\r")):
        before += ending
    new = f"{mark}{before}{entry}{ending}{''.join(lines[place:])}"
    _prove(text, new, key)
    return new


def _above(lines: Sequence[str], place: int) -> int:
    """Return the place above the comments that belong to a line."""
    while place and lines[place - 1].startswith("#"):
        place -= 1
    return place


def _prove(old: str, new: str, key: str) -> None:
    """Read the file again: it must say what it said, and one thing more."""
    before, after = parse(old.removeprefix("\ufeff")), parse(new.removeprefix("\ufeff"))
    value = dict(after.value) if isinstance(after.value, dict) else {}
    if after.faults or value.pop(key, None) is None or value != (before.value or {}):
        raise Unplaceable("the file is not written one entry a line; add the entry by hand")
