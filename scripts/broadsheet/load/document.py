"""One file on disk to one Document: its values, their places, and the Markdown after the front matter."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from broadsheet.load.fault import Fault, forbidden_characters
from broadsheet.load.lookalikes import conflicts, fence
from broadsheet.load.misreadings import misreadings
from broadsheet.load.parse import Marks, Parsed, parse
from broadsheet.load.tree import REGISTRIES
from broadsheet.problems import Problem

MAX_BYTES = 256 * 1024
MAX_REGISTRY_BYTES = 4 * 1024 * 1024  # some 80,000 names
_DAY = re.compile(r"(?:^|/)[0-9]{4}/[0-9]{2}/[0-9]{2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read.

    `file` is relative to the project's root, with `/`. `data` is the mapping at the top, in which every scalar is a string
    or None; it is None when the file could not be read, and then `problems` says why. `body` is the Markdown of a `.md`
    file, and `body_line` the line on which it begins. `digest` is a digest of the bytes, empty where they were not read.
    """

    file: str
    data: dict[str, Any] | None
    marks: Marks
    problems: tuple[Problem, ...]
    body: str = ""
    body_line: int = 1
    digest: str = ""


def read_document(root: Path, file: str) -> Document:
    """Read and parse `root/file`. Never raises: a file that cannot be read is a Document with a problem."""
    try:
        raw = read_bytes(root, file)
    except OSError as error:
        return _unread(file, Fault(1, 1, "unreadable", f"cannot be read: {error.strerror}"))
    return replace(document_of(file, raw), digest=digest_of(raw))


def read_bytes(root: Path, file: str) -> bytes:
    """Return the bytes of a file, at most one byte more than its limit. Raises OSError; a symbolic link is an error too."""
    with open(root / file, "rb", opener=_no_link) as stream:
        return stream.read(most_bytes(file) + 1)


def most_bytes(file: str) -> int:
    """Return the most bytes that a file may have: a registry grows with the newspaper and cannot be split, a briefing does not."""
    folder, _, name = file.rpartition("/")
    return MAX_REGISTRY_BYTES if name in REGISTRIES and not _DAY.search(folder) else MAX_BYTES


def digest_of(raw: bytes) -> str:
    """Return a digest of the bytes of a file, 32 hexadecimal digits."""
    return blake2b(raw, digest_size=16).hexdigest()


def document_of(file: str, raw: bytes) -> Document:
    """Parse the bytes of a file named `file`. Never raises for their content."""
    if len(raw) > (most := most_bytes(file)):
        hint = "split it, or shorten the article summaries"
        if most > MAX_BYTES:
            hint = "take out what no briefing names any more, and descriptions that say what the name says"
        return _unread(file, Fault(1, 1, "too-large", f"is larger than {most // 1024:,} KB", hint))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        return _unread(
            file, Fault(line, column, "not-utf-8", "is not UTF-8 text", "save the file with the encoding UTF-8")
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if faults := forbidden_characters(text):
        return _unread(file, *faults)
    return _markdown(file, text) if file.endswith(".md") else _yaml(file, text)


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _yaml(file: str, text: str) -> Document:
    return _document(file, parse(text), text, [])


def _markdown(file: str, text: str) -> Document:
    lines = text.split("\n")
    if found := conflicts(text, alone=False):
        return _unread(file, *found)
    if lines[0].rstrip() != "---":
        fault = fence(lines[0][:200]) or Fault(
            1,
            1,
            "no-front-matter",
            "has no front matter",
            "begin the file with a line `---`, the keys, and another `---`",
        )
        return _unread(file, replace(fault, line=1))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return _unread(
            file, Fault(1, 1, "no-front-matter", "the front matter is never closed", "add a line `---` after the keys")
        )
    front = "\n".join(lines[1:end]) + "\n"
    parsed = parse(front, first_line=2)
    if parsed.value is None and not parsed.faults:
        hint = "write at least title, summary, key_points and articles"
        return _unread(file, Fault(1, 1, "no-front-matter", "the front matter is empty", hint))
    return _document(file, parsed, front, lines[end + 1 :], body_line=end + 2)


def _document(file: str, parsed: Parsed, text: str, body: list[str], *, body_line: int = 1) -> Document:
    faults = list(parsed.faults)
    data = parsed.value
    if data is not None:
        found = misreadings(text, parsed.marks)
        if certain := [fault for fault in found if fault.severity == "error"]:
            found, data, faults = certain, None, []
        faults += found
    if data is None and not faults:
        faults.append(
            Fault(
                1,
                1,
                "empty-file",
                "is empty, and is left out",
                "write at least title, summary, key_points and articles",
                "warning",
            )
        )
    elif not isinstance(data, dict) and data is not None:
        fault = Fault(*parsed.marks.value(()), "not-a-mapping", "holds no keys", "write `key: value` lines")
        faults += conflicts(text, first_line=parsed.marks.first_line) or [fault]
        data = None
    return Document(
        file=file,
        data=data,
        marks=parsed.marks,
        problems=tuple(_problem(file, fault) for fault in faults),
        body="\n".join(body).strip("\n"),
        body_line=body_line,
    )


def _unread(file: str, *faults: Fault) -> Document:
    return Document(file=file, data=None, marks=Marks(), problems=tuple(_problem(file, fault) for fault in faults))


def _problem(file: str, fault: Fault) -> Problem:
    return Problem(
        path=file,
        line=fault.line,
        column=fault.column,
        code=fault.code,
        message=fault.message,
        hint=fault.hint,
        severity=fault.severity,
    )
