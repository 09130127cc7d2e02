"""The plan of a whole site: every target that it consists of, and how a page becomes HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from broadsheet.pages import Page, Target
from broadsheet.publish import Asset, Assets

AnyTarget = Target[Page] | Assets
DrawPage = Callable[[Page], bytes]
OnProgress = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """A whole site, not rendered yet.

    `targets` are the targets of all generated files; their names are unique. `documents` is the target of the
    hand-written files. It is rendered before all others, in the main process, and again with every build as long as
    `has_warnings` returns True after it was rendered. `draw` renders a page to HTML. `base` is the fingerprint of what
    all targets share (program, settings, templates), `fingerprint` that of all inputs of the site, or empty if it is
    not known. `site_url` is the public address of the site, or empty.
    """

    targets: Sequence[AnyTarget]
    documents: Target[tuple[Asset, ...]]
    has_warnings: Callable[[], bool]
    draw: DrawPage
    base: bytes
    fingerprint: bytes
    site_url: str = ""
