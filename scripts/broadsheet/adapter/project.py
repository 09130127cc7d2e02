"""A project's folder as the command line sees it: its mkdocs.yml, read once, with the plugin in it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from broadsheet.adapter.facts import project_root
from broadsheet.adapter.plugin import BroadsheetPlugin
from broadsheet.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Project:
    """A loaded mkdocs.yml with the plugin in it."""

    config: MkDocsConfig
    plugin: BroadsheetPlugin

    def open(self, *, now: date | None = None, step: Callable[[], object] = lambda: None) -> Newsroom:
        """Load, check, derive and lay out the briefings."""
        return self.plugin.open(self.config, now=now, step=step)

    def sources(self) -> list[Path]:
        """Return the folders that people write in: the project itself, its briefings, documents and overrides."""
        root = project_root(self.config)
        folders = [root, root / self.plugin.config.briefings, Path(self.config.docs_dir).resolve()]
        if self.config.theme.custom_dir:
            folders.append(Path(self.config.theme.custom_dir).resolve())
        return folders

    def draw(self, newsroom: Newsroom, into: Path, *, page_drawn: Callable[[], object] = lambda: None) -> None:
        """Have MkDocs write the whole site into a folder. Raises ProjectError with a message for people."""
        self.plugin.prepared = newsroom
        self.plugin.page_drawn = page_drawn
        self.config.site_dir = str(into)
        try:
            self.config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(self.config)
            self.config.plugins.on_shutdown()
        except (Abort, BuildError) as error:
            raise ProjectError(str(error)) from error
        except Exception as error:  # templates and other plugins are the publisher's code; MkDocs has named the page
            raise ProjectError(f"{type(error).__name__}: {error}") from error


class ProjectError(Exception):
    """The project cannot be built; the message says why."""


def load_project(root: Path) -> Project:
    """Read `root/mkdocs.yml`. Raises ProjectError where it is missing, wrong, or lacks the plugin."""
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise ProjectError(f"there is no mkdocs.yml in {root}; go to the project's folder or name it with --root")
    try:
        config = load_config(config_file=str(file))
    except (ConfigurationError, Abort) as error:
        raise ProjectError(f"mkdocs.yml: {error}") from error
    plugin = config.plugins.get("broadsheet")
    if not isinstance(plugin, BroadsheetPlugin):
        raise ProjectError("mkdocs.yml does not list the plugin; add `plugins: [broadsheet]`")
    return Project(config, plugin)


def serve(root: Path, *, address: str | None = None) -> None:
    """Preview with live reload until interrupted."""
    load_project(root)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        mkdocs_serve(config_file=str(root / "mkdocs.yml"), **options)
    except OSError as error:
        raise ProjectError(
            f"cannot serve on {address or 'the default address'}: {error.strerror}; try --addr localhost:8001"
        ) from error
    except (Abort, BuildError) as error:
        raise ProjectError(str(error)) from error
