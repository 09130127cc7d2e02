"""Lint the files of a new site before it is published: empty files, invalid XML and JSON, and the targets of links.

Each file is linted by the process that renders it, while it is in memory.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

import msgspec

# A whole attribute, so that what looks like one inside the value of another does not match.
_ATTRIBUTE = rb"[^\s\"'<>/=]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?"
_LINK = re.compile(
    rb"<(?:a|link|script|form|area)(?:\s+(?!href=|src=|action=)"
    + _ATTRIBUTE
    + rb")*\s+(?:href|src|action)=(\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+)"
)
_MEDIA = re.compile(rb"<(?:img|source|iframe|video|audio|track)((?:\s+" + _ATTRIBUTE + rb")+)")
_MEDIA_ATTRIBUTE = re.compile(rb"\s([^\s\"'<>/=]+)(?:=(\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_JSON = msgspec.json.Decoder(msgspec.Raw)  # validates without building values


@dataclass(frozen=True, slots=True)
class SiteFault:
    """Something wrong with the file at address `uri`."""

    uri: str
    message: str

    def __str__(self) -> str:
        return f"{self.uri}: {self.message}"


@dataclass(frozen=True, slots=True)
class LintResult:
    """What was found in files. `links` maps link targets that must be checked to the pages that link to them."""

    faults: list[SiteFault] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: LintResult) -> None:
        """Add the result for other files."""
        self.faults.extend(other.faults)
        for target, uris in other.links.items():
            self.links.setdefault(target, []).extend(uris)


class HtmlLinter:
    """Lints files. `pages` are addresses that the site is sure to have, so links to them need no check later."""

    def __init__(self, site_url: str, pages: Iterable[str] = ()) -> None:
        """Take the public address of the site, which may be empty; its path is the site's root on the server."""
        self._root_path = urlsplit(site_url).path or "/"
        self._sure_pages = frozenset(page.encode() for page in pages)
        self._resolved: dict[bytes, dict[bytes, str | None]] = {}  # relative path to the root -> link -> target

    def read(self, files: Iterable[tuple[str, bytes]]) -> LintResult:
        """Lint files, given as (address, content)."""
        result = LintResult()
        for uri, content in files:
            if message := _fault_of(uri, content):
                result.faults.append(SiteFault(uri, message))
            if uri.endswith(".html"):
                for target in self.link_targets(uri, content):
                    result.links.setdefault(target, []).append(uri)
        return result

    def link_targets(self, uri: str, content: bytes) -> set[str]:
        """Return the addresses below the root that a page links to, except those that are sure to exist."""
        folder = uri.rpartition("/")[0]
        root = b"../" * (folder.count("/") + 1) if folder else b"./"
        known = self._resolved.setdefault(root, {})
        targets = (known[link] if link in known else self._resolve(folder, root, link) for link in _links(content))
        return {target for target in targets if target is not None}

    def _resolve(self, folder: str, root: bytes, link: bytes) -> str | None:
        """Return the target of a link, or None if it need not be checked. Keep it for other pages of the same depth."""
        if link.startswith((b"#", b"https:", b"http:")):
            return None
        below = link[len(root) :] if link.startswith(root) else None
        target = None if below in self._sure_pages else self._target(folder, link.decode("utf-8", "replace"))
        if target is not None and target.encode() in self._sure_pages:
            target = None
        if below is not None and b".." not in below:
            self._resolved[root][link] = target
        return target

    def _target(self, folder: str, address: str) -> str | None:
        """Return the target of a link, relative to the root; None if it is the page itself or another site."""
        address = unescape(address).strip().partition("#")[0].partition("?")[0]
        if not address:
            return None
        if _SCHEME.match(address):  # full addresses of this site too: briefings may cite it, and must not block a build
            return None
        if address.startswith("/"):
            if not address.startswith(self._root_path):
                return unquote(address)  # on this server, but outside this site
            path = address.removeprefix(self._root_path)
        else:
            path = f"{folder}/{address}" if folder else address
        return _normalized(unquote(path))


def _normalized(path: str) -> str:
    parts: list[str] = []
    *above, last = path.split("/")
    for part in above:
        if part == "..":
            if not parts:
                return path  # outside the site
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    if last == "..":
        return _normalized(path + "/")
    return "".join(f"{part}/" for part in parts) + ("" if last == "." else last)


def _links(content: bytes) -> set[bytes]:
    """Return all values of attributes of a page that link to something."""
    found = {value.strip(b"\"'") for value in set(_LINK.findall(content))}
    for attributes in set(_MEDIA.findall(content)):
        for name, value in _MEDIA_ATTRIBUTE.findall(attributes):
            if name in (b"src", b"poster"):
                found.add(value.strip(b"\"'"))
            elif name == b"srcset":
                found.update(image.split()[0] for image in value.strip(b"\"'").split(b",") if image.strip())
    return found


def _fault_of(uri: str, content: bytes) -> str:
    if not content:
        return "" if uri.endswith(".jsonl") else "is empty"  # a file of no lines is valid
    extension = uri.rpartition(".")[2]
    if extension in ("xml", "opml"):
        return _xml_fault(content)
    if extension == "json":
        return _json_fault(content)
    if extension == "jsonl":
        return _json_fault(content, lines=True)
    if uri.endswith(".jsonl.gz"):
        try:
            return _json_fault(gzip.decompress(content), lines=True)
        except (OSError, EOFError, zlib.error) as error:
            return f"is not packed: {error}"
    return ""


def _xml_fault(content: bytes) -> str:
    doctypes: list[object] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *found: doctypes.append(found)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return f"is no XML: {error}"
    return "declares a document type, which no feed and no sitemap needs" if doctypes else ""


def _json_fault(content: bytes, *, lines: bool = False) -> str:
    try:
        content.decode()  # the decoder validates UTF-8 only when it builds values
        _ = _JSON.decode_lines(content) if lines else _JSON.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"is no JSON: {error}"
    return ""
