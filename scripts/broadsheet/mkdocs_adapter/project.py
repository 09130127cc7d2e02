"""A project: its mkdocs.yml, read once, and what the commands need of it: briefings, fingerprints, the plan of its site."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from broadsheet.build.cache import FILE, Database, reading_with, relating_with
from broadsheet.build.output import SitePlan
from broadsheet.build.paper import Paper
from broadsheet.build.version_digest import program_digest
from broadsheet.load import Tree, list_tree
from broadsheet.mkdocs_adapter.address import site_address
from broadsheet.mkdocs_adapter.documents import Documents
from broadsheet.mkdocs_adapter.drawing import NOT_FOUND, Drawing, only_ours
from broadsheet.mkdocs_adapter.facts import (
    documents_of,
    project_root,
    site_of,
    tree_digest,
    written_files,
    written_urls,
    zone_of,
)
from broadsheet.mkdocs_adapter.plugin import BroadsheetPlugin
from broadsheet.pages import Site, key_of
from broadsheet.publish.asset import target_of
from broadsheet.publish.cards import fonts_digest
from broadsheet.publish.search import SearchError
from broadsheet.text.time_zone import day_in


@dataclass(frozen=True, slots=True)
class Project:
    """A loaded mkdocs.yml, with our plugin in it."""

    config: MkDocsConfig
    plugin: BroadsheetPlugin

    def tree(self) -> Tree:
        """List the briefings, registries and pictures."""
        return list_tree(self.root, self.plugin.config.briefings)

    def open(
        self,
        *,
        tree: Tree | None = None,
        now: date | None = None,
        on_progress: Callable[[], object] = lambda: None,
        database: Database | None = None,
        jobs: int = 1,
    ) -> Paper:
        """Read and check the briefings; with a `database`, only those that have changed. `on_progress` is called for each."""
        if database is None:
            return self.plugin.open(self.config, tree=tree, now=now, on_progress=on_progress)
        return self.plugin.open(
            self.config,
            tree=tree,
            now=now,
            on_progress=on_progress,
            read=reading_with(database, jobs),
            relate=relating_with(database, self.plugin.config.related, jobs),
        )

    @property
    def zone(self) -> tzinfo:
        """The paper's time zone."""
        return zone_of(self.config, self.plugin.config)

    def day_of(self, when: date) -> date:
        """Return the paper's day at a moment; a day stays as it is."""
        return day_in(when, self.zone)

    @property
    def root(self) -> Path:
        """The folder of mkdocs.yml."""
        return project_root(self.config)

    def database(self) -> Database:
        """Open the cache of earlier builds."""
        return Database(self.root / FILE, program_digest())

    def only_ours(self) -> bool:
        """Whether pages are drawn by our templates alone: no other plugin, hook or theme takes part."""
        return only_ours(self.config)

    def stamp(self, tree: Tree, *, now: date | None, searched: bool) -> bytes:
        """Return a fingerprint of all inputs of a site that needs no briefing to be read: sizes and times stand for them.

        `searched` says whether the site has a search.
        """
        listing = (*tree.stats.items(), *sorted(tree.links), *sorted(tree.strays))
        return key_of(self._fingerprint_besides_briefings(self.site, now), searched, listing)

    def fingerprint(self, paper: Paper) -> bytes:
        """Return a fingerprint of all inputs of a site, briefings by their contents."""
        return key_of(
            self._fingerprint_besides_briefings(paper.bare, paper.now),
            paper.checked.fingerprint,
            paper.index,
        )

    @property
    def site(self) -> Site:
        """The description of the site in the configuration."""
        return site_of(self.config, self.plugin.config, serving=self.plugin.serving)

    def _fingerprint_besides_briefings(self, site: Site, now: date | None) -> bytes:
        """Return a fingerprint of the other inputs: program, settings, documents, templates, fonts and today's date."""
        fonts = fonts_digest() if site.has_cards else b""
        return key_of(self.base(site), now, tree_digest(*self._folders()), fonts)

    def plan_site(self, paper: Paper, *, fingerprint: bytes = b"") -> SitePlan:
        """Return the plan of the whole site. Raises ProjectError, for example where two files have one address."""
        base = self.base(paper.bare)  # before `prepare` adds facts to the configuration that change every day
        files = documents_of(self.config)
        try:
            self.plugin.prepare(self.config, paper)
            assets = list(paper.asset_targets(written_urls(files), taken=written_files(files)))
            self.plugin.refuse_collisions(files, {asset.name for asset in assets})
        except (PluginError, SearchError) as error:
            raise ProjectError(str(error)) from error
        drawing = Drawing(self.config, base)
        documents = Documents(self.plugin, files, paper.targets)
        newest = paper.archive.newest
        not_found = target_of(
            NOT_FOUND,
            key_of(newest and paper.archive.digests(newest.stories), newest and newest.day),
            drawing.not_found,
        )
        return SitePlan(
            targets=(*paper.targets, not_found, *assets),
            documents=documents.target(),
            has_warnings=lambda: documents.has_warnings,
            draw=drawing,
            base=base,
            fingerprint=fingerprint,
            site_url=paper.bare.url,
        )

    def base(self, site: Site) -> bytes:
        """Return a fingerprint of what all pages share: the program, the settings, and the templates."""
        folder = Path(self.config.theme.custom_dir) if self.config.theme.custom_dir else None
        templates = sorted(folder.rglob("*.html")) if folder else []
        return key_of(
            program_digest(),
            json.dumps(self._settings(), default=str, sort_keys=True),
            [(str(file.relative_to(folder)), file.read_bytes()) for file in templates if folder],
            self.config.site_url,
            self.plugin.serving,
            site.has_cards,
            os.environ.get("SOURCE_DATE_EPOCH"),
        )

    def _settings(self) -> Any:
        """Return the values of mkdocs.yml, inherited ones and environment variables resolved."""
        with open(self.config.config_file_path, encoding="utf-8-sig") as stream:
            return yaml_load(stream)

    def _folders(self) -> list[Path]:
        return [Path(folder) for folder in (self.config.docs_dir, self.config.theme.custom_dir) if folder]

    def sources(self) -> list[Path]:
        """Return the folders of hand-written files: the project itself, its briefings, documents and overrides."""
        root = self.root
        folders = [root, root / self.plugin.config.briefings, Path(self.config.docs_dir).resolve()]
        if self.config.theme.custom_dir:
            folders.append(Path(self.config.theme.custom_dir).resolve())
        return folders

    def draw(self, paper: Paper, into: Path, *, page_drawn: Callable[[], object] = lambda: None) -> None:
        """Let MkDocs build the whole site into a folder. Raises ProjectError if it fails."""
        self.plugin.prepared = paper
        self.plugin.page_drawn = page_drawn
        self.config.site_dir = str(into)
        try:
            self.config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(self.config)
            self.config.plugins.on_shutdown()
        except (Abort, BuildError) as error:
            raise ProjectError(str(error)) from error
        except Exception as error:  # from templates and other plugins; MkDocs has logged the page
            raise ProjectError(f"{type(error).__name__}: {error}") from error


