"""The measurements as two tables: what was to be reached, and how the cost grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KB, MB = 1024, 1024**2


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the first table; `reached` is None where nothing was measured, or where there is no goal."""

    work: str
    goal: str
    figure: str
    aside: str
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A goal of the kind: at most (or, with `least`, at least) so many times. A limit of 0 is no goal."""

    limit: float
    least: bool = False

    def met(self, value: float) -> bool:
        """Whether a value keeps to it."""
        return value >= self.limit if self.least else value <= self.limit

    def __str__(self) -> str:
        """Return it as the goal's cell; no limit is no goal."""
        return "–" if not self.limit else f"{'≥' if self.least else '≤'} {self.limit:g} ×"


def ratio_row(
    work: str,
    goal: Ratio,
    ours: float | None,
    theirs: float | None,
    *,
    paired: float | None = None,
    ended: bool = False,
) -> Row:
    """Compare seconds: ours by the other's, or, with `least`, the other's by ours.

    `paired` is the ratio where it is known; the other's work had not come to its end if it was `ended`.
    """
    if not ours or not theirs:
        return Row(work, str(goal), "not measured", "", None)
    value = paired or (theirs / ours if goal.least else ours / theirs)
    figure, aside = f"{value:.3g} ×", f"{seconds(ours)} against {seconds(theirs)}"
    if ended:
        figure, aside = f"more than {figure}", f"{aside}, then ended unfinished"
    return Row(work, str(goal), figure, aside, goal.met(value) if goal.limit else None)


def limit_row(work: str, limit: float, value: float | None, unit: float, name: str) -> Row:
    """Compare a figure with its limit; both are divided by `unit`, which is called `name`."""
    goal = f"≤ {limit / unit:,.6g} {name}".rstrip()
    if value is None:
        return Row(work, goal, "not measured", "", None)
    return Row(work, goal, f"{value / unit:,.1f} {name}".rstrip(), "", value <= limit)


def seconds(value: float) -> str:
    """Return a time with as many digits as it is good for."""
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def goals(rows: Sequence[Row]) -> str:
    """Return the rows as Markdown."""
    said = {True: "yes", False: "**no**", None: "–"}
    return markdown(
        ("Work", "Goal", "Figure", "Reached", "Aside"),
        [(row.work, row.goal, row.figure, said[row.reached], row.aside) for row in rows],
    )


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
