"""Why each code of `check` exists, how to mend what it finds, and an example of each side, as `explanations.yml` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

USUAL_FILE = "2026/04/24/a-story.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is to be said of one code.

    `wrong` and `right` are file below briefings/ -> contents, of a briefing only the keys that matter. Where `told`, they
    hold a description under an empty name instead, since such a file cannot be shown.
    """

    code: str
    group: str
    title: str
    why: str
    mend: str
    wrong: Mapping[str, str]
    right: Mapping[str, str]
    told: bool


@cache
def explanations() -> dict[str, Explanation]:
    """Return code -> Explanation, in the order of the groups."""
    text = files("broadsheet.check").joinpath("explanations.yml").read_text(encoding="utf-8")
    return {
        code: Explanation(
            code=code,
            group=group,
            title=entry["title"],
            why=entry["why"],
            mend=entry["mend"],
            told=entry.get("told", False),
            wrong=_files(entry["wrong"], told="told" in entry),
            right=_files(entry["right"], told="told" in entry),
        )
        for group, entries in yaml.safe_load(text).items()
        for code, entry in entries.items()
    }


def _files(example: str | Mapping[str, str], *, told: bool) -> Mapping[str, str]:
    shown = {"" if told else USUAL_FILE: example} if isinstance(example, str) else example
    return {file: text.rstrip("\n") + "\n" for file, text in shown.items()}
