"""Drafts to a site on disk: only what is stale is made, beside the site, and all of it appears at once.

Two folders take turns. One is the site; the other, beside it, is the site before. A build brings the other one up to
date, mostly by sharing files with the site, writes what is stale into it, and exchanges the two. A build that fails or
is killed has touched nothing but the one that nobody looks at.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from broadsheet.cache import Database
from broadsheet.forks import spread
from broadsheet.pages import Draft
from broadsheet.pages.page import digest_of, html_of
from broadsheet.press.folder import link_file, read_file, remove_files, write_file
from broadsheet.press.inspection import NOTHING, Findings, differences, is_as_written
from broadsheet.press.ledger import (
    Entry,
    Imprint,
    Ledger,
    Made,
    imprint_of,
    in_segments,
    read_imprint,
    read_ledger,
    segment_of,
    write_ledger,
)
from broadsheet.press.looking import SITE, STANDBY, Lookout
from broadsheet.press.maker import PORTION, Anything, Draw, Maker, Rereader, made_of, make_all
from broadsheet.press.proofs import Proof, Proofreader
from broadsheet.press.receipt import Receipt, read_receipt, write_receipt
from broadsheet.press.sorting import Files, Sorting, makers_of, others, sort_out
from broadsheet.press.verdict import PressError, UnsoundError, judge, page_count
from broadsheet.publish import Asset, Compilation
from broadsheet.publish.swap import OURS, PART, exchange, standby_of

__all__ = ["Edition", "Press", "PressError", "Receipt", "UnsoundError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A whole site to be: every draft by its name, and how a page is drawn.

    `documents` are made before all others, in this process; when they were loud, that is had something to warn of, they
    are made with every build. `base` is a digest of what all drafts share, `fingerprint` one of all that went in.
    `site_url` is the address that the site will have, or empty.
    """

    drafts: Sequence[Anything]
    documents: Draft[tuple[Asset, ...]]
    is_loud: Callable[[], bool]
    draw: Draw
    base: bytes
    fingerprint: bytes
    site_url: str = ""


