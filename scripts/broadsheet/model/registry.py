"""The entries of the three registry files."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.model.base import Model, TextOrKeys
from broadsheet.model.scalars import Count, Flag, Line, LongLine, ShortLine, Word


class Category(TextOrKeys):
    """A section of the paper."""

    label: Annotated[ShortLine, Field(description="Name on the page.", examples=["Open models"])]
    order: Annotated[Count, Field(description="Place among the sections.", examples=[1])] = 100_000
    description: Annotated[
        LongLine | None, Field(description="One sentence for readers.", examples=["Models that anybody may run."])
    ] = None


def current_kind(kind: str | None) -> str | None:
    """Return a kind under its name of today: platforms were called `social`."""
    return "platform" if kind == "social" else kind


class Publisher(Model):
    """Who stands behind a domain. Publishers of one `family` count as one independent voice."""

    name: Annotated[ShortLine, Field(description="Name on the page.", examples=["Ars Technica"])]
    family: Annotated[
        ShortLine | None,
        Field(description="Group of publishers that are not independent of each other.", examples=["Condé Nast"]),
    ] = None
    owner: Annotated[
        ShortLine | None, Field(description="Who owns it; stands in for family.", examples=["Advance Publications"])
    ] = None
    country: Annotated[
        Line | None,
        Field(description="ISO 3166 code of its seat.", pattern=r"^[A-Z]{2}$", examples=["GB"]),
    ] = None
    kind: Annotated[
        Word | None,
        Field(
            description="What kind of publisher; platforms, aggregators and hosts count apart.",
            json_schema_extra={"x-vocabulary": "publisher_kind"},
        ),
        AfterValidator(current_kind),
    ] = None
    paywall: Annotated[Flag | None, Field(description="Whether most of it is behind a paywall.", examples=[False])] = (
        None
    )


class Entity(Model):
    """Somebody or something that stories are about."""

    kind: Annotated[
        Word | None, Field(description="What kind of thing.", json_schema_extra={"x-vocabulary": "entity_kind"})
    ] = None
    aliases: Annotated[
        tuple[ShortLine, ...], Field(description="Other spellings of its name.", examples=[["Open AI"]], max_length=60)
    ] = ()
    description: Annotated[
        LongLine | None, Field(description="One sentence for readers.", examples=["The company behind ChatGPT."])
    ] = None
    slug: Annotated[
        str | None,
        Field(
            description="Its address under /entities/, if not made from the name.",
            examples=["openai"],
            pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        ),
    ] = None
