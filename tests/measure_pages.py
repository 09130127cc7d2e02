"""How much `broadsheet new` reads right on pages whose metadata is known.

    python tests/measure_pages.py DIR [--misses]

DIR holds a folder for each page with `source.html` and `expected-metadata.json` (keys `title`, `byline`, `lang`,
`siteName`, `publishedTime`; null where nothing is expected), the layout of `test/test-pages` in mozilla/readability.
Exit status: 0; 2 if DIR has no such pages.

A value is right if it says the same as the expected one:
- title: the same letters and digits, once a site's or section's name is taken off either end;
- author: every name that was read is in the expected byline, which may have more around it (“By”, a date, an office);
- day: the same first ten characters of the ISO date;
- language: the same language, whatever the region;
- publisher: the same letters and digits.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from broadsheet.intake.articles import ArticleMetadata, Names, from_file
from broadsheet.model.registries import Registries

FIELDS = {
    "title": "title",
    "author": "byline",
    "published": "publishedTime",
    "language": "lang",
    "publisher": "siteName",
}
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|｜_＿]\s*|\s[@\[]")


def pages(folder: Path) -> Iterator[tuple[str, ArticleMetadata, dict[str, str]]]:
    """Yield the name of each page, what is read from it, and what is expected."""
    for expected in sorted(folder.glob("*/expected-metadata.json")):
        source = expected.parent / "source.html"
        if source.is_file():
            read = Names(Registries()).settled(from_file("source.html", source.read_bytes()))
            yield expected.parent.name, read, json.loads(expected.read_text("utf-8"))


def is_right(field: str, read: str, expected: str) -> bool:
    """Whether a value that was read says the same as the expected one."""
    if field == "title":
        return _plain(read) in {_plain(one) for one in _without_names(expected)}
    if field == "author":
        return (bool(read) and all(_plain(name) in _plain(expected) for name in re.split(", | and ", read))) or _plain(
            read
        ) == _plain(" ".join(reversed(expected.split(", "))))
    if field == "published":
        return read[:10] == expected[:10]
    if field == "language":
        return read.partition("-")[0].lower() == re.split("[-_]", expected)[0].lower()
    return _plain(read) == _plain(expected)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _without_names(title: str) -> Iterator[str]:
    """Yield a title, and the same without one or two names at its end or one at its beginning."""
    yield title
    parts = list(_SEPARATOR.finditer(title))
    yield from (title[: part.start()] for part in parts[-3:])
    yield from (title[part.end() :] for part in parts[:1])


def main(arguments: list[str]) -> int:
    """Print the table, and the misses if asked."""
    folder = Path(next((one for one in arguments if not one.startswith("-")), "."))
    known = list(pages(folder))
    if not known:
        print(f"{folder} has no pages with source.html and expected-metadata.json", file=sys.stderr)
        return 2
    print(f"{len(known)} pages\n\n| | expected | right | share |\n|---|--:|--:|--:|")
    misses: list[str] = []
    for field, key in FIELDS.items():
        expected = [(name, getattr(read, field), wanted[key]) for name, read, wanted in known if wanted.get(key)]
        wrong = [one for one in expected if not is_right(field, *one[1:])]
        right = len(expected) - len(wrong)
        print(f"| {field} | {len(expected)} | {right} | {right / max(1, len(expected)):.0%} |")
        misses += [f"{field} of {name}: read {read!r}, expected {wanted!r}" for name, read, wanted in wrong]
    if "--misses" in arguments:
        print("", *misses, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
