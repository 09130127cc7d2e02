"""Text that is shown on a terminal or in a log, with nothing in it that cannot be seen."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def escaped(text: str) -> str:
    """Write characters that cannot be seen, or that would steer a terminal, as \\uXXXX: file names may hold anything."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def visible(text: str) -> str:
    """Return a text as one line that moves nothing on a terminal and is no workflow command in a log."""
    line = escaped(" ".join(text.split())).replace("##[", "##\\u005b")  # a command of GitHub's wherever it stands
    return f"./{line}" if line.startswith("::") else line
