"""What the schema cannot say about one briefing: dates against paths, words, numbers, names and pictures.

Each rule is a function `(subject) -> problems`; its docstring is the rule. The list at the end is the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet.addresses import same_article
from broadsheet.check.identity import Identity
from broadsheet.check.salvage import UNREAD_DOMAIN
from broadsheet.domains import registrable_domain
from broadsheet.load import MAX_PICTURE_BYTES, Loc, Marks, Tree
from broadsheet.model import BriefingKeys
from broadsheet.nearest import did_you_mean, nearest
from broadsheet.pictures import BadPicture, inspect
from broadsheet.problem import Problem, Severity
from broadsheet.registries import Registries, fold
from broadsheet.vocabulary import words

Flaw = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One briefing under examination, with all a rule may look at."""

    keys: BriefingKeys
    identity: Identity
    marks: Marks
    tree: Tree
    registries: Registries

    def problem(self, loc: Loc, code: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
        """Place a finding at the value that stands at `loc`."""
        line, column = self.marks.value(loc)
        return Problem(
            path=self.identity.file, line=line, column=column, code=code, message=message, hint=hint, severity=severity
        )


def date_agrees_with_path(subject: Subject) -> Iterator[Problem]:
    """`date`, if given, is the day of the folder."""
    day = subject.keys.date
    if day and day != subject.identity.day:
        yield subject.problem(
            ("date",),
            "date-mismatch",
            f"the date is {day}, but the file lies in the folder of {subject.identity.day}",
            f"write {subject.identity.day}, or move the file",
        )


def words_are_known(subject: Subject) -> Iterator[Problem]:
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


def citations_exist(subject: Subject) -> Iterator[Problem]:
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


def articles_differ(subject: Subject) -> Iterator[Problem]:
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


def publishers_are_registered(subject: Subject) -> Iterator[Problem]:
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
    close = nearest(written, names, cutoff=0.85)
    if not close:
        return None
    message = f"“{written}” ({domain}) looks like “{close}” ({names[close]})"
    return message, "check the URL and the name, or add the domain to publishers.yml"


def entities_are_spelled(subject: Subject) -> Iterator[Problem]:
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


def picture_is_sound(subject: Subject) -> Iterator[Problem]:
    """The picture lies beside the briefing, is no link, and can be decoded."""
    image, tree = subject.keys.image, subject.tree
    if image is None:
        return
    loc: Loc = ("image", "file")
    if "/" in image.file or "\\" in image.file or image.file.startswith("."):
        message = f"“{image.file[:80]}” must be the bare name of a file in the briefing's own folder"
        yield subject.problem(loc, "picture-place", message, "put the picture beside the briefing")
        return
    folder = PurePosixPath(subject.identity.file).parent
    file = str(folder / image.file)
    if file in tree.links:
        message = f"the picture {image.file} is a symbolic link"
        yield subject.problem(loc, "symlink", message, "put the file itself here")
    elif file in tree.pictures:
        if flaw := _flaw(tree.read_picture(file)):
            message, hint = flaw
            yield subject.problem(loc, "picture-unreadable", f"{image.file} {message}", hint)
    elif file in tree.strays or file in tree.briefings:
        message = f"{image.file} is not a JPEG, PNG, WebP, AVIF or GIF picture"
        yield subject.problem(loc, "picture-unreadable", message, "name a picture")
    else:
        beside = [PurePosixPath(other).name for other in tree.pictures if PurePosixPath(other).parent == folder]
        hint = did_you_mean(image.file, beside) if beside else "add the file to the same folder"
        message = f"there is no picture {image.file[:80]} beside the briefing"
        yield subject.problem(loc, "picture-missing", message, hint)


def _flaw(content: bytes) -> tuple[str, str] | None:
    """Return why bytes cannot be shown as a picture and what to do, or None."""
    smaller = "save it smaller; a width of 1,600 pixels is enough"
    if len(content) > MAX_PICTURE_BYTES:
        return f"is larger than {MAX_PICTURE_BYTES // 1024 // 1024} MB", smaller
    try:
        inspect(content)
    except BadPicture as bad:
        return str(bad), smaller if "pixels" in str(bad) else "save it again as JPEG, PNG or WebP"
    return None


def corrections_follow(subject: Subject) -> Iterator[Problem]:
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
    picture_is_sound,
    corrections_follow,
)
