"""What an editor may write: the keys of a briefing and of the registries, as frozen values.

One definition checks the files and makes the published JSON Schema. Every scalar arrives as a string and is converted
here, strictly: a date is ISO or it is an error. This module imports nothing of ours, so that anything may import it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

CalendarDay = date

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_OTHER_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_HOST = re.compile(r"[^\W_][\w.-]*|[0-9a-f:.]+")
_SCHEMES = ("http", "https")
_YES = {"true", "yes", "on"}
_NO = {"false", "no", "off"}


def _wrong(code: str, message: str, hint: str = "") -> PydanticCustomError:
    # pydantic formats the template with the context, so braces in contributed text are safe only as values
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _as_line(value: Any) -> Any:
    """Fold every run of white space, so that a wrapped headline is one line."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _as_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise _wrong("bad-date", f"{text} is not a day of the calendar") from None
    hint = "write it as YYYY-MM-DD"
    if other := _OTHER_DATE.fullmatch(text):
        day, month, year = (int(part) for part in other.groups())
        with suppress(ValueError):
            hint = f"write it as {date(year, month, day).isoformat()}"
    raise _wrong("bad-date", f"“{text[:40]}” is not an ISO date", hint)


def _as_moment(value: Any) -> Any:
    """Read an ISO date or date and time; a time without a zone is taken as UTC."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not _ISO_TIME.fullmatch(text):
        return _as_date(text)
    try:
        moment = datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        raise _wrong("bad-date", f"“{text[:40]}” is not a moment of the calendar") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_url(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise _wrong("bad-url", f"“{text[:80]}” is not a URL", "copy it from the address bar") from None
    if parts.scheme.lower() not in _SCHEMES:
        what = f"a URL with the scheme “{parts.scheme[:20]}:”" if parts.scheme else f"“{text[:80]}”"
        raise _wrong("bad-url", f"{what} cannot be linked", "write the whole address, beginning with https://")
    if not host or not _HOST.fullmatch(host) or ".." in host or re.search(r"[\s<>\"\\^`{|}]", text):
        raise _wrong("bad-url", f"“{text[:80]}” is not a URL", "copy it from the address bar")
    if parts.username is not None or parts.password is not None:
        raise _wrong("bad-url", "a URL may not hold a user name or password", "remove what stands before the @")
    return text


def _as_bool(value: Any) -> Any:
    if isinstance(value, str):
        folded = value.strip().lower()
        if folded in _YES or folded in _NO:
            return folded in _YES
        raise _wrong("bad-value", f"“{value[:40]}” is neither yes nor no", "write true or false")
    return value


def _as_integer(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(r"\s*[0-9]{1,6}\s*", value):
            return int(value)
        raise _wrong("bad-value", f"“{value[:40]}” is not a whole number", "write digits only, for example 1")
    return value


def _as_key(value: Any) -> Any:
    """Fold a vocabulary word: `Breaking ` is `breaking`."""
    return value.strip().lower() if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    """Read a single text as a list of one: `reviewed_by: Name` is common and certain."""
    return [value] if isinstance(value, str) else value


def _iso(value: date | datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _schema(**keywords: Any) -> WithJsonSchema:
    return WithJsonSchema(keywords)


Line = Annotated[str, BeforeValidator(_as_line), Field(min_length=1, max_length=500)]
ShortLine = Annotated[str, BeforeValidator(_as_line), Field(min_length=1, max_length=150)]
LongLine = Annotated[str, BeforeValidator(_as_line), Field(min_length=1, max_length=2_000)]
Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=10_000)]
Word = Annotated[str, BeforeValidator(_as_key), Field(min_length=1, max_length=40)]
Slug = Annotated[str, BeforeValidator(_as_key), Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Flag = Annotated[bool, BeforeValidator(_as_bool)]
Count = Annotated[int, BeforeValidator(_as_integer), Field(ge=1, le=100_000)]
Day = Annotated[
    date,
    BeforeValidator(_as_date),
    PlainSerializer(_iso),
    _schema(type="string", format="date", examples=["2026-04-24"]),
]
Moment = Annotated[
    datetime | date,
    BeforeValidator(_as_moment),
    PlainSerializer(_iso),
    _schema(
        type="string",
        pattern=r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|z|[+-]\d{2}:?\d{2})?)?$",
        examples=["2026-04-24T08:30:00Z", "2026-04-24"],
    ),
]
Url = Annotated[
    str,
    BeforeValidator(_as_url),
    Field(max_length=2_000),
    _schema(type="string", format="uri", pattern="^[hH][tT][tT][pP][sS]?://", maxLength=2_000),
]
Language = Annotated[
    str,
    BeforeValidator(_as_text),
    Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en", "zh-Hant", "ar"]),
]


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


class KeyPoint(Model):
    """One thing a reader should take away, with the articles it rests on."""

    text: Annotated[LongLine, Field(description="One sentence; Markdown inline.")]
    sources: Annotated[
        tuple[Count, ...], Field(description="Numbers of the articles it rests on, from 1.", max_length=60)
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A key point may be a plain string too."""
        schema = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 2_000}, dict(schema)]}


