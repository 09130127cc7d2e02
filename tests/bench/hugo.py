"""The same news for Hugo: YAML front matter and templates with the same content on each kind of page.

Where there is a choice it is Hugo's favour: source counts are worked out here and not in a template, a story in a list is
drawn once and cached (`partialCached`), and there are no threads, related stories, trends, covers, JSON or offline files.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path

from broadsheet.pages import Site
from broadsheet.pages.feeds import AT_LEAST

from .generate import yaml_of
from .news import CATEGORIES, Scale, Story, publishers, stories

TEMPLATES = Path(__file__).parent / "hugo"


def write_hugo(root: Path, count: int, scale: Scale | None = None) -> None:
    """Write a Hugo project with the first `count` briefings. `root` must not exist yet."""
    scale = scale or Scale()
    shutil.copytree(TEMPLATES, root)
    content = root / "content"
    data = root / "data"
    data.mkdir()
    names = "".join(f"{one.domain}: {one.name}\n" for one in publishers(scale))
    (data / "publishers.yaml").write_text(names, "utf-8")
    (data / "categories.yaml").write_text("".join(f"{key}: {label}\n" for key, label in CATEGORIES.items()), "utf-8")
    rule = {field.name: field.default for field in fields(Site)}
    feeds = f"items: {rule['feed_items']}\ndays: {rule['feed_days']}\nleast: {AT_LEAST}\n"
    (data / "feeds.yaml").write_text(feeds, "utf-8")
    seen: set[Path] = set()
    for one in stories(count, scale):
        file = content / f"{one.path}.md"
        for folder, kind in zip(file.parents, ("day", "month", "year"), strict=False):
            if folder not in seen:
                seen.add(folder)
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "_index.md").write_text(_section(one.day, kind), "utf-8")
        file.write_text(f"---\n{yaml_of(one)}{_derived(one)}---\n\n{one.body}", "utf-8")


def _section(day: date, kind: str) -> str:
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[kind]
    words = {"day": f"{day:%A}, {day.day} {day:%B %Y}", "month": f"{day:%B %Y}", "year": str(day.year)}[kind]
    return f"---\ntitle: {words}\ndate: {first}\nlayout: {kind}\n---\n"


def _derived(one: Story) -> str:
    """Return the taxonomies and the counts of sources, which Broadsheet derives itself."""
    counts = Counter(article.publisher.domain for article in one.articles)
    entities = dict.fromkeys(name for article in one.articles for name in article.entities)
    families = {article.publisher.family or article.publisher.domain for article in one.articles}
    lines = [f"sources: [{', '.join(counts)}]", f"entities: [{', '.join(entities)}]", f"topics: [{one.category}]"]
    lines += ["source_counts:", *(f"  {domain}: {number}" for domain, number in counts.items())]
    return "\n".join([*lines, f"independent: {len(families)}", ""])
