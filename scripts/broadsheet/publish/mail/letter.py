"""A letter as a value: the content of a mail, before it becomes text or HTML. Texts are plain, addresses absolute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its size in pixels. `credit` names its maker, or says that it is AI-generated."""

    url: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story. `bar` holds the segments of its source bar as (width in per cent, shade or None for a gap)."""

    title: str
    url: str
    language: str
    kicker: str
    dek: str
    counts: str
    points: Sequence[str] = ()
    bar: Sequence[tuple[int, int | None]] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A link with a note, and below it either a second link or a text."""

    title: str
    url: str
    note: str = ""
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines under a heading."""

    title: str
    lines: Sequence[Line]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A whole letter. `name` is the name of the paper, `id` is unique within it, `day` is the letter's date.

    The first of `items` is the lead. `brief` holds the stories with a headline and a standfirst only.
    """

    id: str
    day: date
    name: str
    home: str
    language: str
    subject: str
    preheader: str
    title: str
    facts: str
    url: str
    whole: str
    items: Sequence[Item]
    brief: Sequence[Item] = ()
    parts: Sequence[Part] = ()
