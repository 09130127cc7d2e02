"""The plugin: it hands Pages over to MkDocs in memory. `mkdocs build` with it is what every other way must equal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from broadsheet.archive import Relate, find_at_most
from broadsheet.build.paper import Paper, ReadAll, open_paper, read_all
from broadsheet.load import Tree, list_tree
from broadsheet.mkdocs_adapter.address import NO_ADDRESS, site_address
from broadsheet.mkdocs_adapter.facts import (
    documents_of,
    front_matter,
    project_root,
    site_facts,
    site_of,
    written_files,
    written_urls,
    zone_of,
)
from broadsheet.mkdocs_adapter.settings import Settings, allow_time_zone
from broadsheet.pages import Page
from broadsheet.pages.target import html_of
from broadsheet.problems import errors
from broadsheet.publish import Asset
from broadsheet.publish.search import SearchError

if TYPE_CHECKING:  # a server is of no use to a build
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("broadsheet")


class BroadsheetPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the newspaper's pages to a MkDocs build."""

    def __init__(self) -> None:
        """Start without a paper: it is opened with each build."""
        self.serving = False
        self.prepared: Paper | None = None
        self.only: list[Page] | None = None
        self.page_drawn: Callable[[], object] = lambda: None
        self.configuration: MkDocsConfig
        self._paper: Paper | None = None
        self._pages: dict[str, Page] = {}
        self._assets: list[Asset] = []

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the options of the plugin, and let `time_zone` be written above them in mkdocs.yml, too."""
        allow_time_zone()
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview: then a wrong briefing is left out instead of stopping everything."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the paper, and stop on errors while nothing has been written yet."""
        if self.only is not None:  # `broadsheet build` draws the other pages itself
            self._pages = {page.uri: page for page in self.only}
            self._assets = []
            return config
        try:
            config.site_url = site_address(config.site_url or "") or None
            zone_of(config, self.config)
        except ValueError as error:
            raise PluginError(str(error)) from None
        paper, self.prepared = self.prepared, None
        if paper is None:  # else the command line has opened it, and told of its problems
            paper = self.open(config)
            self.report(paper)
            for notice in paper.notices:
                log.warning(notice)
        if self.serving:
            paper = paper.without_search(preview=True)  # an index at every edit would keep writers waiting
        documents = documents_of(config)
        self.prepare(config, paper)
        self._pages = {page.uri: page for page in paper.pages}
        try:
            self._assets = list(paper.assets(written_urls(documents), taken=written_files(documents)))
        except SearchError as error:
            raise PluginError(str(error)) from error
        self.refuse_collisions(documents, {asset.uri for asset in self._assets})
        return config

    def prepare(self, config: MkDocsConfig, paper: Paper) -> None:
        """Make a configuration ready for drawing: templates find in it what the paper says of the site."""
        if not config.use_directory_urls:
            raise PluginError("broadsheet: the addresses need `use_directory_urls: true` in mkdocs.yml")
        self.configuration, self._paper = config, paper
        config.theme.static_templates.discard("sitemap.xml")
        if not config.repo_url:
            config.edit_uri = None  # there is nothing to edit, and MkDocs would warn on every page
        config.extra["broadsheet"] = site_facts(paper, self.config, serving=self.serving)

    @property
    def asset_uris(self) -> set[str]:
        """The addresses of the files that were added beside the pages."""
        return {asset.uri for asset in self._assets}

    def open(
        self,
        config: MkDocsConfig,
        *,
        tree: Tree | None = None,
        now: date | None = None,
        on_progress: Callable[[], object] = lambda: None,
        read: ReadAll = read_all,
        relate: Relate | None = None,
    ) -> Paper:
        """Read and check the briefings beside mkdocs.yml, or those of a tree. `read` and `relate` may use a cache."""
        return open_paper(
            tree or list_tree(project_root(config), self.config.briefings),
            site_of(config, self.config, serving=self.serving),
            relate=relate or find_at_most(self.config.related),
            now=now,
            on_progress=on_progress,
            read=read,
        )

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and asset, in memory and outside the navigation."""
        assert self._paper is not None
        ours = {str(Path(folder).resolve()) for folder in (config.docs_dir, config.theme.custom_dir) if folder}
        for file in list(files):  # the theme's scripts and styles, which no page of ours loads, and its sitemap
            if file.src_dir is not None and str(Path(file.src_dir).resolve()) not in ours:
                files.remove(file)
        taken = {file.dest_uri for file in files}
        for page in list(self._pages.values()):
            file = File.generated(config, page.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            if file.dest_uri not in taken:
                files.append(file)
            else:  # only under serve: a build has stopped before
                self._pages.pop(page.uri, None)
        for asset in self._assets:
            if asset.uri not in taken:
                files.append(_copied(config, asset))
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give our pages their data. Their Markdown stays empty: the template draws everything."""
        if page.file.generated_by == "broadsheet" and (ours := self._pages.get(page.file.src_uri)):
            page.meta = front_matter(ours)
        return markdown

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tell the progress bar."""
        self.page_drawn()
        return output

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the briefings and the overrides."""
        watched = [project_root(config) / self.config.briefings]
        watched[0].mkdir(exist_ok=True)  # a fork may have emptied it, and git keeps no empty folders
        if config.theme.custom_dir:
            watched.append(Path(config.theme.custom_dir))
        for folder in watched:
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def report(self, paper: Paper) -> None:
        """Say what is wrong; a build stops at errors, a preview goes on without what is wrong."""
        if not paper.bare.url:
            log.info(NO_ADDRESS)  # no warning: with --strict, there could be no site without an address
        wrong = errors(paper.problems)
        if wrong and not self.serving:
            listing = "\n".join(str(problem) for problem in paper.problems)
            raise PluginError(f"{len(wrong)} problem(s) in the briefings; nothing was written.\n{listing}")
        for problem in paper.problems:
            left_out = "; left out until it is fixed" if problem.severity == "error" else ""
            log.warning(f"{problem}{left_out}")

    def refuse_collisions(self, documents: Iterable[File], assets: Collection[str]) -> None:
        """A hand-written file in docs/ that has the address of one of our pages stops the build: one would be lost."""
        assert self._paper is not None
        ours = {html_of(target.name): target for target in self._paper.targets}
        clashes = []
        for file in documents:
            target = ours.get(file.dest_uri)
            if target or file.dest_uri in assets:
                what = f"the page {target.make().title!r}" if target else "a generated file"
                clashes.append(f"docs/{file.src_uri} would be replaced by {what} at /{file.url}; rename it")
        if clashes and not self.serving:
            raise PluginError("broadsheet: two files for one address; nothing was written.\n" + "\n".join(clashes))
        for clash in clashes:
            log.warning(f"{clash}; the file in docs/ is shown until then")


def _copied(config: MkDocsConfig, asset: Asset) -> File:
    """Return a file that MkDocs copies as it is, even where its name is that of a page's source."""
    name = f"{asset.uri}.copy" if asset.uri.endswith(".md") else asset.uri
    file = File.generated(config, name, content=asset.content, inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = asset.uri
    return file
