"""A newspaper of N briefings from a seed, as a project folder: the same bytes every time, and quickly.

The YAML is written by hand, in the shape that people write, since PyYAML would take longer than the build it feeds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from textwrap import wrap

from .news import (
    A_DAY,
    CATEGORIES,
    ENTITY_KINDS,
    FIRST_DAY,
    REGISTERED,
    THREAD_PLACE,
    Scale,
    Story,
    entities,
    publishers,
    stories,
    story,
)

ROOT = Path(__file__).parents[2]
EDITED_BACK, DELETED_BACK = 1, 5  # days before the new one
EDITED_PLACE, DELETED_PLACE = 4, 2


@dataclass(frozen=True, slots=True)
class Change:
    """What a day of work did, as paths below briefings/."""

    added: tuple[str, ...]
    edited: str
    deleted: str


def write_project(root: Path, count: int, scale: Scale | None = None) -> None:
    """Write a whole project with the first `count` briefings. `root` must not exist yet."""
    scale = scale or Scale()
    root.mkdir(parents=True)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    without_pictures = settings.replace("  - broadsheet\n", "  - broadsheet:\n      cards: false\n")
    assert without_pictures != settings
    (root / "mkdocs.yml").write_text(without_pictures, "utf-8")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("project"))
    briefings = root / "briefings"
    briefings.mkdir()
    for name, text in registries(scale).items():
        (briefings / name).write_text(text, "utf-8")
    for one in stories(count, scale):
        _write(briefings, one)


def one_more_day(root: Path, scale: Scale | None = None) -> Change:
    """Add the day after the newest: ten briefings. Correct one of the day before; delete one of five days before.

    The deleted one is followed by none. Called again, it adds the next day.
    """
    scale = scale or Scale()
    briefings = root / "briefings"
    day = max(_days(briefings)) + timedelta(days=1)
    first = (day - FIRST_DAY).days * A_DAY
    added = [story(index, scale) for index in range(first, first + A_DAY)]
    for one in added:
        _write(briefings, one)
    edited = story(first - EDITED_BACK * A_DAY + EDITED_PLACE, scale)
    note = "An earlier version gave the wrong number of suppliers."
    _write(briefings, replace(edited, title=f"{edited.title}, corrected", correction=(day.isoformat(), note)))
    deleted = story(first - DELETED_BACK * A_DAY + DELETED_PLACE, scale)
    _file(briefings, deleted).unlink()
    return Change(added=tuple(one.path for one in added), edited=edited.path, deleted=deleted.path)


def registries(scale: Scale) -> dict[str, str]:
    """Return the texts of the three registries. The rarest quarter of the names is in none."""
    known = entities(scale)[: int(scale.entities * REGISTERED)]
    return {
        "categories.yml": "".join(
            f"{key}:\n  label: {label}\n  order: {place}\n  description: {_quoted(f'What is new in {label.lower()}.')}\n"
            for place, (key, label) in enumerate(CATEGORIES.items(), 1)
        ),
        "publishers.yml": "".join(
            f"{one.domain}: {{name: {one.name}, kind: {one.kind}, country: {one.country}"
            f"{f', family: {one.family}' if one.family else ''}}}\n"
            for one in publishers(scale)
        ),
        "entities.yml": "".join(
            f"{name}: {{kind: {ENTITY_KINDS[place % len(ENTITY_KINDS)]}}}\n" for place, name in enumerate(known)
        ),
    }


def yaml_of(one: Story) -> str:
    """Return a briefing's keys as YAML."""
    return "".join(_keys(one))


def _keys(one: Story) -> Iterator[str]:
    yield f"title: {_quoted(one.title)}\ndate: {one.day.isoformat()}\n"
    if one.rank:
        yield f"rank: {one.rank}\n"
    yield f"category: {one.category}\n"
    if one.label:
        yield f"label: {one.label}\n"
    if one.dek:
        yield f"dek: {_quoted(one.dek)}\n"
    yield "summary: >-\n"
    yield "\n\n\n".join("\n".join(wrap(part, 110, initial_indent="  ", subsequent_indent="  ")) for part in one.summary)
    yield "\nkey_points:\n"
    for text, numbers in one.points:
        yield f"  - text: {_quoted(text)}\n    sources: [{', '.join(map(str, numbers))}]\n"
    yield "articles:\n"
    for article in one.articles:
        yield f"  - title: {_quoted(article.title)}\n    url: {article.url}\n    publisher: {article.publisher.name}\n"
        if article.author:
            yield f"    author: {article.author}\n"
        yield f"    published: {article.published}\n    summary: {_quoted(article.summary)}\n"
        yield f"    entities: [{', '.join(article.entities)}]\n"
        yield f"    tone: {article.tone}\n    sentiment: {article.sentiment}\n"
        yield f"    intent: {article.intent}\n    role: {article.role}\n"
    if one.follows:
        yield f"follows: {one.follows}\n"
    if one.correction:
        yield f"corrections:\n  - date: {one.correction[0]}\n    text: {_quoted(one.correction[1])}\n"
    yield 'ai_assistance: "Drafted with a language model from the sources listed."\n'
    if one.reviewed_by:
        yield f"reviewed_by: {one.reviewed_by}\n"


def _quoted(text: str) -> str:
    """The pools hold neither quotes nor backslashes."""
    return f'"{text}"'


def _file(briefings: Path, one: Story) -> Path:
    return briefings / f"{one.path}{'.md' if one.body else '.yml'}"


def _write(briefings: Path, one: Story) -> None:
    file = _file(briefings, one)
    file.parent.mkdir(parents=True, exist_ok=True)
    keys = yaml_of(one)
    file.write_text(f"---\n{keys}---\n\n{one.body}" if one.body else keys, "utf-8")


def _days(briefings: Path) -> Iterator[date]:
    for folder in briefings.glob("[0-9]*/[0-9]*/[0-9]*"):
        yield date.fromisoformat("-".join(folder.parts[-3:]))


assert DELETED_PLACE != THREAD_PLACE  # nothing may follow what is deleted
