"""What is said of a briefing on its way in."""

from __future__ import annotations

from broadsheet.intake.importers.cleaning import line, shortened


class NoBriefing(ValueError):
    """There is not enough for a briefing, and the message says what is missing."""


class Notes:
    """Remarks in the order in which they were made, each once; what was left out is one of them."""

    def __init__(self) -> None:
        """Begin without any."""
        self._said: dict[str, None] = {}
        self._left_out: dict[str, dict[str, None]] = {}

    def say(self, note: str) -> None:
        """Add a remark."""
        self._said[note] = None

    def left_out(self, key: str, *, of: str = "") -> None:
        """Add a key that has no place in a briefing, or in one of its parts."""
        self._left_out.setdefault(of, {})[shortened(line(key), 40)] = None

    @property
    def all(self) -> tuple[str, ...]:
        """Return every remark."""
        parts = []
        for of, names in sorted(self._left_out.items()):
            more = f" and {len(names) - 20} more" if len(names) > 20 else ""
            parts.append(f"{f'of {of} ' if of else ''}{', '.join(list(names)[:20])}{more}")
        return (*self._said, *([f"left out: {'; '.join(parts)}"] if parts else ()))
