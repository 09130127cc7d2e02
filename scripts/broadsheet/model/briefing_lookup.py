"""Which briefing somebody means, who names it by its address, its path, its file, or the last part of these."""

from __future__ import annotations

import re
from collections.abc import Collection

from broadsheet.text.suggest import nearest

_PATH = re.compile(r"(?<!\d)([0-9]{4}/[0-9]{2}/[0-9]{2}/[A-Za-z0-9-]{1,100})(?![A-Za-z0-9-])")
_ENDING = re.compile(r"\.(?:ya?ml|md)$")


def path_in(text: str) -> str:
    """Return the `YYYY/MM/DD/slug` in an address, a path or the name of a file, or an empty string."""
    found = _PATH.search(text)
    return found[1] if found else ""


def path_meant(text: str, paths: Collection[str]) -> tuple[str, str]:
    """Return the one of `paths` that is meant, or an empty string; and then the path that is most like it, if any is."""
    if (wanted := path_in(text)) in paths:
        return wanted, ""
    last = _ENDING.sub("", text.strip().rstrip("/").rsplit("/", 1)[-1])
    same = [path for path in paths if path.rsplit("/", 1)[-1] == last]
    if len(same) == 1 and not wanted:
        return same[0], ""
    slugs = {path.rsplit("/", 1)[-1]: path for path in sorted(paths)}  # the days alone make all paths alike
    close = nearest((wanted.rsplit("/", 1)[-1] or last)[:80], slugs, cutoff=0.6)
    return "", slugs[close] if close else ""
