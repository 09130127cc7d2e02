"""What can still be examined of a file with errors, so that its writer hears of everything in one pass.

The values that failed are taken out, or stand-ins put in their place. A salvaged briefing is looked at by the rules and
then thrown away: it is never published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError

from broadsheet.load import Loc
from broadsheet.model import Model

M = TypeVar("M", bound=Model)

UNREAD_DOMAIN = "unread.invalid"
_NEEDED = ("title", "summary", "key_points", "articles")
_STAND_INS: Mapping[str, Any] = {"title": "?", "summary": "?", "text": "?", "claim": "?", "name": "?", "alt": "?"}


def partial_briefing(model: type[M], data: Mapping[str, Any], failed: Iterable[Loc]) -> M | None:
    """Return the sound part of `data` as a value, or None where too little is left. `failed` names what is wrong."""
    rest = deepcopy(dict(data))
    for loc in sorted(failed, key=len, reverse=True):
        _take_out(rest, loc)
    if (value := _attempt(model, rest)) is None:
        for loc in failed:  # a part that cannot stand without what was wrong goes altogether
            if loc[0] not in _NEEDED:
                rest.pop(str(loc[0]), None)
        value = _attempt(model, rest)
    return value


def _attempt(model: type[M], rest: dict[str, Any]) -> M | None:
    if not isinstance(rest.get("articles"), list) or not rest["articles"]:
        return None  # every number would point nowhere, and say nothing new
    for key in ("title", "summary"):
        rest.setdefault(key, "?")
    rest.setdefault("key_points", ["?"])
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _take_out(whole: dict[str, Any], loc: Loc) -> None:
    """Remove the value at a place, or put a stand-in there; a list keeps its length, since numbers refer to it."""
    *way, last = loc
    data: Any = whole
    for step in way:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = _item_for(str(way[-1]) if way else "", last)
    elif isinstance(data, dict):
        if last == "url":
            data["url"] = f"https://{UNREAD_DOMAIN}/{'/'.join(map(str, loc))}"
        elif last in _STAND_INS:
            data[last] = _STAND_INS[str(last)]
        else:
            data.pop(last, None)


def _item_for(name: str, place: int) -> Any:
    if name == "articles":
        return {"title": "?", "url": f"https://{UNREAD_DOMAIN}/{place}"}
    return "1" if name == "sources" else "?"
