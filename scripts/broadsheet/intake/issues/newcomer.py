"""A publisher that somebody wants registered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from broadsheet.check.schema_messages import words_for
from broadsheet.intake.issues.body import Answer
from broadsheet.intake.issues.fields import Complaints
from broadsheet.model import Publisher
from broadsheet.model.scalars import is_host
from broadsheet.model.vocabulary import words
from broadsheet.problems import Problem
from broadsheet.text.domains import registrable_domain

_PAYWALL = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A registrable domain and the facts of its line in publishers.yml, in their order."""

    domain: str
    facts: Mapping[str, Any]


def newcomer_in(
    answers: Mapping[str, Answer], *, name: str, labels: Mapping[str, str], publishers: Mapping[str, Publisher]
) -> Newcomer | tuple[Problem, ...]:
    """Return the publisher, or what is wrong with the answers. `publishers` are those that are registered."""
    said = Complaints(name, answers, labels)
    for field in ("domain", "name"):
        said.require(field)
    domain = _domain(answers["domain"].text)
    if answers["domain"].text and not domain:
        said.add("domain", "is no domain", "copy the address of any page of that site", code="bad-domain")
    if domain in publishers:
        hint = "to change what is said of it, edit briefings/publishers.yml"
        said.add("domain", f"{domain} is registered already, as {publishers[domain].name}", hint, code="bad-domain")
    texts = {field: " ".join(answers[field].text.split()) for field in ("name", "family", "owner", "country", "kind")}
    kinds = {word.label.casefold(): key for key, word in words("publisher_kind").items()}
    facts = {
        **texts,
        "country": texts["country"].upper(),
        "kind": kinds.get(texts["kind"].casefold(), ""),
        "paywall": True if _PAYWALL.get(answers["paywall"].text.casefold()) else None,
    }
    facts = {key: value for key, value in facts.items() if value}
    said.problems += _unfit(facts, said) if texts["name"] else ()
    return tuple(said.problems) or Newcomer(domain=domain, facts=facts)


def _domain(answer: str) -> str:
    """Return the registrable domain of an address or a domain, or an empty string."""
    text = answer.strip().strip("<>")
    url = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    try:
        domain = registrable_domain(url)
    except ValueError:
        return ""
    return domain if "." in domain and is_host(domain) and not re.search(r"\s", text) and len(text) <= 2000 else ""


def _unfit(facts: Mapping[str, Any], said: Complaints) -> list[Problem]:
    try:
        Publisher.model_validate(facts)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=True)
        return [
            said.problem(str(detail["loc"][0]), message, hint, code=code)
            for detail in found
            for code, message, hint in [words_for(Publisher, detail, detail["loc"], is_there=True)]
        ]
    return []
