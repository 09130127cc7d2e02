"""The build: a project's folder to its published site, in one call.

A build stops at the first of these steps that shows that there is nothing to do:

1. `Project.stamp` is a fingerprint of all inputs by sizes and times of files. If it is that of the last build, the last
   report is returned, and no briefing is read.
2. The briefings are read and checked. Errors end the build.
3. `Project.fingerprint` is one of all inputs by content. If it is that of the last site, nothing is rendered.
4. `Press.write` renders the stale targets of the site, verifies the result, and publishes it. Where another plugin, a
   hook or a theme takes part, MkDocs builds the whole site instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from broadsheet.build.cache import Database
from broadsheet.build.output import LastBuild, SiteWriter, read_part, write_part
from broadsheet.build.output.gate import check_folder, page_count
from broadsheet.build.paper import Paper
from broadsheet.build.swap import built_beside, recover
from broadsheet.load import Tree
from broadsheet.mkdocs_adapter.project import Project, ProjectError
from broadsheet.pages.target import html_of
from broadsheet.problems import Problem, errors
from broadsheet.problems.formats import render


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build. `site_dir` is an absolute path, `jobs` the number of processes.

    `clean` forgets earlier builds. `now` is today's date; without it, the day of the newest edition counts as today.
    `parts` are folders with parts of the site from other machines. `may_shrink` accepts the loss of most pages.
    """

    site_dir: Path
    jobs: int = 1
    clean: bool = False
    search: bool = True
    now: date | None = None
    parts: Sequence[Path] = ()
    may_shrink: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """A published site. `warnings` are about the site as a whole; `changed` is False if the last site was up to date.

    `paper` has the briefings, if they were read. A command that ends next should hold on to the result until then: to
    free ten years of briefings takes a second.
    """

    briefings: int
    editions: int
    pages: int
    warnings: tuple[str, ...]
    changed: bool
    paper: Paper | None = None


class BriefingErrors(Exception):
    """Briefings have errors, so nothing was built. `problems` are all problems of the `files` briefings that were read."""

    def __init__(self, problems: Sequence[Problem], files: int) -> None:
        """Take the problems, and the number of briefings."""
        super().__init__(f"{len(errors(problems))} error(s) in the briefings")
        self.problems = tuple(problems)
        self.files = files


class BuildListener:
    """Is called while a build runs. This one ignores everything; subclass it to show it."""

    def checked(self, report: str, briefings: int) -> None:
        """Take the report of the check as text, and the number of briefings; none of them has errors."""

    def noticed(self, notices: Sequence[str]) -> None:
        """Take notices about the project, before anything is rendered."""

    def progress(self, verb: str, noun: str, total: int | None = None) -> AbstractContextManager[Callable[[], object]]:
        """Begin a step that handles `total` things; the returned function is called for each of them."""
        return _no_progress()


def build_site(project: Project, options: BuildOptions, listener: BuildListener) -> BuildResult:
    """Bring a site up to date.

    Raises BriefingErrors, ProjectError, SearchError, PressError or ChangedMeanwhile; the last site stays then.
    """
    recover(options.site_dir)
    with project.database() as database, _open_press(project, options, database) as press:
        if options.clean:
            database.forget()
        if not options.parts:
            press.scan_ahead()
        tree = project.tree()
        stamp = project.stamp(tree, now=options.now, searched=options.search)
        if not options.parts and (last := press.unchanged_since(stamp)):
            listener.checked(last.problems, last.briefings)
            return _result_of(last)
        paper, report = _read(project, options, database, tree, listener)
        fingerprint = project.fingerprint(paper)
        pages, warnings, changed = _update(project, options, paper, press, fingerprint, listener)
        records = paper.checked.records
        last = LastBuild(
            stamp=stamp,
            problems=report,
            warnings=warnings,
            briefings=len(records),
            editions=len({record.day for record in records}),
            pages=pages,
        )
        press.remember(last, fingerprint)
        return replace(_result_of(last), changed=changed, paper=paper)


def build_part(project: Project, options: BuildOptions, part: int, of: int, listener: BuildListener) -> int:
    """Render part `part` of `of` into `options.site_dir`, for `BuildOptions.parts` elsewhere. Return its number of files."""
    recover(options.site_dir)
    with project.database() as database:
        if options.clean:
            database.forget()
        paper, _ = _read(project, options, database, project.tree(), listener)
        if not project.only_ours():
            raise ProjectError(
                "a site can be made in parts only where no other plugin, hook or theme has a say in its pages"
            )
        plan = project.plan_site(paper)
        with listener.progress("making", "file") as on_progress:
            return write_part(plan, options.site_dir, part, of, jobs=options.jobs, on_progress=on_progress)


def _open_press(project: Project, options: BuildOptions, database: Database) -> SiteWriter:
    name = os.path.relpath(options.site_dir, project.root)
    return SiteWriter(options.site_dir, database, name=name, jobs=options.jobs)


def _read(
    project: Project, options: BuildOptions, database: Database, tree: Tree, listener: BuildListener
) -> tuple[Paper, str]:
    """Read and check the briefings. Return them with the report of the check. Raises BriefingErrors."""
    with listener.progress("reading", "briefing") as on_progress:
        paper = project.open(tree=tree, now=options.now, on_progress=on_progress, database=database, jobs=options.jobs)
    if errors(paper.problems):
        raise BriefingErrors(paper.problems, paper.files)
    report = render(paper.problems, "text")
    listener.checked(report, len(paper.checked.records))
    return paper if options.search else paper.without_search(), report


def _update(
    project: Project,
    options: BuildOptions,
    paper: Paper,
    press: SiteWriter,
    fingerprint: bytes,
    listener: BuildListener,
) -> tuple[int, tuple[str, ...], bool]:
    """Bring the site up to date. Return its number of pages, the warnings about it, and whether it has changed."""
    parts = [read_part(folder) for folder in options.parts]
    if not parts and (current := press.current(fingerprint)):
        return current.pages, current.warnings, False
    base = project.base(paper.bare)
    known = any(part.manifest.base == base for part in parts) or press.has_base(base)  # then only_ours was true before
    if not known and not project.only_ours():
        return *_build_with_mkdocs(project, options, paper, listener), True
    plan = project.plan_site(paper, fingerprint=fingerprint)
    listener.noticed(paper.notices)
    with listener.progress("making", "file") as on_progress:
        manifest = press.write(plan, parts=parts, on_progress=on_progress, may_shrink=options.may_shrink)
    return manifest.pages, manifest.warnings, True


def _build_with_mkdocs(
    project: Project, options: BuildOptions, paper: Paper, listener: BuildListener
) -> tuple[int, tuple[str, ...]]:
    """Let MkDocs build all of the site. Return its number of pages, and the warnings about it."""
    listener.noticed(paper.notices)
    with (
        built_beside(options.site_dir) as staging,
        listener.progress("drawing", "page", len(paper.targets)) as on_progress,
    ):
        project.draw(paper, staging, page_drawn=on_progress)
        pages = {html_of(target.name) for target in paper.targets}
        warnings = check_folder(
            staging,
            options.site_dir,
            paper.bare.url,
            pages=pages,
            ours=pages | project.plugin.asset_uris,
            may_shrink=options.may_shrink,
        )
        return page_count(file.name for file in staging.rglob("*")), warnings


def _result_of(last: LastBuild) -> BuildResult:
    return BuildResult(
        briefings=last.briefings, editions=last.editions, pages=last.pages, warnings=last.warnings, changed=False
    )


@contextmanager
def _no_progress() -> Iterator[Callable[[], object]]:
    yield lambda: None
