"""What an editor may want to know and a writer cannot always mend: it is said when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from broadsheet.check.cross_file import Place
from broadsheet.load import Loc
from broadsheet.model.record import BriefingRecord, day_of
from broadsheet.model.registries import Registries
from broadsheet.model.voices import role_of
from broadsheet.problems import Problem

OLD = timedelta(days=60)


def advise(records: Sequence[BriefingRecord], registries: Registries, place: Place) -> Iterator[Problem]:
    """Yield a problem for a story on one voice, for names too generic to lead anywhere, and for threads long asleep."""
    known = {record.path for record in records}
    for record in records:
        if whose := _only_voice(record, registries):
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


def _only_voice(record: BriefingRecord, registries: Registries) -> str:
    """Return what a story rests on that has no two independent publishers, or nothing. Primary sources report nothing."""
    roles = [role_of(source, registries) for source in record.sources]
    voices = {role.voice for role in roles if role.part == "publisher"}
    if len(voices) > 1:
        return ""
    if len(record.sources) == 1:
        return record.sources[0].domain if not voices else next(iter(voices))
    publishers = sum(role.part == "publisher" for role in roles)
    if not voices:
        return "posts, aggregators and primary sources: no independent publisher reports it"
    [voice] = voices
    if publishers == 1:
        return f"{voice}; its other sources are posts, aggregators or primary sources"
    several = "both" if publishers == 2 else f"all {publishers}"
    return f"{voice}, which stands behind {several} of its {'sources' if publishers == len(roles) else 'publishers'}"


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
