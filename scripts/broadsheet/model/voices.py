"""Who speaks in a briefing: publishers, posts, primary sources, and how many of the publishers are independent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from broadsheet.model import Article
from broadsheet.model.registries import Registries, fold
from broadsheet.model.sites import account_of, well_known
from broadsheet.model.syndication import SAME_TEXT, texts_of
from broadsheet.model.wrappers import unwrap
from broadsheet.text.domains import registrable_domain

Part = Literal["publisher", "aggregator", "post", "primary", "unknown"]
PARTS: dict[str, Part] = {
    "platform": "post",
    "aggregator": "aggregator",
    "host": "primary",
    "research": "primary",
}  # what a kind of publisher counts as; all others are publishers


class Cited(NamedTuple):
    """What a briefing has of one domain, before the registries are asked.

    `written` is the publisher's name in the file. Of the `articles`, `primary` have that role, and `unknown` are wrapped
    so that nobody can know whose they are. `accounts` are those that posted, one a line. `text` is set where all
    the others carry somebody else's text: the agency, or `=` and the domain where the same text comes first.
    """

    domain: str
    written: str | None
    articles: int
    primary: int = 0
    unknown: int = 0
    accounts: str = ""
    text: str = ""


class Role(NamedTuple):
    """What a domain is in a briefing: its part, what it counts as, and how many articles are posts, primary or unknown."""

    part: Part
    voice: str
    posts: int
    primary: int
    unknown: int


class Tally(NamedTuple):
    """The voices of a briefing: publishers, those independent of each other, posts, primary sources, unknown articles.

    Aggregators are publishers, but not independent ones: what they carry was reported elsewhere.
    """

    publishers: int
    independent: int
    posts: int
    primary: int
    unknown: int


class Speaker(NamedTuple):
    """Who speaks in one article. `known` says that the address leads to its publisher; `account` may be empty."""

    domain: str
    known: bool
    account: str


def speaker_of(url: str) -> Speaker:
    """Return who speaks at an address, behind what wraps it."""
    found = unwrap(url)
    if found is None:
        domain = registrable_domain(url)
        return Speaker(domain, True, account_of(url, domain))
    domain = found.domain or registrable_domain(found.url or url)
    return Speaker(domain, bool(found.domain), account_of(found.url, domain) if found.url else "")


class _Count:
    """What is counted of one domain while the articles are read."""

    __slots__ = ("accounts", "articles", "own", "primary", "text", "unknown", "written")

    def __init__(self) -> None:
        self.articles = self.primary = self.unknown = 0
        self.written: str | None = None
        self.accounts: dict[str, None] = {}
        self.own, self.text = False, ""


def cite(articles: Sequence[Article]) -> tuple[Cited, ...]:
    """Count the articles of each domain, most first, ties in the order of the articles."""
    speakers = [speaker_of(article.url) for article in articles]
    texts = texts_of(articles, [speaker.domain for speaker in speakers])
    counts: dict[str, _Count] = {}
    for article, (domain, known, account), text in zip(articles, speakers, texts, strict=True):
        count = counts.get(domain)
        if count is None:
            count = counts[domain] = _Count()
        if known and count.articles == count.unknown:
            count.written = article.publisher
        count.articles += 1
        if not known:
            count.unknown += 1
            continue
        if account:
            count.accounts[account] = None
        if article.role == "primary":
            count.primary += 1
        elif text:
            count.text = count.text or text
        else:
            count.own = True
    return tuple(
        Cited(
            domain,
            count.written,
            count.articles,
            count.primary,
            count.unknown,
            "\n".join(count.accounts),
            "" if count.own else count.text,
        )
        for domain, count in sorted(counts.items(), key=lambda item: -item[1].articles)
    )


def role_of(cited: Cited, registries: Registries) -> Role:
    """Return what a domain is in a briefing, by its kind in the registry or among the well-known sites."""
    reports = cited.articles - cited.primary - cited.unknown
    kind = registries.kind_of(cited.domain)
    part: Part = PARTS.get(kind, "publisher") if kind else "post" if cited.accounts else "publisher"
    posts, primary = reports if part == "post" else 0, cited.primary
    if part == "primary":
        primary, reports = primary + reports, 0
    if not reports:
        part = "primary" if primary else "unknown"
    voice = registries.voice_of(cited.domain)
    if cited.text and part == "publisher":
        voice = _voice_of_text(cited.text, registries)
    return Role(part, voice, posts, primary, cited.unknown)


def _voice_of_text(text: str, registries: Registries) -> str:
    """Return the voice of a text that several carry: that of the publisher it comes from, where that is known."""
    if text.startswith(SAME_TEXT):
        return registries.voice_of(text.removeprefix(SAME_TEXT))
    domain = registries.domain_by_name.get(fold(text)) or well_known().agency_domains.get(text)
    return registries.voice_of(domain) if domain else text


def tally(roles: Iterable[Role]) -> Tally:
    """Count the voices of a briefing."""
    publishers = posts = primary = unknown = 0
    independent = set()
    for role in roles:
        posts += role.posts
        primary += role.primary
        unknown += role.unknown
        if role.part == "publisher":
            publishers += 1
            independent.add(role.voice)
        elif role.part == "aggregator":
            publishers += 1
    return Tally(publishers, len(independent), posts, primary, unknown)


def tally_of(cited: Iterable[Cited], registries: Registries) -> Tally:
    """Count the voices of a briefing from what it cites."""
    return tally(role_of(one, registries) for one in cited)
