"""A letter as a value: what a mail says, before it is text or HTML. All texts are plain, all addresses whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its size in pixels. `credit` says who made it, or that a machine did."""

    url: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story. `bar` are the segments of its source bar: a share in per cent and a shade, None for a gap."""

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
    """A link with a note beside it and, below, a second link or some words."""

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
    """A whole letter. `name` is that of the paper, `id` is unique in it, and `day` is the day it is of.

    The first story leads; `brief` are those told in fewer words.
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
