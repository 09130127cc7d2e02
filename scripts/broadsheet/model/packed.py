"""A checked briefing as bytes for a cache, and back, without checking it a second time.

The bytes are JSON. They may be damaged or forged: whatever they hold, `unpack` gives a briefing whose values have the
types that the model promises, or raises ValueError. It takes pydantic's own schema of a briefing and leaves out what
reads a writer's hand (Python functions), so that everything happens in pydantic's core.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, core_schema

from broadsheet.model.base import Model
from broadsheet.model.briefing import Briefing
from broadsheet.model.scalars import Moment, Url

_PATH = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}/[a-z0-9]+(?:-[a-z0-9]+)*")
_BARE = re.compile(r"[^./\\][^/\\]*")


def pack(briefing: Briefing) -> bytes:
    """Return a briefing that passed every check as JSON."""
    return _BRIEFING.dump_json(briefing, exclude_unset=True)


def unpack(data: bytes) -> Briefing:
    """Return the briefing that was packed. Raises ValueError on anything else, and never does what the data says.

    What could lead out of the site is looked at again: the path, the picture's name, and every URL.
    """
    briefing: Briefing = _VALIDATOR.validate_json(data, strict=True)
    if not _PATH.fullmatch(briefing.path) or briefing.path[:10] != briefing.day.isoformat().replace("-", "/"):
        raise ValueError("not the path of a briefing")
    if briefing.image and not _BARE.fullmatch(briefing.image.file):
        raise ValueError("not the name of a picture")
    return briefing


def _moment(text: str) -> date | datetime:
    """Read what `isoformat` wrote. Only a date and time has a T."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _reader(schema: Any) -> Any:
    """Return the function with which a schema reads a writer's hand."""
    return schema["function"]["function"]


def _typed(schema: Any) -> Any:
    """Return a schema without the functions that read a writer's hand, down to the last field."""
    if isinstance(schema, list):
        return [_typed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "function-before":
        return _INSTEAD.get(_reader(schema)) or _typed(schema["schema"])
    if schema.get("type") == "model":  # left as it is, pydantic's core would take the model's own validator instead
        return core_schema.no_info_after_validator_function(partial(_made, schema["cls"]), _typed(schema["schema"]))
    return {key: _typed(value) for key, value in schema.items() if key != "metadata"}


def _made(model: type[Model], fields: tuple[dict[str, Any], None, set[str]]) -> Model:
    """Make a value of its fields, as unpickling does: `model_construct` takes four times as long."""
    value = model.__new__(model)
    state = {"__dict__": fields[0], "__pydantic_fields_set__": fields[2]}
    value.__setstate__({**state, "__pydantic_extra__": None, "__pydantic_private__": None})
    return value


_BRIEFING = TypeAdapter(Briefing)
_URL: Any = TypeAdapter(Url).core_schema
_MOMENT: Any = TypeAdapter(Moment).core_schema
_INSTEAD = {
    _reader(_URL): _URL,  # a forged link must not run, nor crash what asks for its host
    _reader(_MOMENT): core_schema.no_info_after_validator_function(_moment, core_schema.str_schema()),
}
_VALIDATOR = SchemaValidator(_typed(_BRIEFING.core_schema), {"extra_fields_behavior": "forbid"})
