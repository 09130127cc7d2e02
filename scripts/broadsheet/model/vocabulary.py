"""The words of the trade: which labels, tones, sentiments, intents and roles exist, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a list: its key in the files, its label on the page, its meaning, its place from low to high."""

    key: str
    label: str
    means: str
    order: int


@cache
def vocabulary() -> dict[str, dict[str, Word]]:
    """Return list name -> word -> Word, as `vocabulary.yml` beside this module has it."""
    text = files("broadsheet.model").joinpath("vocabulary.yml").read_text(encoding="utf-8")
    return {
        name: {
            key: Word(key=key, label=word["label"], means=word.get("means", ""), order=word.get("order", place))
            for place, (key, word) in enumerate(words.items(), 1)
        }
        for name, words in yaml.safe_load(text).items()
    }


def words(name: str) -> dict[str, Word]:
    """Return one list, for example `words("tone")`."""
    return vocabulary()[name]


def label_of(name: str, key: str | None) -> str:
    """Return the label of a word; an unknown word is shown as it was written."""
    if not key:
        return ""
    word = words(name).get(key)
    return word.label if word else key