class ProjectError(Exception):
    """The project cannot be built; the message says why."""


def load_project(root: Path, *, site_url: str = "") -> Project:
    """Read `root/mkdocs.yml`. Raises ProjectError if it is missing, invalid, or lacks the plugin.

    `site_url` overrides the address in the file.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise ProjectError(f"there is no mkdocs.yml in {root}; go to the project's folder or name it with --root")
    try:
        address = site_address(site_url or _written_address(file))
        config = load_config(config_file=str(file), **({"site_url": address} if address else {}))
    except (ConfigurationError, Abort) as error:
        raise ProjectError(f"mkdocs.yml: {error}") from error
    except ValueError as error:
        raise ProjectError(f"{'' if site_url else 'mkdocs.yml: '}{error}") from None
    plugin = config.plugins.get("broadsheet")
    if not isinstance(plugin, BroadsheetPlugin):
        raise ProjectError("mkdocs.yml does not list the plugin; add `plugins: [broadsheet]`")
    try:
        zone_of(config, plugin.config)
    except ValueError as error:
        raise ProjectError(f"mkdocs.yml: {error}") from None
    return Project(config, plugin)


def _written_address(file: Path) -> str:
    """Return `site_url` as written in mkdocs.yml: our message about a wrong one says more than that of MkDocs."""
    try:
        with file.open(encoding="utf-8-sig") as stream:
            written = yaml_load(stream).get("site_url")
    except (OSError, UnicodeDecodeError, YAMLError, ConfigurationError, AttributeError):
        return ""  # MkDocs reports what is wrong with the file
    return written if isinstance(written, str) else ""
