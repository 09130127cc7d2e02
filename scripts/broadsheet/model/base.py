"""What all values of the model have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from broadsheet.model.scalars import PROSE, is_prose


class Model(BaseModel):
    """A frozen value that knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: Any) -> Any:
        """Take a known key without a value for one that is not there: `image:` left blank is nobody's mistake."""
        if isinstance(value, dict) and None in value.values():
            return {key: item for key, item in value.items() if item is not None or key not in cls.model_fields}
        return value


def prose_keys(*models: type[Model]) -> frozenset[str]:
    """Return the keys whose values are marked as prose in any of the models."""
    return frozenset(
        key
        for model in models
        for key, field in model.model_fields.items()
        if PROSE in field.metadata or is_prose(field.annotation)
    )


class TextOrKeys(Model):
    """A value that may be written as a plain text, which then stands for its first key."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {next(iter(cls.model_fields)): value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Offer the text with the bounds of the key that it stands for, and the keys."""
        written = dict(handler.resolve_ref_schema(handler(core)))
        bounds = written["properties"][next(iter(cls.model_fields))]
        text = {key: bounds[key] for key in ("type", "minLength", "maxLength")}
        return {"anyOf": [text, written]}
