"""The same pages for plain MkDocs: Markdown with JSON front matter, the overrides, and a mkdocs.yml without the plugin."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from broadsheet.build.paper import Paper
from broadsheet.mkdocs_adapter import (
    Project,
    documents_of,
    front_matter,
    project_root,
    site_facts,
    written_files,
    written_urls,
)
from broadsheet.publish.llms import LLMS
from broadsheet.publish.search import SearchError

# JSON is YAML but for what YAML calls unprintable: written as escapes, both read the same.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_KEPT_KEYS = (
    "site_name",
    "site_url",
    "site_description",
    "site_author",
    "copyright",
    "repo_url",
    "repo_name",
    "edit_uri",
    "markdown_extensions",
)


class ExportError(Exception):
    """The export cannot be written; the message says why."""


def export_project(project: Project, paper: Paper, target: Path) -> int:
    """Write everything into `target`, which must be empty or not exist yet. Return the number of pages."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportError(f"{target} is not empty; name a new folder")
    config = project.config
    docs = target / "docs"
    documents = documents_of(config)
    try:
        assets = list(paper.assets(written_urls(documents), taken=written_files(documents)))
    except SearchError as error:
        raise ExportError(str(error)) from error
    for file in documents:
        _write(docs / file.src_uri, file.content_bytes)
    for page in paper.pages:
        _write(docs / page.uri, f"---\n{_json_line(front_matter(page))}\n---\n".encode())
    for asset in assets:
        if asset.uri.endswith(".md") or asset.uri in LLMS:
            continue  # a Markdown file is a page for MkDocs, so briefings as Markdown and what lists them stay behind
        _write(docs / asset.uri, asset.content)
    if config.theme.custom_dir:
        shutil.copytree(config.theme.custom_dir, target / "overrides", dirs_exist_ok=True)
    sitemap = docs / "sitemap.xml"
    if sitemap.exists():  # MkDocs draws this address from a template of the theme, so ours becomes that template
        _write(target / "overrides" / "sitemap.xml", sitemap.read_bytes() + b"\n")  # Jinja drops the last line break
        sitemap.unlink()
    _write(target / "mkdocs.yml", _configuration(project, paper, project_root(config)).encode())
    return len(paper.pages)


def _json_line(meta: dict[str, Any]) -> str:
    text = json.dumps(meta, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _configuration(project: Project, paper: Paper, root: Path) -> str:
    """Return mkdocs.yml: what the project's own says about the site, without the plugin."""
    written = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    theme = dict(written["theme"]) | {"custom_dir": "overrides"}
    plain = {key: written[key] for key in _KEPT_KEYS if key in written}
    if project.config.site_url:
        plain["site_url"] = project.config.site_url
    if not written.get("repo_url"):
        plain.pop("edit_uri", None)
    plain |= {
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": theme,
        "plugins": [],
        "not_in_nav": "*",
        "extra": dict(written.get("extra") or {}) | {"broadsheet": site_facts(paper, project.plugin.config)},
    }
    return "# Written by `broadsheet export`: plain MkDocs builds the same pages from it.\n" + yaml.safe_dump(
        plain, allow_unicode=True, sort_keys=False
    )


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
