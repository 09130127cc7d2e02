"""The verdict on a new site before it appears: whether it is sound and whole, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from pathlib import Path

from broadsheet.build.hosting import LIMIT
from broadsheet.build.output.html_lint import Defect, HtmlLinter, LintResult

FEW = 20  # pages that any site may lose in a day


class SiteError(Exception):
    """The site cannot be made; the message says why."""


class UnsoundError(SiteError):
    """The site was made and is not fit to be seen: `faults` says all that is wrong with it."""

    def __init__(self, faults: Sequence[Defect]) -> None:
        """Take the faults."""
        super().__init__(f"the new site has {len(faults):,} fault{'' if len(faults) == 1 else 's'}")
        self.faults = tuple(faults)


def judge(
    *,
    files: Container[str],
    pages: Iterable[str],
    proof: LintResult,
    documents: LintResult,
    before: int,
    after: int,
    size: int,
    may_shrink: bool,
) -> tuple[str, ...]:
    """Return what is doubtful about a site of these files, or raise PressError.

    `pages` are the files that must be there, `proof` is what was found in what was made, and `documents` in what was
    written by hand: there, a broken link is a doubt, since nobody's news should wait for it. `before` is how many pages
    the last site has, `after` how many this one; a site that loses most of them is refused unless it `may_shrink`. `size`
    is in bytes.
    """
    faults = [*proof.faults, *_broken(proof, files)]
    faults += [Defect(page, "was not made") for page in pages if page not in files]
    if faults:
        faults.sort(key=lambda fault: (fault.uri, fault.what))  # processes find them in any order
        raise UnsoundError(faults)
    if not may_shrink and before - after > FEW and after * 2 < before:
        raise SiteError(
            f"the site would shrink from {before:,} pages to {after:,}, as if briefings had been lost; "
            "if that is what you want, build with --allow-shrink"
        )
    doubts = [str(fault) for fault in (*documents.faults, *_broken(documents, files))]
    if size > LIMIT:
        doubts.append(
            f"the site weighs {size / LIMIT:.2f} GB, and GitHub Pages takes 1 GB; broadsheet report says what weighs most"
        )
    return tuple(doubts)


def check_folder(
    folder: Path, last: Path, site_url: str, *, pages: Collection[str], ours: Collection[str], may_shrink: bool
) -> tuple[str, ...]:
    """Judge a site that MkDocs made in `folder`, where `last` is the last one; `ours` are the files that we answer for."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    reader = HtmlLinter(site_url)
    html = {uri: file for uri, file in found.items() if uri.endswith(".html") and uri not in ours}
    return judge(
        files=found,
        pages=pages,
        proof=reader.read((uri, file.read_bytes()) for uri, file in found.items() if uri in ours),
        documents=reader.read((uri, file.read_bytes()) for uri, file in html.items()),
        before=sum(1 for _ in last.rglob("*.html")),
        after=page_count(found),
        size=sum(file.stat().st_size for file in found.values()),
        may_shrink=may_shrink,
    )


def page_count(files: Iterable[str]) -> int:
    """Count the pages among some files."""
    return sum(uri.endswith(".html") for uri in files)


def _broken(proof: LintResult, files: Container[str]) -> Iterator[Defect]:
    """Yield a fault for every address that is none of the files, at the first page that links to it."""
    for target, uris in sorted(proof.leads.items()):
        if target in files or f"{target}index.html" in files or f"{target}/index.html" in files:
            continue
        others = len(uris) - 1
        more = f", and so {'does 1 more page' if others == 1 else f'do {others:,} more pages'}" if others else ""
        yield Defect(min(uris), f"links to {target}, which is not there{more}")
