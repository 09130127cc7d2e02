"""What the commands that ask other people's servers share. The others do not load what it takes to ask."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network
from urllib.parse import quote, urlsplit

import click

from broadsheet import __version__
from broadsheet.mkdocs_adapter import Project
from broadsheet.text.domains import to_ascii
from broadsheet.web.connection import Network


def agent_of(project: Project, program: str) -> str:
    """Return the name under which we ask other people's servers: who it is, and where to complain."""
    parts = urlsplit(project.config.site_url or "")
    home = f"{parts.scheme}://{to_ascii(parts.netloc)}{quote(parts.path)}" if parts.netloc else ""
    return f"{program}/{__version__}" + (f" (+{home})" if home else "")


def _networks(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(value) for value in values)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


networks_option = click.option(
    "--allow-private", multiple=True, callback=_networks, metavar="NETWORK", hidden=True
)  # for tests, whose servers are on this machine
