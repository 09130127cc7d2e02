"""CSV, an article a row; rows with the same headline and day are one briefing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from broadsheet.intake.importers.articles import untracked
from broadsheet.intake.importers.cleaning import line, plain
from broadsheet.intake.importers.incoming import Incoming, Options, Source, Unreadable, decoded, unpacked
from broadsheet.intake.importers.jsonl import read_values
from broadsheet.intake.importers.mapping import renamed
from broadsheet.intake.importers.notes import Notes

OF_BRIEFINGS = (
    "briefing", "date", "slug", "rank", "category", "label", "language", "dek", "summary", "key_points", "follows", "ai_assistance", "reviewed_by",
    "contributors", "desk",
)  # fmt: skip
OF_ARTICLES = (
    "title", "url", "article_summary", "publisher", "author", "via", "published", "article_language", "entities", "tone", "sentiment", "intent",
    "role", "paywall", "archived",
)  # fmt: skip
_CITED = re.compile(r"\[([\d\s,;]+)\]\s*$|\(([\d\s,;]+)\)\s*$")
_SEPARATOR = re.compile(r'\s*"?sep=(.)"?[\s,;]*?(?:\r\n|\r|\n)', re.IGNORECASE)
_LISTS = ("reviewed_by", "contributors")


def read_table(source: Source, options: Options) -> Iterator[Incoming]:
    """Yield the briefings of a table in the order of their first rows. Raises Unreadable."""
    text, delimiter = _delimited(decoded(unpacked(source)).replace("\0", ""))
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Unreadable(f"line {lines.line_num} cannot be read: {error}") from None
    if not rows:
        return
    names = [_name(cell, options.renamed) for cell in rows[0][1]]
    if missing := {"briefing", "title", "url"} - set(names):
        raise Unreadable(f"has no column {', '.join(sorted(missing))}; the first row must name the columns")
    if twice := [name for name in dict.fromkeys(names) if name and names.count(name) > 1]:
        raise Unreadable(f"has two columns {twice[0]}; one must have another name")
    unknown = [name for name in names if name and name not in (*OF_BRIEFINGS, *OF_ARTICLES)]
    groups: dict[tuple[str, str], list[tuple[int, Mapping[str, str]]]] = {}
    overlong: set[int] = set()
    previous: tuple[str, str] | None = None
    for number, row in rows[1:]:
        cells = dict(zip(names, row, strict=False))
        if any(cell.strip() for cell in row[len(names) :]):
            overlong.add(number)
        key = (line(cells.get("briefing")), line(cells.get("date")))
        if not key[0] and previous:  # a cell left empty means the one above
            key = previous
        groups.setdefault(key, []).append((number, cells))
        previous = key
    for group in groups.values():
        origin = f"{source.name}:{group[0][0]}"
        too_long = [number for number, _ in group if number in overlong]
        yield _briefing(origin, [cells for _, cells in group], too_long, unknown, options)


def _delimited(text: str) -> tuple[str, str]:
    """Return a table and what separates its cells: what `sep=;` in its first line says, else what is between the columns' names.

    The first line stays as an empty one, so that the lines keep their numbers.
    """
    if found := _SEPARATOR.match(text):
        return f"\n{text[found.end() :]}", found[1]
    head = re.sub(r'"[^"\n]*"', "", text.lstrip().partition("\n")[0])
    return text, max(",;\t|", key=head.count)


def _name(cell: str, names: Mapping[str, str]) -> str:
    name = line(cell)
    return names.get(name) or names.get(name.casefold()) or re.sub(r"[ -]+", "_", name.casefold())


def _briefing(
    origin: str, rows: Sequence[Mapping[str, str]], too_long: Sequence[int], unknown: Sequence[str], options: Options
) -> Incoming:
    notes = Notes()
    for number in too_long:
        notes.say(f"row {number} has more cells than there are columns, so its last ones are left out")
    values: dict[str, Any] = {}
    for name in OF_BRIEFINGS:
        said = list(dict.fromkeys(text for row in rows if (text := plain(row.get(name)))))
        if len(said) > 1:
            notes.say(f"the rows differ in {name}; the first one holds")
        if said:
            values[name] = said[0]
    values["title"] = values.pop("briefing", "")
    values["key_points"] = _points(values.get("key_points", ""), len(rows))
    for name in _LISTS:
        if name in values:
            values[name] = [part for part in re.split(r"\s*[;|\n]\s*", values[name]) if part]
    values["articles"] = untracked(
        [
            renamed({name: row[name] for name in OF_ARTICLES if row.get(name, "").strip()}, _ARTICLE_KEYS)
            for row in rows
        ],
        notes,
    )
    for name in unknown:
        notes.left_out(name)
    found = read_values(origin, values, options)
    return Incoming(
        origin=found.origin, title=found.title, keys=found.keys, body="", day=found.day, path="", slug=found.slug,
        notes=(*notes.all, *found.notes), comments=found.comments, refusal=found.refusal,
    )  # fmt: skip


_ARTICLE_KEYS = {"article_summary": "summary", "article_language": "language"}


def _points(text: str, rows: int) -> list[dict[str, Any]]:
    """Return one key point a line, or what stands between bars; `[1, 3]` at the end are the rows it rests on.

    In round brackets only what can be the number of a row is one; `(2026)` is a year.
    """
    points = []
    for part in re.split(r"\n+|\s\|\s", text):
        cited = _CITED.search(part)
        numbers = re.findall(r"\d+", cited[0]) if cited else []
        if cited and cited[2] and any(not 0 < int(number[:9]) <= rows for number in numbers):
            cited, numbers = None, []
        if bare := (part[: cited.start()] if cited else part).strip(" -•*"):
            points.append({"text": bare, "sources": numbers})
    return points
