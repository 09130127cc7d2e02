"""What is wrong with an answer, said with the heading it stands under and its line in the issue."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from broadsheet.intake.issues.body import Answer
from broadsheet.model.briefing_lookup import path_in, path_meant
from broadsheet.problems import Problem
from broadsheet.text.dates import YEARS

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Complaints:
    """The problems of one issue, gathered answer by answer."""

    def __init__(self, name: str, answers: Mapping[str, Answer], labels: Mapping[str, str]) -> None:
        """Gather for a body of this name."""
        self.problems: list[Problem] = []
        self._name, self._answers, self._labels = name, answers, labels

    def problem(self, field: str, message: str, hint: str = "", *, code: str, line: int | None = None) -> Problem:
        """Return a problem of a field's answer."""
        return Problem(
            path=self._name,
            line=line or self._answers[field].line,
            column=1,
            code=code,
            message=f"{self._labels[field]}: {message}",
            hint=hint,
        )

    def add(self, field: str, message: str, hint: str = "", *, code: str, line: int | None = None) -> None:
        """Note a problem."""
        self.problems.append(self.problem(field, message, hint, code=code, line=line))

    def require(self, field: str) -> str:
        """Return an answer as one text, and complain where it is empty."""
        text = self._answers[field].text
        if not text:
            self.add(field, "there is no answer", "write it under the heading of that name", code="missing-key")
        return text

    def day(self, field: str, today: date) -> date:
        """Return the day that somebody wrote, or today where there is none."""
        text = self._answers[field].text
        if not text:
            return today
        try:
            day = date.fromisoformat(text) if _ISO.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            self.add(field, f"“{text[:40]}” is not a day", f"write it as {today.isoformat()}", code="bad-date")
        return day or today

    def path(self, field: str, files: Collection[str]) -> str:
        """Return the path of the briefing that an answer names, however it does: an address, a path, a file."""
        text = self._answers[field].text
        if not text:
            return ""
        path, close = path_meant(text, {path for file in files if (path := path_in(file))})
        if path:
            return path
        hint = f"did you mean {close}?" if close else "copy the address of its page"
        self.add(field, f"there is no briefing “{text[:120]}”", hint, code="follows-unknown")
        return ""
