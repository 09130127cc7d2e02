"""The site on disk. In: an Edition, which plans every target. Out: a published site, and a manifest of its files.

`writer` has the steps in order: plan (`sorting`), render (`maker`), verify (`verifying`), publish.
"""

from __future__ import annotations

from broadsheet.build.output.gate import SiteError, UnsoundError
from broadsheet.build.output.manifest import Manifest
from broadsheet.build.output.parts import read_part, write_part
from broadsheet.build.output.site_plan import OnProgress, SitePlan
from broadsheet.build.output.store import LastBuild
from broadsheet.build.output.writer import SiteWriter

__all__ = [
    "LastBuild",
    "Manifest",
    "OnProgress",
    "SiteError",
    "SitePlan",
    "SiteWriter",
    "UnsoundError",
    "read_part",
    "write_part",
]
