"""The time of day in a date, and its zone where it means one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone

NONE = "has no time zone"
_TIME = re.compile(
    r"(?<![\d.:,+-])t?\s?(\d{1,2})(?:[:.h]|\s?[時时点點시]\s?|\sh\s)(\d\d)(?!\d)(?:\s?[分분])?"
    r"(?:(?::|\.(?=\d\d(?!\d))|(?<=[分분])\s?)(\d\d)(?!\d)(?:[.,]\d+)?(?:\s?[秒초])?)?(?:\s?([ap])\.?\s?m\b\.?)?"
)
_HOUR = re.compile(r"^\s*t(\d\d)(?=$|z|\s|[+-])()()()")
_NOON = re.compile("(午前|上午|오전)|(午後|下午|오후)")
_OFFSET = re.compile(r"(?<![^\W_])(?:(?:utc|gmt|ut)\s?)?([+-])(\d{1,2})(?::?(\d\d))?(?![\d:])")
_WORDS = re.compile(r"(?:[^\W\d_]|[\u0900-\u0e7f])+")
_BRACKETS = re.compile(r"[(\[（]([^()\[\]]*)[)\]）]")
_MAIL = re.compile(
    r"(?:[^\W\d_]+\.?,?\s)?\d{1,2}[\s-][a-z]{3,9}[\s-](?:\d\d|\d{4})\s\d{1,2}:\d\d(?::\d\d)?\s[a-z]{1,5}"
)
_TO = re.compile(r"-\d{1,2}:\d\d")
_ISO = re.compile(r"^\s*t?\s?\d\d:\d\d")

# Hours from UTC. Names with several meanings (IST, BST, AST, ADT, SST, GST, ECT, CST outside mail) are not here on purpose,
# nor are letters other than Z, which RFC 822 defined wrongly, nor zones that changed their hour lately (MSK, TRT).
_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 1, "cet": 1, "mez": 1, "met": 1, "cest": 2, "mesz": 2, "mest": 2,
    "eet": 2, "eest": 3, "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "akdt": -8, "akst": -9,
    "hst": -10, "aest": 10, "aedt": 11, "acst": 9.5, "acdt": 10.5, "awst": 8, "nzst": 12, "nzdt": 13, "jst": 9, "kst": 9,
    "hkt": 8, "sgt": 8, "pkt": 5, "npt": 5.75, "wib": 7, "wita": 8, "wit": 9, "ict": 7, "sast": 2, "cat": 2, "eat": 3, "wat": 1,
}  # fmt: skip
_MAIL_HOURS = {"cst": -6}  # RFC 822 defines it, and an RSS feed must use RFC 822; elsewhere it is China's or Cuba's too
_SEVERAL = frozenset(re.findall(r"\w+", "ist bst ast adt sst gst ect cst pyt clt act amt lmt msk trt nst"))
_FILLERS = frozenset(re.findall(r"\w+", """
    at on the of um am uhr a as de del d la el las le les den der die dem da do das dia dne o clock oclock h hrs hr hours hour klo kl ore ora
    alle ur published posted publie publicado updated update date created issued last modified time first r g goda god roku rok year
    t в г года год р року ngay nam luc ev em il lo los et i and
"""))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """The time in what is around a day: since midnight, with its zone, each None where there is none.

    `why` says why a time is not certain. `words` are those that are neither; `before` and `after` are what is left.
    """

    seconds: timedelta | None = None
    zone: timezone | None = None
    why: str = ""
    words: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


def is_mail(text: str) -> bool:
    """Whether a folded text is a date of RFC 822 with a named zone."""
    return bool(_MAIL.fullmatch(text))


def read_time(before: str, after: str, *, is_mail: bool) -> Time:
    """Read the time in the texts before and after a day, both folded."""
    times = [*_TIME.finditer(before), *(_TIME.finditer(after))] or [*_HOUR.finditer(after)]
    is_range = bool(times) and not times[0][3] and bool(_TO.match(times[0].string, times[0].end()))
    before, after = (_HOUR.sub(" ", _TIME.sub(" ", text)) if times else text for text in (before, after))
    noon = _NOON.search(f"{before} {after}")
    before, after = (_NOON.sub(" ", text) for text in (before, after))
    notes = " ".join(_BRACKETS.findall(f"{before} {after}"))
    before, bare = _BRACKETS.sub(" ", before), _BRACKETS.sub(" ", after)
    zone, why, bare = _zone(bare, is_mail)
    in_notes, why_notes, notes = _zone(notes, is_mail)
    if zone is None and not why:
        zone, why = in_notes, why_notes
    elif in_notes is not None and in_notes != zone:
        zone, why = None, "has two time zones"
    if zone is not None:  # what is in brackets explains the zone
        notes = " ".join(word for word in notes.split() if not word.isascii())
    words = tuple(word for word in _WORDS.findall(f"{before} {bare} {notes}") if word not in _FILLERS)
    if not times:
        return Time(words=words, before=before, after=bare)
    seconds = _seconds(times[0], noon)
    if len(times) > 1:
        why = "has two times"
    elif seconds is None:
        why = "has a time that does not exist"
    elif is_range and not _ISO.match(times[0].group()):
        zone = None
    return Time(seconds=seconds, zone=None if why else zone, why=why, words=words, before=before, after=bare)


def _seconds(found: re.Match[str], noon: re.Match[str] | None) -> timedelta | None:
    hours, minutes, seconds = int(found[1]), int(found[2] or 0), min(int(found[3] or 0), 60)
    half = found[4] or (("a" if noon[1] else "p") if noon else "")
    if half and (hours == 0 or (hours > 12 and half == "a")):
        return None
    if half and hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 24 or minutes > 59 or int(found[3] or 0) > 60 or (hours == 24 and (minutes or seconds)):
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=min(seconds, 59))  # a leap second is the one before it


def _zone(text: str, is_mail: bool) -> tuple[timezone | None, str, str]:
    """Return the zone in a text, or why it is not certain, and the text without it."""
    found = [_offset(one) for one in _OFFSET.finditer(text)]
    if any(one is None for one in found):
        return None, "has a time zone that does not exist", _OFFSET.sub(" ", text)
    text = _OFFSET.sub(" ", text)
    zones = {one for one in found if one is not None}
    several = ""
    for word in re.findall(r"[^\W\d_]+", text):
        hours = _HOURS.get(word, _MAIL_HOURS.get(word) if is_mail else None)
        if hours is not None:
            zones.add(_of_hours(hours))
        elif word in _SEVERAL:
            several = word
        else:
            continue
        text = re.sub(rf"(?<![^\W\d_]){word}(?![^\W\d_])", " ", text)
    if len(zones) > 1:
        return None, "has two time zones", text
    if several and not zones:
        return None, f"has a time zone that means several, {several.upper()}", text
    return next(iter(zones), None), "", text


def _offset(found: re.Match[str]) -> timezone | None:
    hours, minutes = int(found[2]), int(found[3] or 0)
    ahead = timedelta(hours=hours, minutes=minutes) * (-1 if found[1] == "-" else 1)
    if minutes > 59 or not timedelta(hours=-12) <= ahead <= timedelta(hours=14):
        return None
    return timezone(ahead) if ahead else UTC


def _of_hours(hours: float) -> timezone:
    return timezone(timedelta(hours=hours)) if hours else UTC
