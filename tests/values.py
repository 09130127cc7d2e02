"""Briefings and archives as values, without a file on disk: for tests of what is derived, and for properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from broadsheet.archive import Archive, derive, find_at_most
from broadsheet.build.paper import RELATED
from broadsheet.check import Checked
from broadsheet.model import Briefing
from broadsheet.model.record import record_of
from broadsheet.model.registries import Registries
from broadsheet.pages import Page, Site, make_pages

ArchiveOf = Callable[[Mapping[str, str | bytes]], Archive]
CheckFiles = Callable[[Mapping[str, str | bytes]], Checked]

SITE = Site(name="The Paper", description="A paper.", url="https://paper.example/")


def told(path: str, **keys: Any) -> Briefing:
    """Return a briefing of this path; `entities` and `urls` are short for the articles."""
    entities, urls = keys.pop("entities", ()), keys.pop("urls", ("https://example.org/one",))
    articles = [{"title": "An article", "url": url, "entities": tuple(entities)} for url in urls]
    required = {
        "title": f"Title of {path}",
        "summary": "A summary.",
        "key_points": ("A point.",),
        "articles": tuple(articles),
    }
    return Briefing.model_validate(
        {**required, **keys, "path": path, "file": f"briefings/{path}.yml", "day": path[:10].replace("/", "-")}
    )


def archived(briefings: Iterable[Briefing], registries: Registries | None = None) -> Archive:
    """Derive the archive of briefings in any order."""
    library = {briefing.path: briefing for briefing in sorted(briefings, key=lambda briefing: briefing.path)}
    records = [record_of(briefing) for briefing in library.values()]
    return derive(records, registries or Registries(), library, relate=find_at_most(RELATED))


def pages_of(archive: Archive, site: Site = SITE) -> dict[str, Page]:
    """Return address -> page."""
    return {page.url: page for page in make_pages(archive, site)}
