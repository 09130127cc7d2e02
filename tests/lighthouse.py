"""Run Lighthouse on the newspaper as a phone sees it. The program behind `make lighthouse`; needs Node and Chromium.

The site is built for the address of a server of its own, which sends what GitHub Pages sends: gzip, and ten minutes in
the cache. Each page is measured three times; what counts is the middle. The table goes to docs/project/lighthouse.md.
Exit status: 0 when every category of every page is at 100, else 1.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from browser import HOW_TO_INSTALL, find_chromium
from web_server import served

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "project" / "lighthouse.md"
PACKAGE = "lighthouse@12"
RUNS = 3
PAGES = {"Home": "", "Briefing": "2026/04/24/deepseek-v4-preview/", "Search": "search/"}
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
METRICS = {
    "first-contentful-paint": "First paint",
    "largest-contentful-paint": "Largest paint",
    "total-blocking-time": "Blocked",
    "cumulative-layout-shift": "Shift",
    "total-byte-weight": "Sent",
}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"


@dataclass(frozen=True, slots=True)
class Result:
    """A page's figures: 0 to 100 by category, the metrics in their own units, and what cost points in any run."""

    version: str
    scores: dict[str, int]
    metrics: dict[str, float]
    findings: tuple[str, ...]


def build(project: Path, site: Path, address: str) -> None:
    """Build this newspaper for an address, from a copy whose mkdocs.yml says so."""
    for name in ("briefings", "docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    written = (ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(
        re.sub(r"^site_url:.*$", f"site_url: {address}", written, flags=re.MULTILINE), "utf-8"
    )
    command = [sys.executable, "-m", "broadsheet", "build", "--root", str(project), "--site-dir", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The site cannot be built:\n{done.stderr.strip()}")


def measured(url: str, chromium: str, runs: int = RUNS) -> Result:
    """Run Lighthouse on a page, with the phone that it imagines by default."""
    reports = [_run(url, chromium) for _ in range(runs)]
    return Result(
        version=str(reports[0]["lighthouseVersion"]),
        scores={
            name: round(100 * median(report["categories"][name]["score"] or 0 for report in reports))
            for name in CATEGORIES
        },
        metrics={
            name: median(report["audits"][name].get("numericValue", 0.0) for report in reports) for name in METRICS
        },
        findings=tuple(sorted({line for report in reports for line in _findings(report)})),
    )


def _run(url: str, chromium: str) -> dict[str, Any]:
    command = ["npx", "--yes", PACKAGE, url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}:\n{done.stderr.strip()}")
    report: dict[str, Any] = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        sys.exit(f"Lighthouse failed on {url}: {error['message']}")
    return report


def _findings(report: dict[str, Any]) -> Iterator[str]:
    """Name every audit that cost points, with the elements that it points at, in the categories under 100."""
    for name, title in CATEGORIES.items():
        if (report["categories"][name]["score"] or 0) >= 0.995:
            continue
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = audit.get("details", {}).get("items", [])
                where = [str(item.get("node", {}).get("selector") or item.get("url") or "") for item in items]
                said = " ".join([audit.get("displayValue", ""), *filter(None, where[:3])]).strip()
                yield f"{title}: {audit['title']}{f' ({said})' if said else ''}"


def table(results: dict[str, Result]) -> str:
    """Return the figures as a Markdown table, a page a row."""
    heads = ["Page", *CATEGORIES.values(), *METRICS.values()]
    rows = [
        [name, *map(str, result.scores.values()), *(_shown(metric, value) for metric, value in result.metrics.items())]
        for name, result in results.items()
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = [cells[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return f"| {' | '.join(padded)} |"

    rule = line(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    return "\n".join([line(heads), rule, *map(line, rows)])


def _shown(metric: str, value: float) -> str:
    if metric == "cumulative-layout-shift":
        return f"{value:.3f}"
    if metric == "total-byte-weight":
        return f"{value / 1024:.0f} KiB"
    return f"{value / 1000:.1f} s" if metric.endswith("-paint") else f"{value:.0f} ms"


def document(results: dict[str, Result]) -> str:
    """Return docs/project/lighthouse.md."""
    version = next(iter(results.values())).version
    return f"""\
# Lighthouse

`make lighthouse` wrote this page. Lighthouse {version} with its default phone (mid-range, on slow 4G, both simulated);
the site of `broadsheet build`, served as GitHub Pages serves it (gzip, cached for ten minutes, HTTP/1.1);
median of {RUNS} runs.

{table(results)}

Scores are out of 100. “Sent” is everything that the page loads, pictures included.
"""


def main(names: Sequence[str]) -> int:
    """Measure all pages, or those named. Only a run of all pages is written down."""
    if not shutil.which("npx"):
        sys.exit("Lighthouse needs Node 18 or newer, with npx.")
    chromium = find_chromium() or sys.exit(f"Lighthouse needs Chromium. {HOW_TO_INSTALL}")
    if unknown := set(names) - set(PAGES):
        sys.exit(f"There is no page {', '.join(sorted(unknown))}; there are {', '.join(PAGES)}.")
    results = {}
    with tempfile.TemporaryDirectory() as folder, served(site := Path(folder) / "site") as address:
        build(Path(folder) / "project", site, address)
        for name in names or PAGES:
            print(f"{name} …", file=sys.stderr, flush=True)
            results[name] = measured(address + PAGES[name], chromium)
    print(table(results))
    for name, result in results.items():
        for finding in result.findings:
            print(f"{name}: {finding}")
    if not names:
        TABLE.write_text(document(results), "utf-8")
    return 0 if all(score == 100 for result in results.values() for score in result.scores.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
