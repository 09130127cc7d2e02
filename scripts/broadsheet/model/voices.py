"""Who speaks in a briefing: publishers, posts, primary sources, and how many of the publishers are independent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from broadsheet.model import Article
from broadsheet.model.registries import Registries, fold
from broadsheet.model.sites import account_of, well_known
from broadsheet.model.syndication import SAME_TEXT, texts_of
from broadsheet.model.wrappers import source_domain, unwrap

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
        return Speaker(source_domain(url), True, account_of(url))
    return Speaker(source_domain(url), bool(found.domain), account_of(found.url) if found.url else "")


def cite(articles: Sequence[Article]) -> tuple[Cited, ...]:
    """Count the articles of each domain, most first, ties in the order of the articles."""
    speakers = [speaker_of(article.url) for article in articles]
    texts = texts_of(articles, [speaker.domain for speaker in speakers])
    counts = Counter(speaker.domain for speaker in speakers)
    return tuple(_cited(domain, articles, speakers, texts) for domain, _ in counts.most_common())


def _cited(domain: str, articles: Sequence[Article], speakers: Sequence[Speaker], texts: Sequence[str]) -> Cited:
    places = [place for place, speaker in enumerate(speakers) if speaker.domain == domain]
    known = [place for place in places if speakers[place].known]
    reports = [place for place in known if articles[place].role != "primary"]
    return Cited(
        domain,
        articles[known[0]].publisher if known else None,
        len(places),
        len(known) - len(reports),
        len(places) - len(known),
        "\n".join(dict.fromkeys(speakers[place].account for place in known if speakers[place].account)),
        texts[reports[0]] if reports and all(texts[place] for place in reports) else "",
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
