"""What an editor may want to know and a writer cannot always mend: it is said when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from broadsheet.check.across import Place
from broadsheet.gist import Gist, day_of
from broadsheet.load import Loc
from broadsheet.problem import Problem
from broadsheet.registries import Registries

OLD = timedelta(days=60)


def advise(gists: Sequence[Gist], registries: Registries, place: Place) -> Iterator[Problem]:
    """Yield a problem for a story on one voice, for names too generic to lead anywhere, and for threads long asleep."""
    known = {gist.path for gist in gists}
    for gist in gists:
        voices = {registries.voice_of(domain) for domain, _, _ in gist.sources}
        if len(voices) == 1:
            [voice] = voices
            several = "both" if len(gist.sources) == 2 else f"all {len(gist.sources)}"
            whose = voice if len(gist.sources) == 1 else f"{voice}, which stands behind {several} of its sources"
            hint = "look for a second publisher that found out for itself, or say in the summary that there is none yet"
            yield _problem(gist, ("articles",), place, "single-source", f"all of it rests on {whose}", hint)
        if gist.follows in known and gist.follows and gist.day - day_of(gist.follows) > OLD:
            days = (gist.day - day_of(gist.follows)).days
            message = f"follows a briefing of {days} days ago"
            hint = "name the newest briefing of the thread, or begin a new one where it is another story"
            yield _problem(gist, ("follows",), place, "follows-old", message, hint)
        for name in gist.names:
            if registries.is_stopped(name):
                yield _generic(gist, name, place)


def _generic(gist: Gist, name: str, place: Place) -> Problem:
    index = gist.names.index(name)
    for article, names in enumerate(gist.named.split(";")):
        if str(index) in names.split():
            loc: Loc = ("articles", article, "entities", names.split().index(str(index)))
            break
    hint = "name who or what in particular it is about, or take it out"
    return _problem(gist, loc, place, "generic-entity", f"“{name}” is too generic to have a page", hint)


def _problem(gist: Gist, loc: Loc, place: Place, code: str, message: str, hint: str) -> Problem:
    line, column = place(gist.file, loc)
    return Problem(path=gist.file, line=line, column=column, code=code, message=message, hint=hint, severity="warning")
