"""The command `broadsheet`: options, prompts and printing; all work is done elsewhere.

In: the command line.
Out: text, and an exit status: 0 fine, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from broadsheet import __version__
from broadsheet.cli.exit import ExitNow
from broadsheet.text.suggest import nearest

__all__ = ["cli", "main", "program"]

# Where each command is: only the one that is wanted is imported, since all of them together take 0.15 s more.
COMMANDS = {
    "build": "build:build",
    "check": "check:check",
    "correct": "correct:correct",
    "digest": "digest:digest",
    "explain": "explain:explain",
    "export": "check:export",
    "fmt": "fmt:fmt",
    "from-issue": "from_issue:from_issue",
    "import": "import_:import_",
    "links": "links:links",
    "new": "new:new",
    "report": "report:report",
    "review": "review:review",
    "serve": "serve:serve",
}

# Rarely: what is imported and built has few cycles and very many values, and looking at them takes a tenth of all time.
LOOK_FOR_GARBAGE = (2_000_000, 20, 100)


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or nothing where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"broadsheet.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is wanted; where there is none of that name, the error names the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if args and "did you mean" not in error.message.lower() and (close := nearest(args[0], COMMANDS)):
                message = f"{error.message.rstrip('.')}; did you mean “{close}”?"
                raise click.UsageError(message, ctx=error.ctx or ctx) from None
            raise


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    gc.set_threshold(*LOOK_FOR_GARBAGE)
    os.environ.setdefault(
        "NO_MKDOCS_2_WARNING", "1"
    )  # Material's notice of its own end of life is nothing a writer can act on
    cli(args=None if arguments is None else list(arguments), prog_name="broadsheet")


def program(arguments: Sequence[str] | None = None) -> None:
    """Run the command line as a program of its own, which need not be tidy about its memory when it has finished."""
    try:
        main(arguments)
    except ExitNow:
        sys.stdout.flush()  # fails where nobody reads what was said: Python knows how to end then
        sys.stderr.flush()
        os._exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
