"""Messages for a build that fails: what is wrong, where, and what to do, instead of a traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import NoReturn

import click

from broadsheet.build.cache import ChangedMeanwhile
from broadsheet.build.output import SiteError, UnsoundError
from broadsheet.build.output.html_lint import SiteFault
from broadsheet.cli.lock import Busy
from broadsheet.mkdocs_adapter import ProjectError
from broadsheet.mkdocs_adapter.build import BriefingErrors
from broadsheet.problems.formats import render, summary
from broadsheet.publish.search import SearchError
from broadsheet.text.escaping import visible

MAX_FAULTS = 20  # that are printed one by one
_REMEDIES = {
    errno.ENOSPC: "make room on the disk and build again",
    errno.EDQUOT: "your share of the disk is used up; make room and build again",
    errno.EROFS: "this disk is for reading only; name another folder with --site-dir",
    errno.EACCES: "you may not write there; ask who owns it, or name another folder with --site-dir",
    errno.EPERM: "you may not write there; ask who owns it, or name another folder with --site-dir",
}


@contextmanager
def reporting_failures() -> Iterator[None]:
    """Turn exceptions that end a build into a message and exit status 1."""
    try:
        yield
    except Busy as busy:
        click.echo(f"{busy}. Nothing was done; without --no-wait, this build would wait for it.", err=True)
        sys.exit(1)
    except BriefingErrors as error:
        click.echo(render(error.problems, "text"), nl=False, err=True)
        click.echo(f"{summary(error.problems, error.files)}. Nothing was written.", err=True)
        sys.exit(1)
    except UnsoundError as error:
        _refuse(error.faults)
    except (ProjectError, SiteError, SearchError, ChangedMeanwhile) as error:
        _stop(str(error))
    except BrokenProcessPool:
        _stop("one of its processes died, perhaps for want of memory; try --jobs 1")
    except OSError as error:
        _stop(_in_words(error))


def warn(warnings: Sequence[str]) -> None:
    """Print warnings."""
    for warning in warnings:
        click.echo(f"Warning: {visible(warning)}", err=True)


def _stop(reason: str) -> NoReturn:
    click.echo(f"The build stopped: {reason}. The last site was left as it is.", err=True)
    sys.exit(1)


def _refuse(faults: Sequence[SiteFault]) -> NoReturn:
    """Print the faults of a site that must not be published, and exit."""
    click.echo(f"The build stopped: {UnsoundError(faults)}.", err=True)
    for fault in faults[:MAX_FAULTS]:
        click.echo(f"  {visible(str(fault))}", err=True)
    if len(faults) > MAX_FAULTS:
        click.echo(f"  and {len(faults) - MAX_FAULTS:,} more", err=True)
    click.echo(
        "What stands on every page comes from overrides/ and from `extra:` in mkdocs.yml; where yours are as they came, "
        "this is a fault of Broadsheet: please report it. The last site was left as it is.",
        err=True,
    )
    sys.exit(1)


def _in_words(error: OSError) -> str:
    file = f" ({error.filename})" if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "")
    return f"{error.strerror or error}{file}{remedy and f'; {remedy}'}"
