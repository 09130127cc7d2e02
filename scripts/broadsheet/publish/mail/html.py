"""Render a letter as HTML for mail programs: tables 600 px wide, inline styles, light and dark colours."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from broadsheet.publish.mail.letter import Item, Letter
from broadsheet.text.language import direction

MOST = 100_000  # bytes: Gmail clips a mail at 102 KB and hides the rest
# The site's light and dark colours; mail programs do not support light-dark().
COLOURS = {
    "paper": ("#fbf8f2", "#16150f"),
    "ink": ("#1c1a17", "#ece6d8"),
    "ink-soft": ("#57514a", "#b3aa9a"),
    "hairline": ("#d9d2c5", "#3a362d"),
    "rule": ("#1c1a17", "#a79f8f"),
    "accent": ("#9c2f1d", "#f0937c"),
    "s0": ("#1c1a17", "#d9d1c1"),
    "s1": ("#8b8378", "#877f70"),
    "s2": ("#b9b1a4", "#575146"),
}


def as_html(letter: Letter, *, unsubscribe: str = "") -> str:
    """Return the HTML, at most `MOST` bytes: a longer letter loses standfirsts, then its last headlines, which it counts."""
    html = _drawn(letter, 0, unsubscribe)
    if _weight(html) <= MOST:
        return html
    letter = replace(letter, brief=[replace(item, dek="") for item in letter.brief])
    shown = len(letter.brief)
    while _weight(html := _drawn(letter, len(letter.brief) - shown, unsubscribe)) > MOST and shown:
        shown //= 2
    return html


def _drawn(letter: Letter, unshown: int, unsubscribe: str) -> str:
    brief = letter.brief[: len(letter.brief) - unshown]
    return _template().render(
        letter=letter,
        brief=brief,
        unshown=unshown,
        unsubscribe=unsubscribe,
        day={name.replace("-", "_"): light for name, (light, _) in COLOURS.items()},
        night={name.replace("-", "_"): dark for name, (_, dark) in COLOURS.items()},
        dir=direction(letter.language),
        dir_of=_direction_of,
    )


def _direction_of(item: Item) -> str:
    return direction(item.language)


def _weight(html: str) -> int:
    return len(html.encode())


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("broadsheet", "publish/mail"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.html")
