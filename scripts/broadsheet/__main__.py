"""`python -m broadsheet` is `broadsheet`."""

from __future__ import annotations

from broadsheet.cli import program

program()
