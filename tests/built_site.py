"""A built site as a test sees it: its pages parsed, and the briefings it was made from, read without the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html  # type: ignore[import-untyped]
import yaml
from conftest import ROOT
from publicsuffixlist import PublicSuffixList

Element = Any  # lxml has no types of its own


def page_names(site: Path) -> list[str]:
    """Return every HTML file of the site, relative to it."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


@cache
def page(site: Path, address: str) -> Element:
    """Parse the page at an address such as `2026/04/24/`, or in a file such as `404.html`."""
    return lxml.html.document_fromstring(file_at(site, address).read_bytes())


def file_at(site: Path, address: str) -> Path:
    """Return the file that a web server sends for an address below the root."""
    return site / (f"{address}index.html" if not address or address.endswith("/") else address)


def hooks(element: Element, name: str) -> list[str]:
    """Return the values of `data-<name>` in an element, in order."""
    return [str(value) for value in element.xpath(f".//@data-{name}")]


def words(element: Element) -> str:
    """Return what a reader sees of an element, with white space folded."""
    return " ".join(element.text_content().split())


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that only one of two folders has, or that differ by a byte."""
    left, right = tree_of(one), tree_of(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


@cache
def shipped_briefings() -> dict[str, dict[str, Any]]:
    """Return path -> keys of every briefing in this repository, all scalars as texts; a long read is under `body`."""
    return dict(sorted(_read(file) for file in (ROOT / "briefings").glob("*/*/*/*") if file.suffix in (".yml", ".yaml", ".md")))


def shipped_registry(name: str) -> dict[str, Any]:
    """Return a registry of this repository, all scalars as texts."""
    return dict(yaml.load((ROOT / "briefings" / f"{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader))


def _read(file: Path) -> tuple[str, dict[str, Any]]:
    text, body = file.read_text("utf-8"), ""
    if file.suffix == ".md":
        _, text, body = text.split("---\n", 2)
    keys = yaml.load(text, Loader=yaml.BaseLoader) | {"body": body}
    return file.relative_to(ROOT / "briefings").with_suffix("").as_posix(), keys


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def source_counts(keys: dict[str, Any]) -> dict[str, int]:
    """Count a briefing's articles by registrable domain."""
    hosts = (str(urlsplit(article["url"]).hostname) for article in keys["articles"])
    return dict(Counter(str(_suffixes().privatesuffix(host)) for host in hosts))


def links(element: Element) -> Iterator[tuple[str, str, str]]:
    """Yield (tag, attribute, address) of everything in a page that names an address."""
    for found in element.iter("*"):
        for name in ("href", "src", "srcset", "poster", "data", "action", "formaction", "cite", "background", "ping", "xlink:href"):
            if (value := found.get(name)) is not None:
                yield str(found.tag), name, str(value)