class Article(Model):
    """One publisher's article about the event."""

    title: Annotated[Line, Field(description="Headline as published.")]
    url: Annotated[Url, Field(description="Where it can be read; the source counts are derived from it.")]
    summary: Annotated[
        Text | None,
        Field(
            description="What this article adds, in your own words; without it the article is listed under More coverage."
        ),
    ] = None
    publisher: Annotated[ShortLine | None, Field(description="Name to show; usually left to publishers.yml.")] = None
    author: Annotated[Line | None, Field(description="Byline as published.")] = None
    published: Annotated[Moment | None, Field(description="ISO date, or date and time; without a zone it is UTC.")] = (
        None
    )
    language: Annotated[Language | None, Field(description="BCP 47 tag of the article's language.")] = None
    entities: Annotated[
        tuple[ShortLine, ...],
        Field(description="People, organisations, products and places it is about.", max_length=60),
    ] = ()
    tone: Annotated[Word | None, Field(description="How it is told.", json_schema_extra={"x-vocabulary": "tone"})] = (
        None
    )
    sentiment: Annotated[
        Word | None,
        Field(description="Good or bad for its main subject.", json_schema_extra={"x-vocabulary": "sentiment"}),
    ] = None
    intent: Annotated[
        Word | None, Field(description="What it wants of the reader.", json_schema_extra={"x-vocabulary": "intent"})
    ] = None
    role: Annotated[
        Word | None, Field(description="Its part in the coverage.", json_schema_extra={"x-vocabulary": "role"})
    ] = None
    paywall: Annotated[Flag | None, Field(description="Whether a reader must pay or sign in.")] = None
    archived: Annotated[Url | None, Field(description="URL of an archived copy.")] = None


class Image(Model):
    """The picture of a briefing; it lies beside the briefing's file."""

    file: Annotated[Line, Field(description="File name, in the briefing's own folder.")]
    alt: Annotated[Line, Field(description="What the picture shows, for those who cannot see it.")]
    caption: Annotated[LongLine | None, Field(description="What the reader should know about it.")] = None
    credit: Annotated[Line | None, Field(description="Who made it.")] = None
    license: Annotated[Line | None, Field(description="On what terms it is used.")] = None
    prompt: Annotated[Text | None, Field(description="The prompt of an AI-made picture; the page says so.")] = None
    generator: Annotated[Line | None, Field(description="What made an AI-made picture; the page says so.")] = None

    @property
    def ai_made(self) -> bool:
        """Whether the page must say that a machine drew it."""
        return bool(self.prompt or self.generator)


class Claim(Model):
    """A statement on which the sources speak, differ or are silent."""

    claim: Annotated[LongLine, Field(description="The statement, in neutral words.")]
    says: Annotated[
        dict[Count, ShortLine],
        Field(description="Article number -> yes, no, or the value that it gives.", min_length=1, max_length=60),
        _schema(
            type="object",
            patternProperties={"^[0-9]{1,6}$": {"type": ["string", "number", "boolean"]}},
            additionalProperties=False,
            minProperties=1,
        ),
    ]


class Correction(Model):
    """A public note of what was wrong and what is right."""

    date: Annotated[Day, Field(description="The day of the correction.")]
    text: Annotated[Text, Field(description="What was wrong, what is right.")]


