"""The paper's time zone: which day a moment belongs to, and when a day begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from broadsheet.text.escaping import visible
from broadsheet.text.suggest import did_you_mean

_NO_ZONES = {"Factory", "localtime", "posixrules"}  # files of the system that depend on the machine or mean nothing


def zone_named(name: str) -> tzinfo:
    """Return the zone with an IANA name, such as `Pacific/Auckland`; an empty name is UTC.

    Raises ValueError, with the nearest name, where there is none.
    """
    if name in ("", "UTC", "Etc/UTC"):
        return UTC
    try:
        if name not in _NO_ZONES:
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass  # the message is the same whatever was wrong with the name
    known = available_timezones() - _NO_ZONES
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(known, reverse=True)}
    wanted = name.replace(" ", "_")
    guess = by_city.get(wanted.rpartition("/")[2].title())
    hint = f"did you mean “{guess}”?" if guess else did_you_mean(wanted, known)
    raise ValueError(
        f"time_zone: “{visible(name[:60])}” is no IANA time zone; "
        f"{hint or 'write a name such as Europe/Berlin or Pacific/Auckland'}"
    )


def day_in(when: date, zone: tzinfo) -> date:
    """Return the day of a moment in a zone. A day, and the day of a moment without a zone of its own, stay as they are."""
    if not isinstance(when, datetime):
        return when
    try:
        return when.astimezone(zone).date() if when.tzinfo else when.date()
    except OverflowError:  # the first or last hours that a computer knows
        return when.date()


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which a day begins in a zone."""
    return datetime.combine(day, time(), zone)


def rfc3339(moment: datetime) -> str:
    """Return a moment as Atom, JSON Feed and schema.org write it: `2026-04-24T00:00:00+12:00`, with `Z` for UTC."""
    offset = moment.utcoffset()
    if not offset or offset.total_seconds() % 60:  # before standard time, offsets had seconds, which nothing can read
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return moment.isoformat(timespec="seconds")


def w3c_date(day: date, zone: tzinfo) -> str:
    """Return a day as sitemaps write it: the day alone in UTC, which they assume, else the moment at which it begins."""
    return day.isoformat() if zone is UTC else rfc3339(start_of(day, zone))
