"""What a page loads before anything is touched: style sheets, their fonts, modules, and what those import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

_FONT = re.compile(r"""url\(\s*["']?([^"')]+\.woff2?)["']?\s*\)""")
_IMPORT = re.compile(r"""(?:^|;)\s*(?:import|export)\b\s*(?:[\w$\s{},*]+?\bfrom\b\s*)?["']([^"']+)["']""", re.MULTILINE)

_LATER = re.compile(r"""\bimport\(["']([^"']+)["']\)""")

Read = Callable[[str], str | None]
"""Give the text of a file of the site by its address; nothing for one that is not there."""


def first_loads(address: str, read: Read) -> list[str]:
    """Return the addresses of the files that the page in a file of the site loads up front, each once, in its order.

    A script that the page itself names may put the rest off until the page is there; what its `import()` names is
    counted. Further in, an `import()` waits for the reader. Pictures are weighed apart.
    """
    links = _Links()
    links.feed(read(address) or "")
    found: dict[str, None] = {}
    wanted = [_resolved(address, link) for link in links.found]
    named = set(wanted)
    while wanted:
        file = wanted.pop(0)
        if file is None or file in found:
            continue
        found[file] = None
        wanted += [_resolved(file, link) for link in _further(file, read)]
        if file in named and file.endswith(".js"):
            wanted += [_resolved(file, link) for link in _LATER.findall(read(file) or "")]
    return list(found)


def _further(file: str, read: Read) -> Iterator[str]:
    if file.endswith(".css"):
        yield from _FONT.findall(read(file) or "")
    elif file.endswith((".js", ".mjs")):
        yield from _IMPORT.findall(read(file) or "")


def _resolved(base: str, link: str) -> str | None:
    """Return the file that a link leads to, from the root of the site; nothing for one that leads elsewhere."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = normpath(join("/", dirname(base), unquote(parts.path))).lstrip("/")
    return path if not parts.path.endswith("/") else f"{path}/index.html".lstrip("/")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        relations = set((given.get("rel") or "").split())
        if tag == "link" and relations & {"stylesheet", "modulepreload", "preload"}:
            self.found.append(given.get("href") or "")
        elif tag == "script":
            self.found.append(given.get("src") or "")
