"""What all values of the model have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


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
