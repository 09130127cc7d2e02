"""The keys of a file under briefings/, and the briefing that came through every check."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from broadsheet.model.base import Model, TextOrKeys
from broadsheet.model.scalars import (
    CalendarDay,
    Count,
    Day,
    Flag,
    Language,
    Line,
    LongLine,
    Moment,
    ShortLine,
    Slug,
    Text,
    Url,
    Word,
    as_list,
    schema,
)


class KeyPoint(TextOrKeys):
    """One thing a reader should take away, with the articles it rests on."""

    text: Annotated[
        LongLine, Field(description="One sentence; Markdown inline.", examples=["The vote passed by 51 to 49."])
    ]
    sources: Annotated[
        tuple[Count, ...],
        Field(description="Numbers of the articles it rests on, from 1.", examples=[[1, 3]], max_length=60),
    ] = ()


class Article(Model):
    """One publisher's article about the event."""

    title: Annotated[
        Line, Field(description="Headline as published.", examples=["Parliament doubles the tariffs on steel"])
    ]
    url: Annotated[
        Url,
        Field(
            description="Where it can be read; the source counts are derived from it.",
            examples=["https://example.org/2026/steel"],
        ),
    ]
    summary: Annotated[
        Text | None,
        Field(
            description="What this article adds, in your own words; without it the article is listed under More coverage.",
            examples=["Gives the vote by party and what the steel makers say."],
        ),
    ] = None
    publisher: Annotated[
        ShortLine | None, Field(description="Name to show; usually left to publishers.yml.", examples=["Ars Technica"])
    ] = None
    author: Annotated[Line | None, Field(description="Byline as published.", examples=["Ada Writer"])] = None
    via: Annotated[
        ShortLine | None,
        Field(
            description="Agency or publisher whose text this is, such as AP; those who carry it count as one voice.",
            examples=["AP"],
        ),
    ] = None
    published: Annotated[Moment | None, Field(description="ISO date, or date and time; without a zone it is UTC.")] = (
        None
    )
    language: Annotated[Language | None, Field(description="BCP 47 tag of the article's language.")] = None
    entities: Annotated[
        tuple[ShortLine, ...],
        Field(
            description="People, organisations, products and places it is about.",
            examples=[["OpenAI", "Sam Altman"]],
            max_length=60,
        ),
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
    paywall: Annotated[Flag | None, Field(description="Whether a reader must pay or sign in.", examples=[True])] = None
    archived: Annotated[
        Url | None,
        Field(
            description="URL of an archived copy.",
            examples=["https://web.archive.org/web/2026/https://example.org/2026/steel"],
        ),
    ] = None


class Image(Model):
    """The picture of a briefing; it lies beside the briefing's file."""

    file: Annotated[Line, Field(description="File name, in the briefing's own folder.", examples=["chart.png"])]
    alt: Annotated[
        Line,
        Field(
            description="What the picture shows, for those who cannot see it.",
            examples=["A bar chart: exports fell by half in a year."],
        ),
    ]
    caption: Annotated[
        LongLine | None, Field(description="What the reader should know about it.", examples=["Exports by quarter."])
    ] = None
    credit: Annotated[Line | None, Field(description="Who made it.", examples=["Ada Drawer"])] = None
    license: Annotated[Line | None, Field(description="On what terms it is used.", examples=["CC BY 4.0"])] = None
    prompt: Annotated[
        Text | None,
        Field(
            description="The prompt of an AI-made picture; the page says so.",
            examples=["A steel works at dawn, woodcut"],
        ),
    ] = None
    generator: Annotated[
        Line | None,
        Field(description="What made an AI-made picture; the page says so.", examples=["An image model, version 3"]),
    ] = None

    @property
    def ai_made(self) -> bool:
        """Whether the page must say that a machine drew it."""
        return bool(self.prompt or self.generator)


class Claim(Model):
    """A statement on which the sources speak, differ or are silent."""

    claim: Annotated[
        LongLine, Field(description="The statement, in neutral words.", examples=["The model runs on a phone."])
    ]
    says: Annotated[
        dict[Count, ShortLine],
        Field(
            description="Article number -> yes, no, or the value that it gives.",
            examples=[{"1": "yes", "2": "no"}],
            min_length=1,
            max_length=60,
        ),
        schema(
            type="object",
            patternProperties={
                "^(?=[0-9]{1,6}$)0*([1-9][0-9]{0,4}|100000)$": {
                    "anyOf": [{"type": "string", "minLength": 1, "maxLength": 150}, {"type": ["number", "boolean"]}]
                }
            },
            additionalProperties=False,
            minProperties=1,
            maxProperties=60,
        ),
    ]


class Correction(Model):
    """A public note of what was wrong and what is right."""

    date: Annotated[Day, Field(description="The day of the correction.")]
    text: Annotated[
        Text,
        Field(
            description="What was wrong, what is right.",
            examples=["An earlier version gave the wrong number of seats: it is 51, not 54."],
        ),
    ]


class Contributor(TextOrKeys):
    """Somebody who worked on the briefing."""

    name: Annotated[ShortLine, Field(description="Name to show.", examples=["Ada Writer"])]
    url: Annotated[Url | None, Field(description="Page about them.", examples=["https://example.org/ada"])] = None


class BriefingKeys(Model):
    """One news event as several publishers covered it: the keys of a file under briefings/."""

    model_config = ConfigDict(title="Broadsheet briefing")

    title: Annotated[
        Line,
        Field(
            description="Headline of the event, in your own words.",
            examples=["Parliament doubles the tariffs on steel"],
        ),
    ]
    date: Annotated[Day | None, Field(description="ISO date; must agree with the path.")] = None
    rank: Annotated[Count | None, Field(description="Place in the day's edition; 1 is the lead.", examples=[1])] = None
    category: Annotated[Slug | None, Field(description="A key of briefings/categories.yml.", examples=["policy"])] = (
        None
    )
    label: Annotated[
        Word | None, Field(description="What kind of story it is.", json_schema_extra={"x-vocabulary": "label"})
    ] = None
    language: Annotated[Language | None, Field(description="BCP 47 tag, if not the site's language.")] = None
    dek: Annotated[
        LongLine | None,
        Field(
            description="Standfirst: one sentence that adds to the headline.",
            examples=["The vote ends a year of talks; makers ask for more time."],
        ),
    ] = None
    summary: Annotated[
        Text,
        Field(
            description="Plain paragraphs; Markdown inline.",
            examples=["Parliament voted on Tuesday to double the tariffs. They apply from July."],
        ),
    ]
    key_points: Annotated[
        tuple[KeyPoint, ...],
        Field(
            description="What to take away.",
            examples=[[{"text": "The vote passed by 51 to 49.", "sources": [1]}]],
            min_length=1,
            max_length=40,
        ),
    ]
    articles: Annotated[
        tuple[Article, ...],
        Field(
            description="The coverage; its order numbers the sources.",
            examples=[[{"title": "Tariffs doubled", "url": "https://example.org/2026/steel"}]],
            min_length=1,
            max_length=200,
        ),
    ]
    image: Annotated[
        Image | None,
        Field(
            description="The picture.",
            examples=[{"file": "chart.png", "alt": "A bar chart: exports fell by half in a year."}],
        ),
    ] = None
    claims: Annotated[
        tuple[Claim, ...],
        Field(
            description="Who says what, who contradicts.",
            examples=[[{"claim": "The model runs on a phone.", "says": {"1": "yes", "2": "no"}}]],
            max_length=40,
        ),
    ] = ()
    follows: Annotated[
        Line | None,
        Field(
            description="Path of the earlier briefing this one continues, such as 2026/04/24/slug.",
            examples=["2026/04/24/tariffs-announced"],
        ),
    ] = None
    corrections: Annotated[
        tuple[Correction, ...],
        Field(
            description="What was put right since.",
            examples=[[{"date": "2026-04-25", "text": "It is 51 seats, not 54."}]],
            max_length=60,
        ),
    ] = ()
    ai_assistance: Annotated[
        LongLine | None,
        Field(
            description="How a machine helped, in a sentence.",
            examples=["Drafted with a language model from the sources listed."],
        ),
    ] = None
    reviewed_by: Annotated[
        tuple[ShortLine, ...],
        Field(
            description="Who took responsibility for it.",
            examples=["Ada Editor"],
            max_length=20,
            json_schema_extra={"x-one-or-many": True},
        ),
        BeforeValidator(as_list),
    ] = ()
    contributors: Annotated[
        tuple[Contributor, ...],
        Field(
            description="Who worked on it.",
            examples=[["Ada Writer"]],
            max_length=40,
            json_schema_extra={"x-one-or-many": True},
        ),
        BeforeValidator(as_list),
    ] = ()
    desk: Annotated[ShortLine | None, Field(description="The desk it comes from.", examples=["Policy desk"])] = None


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
