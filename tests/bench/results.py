"""What was measured so far, kept on disk so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
MEASURED = ("scripts/broadsheet", "overrides", "tests/bench", "mkdocs.yml")


class Results:
    """Figures by step and size, all of one state of the code: what another state measured is forgotten."""

    def __init__(self, file: Path, *, settings: str) -> None:
        """Read what is there. `settings` are what else the figures depend on."""
        self.file = file
        self.state = hashlib.sha256(f"{settings} {_code()}".encode()).hexdigest()
        self.found: dict[str, list[dict[str, float]]] = {}
        try:
            kept = json.loads(file.read_text("utf-8"))
            if kept["state"] == self.state:
                self.found = kept["found"]
        except (OSError, ValueError, KeyError):
            pass

    def add(self, key: str, figures: dict[str, float]) -> None:
        """Keep the figures of a round."""
        self.found.setdefault(key, []).append(figures)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_suffix(".new")
        beside.write_text(json.dumps({"state": self.state, "found": self.found}, indent=1), "utf-8")
        beside.replace(self.file)

    def rounds(self, key: str) -> int:
        """Return how often a step was measured."""
        return len(self.found.get(key, ()))

    def middle(self, key: str, figure: str = "seconds") -> float | None:
        """Return the median of a figure."""
        values = [figures[figure] for figures in self.found.get(key, ()) if figure in figures]
        return median(values) if values else None

    def ratio(self, ours: str, theirs: str, figure: str = "seconds") -> float | None:
        """Return the median of the rounds' own ratios of a figure: each pair ran back to back."""
        pairs = zip(self.found.get(ours, ()), self.found.get(theirs, ()), strict=False)
        ratios = [one[figure] / other[figure] for one, other in pairs]
        return median(ratios) if ratios else None

    def highest(self, figure: str, *keys: str) -> float | None:
        """Return the highest value of a figure in any round of several steps."""
        values = [figures[figure] for key in keys for figures in self.found.get(key, ()) if figure in figures]
        return max(values, default=None)


def _code() -> str:
    digest = hashlib.sha256()
    for file in _files():
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for name in MEASURED:
        place = ROOT / name
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)
