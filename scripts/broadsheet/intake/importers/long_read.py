"""The long read of a cluster of Kite: what a briefing has no keys for, as Markdown with links to what it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from broadsheet.intake.importers.articles import http_url
from broadsheet.intake.importers.citations import bare, cited, listed, numbers_of
from broadsheet.intake.importers.cleaning import line, plain, shortened
from broadsheet.intake.importers.notes import Notes
from broadsheet.model.article_urls import same_article, without_tracking
from broadsheet.text.domains import registrable_domain

_USED = frozenset({
    "title", "short_summary", "talking_points", "articles", "category", "unique_domains", "number_of_titles", "domains", "cluster_number", "id",
})  # fmt: skip
_QUIET = frozenset({"emoji", "location", "read"})  # decoration
_SECTIONS = {
    "did_you_know": "Did you know?", "suggested_qna": "Questions and answers", "international_reactions": "International reactions",
    "business_angle_text": "Business angle", "business_angle_points": "Business angle in points", "user_action_items": "What you can do",
    "diy_tips": "Tips",
}  # fmt: skip


def long_read(
    cluster: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]], notes: Notes
) -> str:
    """Return the parts of a cluster that a briefing has no keys for, as Markdown with links to what they cite."""
    numbers = numbers_of(articles)
    places = {same_article(one["url"]): (place, _target(one["url"])) for place, one in enumerate(kept, 1)}
    here = {
        number: places[same]
        for number, one in enumerate(articles, 1)
        if (url := http_url(one.get("link"))) and (same := same_article(url)) in places
    }

    def linked(text: Any) -> str:
        whole = plain(text)
        found = dict.fromkeys(here[number] for number in cited(whole, numbers) if number in here)
        links = ", ".join(f"[{place}]({url})" for place, url in found)
        return f"{_escaped(bare(whole))} ({links})" if links else _escaped(bare(whole))

    parts: list[str] = []
    for key, value in cluster.items():
        if key in _USED or key in _QUIET or key.startswith("quote_") or not value:
            continue
        if key == "quote" and isinstance(value, str):
            who = _speaker(cluster)
            parts.append(f"> {' '.join(linked(value).split())}" + (f"\n>\n> {who}" if who else ""))
            continue
        given = [one for one in listed(value) if one]
        lines = [text for one in given if (text := _entry(one, linked))]
        if lines:
            heading = _SECTIONS.get(key) or line(key).replace("_", " ").capitalize()
            text = "\n".join(f"- {' '.join(one.split())}" for one in lines) if isinstance(value, list) else lines[0]
            parts.append(f"## {_escaped(shortened(heading, 80))}\n\n{text}")
        if not lines or len(lines) < len(given):
            notes.left_out(f"part of {key}" if lines else key)
    return "\n\n".join(parts)


def _speaker(cluster: Mapping[str, Any]) -> str:
    """Return who said the quotation of a cluster, and where."""
    names = [_escaped(line(cluster.get(f"quote_{one}"))) for one in ("author", "attribution", "source_domain")]
    if url := _target(http_url(cluster.get("quote_source_url"))):
        names[2] = f"[{names[2] or _escaped(registrable_domain(url))}]({url})"
    return " · ".join(filter(None, names))


def _entry(one: Any, linked: Callable[[Any], str]) -> str:
    """Return an item of a list: a text, or a mapping of one of the shapes that Kite has."""
    if isinstance(one, str):
        when, two, what = one.partition("::")
        return _led(when, linked(what)) if two and len(when) < 60 else linked(one)
    if not isinstance(one, dict):
        return ""
    if isinstance(one.get("content"), str):
        return _led(one.get("date"), linked(one["content"]))
    if isinstance(one.get("question"), str):
        return _led(one["question"], linked(one.get("answer")))
    if isinstance(one.get("text"), str):
        sources = [
            f"[{_escaped(line(source.get('name')) or url)}]({url})"
            for source in listed(one.get("sources"))
            if isinstance(source, dict) and (url := _target(http_url(source.get("url"))))
        ]
        return f"{linked(one['text'])}{' (' + ', '.join(sources) + ')' if sources else ''}"
    return ""


def _led(head: Any, text: str) -> str:
    """Return a text behind its date or its question."""
    bold = _escaped(line(head))
    return f"**{bold}** {text}".strip() if bold else text


def _target(url: str) -> str:
    """Return an address as it may stand in a link of Markdown."""
    return without_tracking(url).replace("(", "%28").replace(")", "%29")


def _escaped(text: str) -> str:
    """Return a text whose signs mean nothing in Markdown."""
    return re.sub(r"([\\`*_\[\]<>|~])|^(\s*)([#+-]|\d+[.)])(?=\s)", _escape, text, flags=re.MULTILINE)


def _escape(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    mark = found[3]
    return f"{found[2]}\\{mark}" if len(mark) == 1 else f"{found[2]}{mark[:-1]}\\{mark[-1]}"
