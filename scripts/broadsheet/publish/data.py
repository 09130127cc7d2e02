"""Open data: one JSON document a briefing, the whole archive as JSON Lines year by year, and the schema of the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from pydantic_core import to_json

from broadsheet.archive import Archive, SourceCount, Story
from broadsheet.model.schema import briefing_schema
from broadsheet.model.syndication import SAME_TEXT
from broadsheet.pages import Site, Target, key_of
from broadsheet.pages.target import digest_of, story_url
from broadsheet.publish.asset import AggregateTarget, Asset, Assets, Before, Read, target_of
from broadsheet.publish.gzip_archive import pack

INDEX_URI = "data/index.json"
SCHEMA_URI = "data/briefing.schema.json"
VERSION = "1.0"  # of the keys in the data; the first figure changes when one is taken away or means something else


def data_targets(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield `index.json` beside every briefing, the archive as JSON Lines, a list of those files, and the schema."""
    by_year: dict[int, list[Target[Any]]] = {}
    for story in reversed(archive.stories.values()):
        parts = [story.digest, (story.newer or "").encode(), (story.older or "").encode()]
        if story.path in site.pictures:
            parts.append(site.pictures[story.path].uri.encode())
        key = digest_of(b"\0".join(parts))
        target = target_of(f"{story_url(story.path)}index.json", key, partial(_story_line, site, story))
        by_year.setdefault(story.day.year, []).append(target)
        yield target
    yield from _archive_targets(site, by_year)
    yield target_of(SCHEMA_URI, b"", partial(_schema, site))


def _story_line(site: Site, story: Story) -> bytes:
    return to_json(story_json(site, story)) + b"\n"


def _schema(site: Site) -> bytes:
    head = {"version": VERSION, **({"$id": site.absolute(SCHEMA_URI)} if site.url else {})}
    return (json.dumps(head | briefing_schema(), ensure_ascii=False, indent=1) + "\n").encode()


def _archive_targets(site: Site, by_year: Mapping[int, Sequence[Target[Any]]]) -> Iterator[Assets]:
    """Yield a file a year, oldest briefing first, and `data/index.json` with what a copy of them can be checked against.

    The newest year has the address without a year: who wants the latest always finds it there, and a day's work leaves
    the files of all other years as they are. Those are packed by gzip, month by month, to a quarter, since a site has no room without end;
    `bytes` and `sha256` are those of the file as it lies there.
    """
    newest = max(by_year, default=None)
    years = []
    for year in [None] if newest is None else sorted(by_year, reverse=True):
        parts = by_year[year] if year else []
        uri = year_uri(year, newest, "jsonl")
        names = [part.name for part in parts]
        compilation = AggregateTarget(
            uri, key_of(b"".join(part.key for part in parts)), partial(_year, uri, names), of=names
        )
        years.append((year, compilation, len(parts)))
        yield compilation
    key = key_of([(year, one.name, one.key) for year, one, _ in years])
    files = [(year, one.name, count) for year, one, count in years]
    yield AggregateTarget(INDEX_URI, key, partial(_index, site, files), last=True)


def year_uri(year: int | None, newest: int | None, ending: str) -> str:
    """Return the address of a year's file: `data/briefings.jsonl` of the newest, `data/briefings-2025.jsonl.gz` of others."""
    return f"data/briefings.{ending}" if year == newest else f"data/briefings-{year:04}.{ending}.gz"


def _year(uri: str, parts: Sequence[str], read: Read, before: Before) -> Asset:
    months = (b"".join(map(read, some)) for _, some in groupby(parts, key=lambda name: name[:7]))
    return Asset(uri=uri, content=pack(months, before(uri)) if uri.endswith(".gz") else b"".join(months))


def _index(site: Site, years: Sequence[tuple[int | None, str, int]], read: Read, _before: Before) -> Asset:
    files = []
    for year, uri, briefings in years:
        content = read(uri)
        files.append(
            {
                "year": year,
                "url": site.absolute(uri),
                "encoding": "gzip" if uri.endswith(".gz") else None,
                "briefings": briefings,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    index = {
        "name": site.name,
        "license": site.license or None,
        "version": VERSION,
        "schema": site.absolute(SCHEMA_URI),
        "files": files,
    }
    return Asset(uri=INDEX_URI, content=(json.dumps(index, indent=1) + "\n").encode())


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
        "publishers": story.tally.publishers,
        "independent_publishers": story.independent,
        "posts": story.tally.posts,
        "primary_sources": story.tally.primary,
        "unknown_origin": story.tally.unknown,
        "sources": [_source(source) for source in story.sources],
        "entities": [mention.name for mention in story.entities],
        "reading_minutes": story.minutes,
        "thread": story.thread,
        "newer": story.newer,
        "older": story.older,
    }


def _source(source: SourceCount) -> dict[str, Any]:
    """Return what a domain is in a briefing. Publishers with the same `voice` count as one; posts have `accounts`."""
    found: dict[str, Any] = {
        "domain": source.domain,
        "name": source.name,
        "counts_as": source.part,
        "articles": source.articles,
    }
    if source.part == "publisher":
        found["voice"] = source.voice
    if source.accounts:
        found["accounts"] = source.accounts
    if source.text:
        found["text"] = "same" if source.text == SAME_TEXT else source.text
    return found


def _filled(part: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not there; `false` is, and so is an empty text that was checked."""
    return {key: value for key, value in part.items() if value is not None and value != []}
