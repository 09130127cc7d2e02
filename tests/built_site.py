"""A built site as a test sees it: its pages parsed, and the briefings it was made from, read without the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]
import yaml
from publicsuffixlist import PublicSuffixList

from conftest import ROOT

Element = Any  # lxml has no types of its own
ORIGIN = "https://broadsheet.example/"
HERE = "http://here.invalid/"  # where the site is imagined to be served, so that its own origin tells links apart


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
    return dict(
        sorted(_read(file) for file in (ROOT / "briefings").glob("*/*/*/*") if file.suffix in (".yml", ".yaml", ".md"))
    )


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
        for name in (
            "href",
            "src",
            "srcset",
            "poster",
            "data",
            "action",
            "formaction",
            "cite",
            "background",
            "ping",
            "xlink:href",
        ):
            if (value := found.get(name)) is not None:
                addresses = [str(value)] if name != "srcset" else [one.split()[0] for one in str(value).split(",")]
                yield from ((str(found.tag), name, address) for address in addresses)


def served_at(name: str) -> str:
    """Return the address under which a file is imagined to be served."""
    return HERE + (name.removesuffix("index.html") if name.endswith("index.html") else name)


def target(site: Path, url: str) -> tuple[Path, str]:
    """Return the file that an internal URL leads to, and its fragment."""
    address, fragment = urldefrag(url)
    path = unquote(urlsplit(address).path.removeprefix("/"))
    return file_at(site, path), unquote(fragment)


def internal_links(site: Path, name: str) -> dict[str, str]:
    """Return address as written -> whole URL for everything in a page that stays on the site."""
    found = {address: urljoin(served_at(name), address) for _, _, address in links(page(site, name))}
    return {address: url.replace(ORIGIN, HERE, 1) for address, url in found.items() if url.startswith((HERE, ORIGIN))}


def broken_links(site: Path) -> list[str]:
    """Name every internal link of the site that leads to no file, or to no id in it."""
    broken = []
    for name in page_names(site):
        for address, url in internal_links(site, name).items():
            file, fragment = target(site, url)
            if not file.is_file():
                broken.append(f"{name}: {address}: there is no {file.relative_to(site)}")
            elif fragment and fragment not in page(site, file.relative_to(site).as_posix()).xpath("//@id"):
                broken.append(f"{name}: {address}: there is no #{fragment}")
    return broken
