"""The archive for reference managers, BibTeX and CSL-JSON, a file a year each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from pydantic_core import to_json

from broadsheet.archive import Archive, Story
from broadsheet.pages import Site, key_of
from broadsheet.pages.citation import bibtex, csl
from broadsheet.publish.asset import Assets, target_of
from broadsheet.publish.data import year_uri
from broadsheet.publish.gzip_archive import pack

Write = Callable[[Site, Sequence[Story]], bytes]


def reference_targets(archive: Archive, site: Site) -> Iterator[Assets]:
    """Yield both files of every year, oldest briefing first; as with the data, those of older years are packed."""
    newest = archive.newest.day.year if archive.newest else None
    by_year = groupby(reversed(archive.stories.values()), key=lambda story: story.day.year)
    for year, found in by_year:
        stories = list(found)
        key = key_of([(story.path, story.title, story.record.language) for story in stories])
        for ending, write in (("bib", _bibtex), ("csl.json", _csl)):
            uri = year_uri(year, newest, ending)
            yield target_of(uri, key, partial(_file, site, stories, write, uri.endswith(".gz")))


def _file(site: Site, stories: Sequence[Story], write: Write, packed: bool) -> bytes:
    content = write(site, stories)
    return pack([content]) if packed else content


def _bibtex(site: Site, stories: Sequence[Story]) -> bytes:
    return ("\n\n".join(bibtex(site, story) for story in stories) + "\n").encode()


def _csl(site: Site, stories: Sequence[Story]) -> bytes:
    return b"[\n" + b",\n".join(to_json(csl(site, story)) for story in stories) + b"\n]\n"
