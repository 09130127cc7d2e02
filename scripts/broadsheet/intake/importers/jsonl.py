"""JSON Lines, a briefing a line: our own export without loss, and what others write as far as it goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from broadsheet.intake.importers.articles import counted, is_future, say_future
from broadsheet.intake.importers.cleaning import line, markup_in, plain, shortened
from broadsheet.intake.importers.gathering import gather
from broadsheet.intake.importers.incoming import Incoming, Options, Source, decoded, unpacked
from broadsheet.intake.importers.mapping import renamed
from broadsheet.intake.importers.notes import NoBriefing, Notes
from broadsheet.load.parse import FORBIDDEN
from broadsheet.model import BriefingKeys
from broadsheet.text import times_of_day
from broadsheet.text.dates import day_of, read

PATH = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}/[a-z0-9]+(?:-[a-z0-9]+)*")
DERIVED = frozenset({
    "path", "url", "image_url", "updated", "source_counts", "publishers", "independent_publishers", "posts", "primary_sources", "unknown_origin",
    "sources", "entities", "reading_minutes", "thread", "newer", "older", "body",
})  # fmt: skip


def read_jsonl(source: Source, options: Options) -> Iterator[Incoming]:
    """Yield what each line holds. Raises Unreadable."""
    text = decoded(unpacked(source))
    for number, one in enumerate(text.split("\n"), 1):
        if one.strip():
            yield _read(f"{source.name}:{number}", one, options)


def _read(origin: str, text: str, options: Options) -> Incoming:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return Incoming(origin=origin, title="", refusal="the line is not JSON")
    if not isinstance(values, dict):
        return Incoming(origin=origin, title="", refusal="the line is no JSON object")
    values = renamed(values, options.renamed)
    if isinstance(values.get("articles"), list):
        values["articles"] = [
            renamed(one, options.renamed) if isinstance(one, dict) else one for one in values["articles"]
        ]
    return read_values(origin, values, options)


def read_values(origin: str, values: Mapping[str, Any], options: Options) -> Incoming:
    """Return a briefing of values under our keys."""
    notes = Notes()
    path = values.get("path")
    path = path if isinstance(path, str) and PATH.fullmatch(path) else ""
    if not path and line(values.get("path")):
        notes.say(f"“{shortened(line(values['path']), 80)}” is no path of a briefing, so it gets a new one")
    title = shortened(line(values.get("title")), 200)
    comments: Mapping[str, str] = {}
    body = values.get("body")
    keys = _ours(values, path)
    try:
        if keys is None:
            _say_markup(values, notes)
            rest = {key: value for key, value in values.items() if key not in DERIVED and key != "slug"}
            keys, comments = gather(rest, options, notes)
            body = plain(body)
        else:
            say_future(keys["articles"], options.now, notes)
            if options.category:
                keys["category"] = options.category
    except NoBriefing as missing:
        return Incoming(origin=origin, title=title, refusal=str(missing), notes=notes.all)
    _compare(values.get("source_counts"), counted(keys["articles"]), notes)
    reading = read(values.get("date"), line(values.get("language")))
    written = day_of(reading.when, options.zone)
    if reading.why and (reading.day is None or reading.why != times_of_day.NONE):
        notes.say(f"its date, “{line(values['date'])[:40]}”, {reading.why}")
    if is_future(values.get("date"), options.now):
        notes.say(f"it is dated {written}, which is in the future")
    day = None if path else options.day or written
    if written and (day == written or path.startswith(written.strftime("%Y/%m/%d"))):
        keys["date"] = written
    return Incoming(
        origin=origin,
        title=title,
        keys=keys,
        body=body if isinstance(body, str) else "",
        day=day,
        path=path,
        slug=line(values.get("slug")),
        notes=notes.all,
        comments=comments,
    )


def _say_markup(values: Mapping[str, Any], notes: Notes) -> None:
    """Say that what looks like HTML stays as it is written: these formats hold plain texts, and some are about HTML."""
    articles, points = (values.get(key) for key in ("articles", "key_points"))
    texts = [values.get(key) for key in ("title", "dek", "summary")]
    for several, keys in ((articles, ("title", "summary")), (points, ("text",))):
        for one in several if isinstance(several, list) else []:
            texts += [one.get(key) for key in keys] if isinstance(one, Mapping) else [one]
    if found := next((found for text in texts if isinstance(text, str) and (found := markup_in(text))), ""):
        notes.say(f"texts are taken as they are written, also where they look like HTML, such as “{found}”")


def _ours(values: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    """Return the keys of a line of our own export as they are, or None where a line is not one.

    Our export has the path and the moments that were checked; elsewhere every date is read as a foreign one.
    """
    keys = {key: value for key, value in values.items() if key not in DERIVED and value not in (None, [], {})}
    if FORBIDDEN.search(json.dumps(keys, ensure_ascii=False) + str(values.get("body"))):
        return None
    try:
        BriefingKeys.model_validate(keys)
    except (ValidationError, RecursionError):
        return None
    if not path and not all(_is_certain(one.get("published")) for one in keys["articles"]):
        return None
    return {key: keys[key] for key in BriefingKeys.model_fields if key in keys}


def _is_certain(value: Any) -> bool:
    return not read(value).why


def _compare(theirs: Any, ours: Mapping[str, int], notes: Notes) -> None:
    """Say where the source counts its articles otherwise."""
    if isinstance(theirs, Mapping) and theirs and dict(theirs) != ours:
        differing = [name for name in {**ours, **theirs} if theirs.get(name) != ours.get(name)]
        shown = [
            f"{line(name)[:60]} {line(theirs.get(name)) or 0} (here {ours.get(name, 0)})" for name in differing[:5]
        ]
        more = f" and {len(differing) - 5} more" if len(differing) > 5 else ""
        notes.say(f"the source counts otherwise: {', '.join(shown)}{more}")
