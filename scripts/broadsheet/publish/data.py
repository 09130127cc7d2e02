"""Open data: one JSON document a briefing, the whole archive as JSON Lines year by year, and the schema of the files."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.derive import Archive, Story
from broadsheet.model import BriefingKeys
from broadsheet.pages import Site
from broadsheet.pages.page import story_url
from broadsheet.publish.asset import Asset
from broadsheet.vocabulary import words

INDEX_URI = "data/index.json"
SCHEMA_URI = "data/briefing.schema.json"
LEVEL = 6  # 9 takes 1 % less room and a third more time


def data_assets(archive: Archive, site: Site) -> Iterator[Asset]:
    """Yield `index.json` beside every briefing, the archive as JSON Lines, a list of those files, and the schema."""
    by_year: dict[int, list[bytes]] = {}
    for story in reversed(list(archive.stories.values())):
        line = json.dumps(story_json(site, story), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        by_year.setdefault(story.briefing.day.year, []).append(line)
        yield Asset(uri=f"{story_url(story.path)}index.json", content=line)
    yield from _archive_assets(site, by_year)
    yield Asset(
        uri=SCHEMA_URI, content=(json.dumps(briefing_schema(site), ensure_ascii=False, indent=1) + "\n").encode()
    )


def _archive_assets(site: Site, by_year: Mapping[int, list[bytes]]) -> Iterator[Asset]:
    """Yield a file a year, oldest briefing first, and `data/index.json` with what a copy of them can be checked against.

    The newest year has the address without a year: who wants the latest always finds it there, and a day's work leaves
    the files of all other years as they are. Those are packed by gzip, to a quarter, since a site has no room without end;
    `bytes` and `sha256` are those of the file as it lies there.
    """
    newest = max(by_year, default=None)
    files = []
    for year in [None] if newest is None else sorted(by_year, reverse=True):
        lines = by_year[year] if year else []
        content = b"".join(lines)
        uri = "data/briefings.jsonl"
        if year != newest:
            uri, content = f"data/briefings-{year:04}.jsonl.gz", gzip.compress(content, LEVEL, mtime=0)
        yield Asset(uri=uri, content=content)
        files.append(
            {
                "year": year,
                "url": site.absolute(uri),
                "encoding": None if year == newest else "gzip",
                "briefings": len(lines),
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    index = {"schema": site.absolute(SCHEMA_URI), "files": files}
    yield Asset(uri=INDEX_URI, content=(json.dumps(index, indent=1) + "\n").encode())


def story_json(site: Site, story: Story) -> dict[str, Any]:
    """Return every field of a briefing, with what is derived beside it.

    Its own keys are all there, `null` or empty where nothing was written. Those of its articles, key points and picture
    are left out where they would be: most of an article's are, in every one of them.
    """
    briefing = story.briefing
    fields = briefing.model_dump(mode="json", exclude={"file", "day"})
    for name in ("articles", "key_points"):
        fields[name] = [_filled(part) for part in fields[name]]
    fields["image"] = _filled(fields["image"]) if fields["image"] else None
    fields["date"] = briefing.day.isoformat()
    file = site.pictures.get(story.path)
    return {
        "path": fields.pop("path"),
        "url": site.absolute(story_url(story.path)),
        **fields,
        "image_url": site.absolute(file.uri) if file else None,
        "updated": briefing.updated.isoformat(),
        "source_counts": {source.domain: source.articles for source in story.sources},
        "independent_publishers": story.independent,
        "entities": [mention.name for mention in story.entities],
        "reading_minutes": story.minutes,
        "thread": story.thread,
        "newer": story.newer,
        "older": story.older,
    }


def _filled(part: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not there; `false` is, and so is an empty text that was checked."""
    return {key: value for key, value in part.items() if value is not None and value != []}


def briefing_schema(site: Site | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a briefing's keys, from the model that checks them."""
    schema = BriefingKeys.model_json_schema()
    _finish(schema)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if site and site.url:
        head["$id"] = site.absolute(SCHEMA_URI)
    return head | schema


def _finish(part: Any) -> None:
    """Say what the model cannot: known words are offered, any word is allowed; a list of one may be written bare."""
    if isinstance(part, dict):
        if name := part.pop("x-vocabulary", None):
            part["examples"] = list(words(name))
            for option in part.get("anyOf", []):
                if option.get("type") == "string":
                    option["anyOf"] = [{"enum": list(words(name))}, {"type": "string"}]
        if part.get("type") == "array" and "default" in part:
            part["type"] = ["array", "null"]  # a key without a value counts as absent
        if part.pop("x-one-or-many", None):
            many = {key: part.pop(key) for key in ("type", "items", "maxItems") if key in part}
            part["anyOf"] = [many, many["items"]]
        for inner in part.values():
            _finish(inner)
    elif isinstance(part, list):
        for inner in part:
            _finish(inner)
