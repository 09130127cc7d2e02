"""Proofs of a new site: what a reader, a feed reader or a search engine would stumble over is found before it appears.

Files are read as they are made, in the process that makes them, so that a day's work costs a day's reading.
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

# An attribute, whole: what looks like one inside the value of another is none.
_ATTRIBUTE = rb"[^\s\"'<>/=]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?"
_LINK = re.compile(
    rb"<(?:a|link|script|form|area)(?:\s+(?!href=|src=|action=)"
    + _ATTRIBUTE
    + rb")*\s+(?:href|src|action)=(\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+)"
)
_MEDIA = re.compile(rb"<(?:img|source|iframe|video|audio|track)((?:\s+" + _ATTRIBUTE + rb")+)")
_OF_MEDIA = re.compile(rb"\s([^\s\"'<>/=]+)(?:=(\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_JSON = msgspec.json.Decoder(msgspec.Raw)  # only whether it is JSON


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong with a file of the site."""

    uri: str
    what: str

    def __str__(self) -> str:
        return f"{self.uri}: {self.what}"


@dataclass(frozen=True, slots=True)
class LintResult:
    """What was found in some files: faults, and the files that links lead to, each with the files that link to it."""

    faults: list[Defect] = field(default_factory=list)
    leads: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: LintResult) -> None:
        """Take in what was found elsewhere."""
        self.faults.extend(other.faults)
        for target, uris in other.leads.items():
            self.leads.setdefault(target, []).extend(uris)


class HtmlLinter:
    """Reads files as they are made. Links to `pages`, which are addresses that are sure to be made, need no second look."""

    def __init__(self, site_url: str, pages: Iterable[str] = ()) -> None:
        """Take the address of the site, which may be empty; it says where on its server the site lies."""
        self._mount = urlsplit(site_url).path or "/"
        self._sure = frozenset(page.encode() for page in pages)
        self._known: dict[bytes, dict[bytes, str | None]] = {}  # by the way to the root, where links lead that take it

    def read(self, files: Iterable[tuple[str, bytes]]) -> LintResult:
        """Read files, each with its address."""
        proof = LintResult()
        for uri, content in files:
            if what := _what_is_wrong(uri, content):
                proof.faults.append(Defect(uri, what))
            if uri.endswith(".html"):
                for target in self.leads(uri, content):
                    proof.leads.setdefault(target, []).append(uri)
        return proof

    def leads(self, uri: str, content: bytes) -> set[str]:
        """Return the addresses below the root that a page links to, but for those that are sure to be there."""
        folder = uri.rpartition("/")[0]
        root = b"../" * (folder.count("/") + 1) if folder else b"./"
        known = self._known.setdefault(root, {})
        targets = (known[found] if found in known else self._led(folder, root, found) for found in _addresses(content))
        return {target for target in targets if target is not None}

    def _led(self, folder: str, root: bytes, found: bytes) -> str | None:
        """Return where an address leads if somebody must look whether that is there, and remember it for other pages."""
        if found.startswith((b"#", b"https:", b"http:")):
            return None
        below = found[len(root) :] if found.startswith(root) else None
        target = None if below in self._sure else self._target(folder, found.decode("utf-8", "replace"))
        if target is not None and target.encode() in self._sure:
            target = None
        if below is not None and b".." not in below:
            self._known[root][found] = target
        return target

    def _target(self, folder: str, address: str) -> str | None:
        """Return where an address leads, from the root; None where that is another site or the page itself."""
        address = unescape(address).strip().partition("#")[0].partition("?")[0]
        if not address:
            return None
        if _SCHEME.match(
            address
        ):  # also where it is the site itself: briefings may name any address, and no build hangs on it
            return None
        if address.startswith("/"):
            if not address.startswith(self._mount):
                return unquote(address)  # a file of the server, but not of this site
            path = address.removeprefix(self._mount)
        else:
            path = f"{folder}/{address}" if folder else address
        return _resolved(unquote(path))


def _resolved(path: str) -> str:
    parts: list[str] = []
    *above, last = path.split("/")
    for part in above:
        if part == "..":
            if not parts:
                return path  # out of the site
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    if last == "..":
        return _resolved(path + "/")
    return "".join(f"{part}/" for part in parts) + ("" if last == "." else last)


def _addresses(content: bytes) -> set[bytes]:
    """Return every address that an element of a page names."""
    found = {value.strip(b"\"'") for value in set(_LINK.findall(content))}
    for attributes in set(_MEDIA.findall(content)):
        for name, value in _OF_MEDIA.findall(attributes):
            if name in (b"src", b"poster"):
                found.add(value.strip(b"\"'"))
            elif name == b"srcset":
                found.update(one.split()[0] for one in value.strip(b"\"'").split(b",") if one.strip())
    return found


def _what_is_wrong(uri: str, content: bytes) -> str:
    if not content:
        return "" if uri.endswith(".jsonl") else "is empty"  # no lines are lines too
    end = uri.rpartition(".")[2]
    if end in ("xml", "opml"):
        return _xml_fault(content)
    if end == "json":
        return _json_fault(content)
    if end == "jsonl":
        return _json_fault(content, lines=True)
    if uri.endswith(".jsonl.gz"):
        try:
            return _json_fault(gzip.decompress(content), lines=True)
        except (OSError, EOFError, zlib.error) as error:
            return f"is not packed: {error}"
    return ""


def _xml_fault(content: bytes) -> str:
    refused: list[object] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *found: refused.append(found)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return f"is no XML: {error}"
    return "declares a document type, which no feed and no sitemap needs" if refused else ""


def _json_fault(content: bytes, *, lines: bool = False) -> str:
    try:
        content.decode()  # which the decoder leaves to whoever asks for a value
        _ = _JSON.decode_lines(content) if lines else _JSON.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"is no JSON: {error}"
    return ""
