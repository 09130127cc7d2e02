"""The report of an import, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from broadsheet.intake.importers.plan import Plan, Step
from broadsheet.text.escaping import visible

OFTEN = 3


def told(plan: Plan, *, written: bool) -> str:
    """Return every step with what was changed or left out, and a line with the counts.

    A note that holds for many briefings is said once.
    """
    counts = Counter(note for step in plan.steps if step.kind != "there" for note in step.notes)
    common = {note: number for note, number in counts.items() if number > OFTEN}
    lines = [line for step in plan.steps for line in _step(step, common)]
    lines += [("", f"{_count(number, 'briefing')}: {note}") for note, number in common.items()]
    lines.append(("", _sum(plan, written)))
    return "".join(f"{indent}{visible(line)}\n" for indent, line in lines)


def _sum(plan: Plan, written: bool) -> str:
    new, there, refused = (len(plan.of(kind)) for kind in ("new", "there", "refused"))
    parts = [_count(new, "briefing") + (" written" if written else " to write")]
    parts += [f"{there:,} there already"] if there else []
    parts += [f"{refused:,} refused"] if refused else []
    return f"{', '.join(parts)}." + ("" if written or not new else " Nothing was written yet: add --write.")


def _step(step: Step, common: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield lines with their indents."""
    if step.kind == "refused":
        yield "", f"refused: {step.origin}{f', “{step.title}”' if step.title else ''}: {step.reason}"
    elif step.kind == "there":
        yield "", f"{step.file}: {step.reason}"
        return
    else:
        yield "", step.file
        yield "  ", f"“{step.title}”: {_count(step.articles, 'article')} of {_count(step.publishers, 'publisher')}"
    for note in step.notes:
        if note not in common:
            yield "  ", f"- {note}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
