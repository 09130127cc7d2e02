"""Render a letter as plain text. No line is longer than 72 characters, except lines with an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from broadsheet.publish.mail.letter import Item, Letter, Part

WIDTH = 72


def as_text(letter: Letter, *, unsubscribe: str = "") -> str:
    """Return the text. Every link is on a line of its own, below the text that describes it."""
    blocks = [[*_wrapped(letter.name.upper()), *_wrapped(letter.title), *_wrapped(letter.facts)]]
    blocks += [_story(item, number) for number, item in enumerate(letter.items, 1)]
    if letter.brief:
        blocks.append(_heading("In brief"))
        blocks += [_story(item, number) for number, item in enumerate(letter.brief, len(letter.items) + 1)]
    for part in letter.parts:
        blocks += [_heading(part.title), *_part(part)]
    foot = ["-" * WIDTH, f"{letter.whole}:", letter.url]
    blocks.append([*foot, *(["To stop these mails:", unsubscribe] if unsubscribe else [])])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _heading(title: str) -> list[str]:
    return [title, "=" * len(title)]


def _story(item: Item, number: int) -> list[str]:
    first = f"{number}. "
    body = " " * len(first)
    lines = [*_wrapped(item.title, first), *_wrapped(item.dek, body)]
    for point in item.points:
        lines += _wrapped(point, f"{body}* ")
    said = " · ".join(words for words in (item.kicker, item.counts) if words)
    return [*lines, *_wrapped(said, body), body + item.url]


def _part(part: Part) -> Iterator[list[str]]:
    for line in part.lines:
        lines = [*_wrapped(line.title, "* "), *_wrapped(line.note, "  "), f"  {line.url}"]
        if line.more_url:
            lines += [*_wrapped(f"Latest: {line.more}", "  "), f"  {line.more_url}"]
        else:
            lines += _wrapped(line.more, "  ")
        yield lines
    if part.note:
        yield _wrapped(part.note)


def _wrapped(text: str, first: str = "") -> list[str]:
    """Break a text into lines between words, and within words that are too long, such as sentences without spaces."""
    rest = " " * len(first)
    words = " ".join(text.split())
    lines = wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return list(_cut(lines, rest))


def _cut(lines: Iterable[str], rest: str) -> Iterator[str]:
    for line in lines:
        if len(line) <= WIDTH or "://" in line:
            yield line
        else:
            yield from wrap(line, WIDTH, subsequent_indent=rest, break_on_hyphens=False)
