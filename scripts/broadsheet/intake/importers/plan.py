"""Which files an import would write: every briefing gets its place, and is held against the format before that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from broadsheet.check import identify
from broadsheet.check.schema_errors import validate
from broadsheet.intake.importers.annotated import annotated
from broadsheet.intake.importers.articles import counted
from broadsheet.intake.importers.incoming import Incoming
from broadsheet.load import Document
from broadsheet.load.document import document_of
from broadsheet.model import BriefingKeys
from broadsheet.write.slug import name_of
from broadsheet.write.yaml import briefing_text, key_lines

Find = Callable[[str], tuple[str, bytes] | None]
"""From the path of a briefing to the file that has it, and its bytes."""
NO_PICTURE = "The picture is not here. Put it beside this file, and take away the # of these lines:"
NO_EARLIER = "The briefing that this one continues is not here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of one briefing: a new file, nothing because it is there already, or a refusal with its reason."""

    kind: Literal["new", "there", "refused"]
    origin: str
    title: str
    file: str = ""
    text: str = ""
    articles: int = 0
    publishers: int = 0
    notes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All steps, in the order of the sources."""

    steps: tuple[Step, ...]

    def of(self, kind: Literal["new", "there", "refused"]) -> tuple[Step, ...]:
        """Return the steps of a kind."""
        return tuple(step for step in self.steps if step.kind == kind)


def plan(
    incoming: Iterable[Incoming], find: Find, has_picture: Callable[[str], bool], *, folder: str = "briefings"
) -> Plan:
    """Give every briefing its place. Nothing that is there is overwritten, and no two go to one place."""
    placed = _placed(incoming, folder)
    chains = {path: str(one.keys.get("follows") or "") for one, path in placed if path}
    steps: list[Step] = []
    taken: dict[str, Document] = {}
    for one, path in placed:
        if not path:
            steps.append(_refused(one, one.refusal))
            continue
        ready = _without_loose_ends(one, path, chains, find, has_picture, folder)
        steps.append(_step(ready, path, find, taken, folder))
    return Plan(steps=tuple(steps))


def _placed(incoming: Iterable[Incoming], folder: str) -> list[tuple[Incoming, str]]:
    """Return each with its path, or with none and the reason."""
    placed: list[tuple[Incoming, str]] = []
    titles: dict[str, tuple[str, Any]] = {}
    for one in incoming:
        if one.refusal:
            placed.append((one, ""))
        elif not one.path and one.day is None:
            placed.append((replace(one, refusal="it has no date; say one with --date"), ""))
        else:
            path = one.path or _free(one, one.day or date.min, titles)
            _, problems = identify([f"{folder}/{path}.yml"], folder)
            if problems:
                placed.append((replace(one, refusal=f"{path}: {problems[0].message}"), ""))
            else:
                placed.append((one, path))
    return placed


def _free(one: Incoming, day: date, titles: dict[str, tuple[str, Any]]) -> str:
    """Return a path that no other story of this import has; the same story gets the same one again."""
    wish = f"{day:%Y/%m/%d}/{name_of(one.slug or one.title)}"
    story = (one.title.casefold(), [article["url"] for article in one.keys["articles"]])
    number = 1
    while titles.setdefault(path := wish if number == 1 else f"{wish}-{number}", story) != story:
        number += 1
    return path


def _without_loose_ends(
    one: Incoming, path: str, chains: Mapping[str, str], find: Find, has_picture: Callable[[str], bool], folder: str
) -> Incoming:
    """Take out what leads nowhere from here: a picture that is not there, an earlier briefing that is not either."""
    keys, comments, notes = dict(one.keys), dict(one.comments), list(one.notes)
    image = keys.get("image")
    if image and not ("/" not in image["file"] and has_picture(f"{folder}/{path[:10]}/{image['file']}")):
        del keys["image"]
        comments[""] = "\n".join([NO_PICTURE, *key_lines("image", image)])
        notes.append(f"its picture {image['file'][:80]} is not in {folder}/{path[:10]}/, so it stands in a comment")
    follows = keys.get("follows")
    if follows and (follows[:10] > path[:10] or _leads_back(path, chains) or not (follows in chains or find(follows))):
        del keys["follows"]
        comments["articles"] = "\n".join([NO_EARLIER, *key_lines("follows", follows)])
        notes.append(f"it continues {follows[:120]}, which is not here, so that stands in a comment")
    return replace(one, keys=keys, comments=comments, notes=tuple(notes))


def _leads_back(path: str, chains: Mapping[str, str]) -> bool:
    """Whether a chain of earlier briefings comes back to its beginning; only those of one day can."""
    here, seen = chains.get(path, ""), set[str]()
    while here in chains and here not in seen and here[:10] == path[:10]:
        if here == path:
            return True
        seen.add(here)
        here = chains[here]
    return False


def _step(one: Incoming, path: str, find: Find, taken: dict[str, Document], folder: str) -> Step:
    body = one.body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    file = f"{folder}/{path}.{'md' if body.strip() else 'yml'}"
    text = annotated(briefing_text(one.keys, body=body), one.comments)
    raw = text.encode("utf-8", "replace")
    document = document_of(file, raw)
    if wrong := _wrong(document, file):
        return _refused(one, wrong[0])
    articles = one.keys["articles"]
    step = Step(
        kind="new",
        origin=one.origin,
        title=one.title,
        file=file,
        text=text,
        articles=len(articles),
        publishers=len(counted(articles)),
        notes=one.notes,
    )
    if path in taken:
        if _same(taken[path], document, path):
            return replace(step, kind="there", reason="the same briefing stands above")
        return _refused(one, f"{file} is already in this import, with other content")
    taken[path] = document
    if there := find(path):
        if _same(document_of(*there), document, path):
            return replace(step, kind="there", file=there[0], reason="already exists")
        return _refused(one, f"{there[0]} already exists with other content, and stays as it is")
    return step


def _wrong(document: Document, file: str) -> tuple[str, ...]:
    """Return what `check` would call an error in the file."""
    if document.data is None or document.problems:
        return tuple(problem.message for problem in document.problems) or ("it holds nothing",)
    shaped = validate(BriefingKeys, document.data, file=file, marks=document.marks)
    if shaped.value is None:
        return tuple(problem.message for problem in shaped.problems)
    keys, many = shaped.value, len(shaped.value.articles)
    numbers = [n for point in keys.key_points for n in point.sources] + [n for claim in keys.claims for n in claim.says]
    wrong = []
    if max(numbers, default=0) > many:
        wrong.append(f"it cites article {max(numbers)}, and has {many}")
    day = file.rsplit("/", 1)[0][-10:].replace("/", "-")
    if keys.date and keys.date.isoformat() != day:
        wrong.append(f"its date is {keys.date}, and its path says {day}")
    return tuple(wrong)


def _same(one: Document, other: Document, path: str) -> bool:
    """Whether two files say the same, however they are written."""
    values = []
    for document in (one, other):
        shaped = validate(BriefingKeys, document.data or {}, file="", marks=document.marks)
        if shaped.value is None:
            return False
        values.append((shaped.value.model_copy(update={"date": path[:10]}), document.body))
    return values[0] == values[1]


def _refused(one: Incoming, reason: str) -> Step:
    return Step(kind="refused", origin=one.origin, title=one.title, notes=one.notes, reason=reason)
