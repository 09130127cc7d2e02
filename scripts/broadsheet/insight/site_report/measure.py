"""Weigh a built site: its pages and files by kind, what a briefing adds, what a first view loads, and links that are dead."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from statistics import median

from broadsheet.build.swap import OURS
from broadsheet.build.workers import map_chunks
from broadsheet.insight.site_report.crawl import Crawler, Seen, gather
from broadsheet.insight.site_report.loads import first_loads
from broadsheet.insight.site_report.values import (
    FIRST_VIEW_GZIP,
    MEDIAN_BRIEFING,
    MEDIAN_BRIEFING_GZIP,
    Budget,
    FileKind,
    FirstView,
    NoSite,
    Page,
    PageKind,
    PerBriefing,
    SiteReport,
)
from broadsheet.publish.feeds import FORMATS

LARGEST = 10
CHUNK_SIZE = 100  # pages that a process looks at before it hands them over

_PAGES = (
    ("home", r"index\.html"),
    ("edition", r"\d{4}/\d\d/\d\d/index\.html"),
    ("briefing", r"\d{4}/\d\d/\d\d/[^/]+/index\.html"),
    ("month", r"\d{4}/\d\d/index\.html"),
    ("week", r"\d{4}/w\d\d/index\.html"),
    ("archive", r"(?:archive|\d{4})/index\.html"),
    ("source", r"sources/(?:[^/]+/(?:\d+/)?)?index\.html"),
    ("entity", r"entities/(?:[^/]+/(?:\d+/)?)?index\.html"),
    ("topic", r"topics/(?:[^/]+/(?:\d+/)?)?index\.html"),
    ("thread", r"threads/(?:[^/]+/)?index\.html"),
    ("other", r".*"),
)
_FILES = (
    ("html", r".*\.html"),
    ("search", r"(?:.*/)?pagefind[^/]*/.*|search/.*"),
    ("feeds", rf"(?:.*/)?(?:feed-\d+\.xml|{'|'.join(re.escape(form.file) for form in FORMATS)})"),
    ("json", r".*\.(?:json|jsonl(?:\.gz)?)"),
    ("css", r".*\.css"),
    ("js", r".*\.m?js"),
    ("fonts", r".*\.woff2?"),
    ("pictures", r".*\.(?:avif|webp|jpe?g|png|svg|ico|gif)"),
    ("other", r".*"),
)


def measure(site: Path, *, step: Callable[[int], object] = lambda _: None, jobs: int = 1) -> SiteReport:
    """Weigh the site in a folder, and follow its links, in up to `jobs` processes.

    `step` is called with how many pages were looked at. Raises NoSite where no build of ours lies there.
    """
    if not (site / OURS).is_file():
        raise NoSite
    sizes = {
        file.relative_to(site).as_posix(): file.stat().st_size for file in sorted(site.rglob("*")) if file.is_file()
    }
    names = [name for name in sizes if name.endswith(".html")]
    crawler = Crawler(sizes, _text(site, "index.html") or "")
    pages: list[Page] = []
    seen: list[tuple[str, Seen]] = []
    for some, answers in map_chunks(partial(_look, site, crawler), names, jobs=jobs, chunk_size=CHUNK_SIZE):
        pages += [page for page, _ in answers]
        seen += zip(some, (links for _, links in answers), strict=True)
        step(len(some))
    briefings = [page for page in pages if page.kind == "briefing"]
    views = tuple(_first_views(site, pages))
    return SiteReport(
        budgets=tuple(_budgets(briefings, views)),
        page_kinds=tuple(_page_kinds(pages)),
        file_kinds=tuple(_file_kinds(sizes)),
        per_briefing=_per_briefing(sizes, briefings),
        first_views=views,
        largest=tuple(sorted(pages, key=lambda page: (-page.raw, page.address))[:LARGEST]),
        links=gather(seen, lambda name: _text(site, name) or ""),
    )


def _look(site: Path, crawler: Crawler, names: Sequence[str]) -> list[tuple[Page, Seen]]:
    looked = []
    for name in names:
        content = (site / name).read_bytes()
        page = Page(name.removesuffix("index.html"), kind_of(name, _PAGES), len(content), _zipped(content))
        looked.append((page, crawler.look(name, content.decode("utf-8", "replace"))))
    return looked


def kind_of(name: str, kinds: tuple[tuple[str, str], ...]) -> str:
    """Return the first kind whose pattern the whole name of a file matches; the last pattern matches everything."""
    return next(kind for kind, pattern in kinds if re.fullmatch(pattern, name))


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def _page_kinds(pages: Iterable[Page]) -> Iterable[PageKind]:
    for kind, _ in _PAGES:
        if some := [page for page in pages if page.kind == kind]:
            raw, zipped = [page.raw for page in some], [page.gzip for page in some]
            yield PageKind(kind, len(some), _middle(raw), max(raw), _middle(zipped), max(zipped))


def _middle(sizes: Iterable[int]) -> int:
    return round(median(sizes))


def _file_kinds(sizes: dict[str, int]) -> Iterable[FileKind]:
    found: dict[str, list[int]] = {kind: [] for kind, _ in _FILES}
    for name, size in sizes.items():
        found[kind_of(name, _FILES)].append(size)
    return [FileKind(kind, len(some), sum(some)) for kind, some in found.items() if some]


def _per_briefing(sizes: dict[str, int], briefings: list[Page]) -> PerBriefing | None:
    if not briefings:
        return None
    own: dict[str, list[int]] = {page.address.rstrip("/"): [] for page in briefings}
    for name, size in sizes.items():
        for folder in PurePosixPath(name).parents:
            if folder.as_posix() in own:
                own[folder.as_posix()].append(size)
    return PerBriefing(
        briefings=len(briefings),
        own_files=_middle(len(found) for found in own.values()),
        own_bytes=_middle(sum(found) for found in own.values()),
        share_files=round(len(sizes) / len(briefings), 1),
        share_bytes=round(sum(sizes.values()) / len(briefings)),
    )


def _first_views(site: Path, pages: list[Page]) -> Iterable[FirstView]:
    """The home page, and the briefing that weighs most: where that is within the budget, all are."""
    chosen = {
        "home page": [page for page in pages if page.kind == "home"],
        "heaviest briefing": [page for page in pages if page.kind == "briefing"],
    }
    for name, some in chosen.items():
        if some:
            page = max(some, key=lambda page: page.gzip)
            loads = first_loads(f"{page.address}index.html", partial(_text, site))
            sizes = [(kind_of(file, _FILES), _sent(site / file)) for file in loads if (site / file).is_file()]
            css, scripts, fonts = (
                sum(size for kind, size in sizes if kind == wanted) for wanted in ("css", "js", "fonts")
            )
            yield FirstView(name, page.address, page.gzip, css, scripts, fonts)


def _text(site: Path, name: str) -> str | None:
    file = site / name
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None


def _sent(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix in (".woff2", ".woff") else _zipped(content)


def _budgets(briefings: list[Page], views: Iterable[FirstView]) -> Iterable[Budget]:
    if briefings:
        yield Budget("Median briefing", MEDIAN_BRIEFING, _middle(page.raw for page in briefings))
        yield Budget("Median briefing, gzip", MEDIAN_BRIEFING_GZIP, _middle(page.gzip for page in briefings))
    for view in views:
        yield Budget(f"First view, {view.name}, gzip", FIRST_VIEW_GZIP, view.total)
