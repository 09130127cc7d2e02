"""How to cite a briefing: APA in words, BibTeX and CSL for reference managers."""

from __future__ import annotations

from typing import Any

from broadsheet.archive import Story
from broadsheet.pages.phrases import MONTHS
from broadsheet.pages.target import Site, story_url

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: "\\" + sign for sign in "&%$#_"},
    }
)


def apa(site: Site, story: Story) -> str:
    """`Broadsheet. (2026, April 24). Headline. https://…`, in the seventh edition's form for a news site."""
    day = story.day
    title = story.title
    end = "" if title.endswith(("?", "!", ".")) else "."
    return (
        f"{site.name}. ({day.year}, {MONTHS[day.month]} {day.day}). {title}{end} {site.absolute(story_url(story.path))}"
    )


def bibtex(site: Site, story: Story) -> str:
    """Return an entry for BibLaTeX and BibTeX; the key is the day and the slug, so it is unique in the newspaper."""
    key = _key(story)
    fields = {"author": site.name, "title": story.title}
    lines = [f'  {name} = "{{{_tex(value)}}}",' for name, value in fields.items()]  # the braces keep the capitals
    lines += [f"  date = {{{story.day.isoformat()}}},", f"  url = {{{site.absolute(story_url(story.path))}}}"]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def csl(site: Site, story: Story) -> dict[str, Any]:
    """Return an item of CSL-JSON, which Zotero, Pandoc and their like read."""
    return {
        "id": _key(story),
        "type": "article-newspaper",
        "title": story.title,
        "container-title": site.name,
        "author": [{"literal": site.name}],
        "issued": {"date-parts": [[story.day.year, story.day.month, story.day.day]]},
        "language": story.record.language or site.language,
        "URL": site.absolute(story_url(story.path)),
    }


def _key(story: Story) -> str:
    return story.path.replace("/", "-")


def _tex(text: str) -> str:
    return text.translate(_TEX)
