"""What was found out about links, kept by address: good news for thirty days, bad news for one.

The file is lines of JSON, the last word on an address counts. A damaged line is no line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

import msgspec

from broadsheet.web.answers import Finding, State

FILE = PurePosixPath(".cache/broadsheet/links.jsonl")
MOST = 256 * 1024 * 1024

_AGES = {
    State.OK: timedelta(days=30),
    State.MOVED: timedelta(days=30),
    State.DEAD: timedelta(days=1),
    State.BLOCKED: timedelta(days=1),
    State.ROBOTS: timedelta(days=1),
}


class _Line(msgspec.Struct, frozen=True):
    when: datetime
    finding: Finding


_LINE = msgspec.json.Decoder(_Line)


class Kept:
    """The findings of earlier runs that still hold at `now`."""

    def __init__(self, file: Path, now: datetime, *, fresh: bool = False) -> None:
        """Read `file`, unless all is to be `fresh`. One that is not there or not readable is an empty one."""
        self._file = file
        self._now = now
        self._known: dict[str, bytes] = {}
        self._found: dict[str, Finding] = {}
        lines = [] if fresh else self._lines()
        for line in lines:
            with suppress(msgspec.MsgspecError):
                known = _LINE.decode(line)
                if known.when.tzinfo and timedelta(0) <= now - known.when < _AGES.get(
                    known.finding.state, timedelta(0)
                ):
                    self._known[known.finding.url] = line
                    self._found[known.finding.url] = known.finding
                else:
                    self._known.pop(known.finding.url, None)
                    self._found.pop(known.finding.url, None)
        if len(lines) > 2 * len(self._known) + 100:
            self._shrink()

    def get(self, url: str) -> Finding | None:
        """Return what is known of an address."""
        return self._found.get(url)

    def keep(self, findings: Iterable[Finding]) -> None:
        """Remember findings at once, so that nothing is lost when the run is stopped."""
        lines = [msgspec.json.encode(_Line(self._now, one)) + b"\n" for one in findings if one.state in _AGES]
        if not lines:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with open(self._file, "ab", opener=_no_link) as stream:
                stream.write(b"".join(lines))

    def _lines(self) -> list[bytes]:
        try:
            with open(self._file, "rb", opener=_no_link) as stream:
                return stream.read(MOST).splitlines()
        except OSError:
            return []

    def _shrink(self) -> None:
        fresh = self._file.with_name(f"{self._file.name}.new")
        with suppress(OSError):
            with open(fresh, "wb", opener=_no_link) as stream:
                stream.write(b"".join(line + b"\n" for line in self._known.values()))
            os.replace(fresh, self._file)


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o644)
