"""What a reader of a format is given, and what it makes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Any, Literal

MOST = 64 * 1024 * 1024  # bytes of a file, unpacked


class Unreadable(ValueError):
    """A file is not what it should be, and the message says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it was given: its name for the report, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What whoever imports has said.

    `day` and `category` hold for every briefing that has no path of its own; `zone` is the paper's time zone, in which an
    item's moment is of one day or the next. `renamed` leads from a source's keys to
    ours, `sections` from a source's categories to ours; `categories` are the keys and labels that there are, folded,
    with their keys. `group` says which items of a feed are one briefing. `now` is today: what is dated later is noted.
    """

    day: date | None = None
    zone: tzinfo = UTC
    category: str | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    group: Literal["item", "file", "title"] = "item"
    now: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One briefing to be, or the reason why it cannot be one.

    `origin` says where it stands in its file, `path` is `YYYY/MM/DD/slug` where the source says so, `slug` what the
    source wants it to be called. `comments` are for the editor, by the key above which they stand.
    """

    origin: str
    title: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    day: date | None = None
    path: str = ""
    slug: str = ""
    notes: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


def unpacked(source: Source) -> bytes:
    """Return the bytes of a file, unpacked if it is a gzip file. Raises Unreadable where they are too many."""
    content = source.content
    if content.startswith(b"\x1f\x8b"):
        unpack = zlib.decompressobj(wbits=31)
        try:
            content = unpack.decompress(content, MOST + 1)
        except zlib.error as error:
            raise Unreadable("is damaged: it cannot be unpacked; fetch it again") from error
        if not unpack.eof and len(content) <= MOST:
            raise Unreadable("is damaged: its end is missing; fetch it again")
    if len(content) > MOST:
        raise Unreadable(f"is larger than {MOST // 1024 // 1024} MB; split it")
    return content


def parsed_json(content: bytes) -> Any:
    """Return what a JSON file holds. Raises Unreadable."""
    text = decoded(content)
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("is nested too deep") from None
    except ValueError as error:
        raise Unreadable(f"is not JSON: {str(error)[:120]}") from None


def decoded(content: bytes) -> str:
    """Return a file's text: UTF-8, or UTF-16 with a mark at its beginning. Raises Unreadable."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"is not UTF-8 text (line {line}); save it with the encoding UTF-8") from None
