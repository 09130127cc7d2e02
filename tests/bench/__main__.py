"""Measure the newspaper against Hugo, MkDocs-Material and Eleventy, and against itself. The program behind `make bench`.

Rounds alternate, so that a machine that slows down slows everybody. What was measured is kept: an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from .measure import Failed
from .news import Scale
from .page import MODEL_SIZES, document, goal_rows, model_rows, scaled
from .results import ROOT, Results
from .steps import STEPS, Bench
from .table import goals
from .tools import Missing

TABLE = ROOT / "docs" / "project" / "performance.md"
FULL = 36_500
BASE = 3_650  # what the slow ones can do
SMALL = 1_000
LONGEST = 10  # times what ours took: who has not finished by then is ended


@dataclass(frozen=True, slots=True)
class Task:
    """A step at a size."""

    step: str
    count: int
    scale: Scale = field(default_factory=Scale)

    @property
    def key(self) -> str:
        """The name under which its figures are kept."""
        return f"{self.step}@{self.count}{scaled(self.scale)}"


def plan(count: int, rounds: int, *, model: bool) -> Iterator[Task]:
    """Yield the tasks in order; a task that comes up n times is measured n times."""
    if model:
        scales = [(size, Scale()) for size in MODEL_SIZES if size <= count]
        scales += [(min(BASE, count), Scale(publishers=600)), (min(BASE, count), Scale(entities=20_000))]
        for size, scale in scales:
            for step in ("cold", "cold-search", "day", "day-search", "nothing"):
                yield Task(step, size, scale)
        return
    base, small = min(BASE, count), min(SMALL, count)
    yield from _alternating([Task("cold", count), Task("hugo", count)], rounds)
    if base < count:
        yield from _alternating([Task("cold", base), Task("hugo", base)], rounds)
    yield from (Task("material", base), Task("material-nav", base), Task("eleventy", base), Task("edit", base))
    yield Task("cold-search", count)
    warm = [Task("day", count), Task("day-search", count), Task("nothing", count)]
    yield from _alternating([*warm, Task("day", small)] if small < count else warm, rounds)


def _alternating(tasks: Sequence[Task], rounds: int) -> Iterator[Task]:
    for turn in range(rounds):
        yield from tasks if turn % 2 == 0 else reversed(tasks)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is missing, print the table, write the page. Exit status: 0 measured, 1 something failed."""
    options = _parser().parse_args(arguments)
    only = set(options.only.split(",")) if options.only else set()
    if unknown := only - set(STEPS):
        sys.exit(f"There is no step {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}.")
    results = Results(options.work / "results.json", settings=f"jobs {options.jobs}")
    tasks = [task for task in plan(options.n, options.rounds, model=options.model) if not only or task.step in only]
    failed = False
    wanted: dict[str, int] = {}
    for number, task in enumerate(tasks, 1):
        wanted[task.key] = wanted.get(task.key, 0) + 1
        if results.rounds(task.key) >= wanted[task.key]:
            continue
        print(f"[{number}/{len(tasks)}] {task.key} … ", end="", file=sys.stderr, flush=True)
        patience = LONGEST * (results.middle(f"cold@{task.count}") or inf)
        bench = Bench(options.work, task.count, task.scale, results.state, options.jobs, patience)
        try:
            figures = STEPS[task.step](bench)
        except (Failed, Missing) as error:
            failed = True
            print(f"failed: {error}", file=sys.stderr)
            continue
        results.add(task.key, figures)
        more = (
            f" ({figures['processor']:.2f} s of processor), {figures['memory'] / 1024**2:,.0f} MB"
            if "memory" in figures
            else ""
        )
        print(f"{figures['seconds']:.2f} s{more}", file=sys.stderr)
    rows = goal_rows(results, options.n, min(BASE, options.n), min(SMALL, options.n))
    print(goals(rows))
    if model := model_rows(results):
        print(f"\n{model}")
    if not only:
        TABLE.write_text(document(results, rows, options.n), "utf-8")
        print(f"\nWritten to {TABLE.relative_to(ROOT)}.", file=sys.stderr)
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--n", type=int, default=FULL, metavar="N", help=f"briefings; default {FULL}")
    parser.add_argument("--rounds", type=int, default=3, help="how often the compared work is done; default 3")
    parser.add_argument("--only", default="", metavar="STEP,…", help=f"of {', '.join(STEPS)}; writes no page")
    parser.add_argument("--model", action="store_true", help="measure how the cost grows instead")
    parser.add_argument("--jobs", type=int, default=0, help="processes of our builds; default: as the command likes")
    parser.add_argument(
        "--work", type=Path, default=ROOT / ".cache" / "bench", help="where projects and figures are kept"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
