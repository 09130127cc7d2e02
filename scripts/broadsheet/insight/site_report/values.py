"""What the report says, a frozen value for each section.

All sizes are in bytes. `gzip` is what level 6 gives, the level of most web servers; fonts and pictures count as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.insight.site_report.crawl import Links

MEDIAN_BRIEFING = 16_384
MEDIAN_BRIEFING_GZIP = 5_120
FIRST_VIEW_GZIP = 92_160


class NoSite(Exception):
    """There is no built site in the folder."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML file. Its address has no `index.html`; the home page's is empty."""

    address: str
    kind: str
    raw: int
    gzip: int


@dataclass(frozen=True, slots=True)
class PageKind:
    """All pages of one kind; the medians are whole bytes."""

    kind: str
    count: int
    median_raw: int
    largest_raw: int
    median_gzip: int
    largest_gzip: int


@dataclass(frozen=True, slots=True)
class FileKind:
    """All files of one kind."""

    kind: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PerBriefing:
    """What a briefing costs: its own folder at the median, and its even share of the whole site."""

    briefings: int
    own_files: int
    own_bytes: int
    share_files: float
    share_bytes: int


@dataclass(frozen=True, slots=True)
class FirstView:
    """What a first visit loads before pictures and search, as sent: all but fonts by gzip."""

    name: str
    address: str
    html: int
    css: int
    scripts: int
    fonts: int

    @property
    def total(self) -> int:
        """The sum that the budget limits."""
        return self.html + self.css + self.scripts + self.fonts


@dataclass(frozen=True, slots=True)
class Budget:
    """A promise about a weight, and how it stands."""

    name: str
    limit: int
    measured: int

    @property
    def over(self) -> int:
        """By how many bytes it is missed; 0 within."""
        return max(0, self.measured - self.limit)


@dataclass(frozen=True, slots=True)
class SiteReport:
    """Everything that the report says, a field a section."""

    budgets: tuple[Budget, ...]
    page_kinds: tuple[PageKind, ...]
    file_kinds: tuple[FileKind, ...]
    per_briefing: PerBriefing | None
    first_views: tuple[FirstView, ...]
    largest: tuple[Page, ...]
    links: Links

    @property
    def files(self) -> int:
        """How many files the site has."""
        return sum(kind.files for kind in self.file_kinds)

    @property
    def bytes(self) -> int:
        """What the whole site takes on the disk of its server."""
        return sum(kind.bytes for kind in self.file_kinds)

    @property
    def within(self) -> bool:
        """Whether every budget is kept."""
        return not any(budget.over for budget in self.budgets)

    @property
    def sound(self) -> bool:
        """Whether every budget is kept and every link within the site leads somewhere."""
        return self.within and not self.links.dead
