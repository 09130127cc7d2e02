"""What an editor asks of one briefing: is every point cited, do the articles belong together, are the words its own?

Each rule is a function `(subject) -> problems`; its docstring is the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from broadsheet.check.rules import RuleContext
from broadsheet.check.similarity import headline_words
from broadsheet.load import Loc
from broadsheet.model import Article
from broadsheet.model.registries import Registries, fold
from broadsheet.problems import Problem
from broadsheet.text.markup import shortened

COPIED = 80  # characters in a row, some fourteen words: names and set phrases are shorter
COPIED_IDEOGRAPHS = 40
SHOWN = 60


def points_are_cited(subject: RuleContext) -> Iterator[Problem]:
    """Every key point names the articles it rests on, where there is more than one or other points do."""
    points = subject.keys.key_points
    bare = [place for place, point in enumerate(points) if not point.sources]
    if "key_points" in subject.failed or not bare or (len(bare) == len(points) and len(subject.keys.articles) == 1):
        return
    hint = "write {text: …, sources: [1]}; articles are numbered from 1, from the top"
    if len(bare) == len(points):
        message = "no key point says on which articles it rests"
        yield subject.problem(("key_points",), "uncited-point", message, hint, "warning")
        return
    for place in bare:
        message = f"key point {place + 1} does not say on which articles it rests"
        yield subject.problem(("key_points", place), "uncited-point", message, hint, "warning")


def articles_belong_together(subject: RuleContext) -> Iterator[Problem]:
    """No article stands apart: it shares an entity with another, or one of them is named in its text."""
    articles = subject.keys.articles
    if "articles" in subject.failed or len(articles) < 3:
        return
    names = [_names(subject.registries, article) for article in articles]
    holders: dict[str, int] = {}
    for own in names:
        for name in own:
            holders[name] = holders.get(name, 0) + 1
    told = [place for place, own in enumerate(names) if own]
    apart = [place for place in told if all(holders[name] == 1 for name in names[place])]
    if len(apart) != 1 or len(told) < 3:  # where many stand apart, it is the entities that are too few
        return
    [place] = apart
    if len(names[place]) < 2 or _is_told_of(subject, names, place):
        return
    shared = max((name for name in holders if holders[name] > 1), key=lambda name: holders[name])
    usual = next(
        name for article in articles for name in article.entities if _known(subject.registries, name) == shared
    )
    message = f"article {place + 1} shares no entity with the others, which are about {usual[:SHOWN]}"
    hint = "take it out if it tells another story, or name what connects it under its `entities`"
    yield subject.problem(("articles", place), "stray-article", message, hint, "warning")


def _names(registries: Registries, article: Article) -> dict[str, str]:
    return {_known(registries, name): name for name in article.entities if not registries.is_stopped(name)}


def _known(registries: Registries, name: str) -> str:
    return fold(registries.registered_entity(name) or name)


def _is_told_of(subject: RuleContext, names: Sequence[Mapping[str, str]], place: int) -> bool:
    """Whether its text has words with the headlines in common, or names what the others are about, or they it."""
    texts = [f"{article.title} {article.summary or ''}"[:2_000] for article in subject.keys.articles]
    words = _telling_words(texts[place])
    if words & _telling_words(f"{subject.keys.title} {subject.keys.dek or ''}"):
        return True
    others = [other for other in range(len(texts)) if other != place]
    if any(len(words & _telling_words(subject.keys.articles[other].title)) > 1 for other in others):
        return True
    folded = [fold.__wrapped__(text) for text in texts]  # the cache of names is no place for texts
    return any(name in folded[place] for other in others for name in names[other]) or any(
        name in folded[other] for other in others for name in names[place]
    )


def _telling_words(text: str) -> frozenset[str]:
    """Return the longer words and the figures of a text, without the s of plurals."""
    return frozenset(
        word.removesuffix("s") for word in headline_words(text) if len(word) > 3 or word.isdigit() or word >= "\u3040"
    )


def summaries_are_own_words(subject: RuleContext) -> Iterator[Problem]:
    """The summary and the key points do not repeat an article's summary, and no two articles have the same one."""
    keys = subject.keys
    seen: dict[str, int] = {}
    for number, article in enumerate(keys.articles, 1):
        if not article.summary:
            continue
        first = seen.setdefault(_even(article.summary), number)
        if first != number:
            message = f"article {number} has the same summary as article {first}"
            hint = "say what this article adds, or leave its summary out: it is then listed under More coverage"
            yield subject.problem(("articles", number - 1, "summary"), "same-summary", message, hint, "warning")
    if not seen:
        return
    everything = "\n".join(seen)
    places: list[tuple[Loc, str, str]] = [(("summary",), "the summary", keys.summary)]
    places += [(("key_points", n, "text"), f"key point {n + 1}", point.text) for n, point in enumerate(keys.key_points)]
    for loc, name, text in places:
        if run := _shared_run(_even(text), everything):
            number = next(number for theirs, number in seen.items() if run in theirs)
            words = _as_written(text, run)
            length = f"{len(words.split())} words" if " " in run else f"{len(run)} characters"
            message = f"{name} repeats {length} of the summary of article {number}: “{shortened(words, SHOWN)}”"
            hint = "say it in your own words, or quote it and say who wrote it"
            yield subject.problem(loc, "copied-summary", message, hint, "warning")


def _even(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shared_run(text: str, others: str) -> str:
    """Return the first long run of characters of a text that stands in others, whole words only.

    A run of twice a piece has one of the pieces in it, and to look for a piece is quick.
    """
    ideographs = sum("\u3040" <= letter <= "\ud7af" for letter in text[:60])
    piece = (COPIED_IDEOGRAPHS if ideographs > 15 else COPIED) // 2
    begin = 0
    while begin + piece <= len(text):
        end = begin + piece
        there = others.find(text[begin:end])
        if there < 0:
            begin = end
            continue
        first, last = begin, end
        while first and there and text[first - 1] == others[there - 1]:
            first, there = first - 1, there - 1
        there += last - first
        while last < len(text) and there < len(others) and text[last] == others[there]:
            last, there = last + 1, there + 1
        if last - first >= piece * 2:
            return _whole_words(text, first, last)
        begin = max(last, end)
    return ""


def _whole_words(text: str, first: int, last: int) -> str:
    run = text[first:last]
    if first and text[first - 1].isalnum():
        run = run.partition(" ")[2] or run
    if last < len(text) and text[last].isalnum():
        run = run.rpartition(" ")[0] or run
    return run.strip()


def _as_written(text: str, run: str) -> str:
    """Return a run as it stands in the text, where case made no letter longer."""
    even = " ".join(text.split())
    begin = even.casefold().find(run)
    return even[begin : begin + len(run)] if len(even) == len(even.casefold()) else run


RULES = (points_are_cited, articles_belong_together, summaries_are_own_words)
