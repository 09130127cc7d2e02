"""The report on paper: 80 columns for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from broadsheet.insight.site_report.forecast import Forecast
from broadsheet.insight.site_report.health import Health
from broadsheet.insight.site_report.standing import as_health, as_links, as_room
from broadsheet.insight.site_report.values import Budget, FileKind, FirstView, Page, PageKind, SiteReport

_NAME = 23
_COLUMNS = (9, 10, 10, 14, 14)

Row = Sequence[str]
"""A name and its figures."""


def as_json(site: SiteReport, health: Health | None = None, room: Forecast | None = None) -> str:
    """Return every section as an object; sizes are bytes, and `over` is by how much a budget is missed."""
    content = asdict(site) | {
        "files": site.files,
        "bytes": site.bytes,
        "within": site.within,
        "budgets": [asdict(budget) | {"over": budget.over} for budget in site.budgets],
        "first_views": [asdict(view) | {"total": view.total} for view in site.first_views],
        "forecast": asdict(room) if room else None,
        "health": asdict(health) if health else None,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def as_text(site: SiteReport, health: Health | None = None, room: Forecast | None = None) -> str:
    """Return the report in 80 columns, sections parted by an empty line."""
    pages = sum(kind.count for kind in site.page_kinds)
    sections = [
        [f"{pages:,} pages, {site.files:,} files, {_millions(site.bytes)}. Sizes in bytes."],
        _table("Budgets", ("limit", "measured", ""), map(_budget, site.budgets), 41, (10, 11, 18)),
        _table("First view, gzip", ("html", "css", "js", "fonts", "total"), map(_view, site.first_views)),
        _table(
            "Pages", ("count", "median", "largest", "median gzip", "largest gzip"), map(_page_kind, site.page_kinds)
        ),
        _table("Files", ("files", "bytes"), map(_file_kind, site.file_kinds), columns=(9, 15)),
        _per_briefing(site),
        _table("Largest pages", ("raw", "gzip"), map(_page, site.largest), 60, (10, 10)),
        as_room(room) if room else [],
        as_health(health, site) if health else [],
        as_links(site.links),
    ]
    return "\n".join("".join(f"{line.rstrip()}\n" for line in section) for section in sections if section)


def _budget(budget: Budget) -> Row:
    stands = f"over by {budget.over:,}" if budget.over else "within"
    return budget.name, _figure(budget.limit), _figure(budget.measured), stands


def _view(view: FirstView) -> Row:
    return view.name, *map(_figure, (view.html, view.css, view.scripts, view.fonts, view.total))


def _page_kind(kind: PageKind) -> Row:
    figures = (kind.count, kind.median_raw, kind.largest_raw, kind.median_gzip, kind.largest_gzip)
    return kind.kind, *map(_figure, figures)


def _file_kind(kind: FileKind) -> Row:
    return kind.kind, _figure(kind.files), _figure(kind.bytes)


def _page(page: Page) -> Row:
    return f"/{page.address}", _figure(page.raw), _figure(page.gzip)


def _per_briefing(site: SiteReport) -> list[str]:
    cost = site.per_briefing
    if cost is None:
        return []
    rows = [
        ("own, median", _figure(cost.own_files), _figure(cost.own_bytes)),
        ("share of site", f"{cost.share_files:,.1f}", _figure(cost.share_bytes)),
    ]
    return _table("Per briefing", ("files", "bytes"), rows, columns=(9, 15))


def _table(
    title: str, heads: Sequence[str], rows: Iterable[Row], room: int = _NAME, columns: Sequence[int] = _COLUMNS
) -> list[str]:
    """Return a title over rows, names to the left in `room`, figures to the right; nothing where there are no rows."""

    def row(name: str, figures: Sequence[str]) -> str:
        return name.ljust(room) + "".join(figure.rjust(width) for figure, width in zip(figures, columns, strict=True))

    lines = [row(f"  {_fitted(name, room - 2)}", figures) for name, *figures in rows]
    return [row(title, heads), *lines] if lines else []


def _fitted(name: str, room: int) -> str:
    """Shorten a long address at its start, where addresses are alike."""
    return name if len(name) <= room else "…" + name[-(room - 1) :]


def _figure(number: int) -> str:
    return f"{number:,}"


def _millions(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
