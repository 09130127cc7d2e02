"""The command `broadsheet`. Exit status: 0 fine, 1 problems found, 2 wrong usage."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import click

from broadsheet import __version__
from broadsheet.cli.building import build
from broadsheet.cli.correct import correct
from broadsheet.cli.digest import digest
from broadsheet.cli.explaining import explain
from broadsheet.cli.fmt import fmt
from broadsheet.cli.from_issue import from_issue
from broadsheet.cli.importing import import_
from broadsheet.cli.links import links
from broadsheet.cli.looking import check, export, serve
from broadsheet.cli.new import new
from broadsheet.cli.reporting import report
from broadsheet.cli.review import review

__all__ = ["cli", "main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    os.environ.setdefault(
        "NO_MKDOCS_2_WARNING", "1"
    )  # Material's notice of its own end of life is nothing a writer can act on
    cli(args=None if arguments is None else list(arguments), prog_name="broadsheet")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def cli() -> None:
    """Make a newspaper out of a folder of briefings.

    \b
    Example:
      broadsheet check && broadsheet build
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.WARNING)


for command in (
    build, check, explain, fmt, new, import_, from_issue, correct, review, serve, export, report, links, digest,
):  # fmt: skip
    cli.add_command(command)