class Press:
    """Makes one site again and again. `jobs` is how many processes may work at once."""

    def __init__(self, site: Path, database: Database, *, name: str, jobs: int = 1, alone: bool = False) -> None:
        """Remember in a database, under `name`, what lies in the folder `site`.

        Where nobody else can write into it, and the press is `alone` with it, it looks at the folders only once.
        """
        self._site = str(site)
        self._standby = str(standby_of(site))
        self._database = database
        self._name = name
        self._jobs = jobs
        self._alone = alone
        self._kept: Ledger | None = None
        self._opened: dict[str, dict[str, Entry]] = {}  # segments of it that were read
        self._elsewhere: list[str] = []  # files that another machine made, and nobody has proofread
        self._lookout = Lookout(self._site, self._standby, self._files)

    def __enter__(self) -> Press:
        """Be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End what other processes do for this press."""
        self._lookout.stop()

    @property
    def _ledger(self) -> Ledger:
        """What was written, read when somebody asks."""
        if self._kept is None:
            self._kept = read_ledger(self._database.entry("ledger", self._name))
        return self._kept

    def _files(self) -> Iterable[Made]:
        """Return all files that were written, without holding on to them: who looks at a share needs no more than these."""
        return (self._kept or read_ledger(self._database.entry("ledger", self._name))).made()

    @property
    def _imprint(self) -> Imprint:
        if self._kept is not None:
            return Imprint(base=self._kept.base, fingerprint=self._kept.fingerprint)
        return read_imprint(self._database.entry("imprint", self._name))

    def begin(self) -> None:
        """Look at what stands by in other processes, while this one lists and reads the briefings.

        Most often a site is to be printed then; else little was looked at for nothing.
        """
        self._lookout.begin(STANDBY, jobs=self._jobs)

    def recall(self, stamp: bytes) -> Receipt | None:
        """Return what was said of the site when it was made of what has this stamp, if nobody has touched it since."""
        receipt = read_receipt(self._database.entry("receipt", self._name))
        if receipt is None or receipt.stamp != stamp or not Path(self._site, OURS).exists():
            return None
        self._lookout.stop()  # most likely nothing is to be printed, so that nobody asks what stands by
        return receipt if self._is_untouched() else None

    def remember(self, receipt: Receipt, fingerprint: bytes) -> None:
        """Keep for `recall` what is said of the site, if this press has made it, and of just this."""
        if self._ledger.fingerprint == fingerprint:
            self._database.write([("receipt", self._name, write_receipt(receipt))])

    def has(self, fingerprint: bytes) -> bool:
        """Whether the site was made of just this, and has not been touched since."""
        if self._imprint.fingerprint != fingerprint or self._ledger.fingerprint != fingerprint:
            return False
        return self._is_untouched()

    def has_printed(self, base: bytes) -> bool:
        """Whether the last site was printed with just what all drafts share."""
        return self._imprint.base == base

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful about the site, such as its size: said with every build until it is mended."""
        return self._ledger.warnings

    @property
    def pages(self) -> int:
        """How many pages the site has, hand-written ones included."""
        return self._ledger.pages

    @property
    def files(self) -> int:
        """How many files the site has."""
        return sum(segment.files for segment in self._ledger.segments.values())

    def print(
        self,
        edition: Edition,
        *,
        jobs: int | None = None,
        step: Callable[[], object] = lambda: None,
        proofread: bool = True,
        may_shrink: bool = False,
        once: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Make the site. `step` is called for every draft that had to be made; `jobs` may be others than usual.

        Drafts that are to be made `once`, by their names, stay as they were made, although they are stale.

        What was made is proofread before it appears: raises UnsoundError where that finds faults, and the last site
        stays. What it doubts is in `warnings`. A site that loses most of its pages raises PressError, unless it may.
        """
        self._jobs = jobs or self._jobs
        before = self._ledger
        kept = before.segments if before.base == edition.base else {}
        found = self._found(STANDBY)
        remove_files(self._standby, found.extra)  # before anything is written: a link would lead out of the folder
        sorting = sort_out((edition.documents, *edition.drafts), kept, found, once)
        fresh = self._bring(sorting.fresh, found)
        sure = (draft.name.removesuffix("index.md") for draft in edition.drafts if draft.name.endswith("index.md"))
        reader = Proofreader(edition.site_url, sure) if proofread else None
        try:
            entries, proof = self._make(sorting.drafts, fresh, edition, step, reader)
            files = Files(makers_of(entries, sorting.whole), sorting.whole)
            fingerprint = edition.fingerprint
            if edition.is_loud():
                fingerprint = b""
                entries[edition.documents.name] = Entry(b"", entries[edition.documents.name].files)
            now = Ledger(base=edition.base, fingerprint=fingerprint, segments=sorting.segments(entries))
            if reader:
                anew = sorting.drafts.keys() - fresh.keys()
                taken = [uri for uri in self._elsewhere if uri in files and files.makers.get(uri) not in anew]
                for _, found_there in spread(Rereader(self._standby, reader), taken, jobs=self._jobs, portion=PORTION):
                    proof.add(found_there)
                written = entries.get(edition.documents.name) or now.segments[""].entries()[edition.documents.name]
                documents = [made.uri for made in written.files if made.uri.endswith(".html")]
                warnings = self._hold_to_proof(now, files, sorting, proof, documents, reader, may_shrink)
                now = msgspec.structs.replace(now, warnings=warnings)
        except BaseException:
            if not before.segments:  # else the standby is of use to the next build
                shutil.rmtree(self._standby, ignore_errors=True)
            self._lookout.forget()  # what was written lies in the place of what was known to be sound
            raise
        gone = (made.uri for made in others(before.segments, now.segments))
        remove_files(self._standby, [uri for uri in gone if uri not in files])
        took_turns = Path(self._site).exists()
        exchange(Path(self._standby), Path(self._site))
        self._keep(now)
        self._lookout.forget()
        if self._alone and took_turns:  # what was the site stands by now
            self._lookout.know(SITE, NOTHING)
            lying, wanted = others(before.segments, now.segments), others(now.segments, before.segments)
            self._lookout.know(STANDBY, differences(lying, wanted))
        told = [("ledger", write_ledger(now)), ("imprint", imprint_of(now))]
        self._database.write(((kind, self._name, body) for kind, body in told), gone=[("receipt", self._name)])

    def print_part(self, edition: Edition, part: int, of: int, *, step: Callable[[], object] = lambda: None) -> int:
        """Make one part of a site, for another machine to `take`; parts count from 1. Return how many files it has.

        Parts are stretches of the drafts in the order of their names, so that each has some years to itself. What is
        made of other files, and the documents, are left to who takes the parts.
        """
        drafts = sorted((one for one in edition.drafts if not isinstance(one, Compilation)), key=lambda one: one.name)
        some = drafts[len(drafts) * (part - 1) // of : len(drafts) * part // of]
        self._lookout.forget()
        shutil.rmtree(self._standby, ignore_errors=True)
        entries: dict[str, Entry] = {}
        maker = Maker(self._standby, edition.draw, None)  # whoever takes the parts proofreads
        for portion, answers, _ in made_of(some, maker, jobs=self._jobs):
            for one, files in zip(portion, answers, strict=True):
                entries[one.name] = Entry(one.key, tuple(files))
                step()
        ledger = Ledger(base=edition.base, fingerprint=b"", segments=in_segments(entries))
        write_file(self._standby, PART, write_ledger(ledger))
        exchange(Path(self._standby), Path(self._site))
        return sum(len(entry.files) for entry in entries.values())

    def take(self, folder: Path) -> None:
        """Take a part that was made elsewhere. Raises PressError where there is none; what is damaged is made again."""
        self._lookout.forget()
        part = read_ledger(_content(folder / PART))
        if not part.base:
            raise PressError(f"{folder} holds no part of a site; make one with: broadsheet build --part 1/2")
        entries = _entries_of(self._ledger) if self._ledger.base == part.base else {}
        for name, entry in _entries_of(part).items():
            if all(is_as_written(str(folder), made) for made in entry.files):
                entries[name] = Entry(entry.key, tuple(self._taken(folder, made) for made in entry.files))
                self._elsewhere += [made.uri for made in entry.files]
        self._keep(Ledger(base=part.base, fingerprint=b"", segments=in_segments(entries)))

    def _keep(self, ledger: Ledger) -> None:
        self._kept, self._opened = ledger, {}

    def _taken(self, folder: Path, made: Made) -> Made:
        link_file(str(folder), self._standby, made.uri)
        return Made(made.uri, made.size, Path(self._standby, made.uri).stat().st_mtime_ns, made.digest)

    def _before(self, uri: str) -> bytes | None:
        """Return a file of the last site that bears the name of its draft, if it has the bytes that were written."""
        name = segment_of(uri)
        if name not in self._opened:
            segment = self._ledger.segments.get(name)
            self._opened[name] = segment.entries() if segment else {}
        entry = self._opened[name].get(uri)
        if entry and [made.uri for made in entry.files] == [uri]:
            with suppress(OSError):
                content = read_file(self._site, uri)
                return content if digest_of(content) == entry.files[0].digest else None
        return None

    def _is_untouched(self) -> bool:
        found = self._found(SITE)
        return not found.missing and not found.extra

    def _found(self, where: int) -> Findings:
        """Return how the site or the standby differs from the ledger."""
        return self._lookout.found(where, jobs=self._jobs)

    def _bring(self, fresh: Mapping[str, Entry], found: Findings) -> dict[str, Entry]:
        """Bring what need not be made into the standby. What is not as it was written, here or there, is made again."""
        missing = found.missing
        lost = [(name, made) for name, entry in fresh.items() for made in entry.files if made.uri in missing]
        torn = {name for name, made in lost if not is_as_written(self._site, made)}
        for name, made in lost:
            if name not in torn:
                link_file(self._site, self._standby, made.uri)
        return {name: entry for name, entry in fresh.items() if name not in torn}

    def _make(
        self,
        drafts: Mapping[str, Anything],
        fresh: Mapping[str, Entry],
        edition: Edition,
        step: Callable[[], object],
        reader: Proofreader | None,
    ) -> tuple[dict[str, Entry], Proof]:
        """Make what is not fresh. Return what every draft became, and what was found in what was made."""
        stale = [draft for name, draft in drafts.items() if name not in fresh]
        made: dict[str, tuple[Made, ...]] = {}
        maker = Maker(self._standby, edition.draw, reader, self._before)
        if edition.documents in stale:  # they are proofread with every build, since others may leave them
            made[edition.documents.name] = tuple(Maker(self._standby, edition.draw, None)([edition.documents])[0][0])
            step()
        more, proof = make_all([one for one in stale if one.name not in made], maker, jobs=self._jobs, step=step)
        made |= more
        entries = {
            name: Entry(draft.key, made[name]) if name in made else fresh[name] for name, draft in drafts.items()
        }
        return entries, proof

    def _hold_to_proof(
        self,
        now: Ledger,
        files: Files,
        sorting: Sorting,
        proof: Proof,
        documents: Sequence[str],
        reader: Proofreader,
        may_shrink: bool,
    ) -> tuple[str, ...]:
        """Refuse a site that is not fit to be seen, and return what is doubtful about it."""
        return judge(
            files=files,
            pages=(html_of(name) for name in sorting.drafts if name.endswith(".md")),
            proof=proof,
            documents=reader.read((uri, read_file(self._standby, uri)) for uri in documents),
            before=self._pages_before(),
            after=now.pages,
            size=now.size,
            may_shrink=may_shrink,
        )

    def _pages_before(self) -> int:
        """Count the pages of the last site: as it lies there, where nothing is remembered of it."""
        if not Path(self._site).is_dir():
            return 0
        if self._elsewhere or not self._ledger.segments:
            here = self._found(SITE)
            return page_count({made.uri for made in self._ledger.made()} - here.missing | set(here.extra))
        return self.pages


def _entries_of(ledger: Ledger) -> dict[str, Entry]:
    return {name: entry for segment in ledger.segments.values() for name, entry in segment.entries().items()}


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
