"""Category files of Kite (Kagi News): a cluster is a briefing, and what has no key of its own goes into its long read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from broadsheet.intake.importers.articles import counted, is_future, untracked
from broadsheet.intake.importers.citations import bare, cited, listed, numbers_of
from broadsheet.intake.importers.cleaning import line, loose_paragraphs, loose_text, shortened
from broadsheet.intake.importers.gathering import gather
from broadsheet.intake.importers.incoming import Incoming, Options, Source, Unreadable, parsed_json, unpacked
from broadsheet.intake.importers.long_read import long_read
from broadsheet.intake.importers.notes import NoBriefing, Notes
from broadsheet.text.dates import Reading, day_of, read

DISCLOSURE = "Imported from Kagi News (Kite), whose summaries are written by language models."
COMMENT = "Kite's texts are made by machine and under CC BY-NC: check them against the sources, and whether you may publish them."


def read_kite(source: Source, options: Options) -> Iterator[Incoming]:
    """Yield the clusters of a category file. Raises Unreadable."""
    content = parsed_json(unpacked(source))
    whole = content if isinstance(content, dict) else {}
    clusters = whole.get("clusters", whole.get("stories", 0)) or []
    if not isinstance(clusters, list) or not {"clusters", "stories"} & set(whole):
        if "categories" in whole:
            raise Unreadable("lists the categories; import the category files that it names")
        raise Unreadable("is no category file of Kite: it has no list of `clusters`")
    stamp = read(whole.get("timestamp"))
    said = _stamp_notes(whole.get("timestamp"), stamp, options)
    day = options.day or day_of(stamp.when, options.zone)
    for number, cluster in enumerate(clusters, 1):
        origin = f"{source.name}, cluster {number}"
        if isinstance(cluster, dict):
            yield _cluster(origin, cluster, whole.get("category"), day, said, options)
        else:
            yield Incoming(origin=origin, title="", refusal="it is no JSON object")


def _stamp_notes(value: Any, stamp: Reading, options: Options) -> list[str]:
    """Return what is to be said of the day of a file."""
    if options.day:
        return []
    found = [f"the timestamp of the file, “{line(value)[:40]}”, {stamp.why}"] if stamp.why else []
    return [*found, "the timestamp of the file is in the future"] if is_future(value, options.now) else found


def _cluster(
    origin: str, cluster: Mapping[str, Any], category: Any, day: date | None, said: Sequence[str], options: Options
) -> Incoming:
    notes = Notes()
    for note in said:
        notes.say(note)
    title = shortened(loose_text(cluster.get("title")), 200)
    articles = [one for one in listed(cluster.get("articles")) if isinstance(one, dict)]
    numbers = numbers_of(articles)
    walls = _paywalls(cluster.get("domains"))
    values = {
        "title": loose_text(cluster.get("title")),
        "summary": bare(loose_paragraphs(cluster.get("short_summary"))),
        "category": cluster.get("category") or category,
        "key_points": [_point(one, numbers) for one in listed(cluster.get("talking_points"))],
        "articles": untracked(
            [
                {
                    "title": loose_text(one.get("title")),
                    "url": one.get("link"),
                    "published": one.get("date"),
                    "paywall": walls.get(line(one.get("domain"))),
                }
                for one in articles
            ],
            notes,
        ),
        "ai_assistance": DISCLOSURE,
    }
    try:
        keys, comments = gather(values, options, notes, {"title": COMMENT})
    except NoBriefing as missing:
        return Incoming(origin=origin, title=title, refusal=str(missing), notes=notes.all)
    _count(cluster, keys["articles"], notes)
    if any(one.get("image") for one in articles) or cluster.get("primary_image"):
        notes.say("pictures are not fetched")
    body = long_read(cluster, articles, keys["articles"], notes)
    return Incoming(origin=origin, title=title, keys=keys, body=body, day=day, notes=notes.all, comments=comments)


def _paywalls(domains: Any) -> dict[str, bool]:
    named = [one for one in listed(domains) if isinstance(one, dict)]
    return {line(one.get("name")): True for one in named if one.get("isPaywalled") is True}


def _point(value: Any, numbers: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    text = loose_text(value)
    return {"text": bare(text), "sources": cited(text, numbers)}


def _count(cluster: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], notes: Notes) -> None:
    """Say where Kite counts otherwise than its own list of articles."""
    for key, noun, here in (
        ("number_of_titles", "articles", len(articles)),
        ("unique_domains", "publishers", len(counted(articles))),
    ):
        said = cluster.get(key)
        if isinstance(said, int) and said != here:
            notes.say(f"Kite counts {said} {noun}, the list has {here}")
