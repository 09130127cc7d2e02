"""When an article was published, as ISO, however its page writes it."""

from __future__ import annotations

from broadsheet.text.dates import read


def moment(text: object) -> str:
    """Return a date, or a date and time with its zone, in ISO; an empty text where neither is certain."""
    when = read(text).when
    return when.isoformat().replace("+00:00", "Z") if when else ""


def day_in(text: str) -> str:
    """Return the one day that a text names, in ISO, or an empty text."""
    return str(read(text).day or "")
