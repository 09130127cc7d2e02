"""One build of a project at a time: the others wait, and are told for whom."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import click
from filelock import FileLock, Timeout

LOCK = Path(".cache/broadsheet/lock")
HOLDER = "at-work.json"  # beside the lock: who holds it


class Busy(Exception):
    """Another build is at work, and waiting was not wanted; the message says which."""


@contextmanager
def alone(root: Path, *, wait: bool = True) -> Iterator[None]:
    """Keep other builds of this project waiting. Raises Busy where there is one already and nobody is to `wait`."""
    file = root / LOCK
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            busy = f"Another build of this project is at work{_holder(file.with_name(HOLDER))}"
            if not wait:
                raise Busy(busy) from None
            click.echo(f"{busy}; waiting for it.", err=True)
            lock.acquire()
    except OSError:  # nothing can be written here, so nothing is remembered either
        yield
        return
    try:
        with suppress(OSError):
            file.with_name(HOLDER).write_text(json.dumps({"process": os.getpid(), "host": socket.gethostname()}))
        yield
    finally:
        with suppress(OSError):
            file.with_name(HOLDER).unlink()
        lock.release()


def _holder(file: Path) -> str:
    """Return ` (process 4711, since 14:03:22)`, or nothing where it is not known: what a dead build left says nothing."""
    try:
        said = json.loads(file.read_text())
        process, host = int(said["process"]), str(said["host"])
        since = datetime.fromtimestamp(file.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    here = host == socket.gethostname()
    if here and not _lives(process):
        return ""
    where = "" if here else f" on {host}" if host.isprintable() else " on another machine"
    return f" (process {process}{where}, since {since:%H:%M:%S})"


def _lives(process: int) -> bool:
    if os.name != "posix":  # elsewhere, asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
