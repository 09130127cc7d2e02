"""The service worker: what it keeps for reading offline, under a version that changes when any of that does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from broadsheet.archive import Archive
from broadsheet.pages import Page, Site, Target, key_of
from broadsheet.pages.target import PictureFile, day_url, story_url
from broadsheet.publish.asset import Asset, target_of
from broadsheet.publish.whats_new import RECENT_URI, recent_json

WORKER_URI = "sw.js"
SAVED_URL = "saved/"
SEARCH = "assets/js/search"


def offline_target(archive: Archive, site: Site, pages: Sequence[Target[Page]]) -> Target[tuple[Asset, ...]]:
    """Return `sw.js`. Where the site is not for reading offline, that is a worker which removes itself and its copies.

    Pages are drawn later, so the version is a digest of what they are drawn from: their keys, and the design.
    """
    if not site.offline:
        content = _source("no_worker.js").encode()
    else:
        design = [uri for uri in site.design.files if not uri.startswith(SEARCH)]  # it needs the network anyway
        shell = [*design, SAVED_URL, RECENT_URI]
        edition = edition_urls(archive)
        kept = {f"{url}index.md" for url in (SAVED_URL, *edition)}
        drawn = {page.name: page.key.hex() for page in pages if page.name in kept}
        pictures = edition_pictures(archive, site)
        version = _digest(site.design.digest, shell, edition, drawn, pictures, recent_json(archive).decode())
        facts = json.dumps({"version": version, "shell": shell, "edition": [*edition, *pictures]}, ensure_ascii=False)
        content = f"const KEPT = {facts};\n{_source('worker.js')}".encode()
    return target_of(WORKER_URI, key_of(content), lambda: content)


def edition_urls(archive: Archive) -> list[str]:
    """Return the addresses of the newest edition: the home page, the day, and every briefing of it."""
    if archive.newest is None:
        return [""]
    return ["", day_url(archive.newest.day), *(story_url(path) for path in archive.newest.stories)]


def edition_pictures(archive: Archive, site: Site) -> list[str]:
    """Return one file for each picture of the newest edition."""
    paths = archive.newest.stories if archive.newest else ()
    return [one_rendition(site.pictures[path]) for path in paths if path in site.pictures]


def one_rendition(picture: PictureFile) -> str:
    """Return the address of the middle size in WebP, which every browser shows; offline it stands for all of them."""
    sizes = [one.uri for one in picture.renditions if one.format == "webp"]
    return sizes[len(sizes) // 2] if sizes else picture.uri


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _source(name: str) -> str:
    return files("broadsheet.publish").joinpath(name).read_text(encoding="utf-8")
