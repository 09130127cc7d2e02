"""The issue forms: which there are, and under which headings their answers stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from broadsheet.text.suggest import nearest

FOLDER = ".github/ISSUE_TEMPLATE"
Kind = Literal["briefing", "correction", "publisher"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form. `labels` are the headings over the answers, by the ids of the fields; `file` is its name in FOLDER."""

    kind: Kind
    file: str
    labels: Mapping[str, str]

    def field(self, heading: str) -> str | None:
        """Return the id of the field that a heading stands for; it may be written a little differently."""
        by_label = {_fold(label): name for name, label in self.labels.items()}
        close = nearest(_fold(heading), by_label, cutoff=0.85)
        return by_label[close] if close else None


FORMS = (
    Form(
        kind="briefing",
        file="suggest-a-briefing.yml",
        labels={
            "title": "Headline",
            "articles": "Articles",
            "summary": "Summary",
            "key_points": "Key points",
            "category": "Section",
            "date": "Day",
            "follows": "Earlier briefing",
            "ai_assistance": "Help from a machine",
            "contributor": "Your name",
            "promise": "Before you send it",
        },
    ),
    Form(
        kind="correction",
        file="error.yml",
        labels={
            "briefing": "Briefing",
            "wrong": "What is wrong",
            "right": "What is right",
            "evidence": "Where it can be seen",
        },
    ),
    Form(
        kind="publisher",
        file="add-a-publisher.yml",
        labels={
            "domain": "Site",
            "name": "Name",
            "owner": "Owner",
            "family": "Family",
            "country": "Country",
            "kind": "Kind",
            "paywall": "Paywall",
            "evidence": "Where it can be seen",
        },
    ),
)


def forms_in(templates: Mapping[str, str]) -> tuple[Form, ...]:
    """Return the forms with the labels that a publisher gave them. `templates` are the texts of files in FOLDER."""
    return tuple(
        Form(kind=form.kind, file=form.file, labels={**form.labels, **_labels(templates.get(form.file, ""), form)})
        for form in FORMS
    )


def _labels(template: str, form: Form) -> dict[str, str]:
    """Read the labels of a form's fields; a template that cannot be read has none."""
    try:
        written: Any = yaml.safe_load(template)
        return {
            field["id"]: str(field["attributes"]["label"])
            for field in written["body"]
            if field.get("id") in form.labels
        }
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError):
        return {}


def _fold(label: str) -> str:
    """Return the form in which spellings of a heading meet: letters and digits of any script."""
    return " ".join(re.findall(r"\w+", label.casefold()))
