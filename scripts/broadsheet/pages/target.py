"""A page as a value, the site it belongs to, and where everything lives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from broadsheet.text.domains import url_segment

T_co = TypeVar("T_co", covariant=True)

MANY_BYTES = 64  # from which on a digest says as much as a `repr` four times as long


class Page(Struct, frozen=True, kw_only=True):
    """One page to draw. `uri` is its source path for MkDocs (`…/index.md`); `meta` is plain data for the template."""

    uri: str
    template: str
    title: str
    meta: Mapping[str, Any]

    @property
    def url(self) -> str:
        """The address below the site's root: empty for the home page, else with a slash at its end."""
        return self.uri.removesuffix("index.md")


class Target(Struct, Generic[T_co], frozen=True):
    """What can be made at any time: a page, or other files of the site.

    `name` is the page's source path, the address of the file, or that of the folder that the files lie in. `key` is a
    digest of all that it is made from but the design and the site's own facts, which all share: with the same key,
    `make` returns the same. One that is `heavy` takes much memory while it is made. Those that are best made `together`
    tell the same stories, each of which a process tells once.
    """

    name: str
    key: bytes
    make: Callable[[], T_co]
    heavy: bool = False
    together: bool = False


def html_of(uri: str) -> str:
    """Return the file that a page's source becomes: `2026/04/24/index.html`."""
    return uri.removesuffix(".md") + ".html"


def key_of(*parts: object) -> bytes:
    """Return a digest of values whose `repr` says all there is to say: texts, numbers, bytes, days, and tuples of them."""
    short = [digest_of(part) if type(part) is bytes and len(part) > MANY_BYTES else part for part in parts]
    return digest_of(repr(short).encode("utf-8", "surrogatepass"))


def digest_of(content: bytes) -> bytes:
    """Return a digest of bytes."""
    return blake2b(content, digest_size=16).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture in one format (`avif`, `webp` or `jpeg`) and one size in pixels, and its address below the root."""

    uri: str
    content: bytes
    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture as it will be served. The first four are its widest JPEG, which every reader, feed and machine can show.

    `renditions` come format by format, the best first, in each from narrow to wide. `colour` is `#rrggbb`, or empty.
    """

    uri: str
    content: bytes
    width: int
    height: int
    renditions: tuple[Rendition, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What every page is drawn with. `files` are the addresses of the style sheet, scripts and fonts.

    `digest` changes with any of them, with the templates, and with what the configuration says to them. `sheet` is the
    text of the style sheet, `fonts` the bytes of the fonts by their addresses; `has_fonts` says whether cards can be
    drawn, with these or with fonts of the system.
    """

    files: tuple[str, ...] = ()
    digest: str = ""
    sheet: str = ""
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    has_fonts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the configuration says about the newspaper. `url` is empty, or ends in a slash."""

    name: str
    description: str = ""
    url: str = ""
    language: str = "en"
    repo_url: str = ""
    edit_uri: str = ""
    feed_authority: str = ""
    feed_items: int = 50
    feed_days: int = 90
    markdown_days: int = 90
    license: str = ""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    offline: bool = False
    cards: bool = False
    card_days: int = 30
    design: Design = Design()

    @property
    def has_cards(self) -> bool:
        """Whether pages point to cards: they are wanted, can be drawn, and have whole addresses."""
        return self.cards and bool(self.url) and self.design.has_fonts

    def absolute(self, url: str) -> str:
        """Return an address with its host where `site_url` is set, else from the root."""
        return self.url + url if self.url else "/" + url

    def feed_title(self, title: str) -> str:
        """Return the title of a list's feed, which stands among others in somebody's reader."""
        return f"{self.name}: {title}"

    def feed(self, url: str, title: str) -> dict[str, str]:
        """Return what the page of a list says of its own feed."""
        return {"url": url, "title": self.feed_title(title)}

    def picture_uris(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the addresses of the pictures that stories have; they change with the pictures."""
        return tuple(self.pictures[path].uri for path in paths if path in self.pictures)

    def edit_url(self, file: str) -> str:
        """Return where a file can be edited in the browser, or an empty string.

        `edit_uri` leads to docs/, as MkDocs has it; `file` is relative to the project's root.
        """
        if not (self.repo_url and self.edit_uri):
            return ""
        return _editing_url(self.repo_url, self.edit_uri) + quote(file)

    def report_url(self, path: str) -> str:
        """Return where a reader can report an error, with the briefing's path filled in, or an empty string."""
        if not self.repo_url:
            return ""
        repository = self.repo_url.rstrip("/")
        host, title = urlsplit(repository).hostname or "", quote(f"Error in {path}")
        if "gitlab" in host:
            return f"{repository}/-/issues/new?issue[title]={title}"
        if "github" in host:  # its form has a title of its own, and the link is on every page
            return f"{repository}/issues/new?template=error.yml&briefing={quote(path)}"
        return f"{repository}/issues/new?title={title}"


@lru_cache(maxsize=8)
def _editing_url(repo_url: str, edit_uri: str) -> str:
    """Return the address below which every file of the project can be edited: that above the one of docs/."""
    docs = urljoin(repo_url.rstrip("/") + "/", edit_uri).rstrip("/") + "/"
    return urljoin(docs, "../")


def story_url(path: str) -> str:
    """`2026/04/24/slug/`."""
    return f"{path}/"


def day_url(day: date) -> str:
    """`2026/04/24/`."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def month_url(year: int, month: int) -> str:
    """`2026/04/`."""
    return f"{year:04}/{month:02}/"


def year_url(year: int) -> str:
    """`2026/`."""
    return f"{year:04}/"


def week_url(day: date) -> str:
    """`2026/w17/`: the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}/w{week:02}/"


def source_url(domain: str) -> str:
    """`sources/bbc.co.uk/`."""
    return f"sources/{url_segment(domain)}/"


def entity_url(slug: str) -> str:
    """`entities/deepseek/`."""
    return f"entities/{slug}/"


def topic_url(key: str) -> str:
    """`topics/policy/`."""
    return f"topics/{key}/"


def thread_url(slug: str) -> str:
    """`threads/deepseek-v4/`."""
    return f"threads/{slug}/"
