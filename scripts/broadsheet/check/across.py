"""What only shows across files: threads that end nowhere or bite their tail, unused pictures, unknown publishers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from broadsheet.check.examine import Examined
from broadsheet.check.salvage import UNREAD_DOMAIN
from broadsheet.gist import Gist
from broadsheet.load import Loc, Tree
from broadsheet.nearest import did_you_mean, nearest
from broadsheet.problem import Problem, Severity
from broadsheet.registries import Registries

Found = Sequence[tuple[Examined, Gist]]
Place = Callable[[str, Loc], tuple[int, int]]  # of a value in a file


def check_threads(found: Found, known: Iterable[str], place: Place) -> Iterator[Problem]:
    """`follows` names an earlier briefing, and no chain comes back to itself.

    `known` are the paths of all files, those with errors included.
    """
    paths = set(known)
    in_cycle = _in_cycles({gist.path: gist.follows for _, gist in found})
    for examined, gist in found:
        path, follows = gist.path, gist.follows
        if follows is None:
            continue
        if path in in_cycle:
            yield _problem(
                examined,
                place(examined.file, ("follows",)),
                "follows-cycle",
                f"“{follows}” leads back to this briefing",
                "remove one `follows` of the circle",
            )
        elif follows not in paths:
            hint = _nearest_path(follows, paths)
            yield _problem(
                examined,
                place(examined.file, ("follows",)),
                "follows-unknown",
                f"there is no briefing “{follows[:120]}”",
                hint or "write the path without briefings/ and without .yml, such as 2026/04/24/slug",
            )
        elif follows[:10] > path[:10]:
            yield _problem(
                examined,
                place(examined.file, ("follows",)),
                "follows-later",
                f"“{follows}” is later than this briefing",
                "the later briefing follows the earlier one",
            )


def _nearest_path(follows: str, paths: Iterable[str]) -> str:
    """Guess by the last part of the path: the days alone make all paths alike."""
    by_slug = {path.rsplit("/", 1)[-1]: path for path in sorted(paths)}
    slug = follows.strip("/").rsplit("/", 1)[-1].removesuffix(".yml").removesuffix(".yaml").removesuffix(".md")
    close = nearest(slug[:120], by_slug, cutoff=0.75)
    return f"did you mean “{by_slug[close]}”?" if close else ""


def _in_cycles(follows: Mapping[str, str | None]) -> set[str]:
    """Return the paths that lie on a circle. Each chain is walked once."""
    done: set[str] = set()
    cycles: set[str] = set()
    for start in follows:
        chain: list[str] = []
        here: str | None = start
        while here is not None and here in follows and here not in done:
            done.add(here)
            chain.append(here)
            here = follows[here]
        if here in chain:
            cycles.update(chain[chain.index(here) :])
    return cycles


def check_publishers(found: Found, registries: Registries, place: Place) -> Iterator[Problem]:
    """Every domain is registered; an unknown one is said once, where it is first used."""
    publishers = registries.publishers
    if not publishers:
        return
    said: set[str] = {UNREAD_DOMAIN}
    for examined, _ in found:
        for domain, number, line, column in examined.domains:
            if domain not in publishers and domain not in said:
                said.add(domain)
                hint = did_you_mean(domain, publishers, cutoff=0.8)
                yield _problem(
                    examined,
                    (line, column) if line else place(examined.file, ("articles", number, "url")),
                    "unknown-publisher",
                    f"{domain} is not in publishers.yml, so it counts as independent of all others",
                    hint if hint.startswith("did") else f"add a line `{domain}: {{name: …}}`",
                    "warning",
                )


def check_pictures(tree: Tree, found: Found, unread: Iterable[str]) -> Iterator[Problem]:
    """Every picture is named by a briefing. Beside a file in `unread` nobody can say."""
    if not tree.pictures:
        return
    unknown = {str(PurePosixPath(file).parent) for file in unread}
    used = {str(PurePosixPath(gist.file).parent / gist.image) for _, gist in found if gist.image}
    for picture in sorted(tree.pictures - used):
        if str(PurePosixPath(picture).parent) in unknown:
            continue
        yield Problem(
            path=picture,
            line=1,
            column=1,
            code="picture-unused",
            severity="warning",
            message="no briefing names this picture, so it is left out",
            hint="name it in `image.file`, or delete it",
        )


def check_days(found: Found, now: date | None, place: Place) -> Iterator[Problem]:
    """A briefing is not dated after `now`, where that is known."""
    for examined, gist in found if now else ():
        if now and gist.day > now:
            yield _problem(
                examined,
                place(examined.file, ("date",)),
                "future-date",
                f"the briefing is dated {gist.day}, after {now}",
                "",
                "warning",
            )


def _problem(
    examined: Examined, at: tuple[int, int], code: str, message: str, hint: str, severity: Severity = "error"
) -> Problem:
    line, column = at
    return Problem(
        path=examined.file, line=line, column=column, code=code, message=message, hint=hint, severity=severity
    )