class Contributor(Model):
    """Somebody who worked on the briefing."""

    name: Annotated[ShortLine, Field(description="Name to show.")]
    url: Annotated[Url | None, Field(description="Page about them.")] = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A contributor may be a plain name too."""
        schema = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 150}, dict(schema)]}


class BriefingKeys(Model):
    """One news event as several publishers covered it: the keys of a file under briefings/."""

    model_config = ConfigDict(title="Broadsheet briefing")

    title: Annotated[Line, Field(description="Headline of the event, in your own words.")]
    date: Annotated[Day | None, Field(description="ISO date; must agree with the path.")] = None
    rank: Annotated[Count | None, Field(description="Place in the day's edition; 1 is the lead.")] = None
    category: Annotated[Slug | None, Field(description="A key of briefings/categories.yml.")] = None
    label: Annotated[
        Word | None, Field(description="What kind of story it is.", json_schema_extra={"x-vocabulary": "label"})
    ] = None
    language: Annotated[Language | None, Field(description="BCP 47 tag, if not the site's language.")] = None
    dek: Annotated[LongLine | None, Field(description="Standfirst: one sentence that adds to the headline.")] = None
    summary: Annotated[Text, Field(description="Plain paragraphs; Markdown inline.")]
    key_points: Annotated[tuple[KeyPoint, ...], Field(description="What to take away.", min_length=1, max_length=40)]
    articles: Annotated[
        tuple[Article, ...],
        Field(description="The coverage; its order numbers the sources.", min_length=1, max_length=200),
    ]
    image: Annotated[Image | None, Field(description="The picture.")] = None
    claims: Annotated[tuple[Claim, ...], Field(description="Who says what, who contradicts.", max_length=40)] = ()
    follows: Annotated[
        Line | None, Field(description="Path of the earlier briefing this one continues, such as 2026/04/24/slug.")
    ] = None
    corrections: Annotated[tuple[Correction, ...], Field(description="What was put right since.", max_length=60)] = ()
    ai_assistance: Annotated[LongLine | None, Field(description="How a machine helped, in a sentence.")] = None
    reviewed_by: Annotated[
        tuple[ShortLine, ...],
        BeforeValidator(_as_list),
        Field(description="Who took responsibility for it.", max_length=20),
    ] = ()
    contributors: Annotated[
        tuple[Contributor, ...], BeforeValidator(_as_list), Field(description="Who worked on it.", max_length=40)
    ] = ()
    desk: Annotated[ShortLine | None, Field(description="The desk it comes from.")] = None


class Briefing(BriefingKeys):
    """A briefing that passed every check, with its identity.

    `path` is `YYYY/MM/DD/slug`; `file` is where it was written, relative to the root; `body` is the Markdown long read.
    """

    path: str
    file: str
    body: str = ""
    day: Day

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[1]

    @property
    def updated(self) -> CalendarDay:
        """The day of the last correction, or the day of the briefing."""
        return max([self.day, *(correction.date for correction in self.corrections)])


class Category(Model):
    """A section of the paper."""

    label: Annotated[ShortLine, Field(description="Name on the page.")]
    order: Annotated[Count, Field(description="Place among the sections.")] = 100_000
    description: Annotated[LongLine | None, Field(description="One sentence for readers.")] = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"label": value} if isinstance(value, str) else value


class Publisher(Model):
    """Who stands behind a domain. Publishers of one `family` count as one independent voice."""

    name: Annotated[ShortLine, Field(description="Name on the page.")]
    family: Annotated[
        ShortLine | None, Field(description="Group of publishers that are not independent of each other.")
    ] = None
    owner: Annotated[ShortLine | None, Field(description="Who owns it; stands in for family.")] = None
    country: Annotated[
        Annotated[str, BeforeValidator(_as_text)] | None,
        Field(description="ISO 3166 code of its seat.", pattern=r"^[A-Z]{2}$", examples=["GB"]),
    ] = None
    kind: Annotated[
        Word | None, Field(description="What kind of publisher.", json_schema_extra={"x-vocabulary": "publisher_kind"})
    ] = None
    paywall: Annotated[Flag | None, Field(description="Whether most of it is behind a paywall.")] = None


class Entity(Model):
    """Somebody or something that stories are about."""

    kind: Annotated[
        Word | None, Field(description="What kind of thing.", json_schema_extra={"x-vocabulary": "entity_kind"})
    ] = None
    aliases: Annotated[tuple[ShortLine, ...], Field(description="Other spellings of its name.", max_length=60)] = ()
    description: Annotated[LongLine | None, Field(description="One sentence for readers.")] = None
    slug: Annotated[
        str | None,
        Field(
            description="Its address under /entities/, if not made from the name.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"
        ),
    ] = None


RegistryName = Literal["categories", "publishers", "entities"]
Registry = Mapping[str, Category] | Mapping[str, Publisher] | Mapping[str, Entity]
