"""The same news for plain MkDocs-Material and for Eleventy, as a publisher would start: a Markdown file a story.

Neither has sources, entities or feeds; both draw far less than Broadsheet and Hugo do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .generate import yaml_of
from .news import Scale, Story, stories

MKDOCS = """\
site_name: Broadsheet
site_url: https://broadsheet.example/
theme: {name: material, font: false}
plugins: []
validation: {links: {not_found: info}}
"""
NOT_IN_NAV = """\
nav: [index.md]
not_in_nav: /20*
"""

ELEVENTY = """\
export default function (config) {
  config.addCollection("days", (api) => {
    const days = new Map();
    for (const item of api.getFilteredByTag("story")) days.set(item.data.day, [...(days.get(item.data.day) ?? []), item]);
    return [...days].map(([day, stories]) => ({ day, stories }));
  });
  return { dir: { input: "content", includes: "../layouts" }, markdownTemplateEngine: false };
}
"""

ELEVENTY_STORY = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/assets/broadsheet.css"></head>
<body>
<main>{{ content | safe }}</main>
<footer><a href="/">Today</a></footer>
</body>
</html>
"""

ELEVENTY_DAY = """\
---
pagination: {data: collections.days, size: 1, alias: edition}
permalink: "/{{ edition.day | replace('-', '/') }}/"
---
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ edition.day }}</title><link rel="stylesheet" href="/assets/broadsheet.css"></head>
<body>
<ul>
{% for story in edition.stories %}<li><a href="{{ story.url }}">{{ story.data.title }}</a></li>
{% endfor %}</ul>
</body>
</html>
"""


def write_material(root: Path, count: int, scale: Scale | None = None, *, in_nav: bool = False) -> None:
    """Write a MkDocs-Material project. Its search is off, as it is in the builds it is compared with.

    As it comes, every page is in the navigation of every other; all but the front page stay out of it unless that is wanted.
    """
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS if in_nav else MKDOCS + NOT_IN_NAV, "utf-8")
    latest = ""
    for one in stories(count, scale or Scale()):
        file = docs / f"{one.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {json.dumps(one.title)}\n---\n\n{markdown(one)}", "utf-8")
        latest = one.path
    (docs / "index.md").write_text(f"# Broadsheet\n\n[The newest story]({latest}.md)\n", "utf-8")


def write_eleventy(root: Path, count: int, scale: Scale | None = None) -> None:
    """Write an Eleventy project: a page a story and a page a day."""
    content, layouts = root / "content", root / "layouts"
    layouts.mkdir(parents=True)
    content.mkdir()
    (root / "eleventy.config.js").write_text(ELEVENTY, "utf-8")
    (root / "package.json").write_text('{"type": "module"}\n', "utf-8")
    (layouts / "story.njk").write_text(ELEVENTY_STORY, "utf-8")
    (content / "days.njk").write_text(ELEVENTY_DAY, "utf-8")
    (content / "content.json").write_text('{"layout": "story.njk", "tags": "story"}\n', "utf-8")
    for one in stories(count, scale or Scale()):
        file = content / f"{one.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{yaml_of(one)}day: '{one.day}'\n---\n\n{markdown(one)}", "utf-8")


def markdown(one: Story) -> str:
    """Return a whole briefing as Markdown."""
    return "\n".join(_lines(one))


def _lines(one: Story) -> Iterator[str]:
    yield f"# {one.title}\n\n*{one.dek}*\n\n## Key points\n"
    for text, numbers in one.points:
        cites = ", ".join(f"[{number}](#article-{number})" for number in numbers)
        yield f"- {text} ({cites})"
    yield "\n## Summary\n"
    yield "\n\n".join(one.summary)
    yield f"\n{one.body}\n## Coverage\n"
    for article in one.articles:
        yield f"### [{article.title}]({article.url})\n"
        yield f"{article.publisher.name} · {article.author} · {article.published} · {article.role}\n"
        yield f"{article.summary}\n"
        yield f"*{', '.join(article.entities)}*. Tone: {article.tone}. Sentiment: {article.sentiment}. Intent: {article.intent}.\n"
