"""The preview: every edit shows as soon as what depends on it is made again."""

from __future__ import annotations

import logging
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer

from broadsheet.build.cache import ChangedMeanwhile
from broadsheet.build.output import SiteError, SiteWriter
from broadsheet.build.workers import processors
from broadsheet.mkdocs_adapter.project import Project, ProjectError, load_project
from broadsheet.mkdocs_adapter.watching import Watcher

log = logging.getLogger("mkdocs.broadsheet")

YEARS, FEED = "data/briefings", "feed.xml"


def serve(root: Path, *, address: str | None = None) -> None:
    """Preview with live reload until interrupted. Raises ProjectError when the preview cannot begin."""
    project = load_project(root)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    try:
        if project.only_ours():
            with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
                _Preview(project, Path(folder) / "site", address).run()
        else:  # others have a say in the pages, so MkDocs makes all of them, each time
            options: dict[str, Any] = {"dev_addr": address} if address else {}
            mkdocs_serve(config_file=str(root / "mkdocs.yml"), **options)
    except OSError as error:
        raise ProjectError(
            f"cannot serve on {address or 'the default address'}: {error.strerror}; try --addr localhost:8001"
        ) from error
    except (Abort, BuildError) as error:
        raise ProjectError(str(error)) from error


def _is_for_machines(name: str) -> bool:
    """Whether a file is one that no writer looks at while writing: to make those again took a third of an edit's time."""
    return name.startswith(YEARS) or name.endswith(FEED)


class _Preview:
    """A site in a folder of its own, made anew where something changed, and MkDocs's server in front of it."""

    def __init__(self, project: Project, site: Path, address: str | None) -> None:
        self._root = project.root
        self._site = site
        host, port = (address or "{}:{}".format(*project.config.dev_addr)).rsplit(":", 1)
        mount = urlsplit(project.config.site_url or "/").path
        self._server = LiveReloadServer(
            builder=self._rebuild,
            host=host,
            port=int(port),
            root=str(site),
            mount_path=mount,
        )
        self._server.observer = Watcher()
        self._server.error_handler = self._error_page
        self._press = SiteWriter(site, project.database(), name="preview", jobs=processors(), exclusive=True)

    def run(self) -> None:
        """Make the site, then serve it until interrupted."""
        self._make(processors())
        self._press.scan_ahead()  # for the first edit
        project = load_project(self._root)
        (self._root / project.plugin.config.briefings).mkdir(exist_ok=True)  # git keeps no empty folders
        for folder in project.sources()[1:]:
            if folder.is_dir():
                self._server.watch(str(folder))
        self._server.watch(str(self._root / "mkdocs.yml"))
        try:
            self._server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Shutting down...")
        finally:
            self._press.close()
            self._server.shutdown()

    def _rebuild(self) -> None:
        """Make what is stale; on an error say so and leave the last site as it is."""
        try:
            self._make(1)  # the server's threads forbid to fork
        except (ProjectError, SiteError, ChangedMeanwhile) as error:
            log.error(f"{error}. The preview stays as it is until this is fixed.")

    def _make(self, jobs: int) -> None:
        started = time.monotonic()
        project = load_project(self._root)
        project.config.site_url = self._server.url
        project.plugin.serving = True
        paper = project.open(database=project.database(), jobs=jobs)
        project.plugin.report(paper)
        plan = project.plan_site(paper.without_search(preview=True))
        # Nothing is verified: a half-typed link must not keep the writer from seeing the page.
        manifest = self._press.write(plan, jobs=jobs, check=False, keep=_is_for_machines)
        log.info(f"{manifest.file_count:,} files are up to date after {time.monotonic() - started:.2f} s")

    def _error_page(self, code: int) -> bytes | None:
        file = self._site / f"{code}.html"
        return file.read_bytes() if file.is_file() else None
