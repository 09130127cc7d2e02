"""Comments for the editor of a briefing, each above the key that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def annotated(text: str, comments: Mapping[str, str]) -> str:
    """Return the text of a file with each comment above its key; that of no key stands at the top."""
    waiting = dict(comments)
    lines: list[str] = []
    begun = False
    for line in text.split("\n"):
        if not begun and line != "---":
            lines += _comment(waiting.pop("", ""))
            begun = True
        if not line.startswith((" ", "-", "#")):
            lines += _comment(waiting.pop(line.partition(":")[0], ""))
        lines.append(line)
    return "\n".join(lines)


def _comment(text: str) -> Sequence[str]:
    return [f"# {line}".rstrip() for line in text.split("\n")] if text else []
