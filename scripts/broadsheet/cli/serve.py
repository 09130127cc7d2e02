"""`broadsheet serve`: a command of its own, since no other needs a server and a watcher."""

from __future__ import annotations

from pathlib import Path

import click

from broadsheet.cli.shared import root_option, stop
from broadsheet.mkdocs_adapter import ProjectError
from broadsheet.mkdocs_adapter.preview import serve as serve_project


@click.command()
@root_option
@click.option("--addr", metavar="HOST:PORT", help="Where to serve.  [default: dev_addr of mkdocs.yml, localhost:8000]")
def serve(root: Path, addr: str | None) -> None:
    """Preview the site; edits appear immediately.

    A briefing with errors is reported and left out until it is fixed.

    \b
    Example:
      broadsheet serve --addr localhost:8001
    """
    try:
        serve_project(root, address=addr)
    except ProjectError as error:
        stop(str(error))
