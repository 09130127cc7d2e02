"""The description of a feed format: what a module of this package provides to add one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from broadsheet.pages import Site
from broadsheet.publish.feeds.entry import Entry, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A feed format.

    `file` is the file's name below the address of a list, `media_type` is what links to it declare, and `label` names it
    on the page of feeds. `entry` serialises one entry; `document` wraps serialised entries into a whole file.

    A format `in_full` holds the full text of a story in every feed. The others hold only the standfirst in the feeds of
    threads, sources and entities, of which there are thousands.
    """

    file: str
    media_type: str
    label: str
    entry: Callable[[Entry], str]
    document: Callable[[Site, Head, Sequence[str]], bytes]
    in_full: bool = False
