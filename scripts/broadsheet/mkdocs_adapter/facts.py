"""What a configuration says about the newspaper, and what every template may know."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files

from broadsheet.build.paper import Paper
from broadsheet.mkdocs_adapter.settings import Settings
from broadsheet.pages import Design, Page, Site
from broadsheet.pages.card import site_card
from broadsheet.pages.phrases import day_in_words
from broadsheet.pages.target import day_url, story_url
from broadsheet.publish.cards import can_be_drawn
from broadsheet.text.language import locale_of
from broadsheet.web.csp import boot, policy_html

_SHELL = (".css", ".js", ".svg", ".woff2")


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
        feed_items=max(1, settings.feed_items),
        feed_days=max(0, settings.feed_days),
        markdown_days=max(0, settings.markdown_days),
        license=settings.license,
        offline=settings.offline and not serving,
        cards=settings.cards and not serving,
        card_days=settings.card_days,
        design=design_of(config, settings),
    )


def design_of(config: MkDocsConfig, settings: Settings) -> Design:
    """Return what pages are drawn with: the files below overrides/assets, and a digest of all that shapes a page."""
    if not config.theme.custom_dir:
        return Design()
    folder = Path(config.theme.custom_dir)
    read = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".html", *_SHELL)
    }
    files = {name: hashlib.sha256(content).hexdigest() for name, content in read.items()}
    extra = {key: value for key, value in config.extra.items() if key != "broadsheet"}
    said = [config.site_name, config.site_description, config.site_url, config.repo_url, config.theme.get("language")]
    drawn = json.dumps([files, said, extra, boot(), policy_html(), settings.comments.filled()], default=str)
    design = Design(
        files=tuple(name for name in files if name.startswith("assets/") and not name.endswith(".html")),
        digest=hashlib.sha256(drawn.encode()).hexdigest(),
        sheet=read.get("assets/broadsheet.css", b"").decode("utf-8", "replace"),
        fonts={name: content for name, content in read.items() if name.endswith(".woff2")},
    )
    return replace(design, has_fonts=can_be_drawn(design))


def front_matter(page: Page) -> dict[str, Any]:
    """Return what a template finds in `page.meta`."""
    return {"template": page.template, "title": page.title, **page.meta}


def site_facts(paper: Paper, settings: Settings, *, serving: bool = False) -> dict[str, Any]:
    """Return what every template finds in `config.extra.broadsheet`: nothing that changes with an edition but the newest one.

    MkDocs's live reload is a script in the page, which no policy allows, so a preview has none; nor does it work offline.
    """
    newest, stories = paper.archive.newest, paper.archive.stories
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
        "license": settings.license,
        "has_feed": bool(paper.site.url),
        "locale": locale_of(paper.site.language),
        "card": site_card(paper.site),
        "newest": {
            "date": {"words": day_in_words(newest.day), "url": day_url(newest.day)},
            "stories": [{"url": story_url(path), "title": stories[path].title} for path in newest.stories],
        }
        if newest
        else None,
    }


def documents_of(config: MkDocsConfig) -> list[File]:
    """Return the hand-written files of docs/ that belong to the site."""
    return [file for file in get_files(config) if file.inclusion.value > InclusionLevel.DRAFT.value]


def written_files(documents: Iterable[File]) -> frozenset[str]:
    """Return the files that the documents become, below the root of the site."""
    return frozenset(file.dest_uri for file in documents)


def written_urls(documents: Iterable[File]) -> list[str]:
    """Return the addresses of the hand-written pages, below the root."""
    return [file.url for file in documents if file.is_documentation_page()]


def tree_digest(*folders: Path) -> bytes:
    """Return a digest of every file below some folders."""
    whole = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                content = file.read_bytes()
                whole.update(f"{file.relative_to(folder)}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
                whole.update(content)
        whole.update(b"\0\0")
    return whole.digest()
