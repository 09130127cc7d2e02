"""What an editor may want to know and a writer cannot always mend: it is said when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from broadsheet.check.cross_file import Place
from broadsheet.load import Loc
from broadsheet.model.record import BriefingRecord, day_of
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem

OLD = timedelta(days=60)


def advise(records: Sequence[BriefingRecord], registries: Registries, place: Place) -> Iterator[Problem]:
    """Yield a problem for a story on one voice, for names too generic to lead anywhere, and for threads long asleep."""
    known = {record.path for record in records}
    for record in records:
        voices = {registries.voice_of(domain) for domain, _, _ in record.sources}
        if len(voices) == 1:
            [voice] = voices
            several = "both" if len(record.sources) == 2 else f"all {len(record.sources)}"
            whose = voice if len(record.sources) == 1 else f"{voice}, which stands behind {several} of its sources"
            hint = "look for a second publisher that found out for itself, or say in the summary that there is none yet"
            yield _problem(record, ("articles",), place, "single-source", f"all of it rests on {whose}", hint)
        if record.follows in known and record.follows and record.day - day_of(record.follows) > OLD:
            days = (record.day - day_of(record.follows)).days
            message = f"follows a briefing of {days} days ago"
            hint = "name the newest briefing of the thread, or begin a new one where it is another story"
            yield _problem(record, ("follows",), place, "follows-old", message, hint)
        for name in record.names:
            if registries.is_stopped(name):
                yield _generic(record, name, place)


def _generic(record: BriefingRecord, name: str, place: Place) -> Problem:
    index = record.names.index(name)
    for article, names in enumerate(record.named.split(";")):
        if str(index) in names.split():
            loc: Loc = ("articles", article, "entities", names.split().index(str(index)))
            break
    hint = "name who or what in particular it is about, or take it out"
    return _problem(record, loc, place, "generic-entity", f"“{name}” is too generic to have a page", hint)


def _problem(record: BriefingRecord, loc: Loc, place: Place, code: str, message: str, hint: str) -> Problem:
    line, column = place(record.file, loc)
    return Problem(
        path=record.file, line=line, column=column, code=code, message=message, hint=hint, severity="warning"
    )
