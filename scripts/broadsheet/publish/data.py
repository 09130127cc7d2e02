"""Open data: one JSON document a briefing, the whole archive as JSON Lines, and the schema of the files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from broadsheet.derive import Archive, Story
from broadsheet.model import BriefingKeys
from broadsheet.pages import Site
from broadsheet.pages.page import story_url
from broadsheet.publish.asset import Asset
from broadsheet.vocabulary import words

SCHEMA_URI = "data/briefing.schema.json"


def data_assets(archive: Archive, site: Site) -> Iterator[Asset]:
    """Yield `index.json` beside every briefing, `data/briefings.jsonl` (oldest first) and the schema."""
    lines = []
    for story in reversed(list(archive.stories.values())):
        line = json.dumps(story_json(site, story), ensure_ascii=False, separators=(",", ":")).encode()
        lines.append(line)
        yield Asset(uri=f"{story_url(story.path)}index.json", content=line + b"\n")
    yield Asset(uri="data/briefings.jsonl", content=b"".join(line + b"\n" for line in lines))
    yield Asset(
        uri=SCHEMA_URI, content=(json.dumps(briefing_schema(site), ensure_ascii=False, indent=1) + "\n").encode()
    )


def story_json(site: Site, story: Story) -> dict[str, Any]:
    """Return every field of a briefing, with what is derived beside it."""
    briefing = story.briefing
    fields = briefing.model_dump(mode="json", exclude={"file", "day"})
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
