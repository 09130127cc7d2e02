"""Pages to HTML as MkDocs draws them, without its way through files and Markdown that our pages have no use for.

What comes out is what `mkdocs build` writes, byte for byte. That can be promised only where nobody else has a say:
`only_ours` tells.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import jinja2
from jinja2 import meta, nodes
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_build_date

from broadsheet.build.output import SiteError
from broadsheet.mkdocs_adapter.facts import front_matter
from broadsheet.pages import Page

try:
    from markupsafe._speedups import _escape_inner as escape_inner
except ImportError:  # without its compiled part

    def escape_inner(text: str, /) -> str:
        """Escape a text."""
        return str(escape(text))


NOT_FOUND = "404.html"
_ESCAPES = ("e", "escape", "safe")
_OF_DICTIONARIES = frozenset(dir(dict))
_ENVIRONMENTS: dict[bytes, jinja2.Environment] = {}
_NEEDS_ALL_PAGES = {"nav", "pages"}  # what a template may know of other pages


def only_ours(config: MkDocsConfig) -> bool:
    """Whether our pages are drawn by our templates alone: no other plugin, no hook, and no template of the theme."""
    if set(config.plugins) != {"broadsheet"} or config.hooks or config.extra_templates or not config.theme.custom_dir:
        return False
    folder = Path(config.theme.custom_dir)
    environment = jinja2.Environment(autoescape=True)
    for file in folder.rglob("*.html"):
        try:
            tree = environment.parse(file.read_text(encoding="utf-8"))
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
            return False  # MkDocs will say what is wrong with it
        named = meta.find_referenced_templates(tree)
        if any(name is None or not (folder / name).is_file() for name in named):
            return False
        if _needs_all_pages(tree) or not _escapes_last(tree):
            return False
    return True


def _needs_all_pages(tree: nodes.Template) -> bool:
    """Whether a template asks for other pages. What it calls its own by such a name is told apart only where there is one."""
    names = {node.name for node in tree.find_all(nodes.Name)}
    return not names.isdisjoint(_NEEDS_ALL_PAGES) and bool(meta.find_undeclared_variables(tree) & _NEEDS_ALL_PAGES)


def _escapes_last(tree: nodes.Template) -> bool:
    """Whether what was escaped is printed as it is, and not worked on."""
    printed = [node for output in tree.find_all(nodes.Output) for node in output.nodes]
    last = sum(isinstance(node, nodes.Filter) and node.name in _ESCAPES for node in printed)
    return last == sum(node.name in _ESCAPES for node in tree.find_all(nodes.Filter))


def _escaped(value: Any) -> str:
    """Escape as `|e` does, when nothing follows it: a plain text instead of Markup saves half of the time."""
    kind = type(value)
    return escape_inner(value) if kind is str else str(value) if kind is int else str(escape(value))


def _safe(value: Any) -> Any:
    """Leave a value as it is: nothing escapes it again, since this comes last."""
    return value


def _attribute(environment: jinja2.Environment, usual: Callable[[Any, str], Any], value: Any, name: str) -> Any:
    """Return `value.name` as Jinja does, which for the key of a dictionary would first fail to find an attribute."""
    if type(value) is not dict or name in _OF_DICTIONARIES:
        return usual(value, name)
    try:
        return value[name]
    except KeyError:
        return environment.undefined(obj=value, name=name)


def _environment(config: MkDocsConfig, digest: bytes) -> jinja2.Environment:
    """Return every template of the overrides, compiled, so that processes that begin later share them.

    A preview draws again and again with the same ones: they are compiled anew when their digest changes.
    """
    if digest not in _ENVIRONMENTS:
        environment = config.theme.get_env()
        environment.auto_reload = False  # a build draws everything with the templates that it began with
        environment.filters.update(e=_escaped, escape=_escaped, safe=_safe)
        environment.getattr = partial(_attribute, environment, environment.getattr)  # type: ignore[method-assign]
        folder = Path(config.theme.custom_dir or ".")
        for file in sorted(folder.rglob("*.html")):
            environment.get_template(file.relative_to(folder).as_posix())
        _ENVIRONMENTS.clear()
        _ENVIRONMENTS[digest] = environment
    return _ENVIRONMENTS[digest]


class _Drawn(MkDocsPage):
    """A page as templates see it in MkDocs. What ours never ask for is found out when somebody does."""

    def __init__(self, page: Page, config: MkDocsConfig) -> None:
        """Say of a page what MkDocs says of one with empty Markdown."""
        self._config = config
        self._uri = page.uri
        self.active = True
        self.children = self.previous_page = self.next_page = None
        self.meta = front_matter(page)
        self.markdown, self.content, self.toc = "", "", TableOfContents([])
        self._title_from_render = None
        self._set_canonical_url(config.site_url)

    @cached_property
    def url(self) -> str:
        """The address below the site's root."""
        return quote(self._uri.removesuffix("index.md"))

    @cached_property
    def file(self) -> File:  # type: ignore[override]
        """The source file, which is in memory only."""
        file = File(self._uri, None, self._config.site_dir, True, inclusion=InclusionLevel.NOT_IN_NAV)
        file.content_string, file.generated_by, file.page = "", "broadsheet", self
        return file

    @cached_property
    def update_date(self) -> str:  # type: ignore[override]
        """The day of the build."""
        return get_build_date()

    @cached_property
    def edit_url(self) -> str | None:  # type: ignore[override]
        """Where MkDocs would have it edited."""
        return MkDocsPage(None, self.file, self._config).edit_url

    def _set_canonical_url(self, site_url: str | None) -> None:
        """Set both whole addresses, as MkDocs does; ours have nothing in them that joining could change."""
        self.canonical_url = self.abs_url = None
        if site_url:
            self.canonical_url = f"{site_url.rstrip('/')}/{self.url}"
            self.abs_url = f"{urlsplit(site_url).path.rstrip('/')}/{self.url}"


def _said(error: Exception) -> str:
    """Return an error as people read it, with the line of the template where that is known."""
    traced = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    place = f" ({Path(traced[-1].filename).name}, line {traced[-1].lineno})" if traced else ""
    return f"{type(error).__name__}: {error}{place}"


class Drawing:
    """Draws pages, one at a time, in whatever process it is called."""

    def __init__(self, config: MkDocsConfig, templates: bytes) -> None:
        """Take settings from a configuration that holds the facts of the site already; `templates` is their digest."""
        self._config = config
        self._environment = _environment(config, templates)
        self._files = Files([])
        self._nav = Navigation([], [])

    def __call__(self, page: Page) -> bytes:
        """Return the HTML of a page."""
        try:
            template = self._environment.get_template(page.template)
            output = template.render(get_context(self._nav, [], self._config, _Drawn(page, self._config)))
        except Exception as error:  # templates are the publisher's code
            raise SiteError(f"{page.template} cannot draw {page.url or 'the home page'}: {_said(error)}") from error
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def not_found(self) -> bytes:
        """Return the HTML of the page for addresses that are not there. Its links begin at the root of the server."""
        base_url = urlsplit(self._config.site_url or "/").path
        context = get_context(self._nav, self._files, self._config, base_url=base_url)
        try:
            return self._environment.get_template(NOT_FOUND).render(context).encode()
        except Exception as error:
            raise SiteError(f"{NOT_FOUND} cannot be drawn: {_said(error)}") from error
