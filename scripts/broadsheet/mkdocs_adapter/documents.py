"""The hand-written part of a site: MkDocs itself builds the files of docs/ and of the overrides."""

from __future__ import annotations

import logging
import posixpath
import re
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File
from mkdocs.utils import CountHandler

from broadsheet.build.output import SiteError
from broadsheet.mkdocs_adapter.drawing import NOT_FOUND
from broadsheet.mkdocs_adapter.facts import tree_digest
from broadsheet.mkdocs_adapter.plugin import BroadsheetPlugin
from broadsheet.pages import Page, Target, key_of
from broadsheet.pages.target import digest_of, html_of
from broadsheet.publish import Asset

_MARKDOWN_NAME = re.compile(r"[^\s()<>\"'\[\]#?]+\.md")


class Documents:
    """The documents of a project. `has_warnings` says, after they were built, whether MkDocs logged warnings."""

    def __init__(self, plugin: BroadsheetPlugin, files: Iterable[File], pages: Iterable[Target[Page]]) -> None:
        """Take the files of docs/. Of the generated `pages`, MkDocs gets those that documents link to."""
        self._plugin = plugin
        self._config = plugin.configuration
        self._files = sorted(files, key=lambda file: file.src_uri)
        by_name = {page.name: page for page in pages}
        self._linked = [by_name[name] for name in sorted(self._names(by_name.keys()))]
        self.has_warnings = False

    def target(self) -> Target[tuple[Asset, ...]]:
        """Return one target for all documents."""
        return Target("docs", self._key(), self._make)

    def _names(self, known: Collection[str]) -> set[str]:
        """Return the `known` source names of pages that occur in a document or in the navigation."""
        found = set(_MARKDOWN_NAME.findall(str(self._config.nav or "")))
        for file in self._files:
            if file.is_documentation_page():
                folder = posixpath.dirname(file.src_uri)
                names = _MARKDOWN_NAME.findall(file.content_string)
                found |= {posixpath.normpath(posixpath.join(folder, name)) for name in names}
                found |= {name.removeprefix("/") for name in names}
        return found & set(known)

    def _key(self) -> bytes:
        custom = self._config.theme.custom_dir
        return key_of(
            [page.name for page in self._linked],
            [(file.src_uri, digest_of(file.content_bytes)) for file in self._files],
            tree_digest(Path(custom)) if custom else None,
        )

    def _make(self) -> tuple[Asset, ...]:
        ours = {html_of(page.name) for page in self._linked} | {NOT_FOUND}
        counter = CountHandler()
        counter.setLevel(logging.WARNING)
        log = logging.getLogger("mkdocs")
        log.addHandler(counter)
        level = log.level
        log.setLevel(logging.WARNING)  # its progress messages are about this part only
        with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
            self._config.site_dir = folder
            self._plugin.only = [page.make() for page in self._linked]
            try:
                mkdocs_build(self._config)
            except (Abort, BuildError) as error:
                raise SiteError(str(error)) from error
            finally:
                log.removeHandler(counter)
                log.setLevel(level)
                self._plugin.only = None
            self.has_warnings = bool(counter.get_counts())
            return tuple(
                Asset(uri=uri, content=file.read_bytes())
                for file in sorted(Path(folder).rglob("*"))
                if file.is_file() and (uri := file.relative_to(folder).as_posix()) not in ours
            )
