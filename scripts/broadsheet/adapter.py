"""The one module that imports MkDocs: it hands Pages over in memory, and runs MkDocs for the command line."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.pages import Page as MkDocsPage

from broadsheet.newsroom import Newsroom, open_newsroom
from broadsheet.pages import Design, Page, Site
from broadsheet.policy import boot, policy_html
from broadsheet.problem import errors
from broadsheet.publish import Asset
from broadsheet.publish.search import SearchError
from broadsheet.publish.small import small

log = get_plugin_logger("broadsheet")

_SHELL = (".css", ".js", ".svg", ".woff2")


class CommentSettings(Config):  # type: ignore[no-untyped-call]
    """The options under `comments:`, as https://giscus.app gives them for a repository."""

    repo = config_options.Type(str, default="")
    repo_id = config_options.Type(str, default="")
    category = config_options.Type(str, default="")
    category_id = config_options.Type(str, default="")

    def filled(self) -> dict[str, str]:
        """Return the options, or nothing when there are to be no comments."""
        return {name: str(value) for name, value in self.items()} if self.repo else {}


class Settings(Config):  # type: ignore[no-untyped-call]
    """The options under `plugins: - broadsheet:` in mkdocs.yml."""

    briefings = config_options.Type(str, default="briefings")
    """The folder of the briefings, beside mkdocs.yml."""
    related = config_options.Type(int, default=4)
    """How many related briefings a page lists at most."""
    feed_items = config_options.Type(int, default=50)
    """How many briefings a feed holds at most."""
    feed_authority = config_options.Type(str, default="")
    """The domain in the feeds' permanent ids; set it to the old one when the site moves."""
    offline = config_options.Type(bool, default=True)
    """Whether readers keep the newest edition and what they saved for reading offline."""
    comments = config_options.SubConfig(CommentSettings)
    """Comments by giscus; without `repo` there are none."""


class BroadsheetPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the newspaper's pages to a MkDocs build."""

    def __init__(self) -> None:
        """Start without a newsroom: it is opened with each build."""
        self.serving = False
        self.prepared: Newsroom | None = None
        self.page_drawn: Callable[[], object] = lambda: None
        self._newsroom: Newsroom | None = None
        self._pages: dict[str, Page] = {}
        self._assets: list[Asset] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview: then a wrong briefing is left out instead of stopping everything."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the newsroom, and stop on errors while nothing has been written yet."""
        if not config.use_directory_urls:
            raise PluginError("broadsheet: the addresses need `use_directory_urls: true` in mkdocs.yml")
        newsroom, self.prepared = self.prepared, None
        if newsroom is None:  # else the command line has opened it, and told of its problems
            newsroom = self.open(config)
            self._report(newsroom)
        if self.serving:
            newsroom = newsroom.without_search(preview=True)  # an index at every edit would keep writers waiting
        self._newsroom = newsroom
        self._pages = {page.uri: page for page in newsroom.pages}
        documents = documents_of(config)
        try:
            self._assets = list(newsroom.assets(written_urls(documents)))
        except SearchError as error:
            raise PluginError(str(error)) from error
        self._refuse_collisions(documents)
        config.theme.static_templates.discard("sitemap.xml")
        if not config.repo_url:
            config.edit_uri = None  # there is nothing to edit, and MkDocs would warn on every page
        config.extra["broadsheet"] = site_facts(newsroom, self.config, serving=self.serving)
        return config

    def open(
        self, config: MkDocsConfig, *, now: date | None = None, step: Callable[[], object] = lambda: None
    ) -> Newsroom:
        """Load, check, derive and lay out what lies beside mkdocs.yml."""
        return open_newsroom(
            project_root(config),
            site_of(config, self.config, serving=self.serving),
            folder=self.config.briefings,
            related=self.config.related,
            now=now,
            step=step,
        )

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and asset, in memory and outside the navigation."""
        assert self._newsroom is not None
        ours = {str(Path(folder).resolve()) for folder in (config.docs_dir, config.theme.custom_dir) if folder}
        for file in list(files):  # the theme's scripts and styles, which no page of ours loads, and its sitemap
            if file.src_dir is not None and str(Path(file.src_dir).resolve()) not in ours:
                files.remove(file)
        taken = {file.dest_uri for file in files}
        for page in self._newsroom.pages:
            file = File.generated(config, page.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            if file.dest_uri not in taken:
                files.append(file)
            else:  # only under serve: a build has stopped before
                self._pages.pop(page.uri, None)
        for asset in self._assets:
            if asset.uri not in taken:
                files.append(
                    File.generated(config, asset.uri, content=asset.content, inclusion=InclusionLevel.NOT_IN_NAV)
                )
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give our pages their data. Their Markdown stays empty: the template draws everything."""
        if page.file.generated_by == "broadsheet" and (ours := self._pages.get(page.file.src_uri)):
            page.meta = front_matter(ours)
        return markdown

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Make the page smaller, and tell the progress bar."""
        self.page_drawn()
        return small(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Make 404.html smaller too."""
        return small(output_content) if template_name.endswith(".html") else output_content

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

    def _report(self, newsroom: Newsroom) -> None:
        wrong = errors(newsroom.problems)
        if wrong and not self.serving:
            listing = "\n".join(str(problem) for problem in newsroom.problems)
            raise PluginError(f"{len(wrong)} problem(s) in the briefings; nothing was written.\n{listing}")
        for problem in newsroom.problems:
            left_out = "; left out until it is mended" if problem.severity == "error" else ""
            log.warning(f"{problem}{left_out}")

    def _refuse_collisions(self, documents: Iterable[File]) -> None:
        """A hand-written file in docs/ that has the address of one of our pages stops the build: one would be lost."""
        assert self._newsroom is not None
        ours = {page.uri.removesuffix(".md") + ".html": f"the page {page.title!r}" for page in self._newsroom.pages}
        ours |= {asset.uri: "a generated file" for asset in self._assets}
        clashes = [
            f"docs/{file.src_uri} would be replaced by {ours[file.dest_uri]} at /{file.url}; rename it"
            for file in documents
            if file.dest_uri in ours
        ]
        if clashes and not self.serving:
            raise PluginError("broadsheet: two files for one address; nothing was written.\n" + "\n".join(clashes))
        for clash in clashes:
            log.warning(f"{clash}; the file in docs/ is shown until then")


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


