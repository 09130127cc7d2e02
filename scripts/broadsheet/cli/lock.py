"""A lock on a project: one build at a time, while the others wait."""

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
HOLDER = "at-work.json"  # beside the lock: the process that holds it


class Busy(Exception):
    """Another build holds the lock, and the caller did not want to wait; the message names its process."""


@contextmanager
def alone(root: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of a project. If another build holds it, wait for it, or raise Busy without `wait`."""
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
    except OSError:  # the folder is read-only: build without a lock, since no cache can be written either
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
    """Return ` (process 4711, since 14:03:22)`, or an empty text if that is unknown or the process is dead."""
    try:
        holder = json.loads(file.read_text())
        process, host = int(holder["process"]), str(holder["host"])
        since = datetime.fromtimestamp(file.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    here = host == socket.gethostname()
    if here and not _is_running(process):
        return ""
    where = "" if here else f" on {host}" if host.isprintable() else " on another machine"
    return f" (process {process}{where}, since {since:%H:%M:%S})"


def _is_running(process: int) -> bool:
    if os.name != "posix":  # on Windows, os.kill would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
