"""The kinds of work, each a function from a bench to what it cost. Every step can run alone and finds what it needs.

Ours is called only as people call it, by its command.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from statistics import median

from broadsheet.build.swap import staging_of

from . import tools
from .generate import one_more_day, write_project
from .hugo import write_hugo
from .measure import Failed, run
from .news import FIRST_DAY, Scale, story
from .others import write_eleventy, write_material

Figures = dict[str, float]
PATIENCE = 300.0  # seconds that an edit may take to show, before it counts as failed
_TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the work is done and with how many briefings.

    `state` names the code that builds; `jobs` is the number of its processes, 0 leaves it to the command. `patience` is
    how many seconds a program may take that is known to be slow.
    """

    work: Path
    count: int
    scale: Scale
    state: str
    jobs: int = 0
    patience: float = inf

    def project(self, kind: str, write: Callable[[Path, int, Scale], None]) -> Path:
        """Return the folder of a project, written anew when it is not there or holds another state's templates."""
        name = f"{kind}-{self.count}"
        if self.scale != Scale():
            name += f"-{self.scale.publishers}p-{self.scale.entities}e"
        folder = self.work / name
        if not _holds(written := folder / "written", self.state):
            shutil.rmtree(folder, ignore_errors=True)
            write(folder, self.count, self.scale)
            written.write_text(self.state, "utf-8")
        return folder

    def build(self, project: Path, site: Path, *options: str) -> Figures:
        """Run `broadsheet build`."""
        jobs = ["--jobs", str(self.jobs)] if self.jobs else []
        command = [sys.executable, "-m", "broadsheet", "build"]
        cost = run([*command, "--root", project, "--site-dir", site, *options, *jobs])
        return cost.figures()


def cold(bench: Bench) -> Figures:
    """From nothing, without search: no cache, no site."""
    return _cold(bench, "--no-search")


def cold_search(bench: Bench) -> Figures:
    """From nothing, with search."""
    return _cold(bench)


def _cold(bench: Bench, *options: str) -> Figures:
    project = bench.project("cold", write_project)
    site = project.with_name(f"{project.name}-site")
    forget(project, site)
    figures = bench.build(project, site, *options)
    if "--no-search" not in options:
        figures |= _size(site, bench.count)
    shutil.rmtree(site, ignore_errors=True)
    return figures


def day(bench: Bench) -> Figures:
    """Another day on a site that is there, without search."""
    return _day(bench, "--no-search")


def day_search(bench: Bench) -> Figures:
    """Another day on a site that is there, search included."""
    return _day(bench)


def nothing(bench: Bench) -> Figures:
    """A build of what is built."""
    project, site = _warm(bench)
    return bench.build(project, site)


def _day(bench: Bench, *options: str) -> Figures:
    project, site = _warm(bench, *options)
    built = project / "built"
    built.unlink()  # until the day is built, this is no warm site: an interrupted run must not leave two days to one build
    one_more_day(project, bench.scale)
    figures = bench.build(project, site, *options)
    built.write_text(bench.state, "utf-8")
    return figures


def _warm(bench: Bench, *options: str) -> tuple[Path, Path]:
    """Return a project that this code has built with these options, and that has not been touched since."""
    kind = f"warm{''.join(options)}"
    project = bench.project(kind, write_project)
    site = project.with_name(f"{project.name}-site")
    built = project / "built"
    if not _holds(built, bench.state):
        forget(project, site)
        bench.build(project, site, *options)
        built.write_text(bench.state, "utf-8")
    return project, site


def _holds(file: Path, text: str) -> bool:
    return file.exists() and file.read_text("utf-8") == text


def hugo(bench: Bench) -> Figures:
    """Hugo's whole site, from nothing."""
    project = bench.project("hugo", write_hugo)
    site = project.with_name(f"{project.name}-site")
    forget(project, site)
    cost = run(
        [tools.hugo(bench.work / "tools"), "--source", project, "--destination", site, "--ignoreCache", "--quiet"]
    )
    shutil.rmtree(site, ignore_errors=True)
    return cost.figures()


def material(bench: Bench) -> Figures:
    """MkDocs-Material, a Markdown page a story, outside its navigation."""
    return _material(bench, bench.project("material", write_material))


def material_nav(bench: Bench) -> Figures:
    """MkDocs-Material as it comes, every page in its navigation, for as long as there is patience."""
    return _material(bench, bench.project("material-nav", partial(write_material, in_nav=True)))


def _material(bench: Bench, project: Path) -> Figures:
    site = project.with_name(f"{project.name}-site")
    forget(project, site)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", project / "mkdocs.yml", "-d", site]
    cost = run(command, patience=bench.patience)
    shutil.rmtree(site, ignore_errors=True)
    return cost.figures()


def eleventy(bench: Bench) -> Figures:
    """Eleventy, a page a story and a day."""
    project = bench.project("eleventy", write_eleventy)
    site = project / "_site"
    forget(project, site)
    cost = run([tools.eleventy(bench.work / "tools"), "--quiet"], cwd=project)
    shutil.rmtree(site, ignore_errors=True)
    return cost.figures()


def edit(bench: Bench) -> Figures:
    """From saving a briefing to its page being served anew, under `broadsheet serve`: the middle of three edits."""
    project = bench.project("serve", write_project)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "broadsheet", "serve", "--root", str(project), "--addr", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    path = story(bench.count - 10, bench.scale).path
    file = next((project / "briefings").glob(f"{path}.*"))
    try:
        _shows(f"http://{address}/", "<html", process)
        times = []
        for number in range(3):
            text, title = file.read_text("utf-8"), f"Edit {time.monotonic_ns()}"
            file.write_text(_TITLE.sub(f'title: "{title}"', text, count=1), "utf-8")
            saved = time.perf_counter()
            _shows(f"http://{address}/{path}/", title, process)
            times.append(time.perf_counter() - saved)
            time.sleep(1 + number)  # the watcher settles
        return {"seconds": median(times)}
    finally:
        process.terminate()
        process.wait()


def _shows(url: str, text: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise Failed(f"{url} did not come to show “{text}”")


def _size(site: Path, briefings: int) -> Figures:
    """Weigh a site: every file without pictures, and the middle briefing page. There are no pictures in these sites."""
    files = [file for file in site.rglob("*") if file.is_file()]
    years = {str(year) for year in range(FIRST_DAY.year, FIRST_DAY.year + 100)}
    pages = [
        file
        for file in files
        if file.name == "index.html" and len(at := file.relative_to(site).parts) == 5 and at[0] in years
    ]
    raw = [page.read_bytes() for page in pages[:: max(1, len(pages) // 2_000)]]
    return {
        "bytes": sum(file.stat().st_size for file in files) / briefings,
        "files": len(files) / briefings,
        "page": median(map(len, raw)),
        "gzip": median(len(gzip.compress(page, 9)) for page in raw),
    }


def forget(project: Path, site: Path) -> None:
    """Remove what earlier builds have left."""
    for folder in (project / ".cache", site, staging_of(site)):
        shutil.rmtree(folder, ignore_errors=True)


STEPS: dict[str, Callable[[Bench], Figures]] = {
    "cold": cold,
    "hugo": hugo,
    "day": day,
    "day-search": day_search,
    "nothing": nothing,
    "cold-search": cold_search,
    "material": material,
    "material-nav": material_nav,
    "eleventy": eleventy,
    "edit": edit,
}
