"""A file of the site that is not a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """`uri` is its address below the site's root; `content` its bytes."""

    uri: str
    content: bytes