def project_root(config: MkDocsConfig) -> Path:
    """Return the folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def site_of(config: MkDocsConfig, settings: Settings, *, serving: bool = False) -> Site:
    """Return what the configuration says about the newspaper."""
    url = config.site_url or ""
    return Site(
        name=config.site_name,
        description=config.site_description or "",
        url=url if not url or url.endswith("/") else url + "/",
        language=str(config.theme.get("language") or "en"),
        repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "",
        feed_authority=settings.feed_authority,
        feed_items=settings.feed_items,
        offline=settings.offline and not serving,
        design=design_of(config, settings),
    )


def design_of(config: MkDocsConfig, settings: Settings) -> Design:
    """Return what pages are drawn with: the files below overrides/assets, and a digest of all that shapes a page."""
    if not config.theme.custom_dir:
        return Design()
    folder = Path(config.theme.custom_dir)
    files = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".html", *_SHELL)
    }
    extra = {key: value for key, value in config.extra.items() if key != "broadsheet"}
    said = [config.site_name, config.site_description, config.site_url, config.repo_url, config.theme.get("language")]
    drawn = json.dumps([files, said, extra, boot(), policy_html(), settings.comments.filled()], default=str)
    return Design(
        files=tuple(name for name in files if name.startswith("assets/") and not name.endswith(".html")),
        digest=hashlib.sha256(drawn.encode()).hexdigest(),
    )


def front_matter(page: Page) -> dict[str, Any]:
    """Return what a template finds in `page.meta`."""
    return {"template": page.template, "title": page.title, **page.meta}


def site_facts(newsroom: Newsroom, settings: Settings, *, serving: bool = False) -> dict[str, Any]:
    """Return what every template finds in `config.extra.broadsheet`: nothing that changes with an edition but the newest one.

    MkDocs's live reload is a script in the page, which no policy allows, so a preview has none; nor does it work offline.
    """
    home = newsroom.pages[0].meta
    comments = settings.comments.filled()
    policies = {
        "page_html": policy_html(),
        "search_html": policy_html(search=True),
        "briefing_html": policy_html(comments=bool(comments)),
    }
    return {
        "boot_html": boot(),
        "policies": {} if serving else policies,
        "offline": settings.offline and not serving,
        "comments_json": json.dumps(comments) if comments else "",
        "has_feed": bool(newsroom.site.url),
        "newest": {"date": home["edition"]["date"], "stories": [home["lead"], *home["second"], *home["brief"]]}
        if home["edition"]
        else None,
    }


def documents_of(config: MkDocsConfig) -> list[File]:
    """Return the hand-written files of docs/ that belong to the site."""
    return [file for file in get_files(config) if file.inclusion.value > InclusionLevel.DRAFT.value]


def written_urls(documents: Iterable[File]) -> list[str]:
    """Return the addresses of the hand-written pages, below the root."""
    return [file.url for file in documents if file.is_documentation_page()]
