"""Verify a rendered site in the staging folder before it is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from broadsheet.build.output.folder import read_file
from broadsheet.build.output.gate import judge
from broadsheet.build.output.html_lint import HtmlLinter, LintResult
from broadsheet.build.output.manifest import Manifest, TargetOutput
from broadsheet.build.output.render import Rendered
from broadsheet.build.output.site_plan import SitePlan
from broadsheet.build.output.staleness import SiteFiles, Staleness, site_files
from broadsheet.build.workers import map_chunks
from broadsheet.pages.target import html_of

CHUNK = 40  # files that a process lints at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A complete site in the staging folder that was not verified yet.

    `pages` are the HTML files that the targets of changed segments must have become, `documents` those of hand-written
    pages, `stale` the names of the targets that were rendered. `lint_result` is about the files of these.
    """

    manifest: Manifest
    files: SiteFiles
    pages: tuple[str, ...]
    documents: tuple[str, ...]
    stale: frozenset[str]
    lint_result: LintResult


def assemble(edition: SitePlan, staleness: Staleness, rendered: Rendered) -> Candidate:
    """Return the site that was rendered. Raises PressError if two targets became the same file."""
    entries, documents = dict(rendered.entries), edition.documents.name
    files = site_files(entries, staleness.unchanged)
    fingerprint = edition.fingerprint
    if edition.has_warnings():  # render the documents again next time, so that MkDocs repeats its warnings
        fingerprint = b""
        entries[documents] = TargetOutput(b"", entries[documents].files)
    manifest = Manifest(base=edition.base, fingerprint=fingerprint, segments=staleness.segments(entries))
    written = entries.get(documents) or manifest.segments[""].entries()[documents]
    return Candidate(
        manifest=manifest,
        files=files,
        pages=tuple(html_of(name) for name in staleness.targets if name.endswith(".md")),
        documents=tuple(made.uri for made in written.files if made.uri.endswith(".html")),
        stale=frozenset(staleness.targets.keys() - staleness.reusable.keys()),
        lint_result=rendered.lint_result,
    )


class FolderLinter:
    """Lints files of a folder, in whatever process it is called."""

    def __init__(self, folder: str, linter: HtmlLinter) -> None:
        """Take the folder, and the linter that reads its files."""
        self._folder = folder
        self._linter = linter

    def __call__(self, uris: Iterable[str]) -> LintResult:
        """Return what the linter finds in these files."""
        return self._linter.read((uri, read_file(self._folder, uri)) for uri in uris)


def verify(
    candidate: Candidate,
    lint: FolderLinter,
    *,
    unverified: Iterable[str],
    pages_before: int,
    may_shrink: bool,
    jobs: int,
) -> Manifest:
    """Return the manifest of a site with its warnings. Raises PressError if the site must not be published.

    `unverified` are files that another machine rendered; those that were reused are linted now. `pages_before` counts
    the pages of the last site, most of which must remain unless the site `may_shrink`.
    """
    manifest, files, lint_result = candidate.manifest, candidate.files, candidate.lint_result
    to_lint = [uri for uri in unverified if uri in files and files.targets.get(uri) not in candidate.stale]
    for _, found in map_chunks(lint, to_lint, jobs=jobs, chunk_size=CHUNK):
        lint_result.add(found)
    warnings = judge(
        files=files,
        pages=candidate.pages,
        generated=lint_result,
        documents=lint(candidate.documents),
        before=pages_before,
        after=manifest.pages,
        size=manifest.size,
        may_shrink=may_shrink,
    )
    return replace(manifest, warnings=warnings)
