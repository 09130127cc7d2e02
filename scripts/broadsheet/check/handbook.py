"""The codes of `check` as text: one for `broadsheet explain`, all of them as a list and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from textwrap import fill, indent

from broadsheet.check.explanations import USUAL_FILE, Explanation, explanations
from broadsheet.text.escaping import escaped

WIDTH = 100


def explained(code: str) -> str:
    """Return all there is to say of a code, for a terminal."""
    one = explanations()[code]
    return "\n".join(
        [
            f"{code}: {one.title}",
            "",
            fill(one.why, WIDTH),
            "",
            *_shown("Wrong:", one.wrong),
            *_shown("Right:", one.right),
            fill(f"To mend it: {one.mend}", WIDTH),
            "",
        ]
    )


def listing() -> str:
    """Return every code with its title, by group."""
    lines = []
    width = max(map(len, explanations()))
    for group, entries in _groups():
        lines += [group, *(f"  {one.code:{width}}  {one.title}" for one in entries), ""]
    return "\n".join(lines)


def handbook() -> str:
    """Return the page docs/project/checks.md."""
    lines = [
        "# What `broadsheet check` finds",
        "",
        "Every problem ends in a code in brackets. `broadsheet explain CODE` says on a terminal what stands here. Errors stop a",
        "build; warnings do not. This page is made from `scripts/broadsheet/check/explanations.yml` by `make golden`; a test runs every",
        "example.",
        "",
    ]
    for group, entries in _groups():
        lines += [f"## {group}", ""]
        for one in entries:
            lines += [f"### {one.code}", "", f"{one.title} {one.why}", ""]
            lines += [
                *_fenced("Wrong", one, one.wrong),
                *_fenced("Right", one, one.right),
                f"To mend it: {one.mend}",
                "",
            ]
    return "\n".join(lines)


def _groups() -> Iterator[tuple[str, Iterator[Explanation]]]:
    return groupby(explanations().values(), key=lambda one: one.group)


def _shown(head: str, example: Mapping[str, str]) -> Iterator[str]:
    yield head
    for file, text in example.items():
        if file not in ("", USUAL_FILE):
            yield f"  briefings/{file}"
        yield indent(escaped_text(text), "    ")


def _fenced(head: str, one: Explanation, example: Mapping[str, str]) -> Iterator[str]:
    if one.told:
        yield from (f"{head}: {example[''].strip().rstrip('.')}.", "")
        return
    for place, (file, text) in enumerate(example.items()):
        name = "" if file == USUAL_FILE else f" (`briefings/{file}`)"
        yield from (f"{head if place == 0 else 'and'}{name}:", "")
        yield from (f"```{'markdown' if file.endswith('.md') else 'yaml'}", escaped_text(text).rstrip("\n"), "```", "")


def escaped_text(text: str) -> str:
    """Return a text of several lines in which nothing is unseen."""
    return "".join(escaped(line) + "\n" for line in text.split("\n")[:-1])
