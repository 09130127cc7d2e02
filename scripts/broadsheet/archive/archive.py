"""The archive: every briefing with all that follows from it, and every index over them, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Protocol

from msgspec import Struct

from broadsheet.model import Article, Briefing, Publisher
from broadsheet.model.record import BriefingRecord
from broadsheet.model.registries import Registries
from broadsheet.model.voices import Part, Tally

STORY_DIGEST_BYTES = 16  # bytes of a face


def digest_texts(*told: str) -> bytes:
    """Return a digest of texts."""
    return blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=STORY_DIGEST_BYTES).digest()


class SourceCount(Struct, frozen=True, kw_only=True, gc=False):
    """How many articles of a briefing one domain published.

    `voice` is what it counts as: its family, the agency whose text it carries, or itself. `part` says as what it is counted.
    Of its articles, `posts` are by `accounts` `primary` are primary sources, and of `unknown`
    the address does not say whose they are. `text` is the agency whose text it carries, or `=` where
    another publisher of the briefing has the same text.
    """

    domain: str
    name: str
    voice: str
    articles: int
    part: Part = "publisher"
    posts: int = 0
    primary: int = 0
    unknown: int = 0
    accounts: tuple[str, ...] = ()
    text: str = ""


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """An entity as a page shows it; `slug` is None for a name too generic to have a page."""

    name: str
    slug: str | None


class Card(Struct, frozen=True, kw_only=True):
    """One article with what is derived from it. `number` counts from 1, as `sources` and `says` do.

    `account` is who posted it on a platform; it is empty where the address does not say, and for all other articles.
    """

    number: int
    article: Article
    domain: str
    publisher: str
    entities: tuple[Mention, ...]
    account: str = ""

    @property
    def speaker(self) -> str:
        """Who speaks: `NPR`, or `@name on X`."""
        return f"{self.account} on {self.publisher}" if self.account else self.publisher

    @property
    def short_speaker(self) -> str:
        """Who speaks, for the head of a column: `NPR`, or `@name`."""
        return self.account or self.publisher


class Reader(Protocol):
    """Where the full text of a story comes from when somebody needs it."""

    def briefing(self, path: str) -> Briefing:
        """Return the briefing of this path."""

    def cards(self, path: str) -> tuple[Card, ...]:
        """Return its articles, with what is derived from each."""


class Story(Struct, frozen=True, kw_only=True):
    """A briefing with all that is derived.

    `day` is that of its edition. `sources` begin with the most cited; `tally` counts voices; `thread` is a slug of `Archive.threads`; `newer`,
    `older` and `related` are paths. `face` is a digest of all this but the neighbours: whatever is made of stories
    changes only when a face does. The full text is not held here: `briefing` and `cards` fetch it.
    """

    record: BriefingRecord
    day: date
    sources: tuple[SourceCount, ...]
    tally: Tally
    entities: tuple[Mention, ...]
    thread: str | None
    newer: str | None
    older: str | None
    related: tuple[str, ...]
    digest: bytes
    reader: Reader

    @property
    def independent(self) -> int:
        """How many publishers are independent of each other."""
        return self.tally.independent

    @property
    def single(self) -> bool:
        """Whether everything is from one source: one publisher, one account, one host."""
        return len(self.sources) == 1 and len(self.sources[0].accounts) < 2

    @property
    def path(self) -> str:
        """`YYYY/MM/DD/slug`: the name and the address."""
        return self.record.path

    @property
    def title(self) -> str:
        """The headline."""
        return self.record.title

    @property
    def minutes(self) -> int:
        """The reading time."""
        return self.record.minutes

    @property
    def briefing(self) -> Briefing:
        """The briefing itself."""
        return self.reader.briefing(self.record.path)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Its articles, numbered from 1."""
        return self.reader.cards(self.record.path)


class Edition(Struct, frozen=True, kw_only=True):
    """The briefings of one day, the lead first. `number` counts editions from the oldest, from 1."""

    day: date
    number: int
    stories: tuple[str, ...]
    newer: date | None
    older: date | None


class Source(Struct, frozen=True, kw_only=True):
    """A domain, with the stories it appears in, newest first, and how many of its articles they hold.

    `part` is what it counts as where it reports, else where it is a primary source.
    """

    domain: str
    name: str
    publisher: Publisher | None
    part: Part
    articles: int
    stories: tuple[str, ...]

    @property
    def reports(self) -> bool:
        """Whether it is a publisher, not a platform, a host or a link shortener."""
        return self.part in ("publisher", "aggregator")


class Subject(Struct, frozen=True, kw_only=True):
    """An entity, with the stories about it, newest first."""

    name: str
    slug: str
    kind: str | None
    description: str | None
    aliases: tuple[str, ...]
    stories: tuple[str, ...]


class Topic(Struct, frozen=True, kw_only=True):
    """A category, with its stories, newest first."""

    key: str
    label: str
    description: str | None
    stories: tuple[str, ...]


class Thread(Struct, frozen=True, kw_only=True):
    """Briefings that continue one another, oldest first; named after the first."""

    slug: str
    title: str
    stories: tuple[str, ...]


class Notice(Struct, frozen=True, kw_only=True, gc=False):
    """A correction, with the path of its briefing."""

    day: date
    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Everything there is to publish. Mappings and tuples begin with the newest where time orders them.

    `face_of` has the face of every story at hand: a day asks for a million of them.
    """

    registries: Registries
    stories: dict[str, Story]
    editions: dict[date, Edition]
    sources: Mapping[str, Source]
    subjects: Mapping[str, Subject]
    topics: Mapping[str, Topic]
    threads: Mapping[str, Thread]
    corrections: tuple[Notice, ...]
    digest_of: Mapping[str, bytes] = field(repr=False, compare=False)

    def digests(self, paths: Iterable[str]) -> bytes:
        """Return the faces of stories, one after the other: what is shown of them all changes only when this does."""
        return b"".join(map(self.digest_of.__getitem__, paths))

    @property
    def newest(self) -> Edition | None:
        """The edition that the home page shows."""
        return next(iter(self.editions.values()), None)

    @property
    def oldest(self) -> Edition | None:
        """The first edition there ever was."""
        return next(reversed(self.editions.values()), None)
