"""Numbers and tables behind the charts: shares in per cent, who leads, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def make_table(head: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a table for the template."""
    return {"head": head, "rows": rows}


def make_row(head: str, *cells: str, url: str = "") -> dict[str, Any]:
    """Return a row of a table; its head leads to `url` where there is one."""
    return {"head": head, "url": url, "cells": list(cells)}


def per_cent(part: int, whole: int) -> int:
    """Return whole per cent; nothing of nothing is none."""
    return round(100 * part / whole) if whole else 0


def share_of(part: int, whole: int) -> str:
    """`45%`; a few are never called none, nor nearly all called all."""
    if not whole:
        return "–"
    if 0 < part < whole:
        return f"{min(99, max(1, per_cent(part, whole)))}%"
    return f"{per_cent(part, whole)}%"


def leaders(counted: Sequence[tuple[str, int]], one: str, many: str) -> str:
    """Return who is first, all of them where several are, with the verb."""
    names = [name for name, number in counted if number == counted[0][1]]
    if len(names) > 3:
        return f"{names[0]} and {len(names) - 1} others {many}"
    return f"{listed(names)} {one if len(names) == 1 else many}"


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def total_up(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Add up counts over periods."""
    totals: Counter[str] = Counter()
    for found in counts:
        totals.update(found)
    return totals
