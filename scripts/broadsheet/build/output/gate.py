"""The gate before a new site is published: refuse one that is broken or has lost its pages, warn of the rest."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from pathlib import Path

from broadsheet.build.output.html_lint import HtmlLinter, LintResult, SiteFault
from broadsheet.publish import SITE_LIMIT

ACCEPTED_LOSS = 20  # pages that a site of any size may lose in one build


class SiteError(Exception):
    """The site cannot be built; the message says why."""


class UnsoundError(SiteError):
    """The site was rendered but must not be published; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: Sequence[SiteFault]) -> None:
        """Take the faults."""
        super().__init__(f"the new site has {len(faults):,} fault{'' if len(faults) == 1 else 's'}")
        self.faults = tuple(faults)


def judge(
    *,
    files: Container[str],
    pages: Iterable[str],
    generated: LintResult,
    documents: LintResult,
    before: int,
    after: int,
    size: int,
    may_shrink: bool,
) -> tuple[str, ...]:
    """Return warnings about a site that consists of `files`. Raises PressError where it must not be published.

    `pages` are files that must exist. `generated` is about our own files, `documents` about the hand-written ones,
    where a fault is only a warning: it must not block the news. `before` and `after` count the pages of the last site
    and of this one; a site that loses more than half of them is refused unless it `may_shrink`. `size` is in bytes.
    """
    faults = [*generated.faults, *_broken_links(generated, files)]
    faults += [SiteFault(page, "was not made") for page in pages if page not in files]
    if faults:
        faults.sort(key=lambda fault: (fault.uri, fault.message))  # processes report them in any order
        raise UnsoundError(faults)
    if not may_shrink and before - after > ACCEPTED_LOSS and after * 2 < before:
        raise SiteError(
            f"the site would shrink from {before:,} pages to {after:,}, as if briefings had been lost; "
            "if that is what you want, build with --allow-shrink"
        )
    warnings = [str(fault) for fault in (*documents.faults, *_broken_links(documents, files))]
    if size > SITE_LIMIT:
        warnings.append(
            f"the site weighs {size / SITE_LIMIT:.2f} GB, and GitHub Pages takes 1 GB; broadsheet report says what weighs most"
        )
    return tuple(warnings)


def check_folder(
    folder: Path, last: Path, site_url: str, *, pages: Collection[str], ours: Collection[str], may_shrink: bool
) -> tuple[str, ...]:
    """Judge a site that MkDocs built in `folder`. `last` is the folder of the last site, `ours` lists generated files."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    linter = HtmlLinter(site_url)
    by_hand = {uri: file for uri, file in found.items() if uri.endswith(".html") and uri not in ours}
    return judge(
        files=found,
        pages=pages,
        generated=linter.read((uri, file.read_bytes()) for uri, file in found.items() if uri in ours),
        documents=linter.read((uri, file.read_bytes()) for uri, file in by_hand.items()),
        before=sum(1 for _ in last.rglob("*.html")),
        after=page_count(found),
        size=sum(file.stat().st_size for file in found.values()),
        may_shrink=may_shrink,
    )


def page_count(files: Iterable[str]) -> int:
    """Count the HTML files."""
    return sum(uri.endswith(".html") for uri in files)


def _broken_links(result: LintResult, files: Container[str]) -> Iterator[SiteFault]:
    """Yield one fault for every link target that is not among the files, at the first page that links to it."""
    for target, uris in sorted(result.links.items()):
        if target in files or f"{target}index.html" in files or f"{target}/index.html" in files:
            continue
        others = len(uris) - 1
        more = f", and so {'does 1 more page' if others == 1 else f'do {others:,} more pages'}" if others else ""
        yield SiteFault(min(uris), f"links to {target}, which is not there{more}")
