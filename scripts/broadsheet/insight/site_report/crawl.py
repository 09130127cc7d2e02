"""Links of a built site to itself that lead nowhere: every href, src and srcset, and the ids behind a #."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

# A tag from its name to its end; what is between quotes may hold any character.
_REST = r"""[^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+>"""
_TAG = re.compile(rf"<[a-zA-Z]{_REST}")
_LINKING = re.compile(rf"<(?:a|area|audio|embed|iframe|image|img|link|script|source|track|use|video)\s{_REST}")
_HIDING = re.compile(r"<(?=script\b|!--)")
_LINK = re.compile(r"""\s(?:href|src(set)?)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CANONICAL = re.compile(
    r"""<link\b[^>]*\brel=["']?canonical["']?[^>]*\bhref=["']([^"']+)|"""
    r"""<link\b[^>]*\bhref=["']([^"']+)["'][^>]*\brel=["']?canonical"""
)
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PLAIN = re.compile(r"(?:\.\./)*(?:[\w-][\w.~-]*/)*(?:[\w-][\w.~-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DeadLink:
    """An address within the site that leads nowhere. `page` is the first page that has it, `pages` says how many do."""

    address: str
    page: str
    pages: int


@dataclass(frozen=True, slots=True)
class Links:
    """How many links lead from a page of the site to the site, and those that are dead."""

    checked: int
    dead: tuple[DeadLink, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page says: how many links into the site, which are dead, and (file, id) that must be there."""

    checked: int
    dead: tuple[str, ...]
    wanted: tuple[tuple[str, str], ...]


class Crawler:
    """Holds the links of pages against the files of a site, wherever that is served."""

    def __init__(self, files: Collection[str], home: str) -> None:
        """Take the names of all files, and the text of the home page, whose canonical link says where the site is."""
        self._files = frozenset(files)
        self._folders = frozenset(name[: -len("index.html")] for name in files if f"/{name}".endswith("/index.html"))
        found = _CANONICAL.search(home)
        parts = urlsplit(unescape(found[1] or found[2]) if found else "http://site.invalid/")
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._base = parts.path if parts.path.endswith("/") else f"{parts.path}/"

    def look(self, name: str, text: str) -> Seen:
        """Read one page, given by its file."""
        folder = name.rpartition("/")[0]
        steps = folder.split("/") if folder else []
        above = ["".join(f"{step}/" for step in steps[: len(steps) - up]) for up in range(len(steps) + 1)]
        checked, dead, wanted = 0, [], []
        own: list[set[str]] = []
        for address in dict.fromkeys(_addresses(text)):
            link = self._inside(address, above, name)
            if link is None:
                continue
            checked += 1
            place, fragment = link
            file = self._file(place)
            if file is None:
                dead.append(f"/{place.lstrip('/')}")
            elif fragment and file == name:
                if not _has_id(text, fragment, own):
                    dead.append(_shown(name, fragment))
            elif fragment and file.endswith(".html"):
                wanted.append((file, fragment))
        return Seen(checked, tuple(dict.fromkeys(dead)), tuple(dict.fromkeys(wanted)))

    def _inside(self, address: str, above: list[str], name: str) -> tuple[str, str] | None:
        """Return where in the site a link leads to, and the id there; nothing for one that leads elsewhere."""
        plain, _, fragment = address.partition("#")
        if not _PLAIN.fullmatch(plain):
            return self._odd(address, name)
        up = plain.count("../")
        if up >= len(above):
            return self._odd(address, name)
        place = above[up] + plain[3 * up :] if plain else name
        return place, unquote(fragment)

    def _odd(self, address: str, name: str) -> tuple[str, str] | None:
        """Resolve any address as a browser does."""
        if _ABSOLUTE.match(address) and not address.startswith(self._origin):
            return None
        try:
            parts = urlsplit(urljoin(f"{self._origin}{self._base}{name}", address.strip()))
            is_whole = bool(urlsplit(address.strip()).netloc)
        except ValueError:
            return None
        if f"{parts.scheme}://{parts.netloc}" != self._origin:
            return None
        path = unquote(parts.path) or "/"
        if path.startswith(self._base):
            return path[len(self._base) :], unquote(parts.fragment)
        return (
            None if is_whole else (path, "")
        )  # another site of this host, or a link that leaves ours by mistake: no file

    def _file(self, place: str) -> str | None:
        if place in self._files:
            return place
        folder = place if not place or place.endswith("/") else f"{place}/"
        return f"{folder}index.html" if folder in self._folders else None


def gather(seen: Iterable[tuple[str, Seen]], read: Callable[[str], str]) -> Links:
    """Put together what pages say; `read` gives the text of a page whose ids somebody links to."""
    checked = 0
    dead: dict[str, list[str]] = {}
    wanted: dict[str, dict[str, list[str]]] = {}
    for name, one in seen:
        checked += one.checked
        for address in one.dead:
            dead.setdefault(address, []).append(name)
        for file, fragment in one.wanted:
            wanted.setdefault(file, {}).setdefault(fragment, []).append(name)
    for file, fragments in wanted.items():
        ids = ids_of(read(file))
        for fragment in fragments.keys() - ids:
            dead.setdefault(_shown(file, fragment), []).extend(fragments[fragment])
    found = [DeadLink(address, _shown(min(names)), len(names)) for address, names in dead.items()]
    return Links(checked, tuple(sorted(found, key=lambda link: (-link.pages, link.address))))


def _shown(file: str, fragment: str = "") -> str:
    """Return a page's address, and a place on it."""
    page = file[: -len("index.html")] if f"/{file}".endswith("/index.html") else file
    return f"/{page}#{fragment}" if fragment else f"/{page}"


def ids_of(text: str) -> set[str]:
    """Return every id of a page, and `top`, which every page has."""
    tags = "".join(_TAG.findall(_markup(text)))
    return {"top", *(unescape(found[0] or found[1] or found[2]) for found in _ID.findall(tags))}


def _has_id(text: str, wanted: str, ids: list[set[str]]) -> bool:
    """Whether a page has an id; all of them are sought when the usual way of writing it is not there."""
    if f' id="{wanted}"' in text:
        return True
    if not ids:
        ids.append(ids_of(text))
    return wanted in ids[0]


def _addresses(text: str) -> Iterator[str]:
    for many, *values in _LINK.findall("".join(_LINKING.findall(_markup(text)))):
        value = next(filter(None, values), "")
        value = unescape(value) if "&" in value else value
        if many:
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        else:
            yield value


def _markup(text: str) -> str:
    """Leave out comments and what is in scripts. One expression for it would take ten times as long."""
    kept, at = [], 0
    while found := _HIDING.search(text, at):
        begin = found.start()
        if text.startswith("<!--", begin):
            kept.append(text[at:begin])
            end = text.find("-->", begin)
        else:
            opened = text.find(">", begin) + 1
            kept.append(text[at:opened])
            end = text.find("</script", opened or len(text))
        if end < 0:
            return "".join(kept)
        at = end
    return "".join([*kept, text[at:]])
