"""How a newspaper is doing: how fresh it is, what is missing, and how far its stories can be relied on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries
from broadsheet.model.voices import tally_of

RECENT = 30
LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many briefings something is true of, of how many; and of those in the newest 30 days of editions."""

    briefings: int
    of: int
    recent: int
    of_recent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What there is to know of the briefings.

    `age` is days from the newest edition to `today`, below 0 where it is dated later. `missing` are days without an
    edition between the first and the newest, `latest_missing` the last of them, newest first. `failed` briefings have
    errors and are not published.
    """

    today: date
    briefings: int
    failed: int
    editions: int
    first: date | None
    newest: date | None
    age: int | None
    missing: int
    latest_missing: tuple[date, ...]
    single_source: Share
    without_review: Share


def health(records: Sequence[BriefingRecord], registries: Registries, today: date, *, failed: int = 0) -> Health:
    """Look over all briefings."""
    days = {record.day for record in records}
    first, newest = (min(days), max(days)) if days else (None, None)
    recent = newest - timedelta(days=RECENT) if newest else today
    gaps = list(_gaps(days, first, newest))

    def alone(record: BriefingRecord) -> bool:
        return tally_of(record.sources, registries).independent < 2

    return Health(
        today=today,
        briefings=len(records),
        failed=failed,
        editions=len(days),
        first=first,
        newest=newest,
        age=(today - newest).days if newest else None,
        missing=len(gaps),
        latest_missing=tuple(gaps[:LATEST]),
        single_source=_share(records, recent, alone),
        without_review=_share(records, recent, lambda record: not record.reviewed),
    )


def _gaps(days: set[date], first: date | None, newest: date | None) -> Iterable[date]:
    """Yield the days without an edition, newest first."""
    if first and newest:
        for back in range((newest - first).days):
            if (day := newest - timedelta(days=back)) not in days:
                yield day


def _share(records: Sequence[BriefingRecord], after: date, holds: Callable[[BriefingRecord], bool]) -> Share:
    found = [record for record in records if holds(record)]
    return Share(
        briefings=len(found),
        of=len(records),
        recent=sum(record.day > after for record in found),
        of_recent=sum(record.day > after for record in records),
    )
