"""The only package that imports MkDocs: reads mkdocs.yml, renders pages as MkDocs does, previews, and exports.

In: mkdocs.yml, `docs/` and the theme.
Out: a `Project` that can be built, and the plugin for `mkdocs build` and `mkdocs serve`.
"""

from __future__ import annotations

from broadsheet.mkdocs_adapter.address import NO_ADDRESS, site_address
from broadsheet.mkdocs_adapter.facts import (
    design_of,
    documents_of,
    front_matter,
    project_root,
    site_facts,
    site_of,
    written_files,
    written_urls,
)
from broadsheet.mkdocs_adapter.plugin import BroadsheetPlugin
from broadsheet.mkdocs_adapter.project import Project, ProjectError, load_project
from broadsheet.mkdocs_adapter.settings import CommentSettings, Settings

__all__ = [
    "NO_ADDRESS",
    "BroadsheetPlugin",
    "CommentSettings",
    "Project",
    "ProjectError",
    "Settings",
    "design_of",
    "documents_of",
    "front_matter",
    "load_project",
    "project_root",
    "site_address",
    "site_facts",
    "site_of",
    "written_files",
    "written_urls",
]
