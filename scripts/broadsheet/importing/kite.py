"""Category files of Kite (Kagi News): a cluster is a briefing, and what has no key of its own goes into its long read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from broadsheet.addresses import same_article
from broadsheet.importing.articles import counted, http_url
from broadsheet.importing.cleaning import line, plain, shortened
from broadsheet.importing.gathering import gather
from broadsheet.importing.incoming import Incoming, Options, Source, Unreadable, decoded, unpacked
from broadsheet.importing.moments import day_of, moment
from broadsheet.importing.notes import NoBriefing, Notes

DISCLOSURE = "Imported from Kagi News (Kite), whose summaries are written by language models."
COMMENT = "Kite's texts are made by machine and under CC BY-NC: check them against the sources, and whether you may publish them."
_CITATION = re.compile(r"\s*\[(?:common|[^\[\]\s#]{1,253}#\d{1,4})\](?:\([^()\s]*\))?", re.IGNORECASE)
_CITED = re.compile(r"\[([^\[\]\s#]{1,253})#(\d{1,4})\]")
_USED = frozenset({
    "title", "short_summary", "talking_points", "articles", "category", "unique_domains", "number_of_titles", "domains", "cluster_number", "id",
})  # fmt: skip
_QUIET = frozenset({"emoji", "location", "read"})  # decoration
_SECTIONS = {
    "did_you_know": "Did you know?", "suggested_qna": "Questions and answers", "international_reactions": "International reactions",
    "business_angle_text": "Business angle", "business_angle_points": "Business angle in points", "user_action_items": "What you can do",
    "diy_tips": "Tips",
}  # fmt: skip


def read_kite(source: Source, options: Options) -> Iterator[Incoming]:
    """Yield the clusters of a category file. Raises Unreadable."""
    try:
        whole = json.loads(decoded(unpacked(source)))
    except RecursionError:
        raise Unreadable("is nested too deep") from None
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(f"is not JSON: {str(error)[:120]}") from None
    clusters = whole.get("clusters") or whole.get("stories") if isinstance(whole, dict) else None
    if not isinstance(clusters, list):
        if isinstance(whole, dict) and "categories" in whole:
            raise Unreadable("lists the categories; import the category files that it names")
        raise Unreadable("is no category file of Kite: it has no list of `clusters`")
    day = options.day or day_of(moment(whole.get("timestamp")))
    for number, cluster in enumerate(clusters, 1):
        origin = f"{source.name}, cluster {number}"
        if isinstance(cluster, dict):
            yield _cluster(origin, cluster, whole.get("category"), day, options)
        else:
            yield Incoming(origin=origin, title="", refusal="it is no JSON object")


def _cluster(origin: str, cluster: Mapping[str, Any], category: Any, day: date | None, options: Options) -> Incoming:
    notes = Notes()
    title = shortened(line(cluster.get("title")), 200)
    articles = [one for one in _list(cluster.get("articles")) if isinstance(one, dict)]
    numbers = _numbers(articles)
    walls = _paywalls(cluster.get("domains"))
    values = {
        "title": cluster.get("title"),
        "summary": _bare(plain(cluster.get("short_summary"))),
        "category": cluster.get("category") or category,
        "key_points": [_point(one, numbers) for one in _list(cluster.get("talking_points"))],
        "articles": [
            {
                "title": one.get("title"),
                "url": one.get("link"),
                "published": one.get("date"),
                "paywall": walls.get(line(one.get("domain"))),
            }
            for one in articles
        ],
        "ai_assistance": DISCLOSURE,
    }
    try:
        keys, comments = gather(values, options, notes, {"title": COMMENT})
    except NoBriefing as missing:
        return Incoming(origin=origin, title=title, refusal=str(missing), notes=notes.all)
    _count(cluster, keys["articles"], notes)
    if any(one.get("image") for one in articles) or cluster.get("primary_image"):
        notes.say("pictures are not fetched")
    body = _body(cluster, articles, keys["articles"], notes)
    return Incoming(origin=origin, title=title, keys=keys, body=body, day=day, notes=notes.all, comments=comments)


def _list(value: Any) -> list[Any]:
    """Return a list; Kite writes an empty text for an empty one."""
    return value if isinstance(value, list) else [value] if isinstance(value, str) and value.strip() else []


def _numbers(articles: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], int]:
    """Return the number of the article that `[domain#n]` means: n counts those of the domain."""
    numbers: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    for number, one in enumerate(articles, 1):
        domain = line(one.get("domain")).casefold()
        counts[domain] = counts.get(domain, 0) + 1
        numbers[domain, counts[domain]] = number
    return numbers


def _paywalls(domains: Any) -> dict[str, bool]:
    named = [one for one in _list(domains) if isinstance(one, dict)]
    return {line(one.get("name")): True for one in named if one.get("isPaywalled") is True}


def _point(value: Any, numbers: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    text = line(value)
    return {"text": _bare(text), "sources": _sources(text, numbers)}


def _sources(text: str, numbers: Mapping[tuple[str, int], int]) -> list[int]:
    """Return the numbers of the articles that a text cites; one that is not there is 999999, so that it is reported."""
    cited = [(domain.casefold(), int(number)) for domain, number in _CITED.findall(text)]
    return [numbers.get(one, 999_999) for one in dict.fromkeys(cited)]


def _bare(text: str) -> str:
    """Return a text without its citations."""
    return _CITATION.sub("", text).strip()


def _count(cluster: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], notes: Notes) -> None:
    """Say where Kite counts otherwise than its own list of articles."""
    for key, noun, here in (
        ("number_of_titles", "articles", len(articles)),
        ("unique_domains", "publishers", len(counted(articles))),
    ):
        said = cluster.get(key)
        if isinstance(said, int) and said != here:
            notes.say(f"Kite counts {said} {noun}, the list has {here}")


def _body(
    cluster: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]], notes: Notes
) -> str:
    """Return the parts of a cluster that a briefing has no keys for, as Markdown with links to what they cite."""
    numbers = _numbers(articles)
    places = {same_article(one["url"]): (place, _target(one["url"])) for place, one in enumerate(kept, 1)}
    here = {
        number: places[same]
        for number, one in enumerate(articles, 1)
        if (url := http_url(one.get("link"))) and (same := same_article(url)) in places
    }

    def linked(text: Any) -> str:
        whole = plain(text)
        cited = dict.fromkeys(here[number] for number in _sources(whole, numbers) if number in here)
        links = ", ".join(f"[{place}]({url})" for place, url in cited)
        return f"{_escaped(_bare(whole))} ({links})" if links else _escaped(_bare(whole))

    parts: list[str] = []
    for key, value in cluster.items():
        if key in _USED or key in _QUIET or key.startswith("quote_") or not value:
            continue
        if key == "quote" and isinstance(value, str):
            who = " · ".join(
                _escaped(line(cluster.get(f"quote_{one}")))
                for one in ("author", "attribution")
                if line(cluster.get(f"quote_{one}"))
            )
            parts.append(f"> {' '.join(linked(value).split())}" + (f"\n>\n> {who}" if who else ""))
        elif lines := [text for one in _list(value) if (text := _entry(one, linked))]:
            heading = _SECTIONS.get(key) or line(key).replace("_", " ").capitalize()
            text = "\n".join(f"- {' '.join(one.split())}" for one in lines) if isinstance(value, list) else lines[0]
            parts.append(f"## {_escaped(shortened(heading, 80))}\n\n{text}")
        else:
            notes.left_out(key)
    return "\n\n".join(parts)


def _entry(one: Any, linked: Any) -> str:
    """Return an item of a list: a text, or a mapping of one of the shapes that Kite has."""
    if isinstance(one, str):
        when, two, what = one.partition("::")
        return f"**{_escaped(line(when))}** {linked(what)}" if two and len(when) < 60 else str(linked(one))
    if not isinstance(one, dict):
        return ""
    if isinstance(one.get("content"), str):
        return f"**{_escaped(line(one.get('date')))}** {linked(one['content'])}"
    if isinstance(one.get("question"), str):
        return f"**{_escaped(line(one['question']))}** {linked(one.get('answer'))}"
    if isinstance(one.get("text"), str):
        sources = [
            f"[{_escaped(line(source.get('name')) or url)}]({url})"
            for source in _list(one.get("sources"))
            if isinstance(source, dict) and (url := _target(http_url(source.get("url"))))
        ]
        return f"{linked(one['text'])}{' (' + ', '.join(sources) + ')' if sources else ''}"
    return ""


def _target(url: str) -> str:
    """Return an address as it may stand in a link of Markdown."""
    return url.replace("(", "%28").replace(")", "%29")


def _escaped(text: str) -> str:
    """Return a text whose signs mean nothing in Markdown."""
    return re.sub(r"([\\`*_\[\]<>|~])|^(\s*)([#+-]|\d+[.)])(?=\s)", _escape, text, flags=re.MULTILINE)


def _escape(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    mark = found[3]
    return f"{found[2]}\\{mark}" if len(mark) == 1 else f"{found[2]}{mark[:-1]}\\{mark[-1]}"
