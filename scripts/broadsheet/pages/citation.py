"""How to cite a briefing: APA in words, BibTeX for reference managers."""

from __future__ import annotations

from calendar import month_name

from broadsheet.derive import Story
from broadsheet.pages.page import Site, story_url

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
    day = story.briefing.day
    title = story.briefing.title
    end = "" if title.endswith(("?", "!", ".")) else "."
    return f"{site.name}. ({day.year}, {month_name[day.month]} {day.day}). {title}{end} {site.absolute(story_url(story.path))}"


def bibtex(site: Site, story: Story) -> str:
    """Return an entry for BibLaTeX and BibTeX; the key is the day and the slug, so it is unique in the newspaper."""
    key = story.path.replace("/", "-")
    fields = {"author": site.name, "title": story.briefing.title}
    lines = [f'{name}="{{{_tex(value)}}}",' for name, value in fields.items()]  # the braces keep the capitals
    lines += [f"date={{{story.briefing.day.isoformat()}}},", f"url={{{site.absolute(story_url(story.path))}}}"]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    return text.translate(_TEX)
