"""What the person who wrote an issue, and the editor, are told on GitHub."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.problems import Problem
from broadsheet.problems.github_markdown import code, plain

_MOST = 30


def made_reply(file: str, what: str, todo: Sequence[str]) -> str:
    """Return the text of the pull request: which file, made of what, and what is left to an editor."""
    steps = "".join(f"- [ ] {plain(one)}\n" for one in todo)
    return f"{what}, in {code(file)}, with the words of the issue as they are.\n\n**Before it is merged**\n\n{steps}"


def refused_reply(problems: Sequence[Problem]) -> str:
    """Return a comment that says what is missing, answer by answer."""
    lines = [
        f"- line {problem.line}: {plain(problem.message)}{problem.hint and f' → {plain(problem.hint)}'}"
        for problem in problems[:_MOST]
    ]
    if len(problems) > _MOST:
        lines.append(f"- and {len(problems) - _MOST:,} more")
    return (
        "Thank you. No file could be made of this issue yet:\n\n" + "\n".join(lines) + "\n\n"
        "Edit the issue (the three dots at its top, then *Edit*) and keep its headings as they are. "
        "An editor then takes the label away and sets it again.\n"
    )


NOT_A_FORM = (
    "Thank you. This issue was not written with one of the forms, so no file can be made of it by itself. Open a new "
    "one with *Suggest a briefing*, *Report an error* or *Add a publisher*, or leave it to an editor.\n"
)
