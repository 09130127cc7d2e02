"""The pages of one source, entity or topic: what is new in full, what is older as lines, what is old on further pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import nsmallest
from itertools import chain, islice
from typing import Any

from broadsheet.archive import STORY_DIGEST_BYTES
from broadsheet.model.record import day_of
from broadsheet.pages.pagination import IN_FULL, Parts, Shelf, in_parts
from broadsheet.pages.phrases import count, short_day, stretch_in_words
from broadsheet.pages.structured import collection
from broadsheet.pages.target import Page, Site, Target, entity_url, key_of
from broadsheet.pages.trends import rhythm_of

OFTEN_WITH = 12
OFTEN_AMONG = 500  # the newest: who appears together changes over the years, and to count them all takes long


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list is of. `about` ends the sentence "Briefings …"; `hides` is the word in `data-about` that hides it.

    `apart` is the entity that "often with" leaves out; `link` an address outside, with `url` and `label`.
    """

    kind: str
    url: str
    title: str
    description: str
    about: str
    paths: Sequence[str]
    facts: Sequence[str] = ()
    link: dict[str, str] | None = None
    hides: str = ""
    apart: str = ""


def listing_targets(shelf: Shelf, site: Site, listing: Listing) -> Iterator[Target[Page]]:
    """Yield the front page of a list, then its further pages from the newest."""
    parts = in_parts(listing.paths)
    digests = shelf.archive.digests(listing.paths)
    about = (listing.kind, listing.title, listing.hides)
    key = key_of(digests, about, listing.description, listing.facts, listing.link)
    older = [
        {"url": _page_url(listing, number), "title": _stretch(paths)} for number, paths in enumerate(parts.pages, 1)
    ]
    yield Target(f"{listing.url}index.md", key, partial(_front_page, shelf, site, listing, parts, older))
    begin = len(parts.front)
    for number in range(len(parts.pages), 0, -1):
        end = begin + len(parts.pages[number - 1])
        shown = digests[STORY_DIGEST_BYTES * begin : STORY_DIGEST_BYTES * end]
        key = key_of(shown, about, listing.about, number, older[max(0, number - 2) : number + 1])
        make = partial(_further_page, shelf, site, listing, parts.pages[number - 1], older, number)
        yield Target(f"{_page_url(listing, number)}index.md", key, make)
        begin = end


def _front_page(shelf: Shelf, site: Site, listing: Listing, parts: Parts, older: Sequence[dict[str, str]]) -> Page:
    facts = [count(len(listing.paths), "briefing"), *listing.facts]
    if older:
        facts.append(f"showing those since {short_day(_day(parts.front[-1]))}")
    return Page(
        uri=f"{listing.url}index.md",
        template="listing.html",
        title=listing.title,
        meta={
            **_shared(listing),
            "description": listing.description,
            "facts": facts,
            "link": listing.link,
            "often": _often(shelf, listing.paths, but=listing.apart),
            "rhythm": rhythm_of(listing.paths),
            "months": shelf.by_month(parts.front, IN_FULL),
            "older": older[-1] if older else None,
            "newer": None,
            "years": _years(listing, parts.pages),
            "feed": site.feed(listing.url, listing.title),
            "jsonld": collection(site, listing.title, listing.url, listing.paths),
        },
    )


def _further_page(
    shelf: Shelf, site: Site, listing: Listing, paths: Sequence[str], older: Sequence[dict[str, str]], number: int
) -> Page:
    front = {"url": listing.url, "title": f"{listing.title}: the newest"}
    title = f"{listing.title}, page {number}"
    return Page(
        uri=f"{_page_url(listing, number)}index.md",
        template="listing.html",
        title=title,
        meta={
            **_shared(listing),
            "description": f"Briefings {listing.about}, {_stretch(paths)}.",
            "facts": [count(len(paths), "briefing")],
            "front": front,
            "months": shelf.by_month(paths),
            "older": older[number - 2] if number > 1 else None,
            "newer": older[number] if number < len(older) else front,
            "jsonld": collection(site, title, _page_url(listing, number)),
        },
    )


def _shared(listing: Listing) -> dict[str, Any]:
    return {"kind": listing.kind, "name": listing.title, "hides": listing.hides}


def _page_url(listing: Listing, number: int) -> str:
    """`entities/openai/2/`. Nothing else lies below the page of a list, so a number can be no other page's address."""
    return f"{listing.url}{number}/"


def _years(listing: Listing, pages: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Return, for each year before this page's, the page that its newest story is on: short cuts through a long list."""
    newest: dict[str, int] = {}
    for number, paths in enumerate(pages, 1):
        ends = {paths[-1][:4], paths[0][:4]}
        newest |= dict.fromkeys(ends if len(ends) == 1 else {path[:4] for path in paths}, number)
    if len(newest) < 2:
        return []
    return [{"year": year, "url": _page_url(listing, newest[year])} for year in sorted(newest, reverse=True)]


def _stretch(paths: Sequence[str]) -> str:
    return stretch_in_words(_day(paths[-1]), _day(paths[0]))


def _day(path: str) -> date:
    return day_of(path)


def _often(shelf: Shelf, paths: Iterable[str], *, but: str = "") -> list[dict[str, str]]:
    """Return the entities that appear most in the same stories, as far as they are recent."""
    seen = Counter(chain.from_iterable(map(shelf.slugs, islice(paths, OFTEN_AMONG))))
    seen.pop(but, None)
    best = nsmallest(OFTEN_WITH, seen, key=lambda slug: (-seen[slug], slug))
    subjects = shelf.archive.subjects
    return [{"name": subjects[slug].name, "url": entity_url(slug), "count": f"{seen[slug]:,}"} for slug in best]
