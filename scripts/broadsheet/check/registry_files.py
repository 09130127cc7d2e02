"""The three registry files to look-ups, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from broadsheet.check.schema_errors import validate
from broadsheet.load import Document
from broadsheet.model import Category, Entity, Model, Publisher
from broadsheet.model.registries import Registries, fold
from broadsheet.model.scalars import is_host
from broadsheet.model.vocabulary import words
from broadsheet.problems import Problem
from broadsheet.text.domains import registrable_domain, to_ascii
from broadsheet.text.suggest import did_you_mean

M = TypeVar("M", bound=Model)
STOP_LIST = "stop"


def read_registries(documents: Iterable[Document]) -> tuple[Registries, tuple[Problem, ...]]:
    """Return the look-ups and every problem; a wrong entry is left out, the others stand."""
    by_name = {PurePosixPath(document.file).stem: document for document in documents}
    problems: list[Problem] = []
    for document in by_name.values():
        problems.extend(p for p in document.problems if p.code != "empty-file")
    categories = _entries(by_name.get("categories"), Category, problems)
    publishers = _entries(by_name.get("publishers"), Publisher, problems)
    entities = _entries(by_name.get("entities"), Entity, problems, skip=STOP_LIST)
    stopped = _stop_list(by_name.get("entities"), problems)
    _check_categories(by_name.get("categories"), categories, problems)
    publishers = _check_domains(by_name.get("publishers"), publishers, problems)
    names = _spellings(by_name.get("entities"), entities, problems)
    _check_kinds(by_name.get("publishers"), "publisher_kind", problems)
    _check_kinds(by_name.get("entities"), "entity_kind", problems)
    ordered = dict(sorted(categories.items(), key=lambda item: (item[1].order, item[0])))
    registries = Registries(
        categories=MappingProxyType(ordered),
        publishers=MappingProxyType(publishers),
        entities=MappingProxyType(entities),
        names=MappingProxyType(names),
        stopped=frozenset(fold(name) for name in stopped),
    )
    return registries, tuple(problems)


def _entries(
    document: Document | None, model: type[M], problems: list[Problem], *, skip: str | None = None
) -> dict[str, M]:
    entries: dict[str, M] = {}
    for key, data in ((document and document.data) or {}).items():
        assert document is not None
        if key == skip:
            continue
        if not isinstance(data, (dict, str, type(None))):
            problems.append(
                _at(
                    document,
                    key,
                    "bad-type",
                    f"“{key[:60]}” must hold keys of its own",
                    "write `key: value` lines, indented below it",
                )
            )
            continue
        shaped = validate(model, data or {}, file=document.file, marks=document.marks, at=(key,))  # type: ignore[arg-type]
        problems.extend(shaped.problems)
        if shaped.value is not None:
            entries[key] = shaped.value
    return entries


def _stop_list(document: Document | None, problems: list[Problem]) -> list[str]:
    names = (document.data or {}).get(STOP_LIST) if document else None
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    if document and names is not None:
        hint = "write one name a line after “- ”"
        problems.append(_at(document, STOP_LIST, "bad-type", "“stop” must be a list of names", hint))
    return []


def _check_categories(document: Document | None, categories: Mapping[str, Category], problems: list[Problem]) -> None:
    for key in categories:
        if document and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            problems.append(
                _at(
                    document,
                    key,
                    "bad-category-key",
                    f"“{key[:60]}” becomes an address",
                    "use lower-case words joined by hyphens",
                )
            )


def _check_domains(
    document: Document | None, publishers: Mapping[str, Publisher], problems: list[Problem]
) -> dict[str, Publisher]:
    sound: dict[str, Publisher] = {}
    for key, publisher in publishers.items():
        host = to_ascii(key.strip())
        try:
            domain = registrable_domain(f"https://{f'[{host}]' if ':' in host else host}/")
        except ValueError:
            domain = ""
        if document and (domain != host or not is_host(host)):
            hint = (
                f"write {domain}"
                if is_host(domain) and "/" not in host
                else "write the bare domain, such as example.org"
            )
            problems.append(_at(document, key, "bad-domain", f"“{key[:80]}” is not a registrable domain", hint))
        elif document and domain in sound:
            hint = "keep one of the two"
            problems.append(_at(document, key, "duplicate-key", f"{domain} stands in this file already", hint))
        else:
            sound[domain] = publisher
    return sound


def _spellings(document: Document | None, entities: Mapping[str, Entity], problems: list[Problem]) -> dict[str, str]:
    """Return folded spelling -> registered name; the first entity to claim a spelling keeps it."""
    names: dict[str, str] = {}
    for name, entity in entities.items():
        for place, spelling in enumerate((name, *entity.aliases)):
            holder = names.setdefault(fold(spelling), name)
            if holder != name and document:
                loc = (name, "aliases", place - 1) if place else (name,)
                line, column = document.marks.value(loc) if place else document.marks.key(loc)
                problems.append(
                    Problem(
                        path=document.file,
                        line=line,
                        column=column,
                        code="alias-collision",
                        message=f"“{spelling}” stands for “{holder}” already, in line {document.marks.key((holder,))[0]}",
                        hint="one spelling can mean one entity only",
                    )
                )
    return names


def _check_kinds(document: Document | None, name: str, problems: list[Problem]) -> None:
    """Look at what is written, so that an entry with other faults is told of this one too."""
    for key, entry in ((document and document.data) or {}).items():
        kind = entry.get("kind") if isinstance(entry, dict) else None
        if document and isinstance(kind, str) and kind.strip().lower() not in words(name):
            line, column = document.marks.value((key, "kind"))
            problems.append(
                Problem(
                    path=document.file,
                    line=line,
                    column=column,
                    code="unknown-word",
                    severity="warning",
                    message=f"“{kind[:60]}” is not a known kind",
                    hint=did_you_mean(kind, words(name)),
                )
            )


def _at(document: Document, key: str, code: str, message: str, hint: str) -> Problem:
    line, column = document.marks.key((key,))
    return Problem(path=document.file, line=line, column=column, code=code, message=message, hint=hint)
