"""`broadsheet explain`."""

from __future__ import annotations

from pathlib import Path

import click

from broadsheet.check.explanations import explanations
from broadsheet.check.handbook import explained, listing
from broadsheet.cli.shared import root_option
from broadsheet.text.escaping import visible
from broadsheet.text.suggest import nearest


@click.command()
@click.argument("code", required=False)
@root_option
def explain(code: str | None, root: Path) -> None:
    """Explain a check code, with an example; without CODE, list them all.

    \b
    Example:
      broadsheet explain unknown-publisher
    """
    del root  # every command takes it; the codes are the same everywhere
    if code is None:
        click.echo(listing(), nl=False)
        return
    wanted = code.strip("[]").lower()
    if wanted not in explanations():
        close = nearest(wanted, explanations())
        meant = f"did you mean {close}?" if close else "broadsheet explain lists them all"
        raise click.UsageError(f"there is no code {visible(code[:60])}; {meant}")
    click.echo(explained(wanted), nl=False)
