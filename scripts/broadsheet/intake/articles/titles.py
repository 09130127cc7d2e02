"""The headline of an article: of several titles the one that agrees with the page's <title> and heading, without the site's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from broadsheet.intake.articles.values import line, plain

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«:-]|::|--)\s+|\s*[|»•｜]\s*")
_AT_THE_END = re.compile(r"(?P<title>.+\S)\s*(?:\s[|–—·•»«:-]|\s::|\s-{2}|[|»•])\s+(?P<site>[^|–—·•»]{2,80})")
_AT_THE_BEGINNING = re.compile(r"(?P<site>[^|–—·•»]{2,80}?)\s*(?:\s[|–—·•»-]|\s::|[|»•])\s+(?P<title>\S.+)")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_NO_TITLES = {"", "home", "homepage", "untitled", "article", "index", "document", "news", "blog", "untitleddocument"}
_NO_SITES = {
    *("news", "blog", "home", "opinion", "politics", "world", "business", "technology", "tech", "science", "sport", "sports", "culture"),
    *("live", "liveupdates", "video", "photos", "analysis", "review", "reviews", "interview", "explainer", "updated", "exclusive", "part1"),
}  # fmt: skip
_SMALL_WORDS = {
    *("of", "the", "and", "for", "in", "on", "a", "at", "de", "la", "le", "les", "des", "du", "der", "die", "das", "und", "et", "y", "e"),
}  # fmt: skip


def headline(said: Sequence[str], title: str, headings: Sequence[str], sites: Collection[str]) -> str:
    """Return the headline. `said` is what metadata says, most trusted first; `sites` are names of the site.

    A value that agrees with both <title> and a heading comes before one that agrees with one of them, and that before
    one that agrees with neither. The site's own name is no headline while there is another.
    """
    names = {plain(site) for site in sites} | _NO_TITLES
    heads = [one for one in map(line, headings) if plain(one) not in names]
    told = [one for one in map(line, said) if plain(one) not in names]
    known = [*told, *(one for one in (line(title), *heads[:1]) if plain(one) not in names)]
    if not known:
        return next(filter(None, map(line, (*said, *headings, title))), "")
    weights = [agree(one, title) + any(agree(one, head) for head in heads) for one in known]
    # <title> and the heading always agree with themselves, which says something only if they agree with each other.
    weights = [weight if number < len(told) or weight == 2 else 0 for number, weight in enumerate(weights)]
    found = known[weights.index(max(weights))]
    if _CUT.search(found):
        start = plain(_CUT.sub("", found))
        found = next((one for one in (*known, *heads) if plain(one).startswith(start) and not _CUT.search(one)), found)
    beginnings = {plain(one) for one in _beginnings(found)}
    shorter = [*(one for one in known if any(agree(one, head) for head in heads)), *heads[:1]]
    found = next((one for one in shorter if plain(one) in beginnings), found)
    if heads and 2 * len(heads[0]) >= len(found) and plain(heads[0]) in {plain(one) for one in _endings(found)}:
        found = heads[0]
    return without_site(found, sites)


def without_site(title: str, sites: Collection[str]) -> str:
    """Return a title without names of the site at its end or its beginning."""
    names = {plain(site) for site in sites} - {""}
    while (found := _AT_THE_END.fullmatch(title)) and plain(found["site"]) in names:
        title = found["title"]
    while (found := _AT_THE_BEGINNING.fullmatch(title)) and plain(found["site"]) in names:
        title = found["title"]
    return title


def site_in(title: str, known: Sequence[str], host: str) -> str:
    """Return the site's name from the end of <title>: where the rest is a known title, or where the host says the same."""
    found = _AT_THE_END.fullmatch(title)
    if found is None:
        return ""
    site, words = found["site"], found["site"].split()
    labels = [label for label in host.lower().split(".") if label != "www"]
    parts = {part for label in labels for part in label.split("-")}
    if plain(site) in {plain(label) for label in labels} or {plain(word) for word in words} <= parts:
        return site
    is_name = len(words) <= 6 and all(
        word[0].isupper() or word[0].isdigit() or word in _SMALL_WORDS or not word.isascii() for word in words
    )
    if not is_name or plain(site) in _NO_SITES or any(plain(one) == plain(title) for one in known):
        return ""
    beginnings = {plain(one) for one in _beginnings(title)}
    return site if any(plain(one) in beginnings for one in known) else ""


def agree(one: str, other: str) -> bool:
    """Whether two titles are of the same article: the same text or beginning, or most letters in common."""
    short, long = sorted((plain(one)[:500], plain(other)[:500]), key=len)
    if not short:
        return False
    if long.startswith(short) and 3 * len(short) >= len(long):
        return True
    if long.startswith(short[: max(12, 3 * len(short) // 5, 9 * len(long) // 20)]) and len(short) >= 20:
        return True
    if long.endswith(short) and 2 * len(short) >= len(long):
        return True
    if short in {plain(beginning) for beginning in _beginnings(max(one, other, key=len))}:
        return True
    first, second = (Counter(text[i : i + 2] for i in range(len(text) - 1)) for text in (short, long))
    return 2 * (first & second).total() >= 0.6 * (first.total() + second.total()) > 0


def _beginnings(title: str) -> Iterator[str]:
    """Yield a title up to each of its separators."""
    yield from (title[: found.start()] for found in _SEPARATOR.finditer(title) if found[0].strip() != ":")


def _endings(title: str) -> Iterator[str]:
    """Yield a title from each of its separators on."""
    yield from (title[found.end() :] for found in _SEPARATOR.finditer(title) if found[0].strip() != ":")
