"""One file, examined by itself: what is wrong with it, and what checks across files must know of it.

What is found depends on the file, on what the registries say to its words, and on the picture that it names, so it can
be kept for as long as those stay as they are.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from broadsheet.check import pictures, sourcing
from broadsheet.check.identity import Identity
from broadsheet.check.partial import partial_briefing
from broadsheet.check.rules import RULES, RuleContext, category_flaw, entity_flaw, entity_meant, publisher_flaw
from broadsheet.check.schema_errors import validate
from broadsheet.check.similarity import sketch
from broadsheet.load import Tree, read_document
from broadsheet.model import Briefing, BriefingKeys
from broadsheet.model.record import BriefingRecord, record_of
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem, errors
from broadsheet.text.domains import registrable_domain


class Examined(msgspec.Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """What is known of a file after it was read.

    `record` is missing where nothing could be read; of a file with errors it is what could be saved, and is never
    published. `sound` says that there are no errors in the file itself. `strangers` are the domains of its articles that
    were not registered, each with the line and column where it comes first: to find a place takes longer than to read the
    file. `bylines` are the publishers that it names, with their domains, as bytes, since they are rarely asked for.
    `answers` is a digest of what the registries say to all of this. `sketch` is what `broadsheet.check.similarity` makes of it.
    """

    file: str
    digest: str
    record: BriefingRecord | None
    sound: bool
    problems: tuple[Problem, ...]
    unknown: tuple[tuple[str, int, int], ...]
    bylines: msgspec.Raw
    answers: str
    sketch: bytes


_BYLINES = msgspec.msgpack.Decoder(tuple[tuple[str, str], ...])


def examine(
    tree: Tree, registries: Registries, file: str, identity: Identity | None
) -> tuple[Examined, Briefing | None]:
    """Read and check one file. The briefing comes with it when the file is sound."""
    document = read_document(tree.root, file)
    problems = list(document.problems)
    subject = None
    if document.data is not None:
        shaped = validate(BriefingKeys, document.data, file=file, marks=document.marks)
        told = {(problem.line, problem.column) for problem in document.problems}
        problems.extend(problem for problem in shaped.problems if (problem.line, problem.column) not in told)
        keys = shaped.value or partial_briefing(BriefingKeys, document.data, shaped.failed)
        if keys is not None and identity is not None:
            subject = RuleContext(
                keys=keys,
                identity=identity,
                marks=document.marks,
                tree=tree,
                registries=registries,
                failed=frozenset(str(loc[0]) for loc in shaped.failed),
            )
    if subject is None:
        return _unread(file, document.digest, problems), None
    for rule in (*RULES, *pictures.RULES, *sourcing.RULES):
        problems.extend(rule(subject))
    briefing = _briefing(subject, document.body)
    unknown: dict[str, tuple[int, int]] = {}
    bylines: dict[tuple[str, str], None] = {}
    for number, article in enumerate(briefing.articles):
        domain = registrable_domain(article.url)
        if domain not in unknown and domain not in registries.publishers:
            unknown[domain] = subject.marks.value(("articles", number, "url"))
        if article.publisher:
            bylines[article.publisher, domain] = None
    record = record_of(briefing, document.digest)
    sound = not errors(problems)
    examined = Examined(
        file=file,
        digest=document.digest,
        record=record,
        sound=sound,
        problems=tuple(problems),
        unknown=tuple((domain, *place) for domain, place in unknown.items()),
        bylines=msgspec.Raw(msgspec.msgpack.encode(tuple(bylines))),
        answers=answers(registries, record, tuple(bylines)),
        sketch=sketch(subject.keys),
    )
    return examined, briefing if sound else None


def answers(registries: Registries, record: BriefingRecord | None, bylines: tuple[tuple[str, str], ...]) -> str:
    """Return a digest of what the registries say to the category, the entities and the publishers of a file."""
    if record is None:
        return ""
    said: list[object] = [category_flaw(registries, record.category)]
    said += [flaw for name in record.names if (flaw := entity_flaw(registries, name))]
    said += [other for name in record.names if (other := entity_meant(registries, name))]
    said += [flaw for byline in bylines if (flaw := publisher_flaw(registries, *byline))]
    return blake2b(repr(said).encode(), digest_size=8).hexdigest() if any(said) else ""


def still_holds(found: Examined, registries: Registries) -> bool:
    """Whether the registries say of a file what they said when it was examined."""
    return found.answers == answers(registries, found.record, _BYLINES.decode(found.bylines))


def _unread(file: str, digest: str, problems: list[Problem]) -> Examined:
    return Examined(
        file=file,
        digest=digest,
        record=None,
        sound=False,
        problems=tuple(problems),
        unknown=(),
        bylines=msgspec.Raw(msgspec.msgpack.encode(())),
        answers="",
        sketch=b"",
    )


def _briefing(subject: RuleContext, body: str) -> Briefing:
    """Add the identity to keys that are known to be sound, or to what was saved of them."""
    identity = subject.identity
    return Briefing.model_construct(
        _fields_set={*subject.keys.model_fields_set, "path", "file", "body", "day"},
        **dict(subject.keys),
        path=identity.path,
        file=identity.file,
        body=body,
        day=identity.day,
    )
