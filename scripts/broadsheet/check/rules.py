"""What the schema cannot say about one briefing: dates against paths, words, numbers and names.

Each rule is a function `(subject) -> problems`; its docstring is the rule. The list at the end is the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet.check.identity import Identity
from broadsheet.check.partial import UNREAD_DOMAIN
from broadsheet.load import Loc, Marks, Tree
from broadsheet.model import BriefingKeys
from broadsheet.model.article_urls import same_article
from broadsheet.model.registries import Registries, fold
from broadsheet.model.vocabulary import words
from broadsheet.problems import Problem, Severity
from broadsheet.text.domains import registrable_domain
from broadsheet.text.suggest import did_you_mean

Flaw = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContext:
    """One briefing under examination, with all a rule may look at.

    `failed` names the top-level keys at fault: of their values only a part is here, or a stand-in.
    """

    keys: BriefingKeys
    identity: Identity
    marks: Marks
    tree: Tree
    registries: Registries
    failed: frozenset[str] = frozenset()

    def problem(self, loc: Loc, code: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
        """Place a finding at the value that stands at `loc`."""
        line, column = self.marks.value(loc)
        return Problem(
            path=self.identity.file, line=line, column=column, code=code, message=message, hint=hint, severity=severity
        )


def date_agrees_with_path(subject: RuleContext) -> Iterator[Problem]:
    """`date`, if given, is the day of the folder."""
    day = subject.keys.date
    if day and day != subject.identity.day:
        yield subject.problem(
            ("date",),
            "date-mismatch",
            f"the date is {day}, but the file lies in the folder of {subject.identity.day}",
            f"write {subject.identity.day}, or move the file",
        )


def words_are_known(subject: RuleContext) -> Iterator[Problem]:
    """Label, tone, sentiment, intent, role and category are words of their lists."""
    keys = subject.keys
    places: list[tuple[Loc, str, str | None]] = [(("label",), "label", keys.label)]
    for number, article in enumerate(keys.articles):
        for name in ("tone", "sentiment", "intent", "role"):
            places.append((("articles", number, name), name, getattr(article, name)))
    for loc, name, word in places:
        if word and word not in words(name):
            hint = did_you_mean(word, words(name))
            yield subject.problem(loc, "unknown-word", f"“{word}” is not a known {name}", hint, "warning")
    if flaw := category_flaw(subject.registries, keys.category):
        yield subject.problem(("category",), "unknown-category", *flaw, "warning")


def category_flaw(registries: Registries, category: str | None) -> Flaw | None:
    """Return what is wrong with a category, and what to do."""
    if not category or category in registries.categories:
        return None
    hint = did_you_mean(category, registries.categories) or "add it to briefings/categories.yml"
    return f"“{category}” is not a known category", hint


def citations_exist(subject: RuleContext) -> Iterator[Problem]:
    """A number in `sources` or `says` is the number of an article, counted from 1."""
    count = len(subject.keys.articles)
    has = "has 1 article" if count == 1 else f"has {count} articles"
    for index, point in enumerate(subject.keys.key_points):
        for place, number in enumerate(point.sources):
            if number > count:
                yield subject.problem(
                    ("key_points", index, "sources", place),
                    "bad-citation",
                    f"key point {index + 1} cites article {number}, but the briefing {has}",
                    "articles are numbered from 1, from the top",
                )
    for index, claim in enumerate(subject.keys.claims):
        for number in claim.says:
            if number > count:
                yield subject.problem(
                    ("claims", index, "says", str(number)),
                    "bad-citation",
                    f"claim {index + 1} names article {number}, but the briefing {has}",
                    "articles are numbered from 1, from the top",
                )


def articles_differ(subject: RuleContext) -> Iterator[Problem]:
    """No article stands twice in a briefing."""
    seen: dict[str, int] = {}
    for number, article in enumerate(subject.keys.articles, 1):
        first = seen.setdefault(same_article(article.url), number)
        if first != number:
            yield subject.problem(
                ("articles", number - 1, "url"),
                "duplicate-url",
                f"article {number} has the same URL as article {first}",
                "remove one, or its number of sources is counted twice",
                "warning",
            )


def publishers_are_registered(subject: RuleContext) -> Iterator[Problem]:
    """`publisher` is the registered name of the article's domain."""
    for number, article in enumerate(subject.keys.articles):
        if not article.publisher:
            continue
        if flaw := publisher_flaw(subject.registries, article.publisher, registrable_domain(article.url)):
            yield subject.problem(("articles", number, "publisher"), "publisher-name", *flaw, "warning")


def publisher_flaw(registries: Registries, written: str, domain: str) -> Flaw | None:
    """Return what is wrong with the publisher that an article of a domain names, and what to do."""
    if domain == UNREAD_DOMAIN:
        return None
    registered, names = registries.publishers.get(domain), registries.publisher_names
    if registered:
        if fold(registered.name) == fold(written):
            return None
        message = f"“{written}” is registered as “{registered.name}” ({domain})"
        return message, f"write “{registered.name}”, or leave the key out"
    close = registries.nearest_publisher(written, cutoff=0.85)
    if not close:
        return None
    message = f"“{written}” ({domain}) looks like “{close}” ({names[close]})"
    return message, "check the URL and the name, or add the domain to publishers.yml"


def entities_are_spelled(subject: RuleContext) -> Iterator[Problem]:
    """An entity that is almost a registered one is spelled like it."""
    for number, article in enumerate(subject.keys.articles):
        for place, name in enumerate(article.entities):
            if flaw := entity_flaw(subject.registries, name):
                yield subject.problem(("articles", number, "entities", place), "entity-spelling", *flaw, "warning")


def entity_flaw(registries: Registries, name: str) -> Flaw | None:
    """Return what is wrong with the spelling of an entity, and what to do."""
    key = fold(name)
    if key in registries.names or key in registries.stopped or len(key) < 5:
        return None
    close = registries.nearest_entity(key, cutoff=0.88)
    # GPT-5.4 is not a misspelt GPT-5.5: names that differ in a digit are different things
    if not close or _digits(close) != _digits(key):
        return None
    message = f"“{name}” is almost the registered entity “{registries.spellings[close]}”"
    return message, "write it so, or register it in entities.yml"


def entity_meant(registries: Registries, name: str) -> str:
    """Return what else than its own spelling a name stands for: another name, or nothing in particular."""
    registered = registries.registered_entity(name)
    if registered and fold(registered) != fold(name):
        return registered
    return "*" if registries.is_stopped(name) else ""


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def corrections_follow(subject: RuleContext) -> Iterator[Problem]:
    """A correction is not older than its briefing."""
    for index, correction in enumerate(subject.keys.corrections):
        if correction.date < subject.identity.day:
            yield subject.problem(
                ("corrections", index, "date"),
                "correction-early",
                f"the correction is dated {correction.date}, before the briefing of {subject.identity.day}",
                "check the date",
                "warning",
            )


RULES = (
    date_agrees_with_path,
    words_are_known,
    citations_exist,
    articles_differ,
    publishers_are_registered,
    entities_are_spelled,
    corrections_follow,
)
