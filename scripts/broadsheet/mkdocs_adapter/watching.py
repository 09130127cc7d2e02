"""What tells a preview of an edit: the system at once, where it can, and a look at all files now and then, everywhere."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch
from watchdog.observers.polling import PollingObserver

_EDITS = [FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent]  # to open or read a file is none
LOOK_EVERY = 1.0  # seconds; a look at ten thousand files takes a tenth of one, so it is not for the impatient


class Watcher(PollingObserver):
    """Looks at files now and then, and lets the system tell of edits before that.

    Folders on a network or in a container may not be told of, and there may be more of them than the system watches.
    """

    def __init__(self) -> None:
        """Begin to watch when told to."""
        super().__init__(timeout=LOOK_EVERY)
        self._told = Observer()

    def schedule(self, event_handler: FileSystemEventHandler, path: str | Path, **options: Any) -> ObservedWatch:
        """Call a handler once for every edit below a path."""
        once = _Once(event_handler)
        with suppress(OSError):
            self._told.schedule(once, str(path), **{**options, "event_filter": _EDITS})
        return super().schedule(once, str(path), **options)

    def start(self) -> None:
        """Begin to watch."""
        with suppress(OSError):
            self._told.start()
        super().start()

    def stop(self) -> None:
        """End watching."""
        with suppress(OSError, RuntimeError):
            self._told.stop()
        super().stop()


class _Once(FileSystemEventHandler):
    """Hands over an edit that two tell of only once: a file is known by its size and time."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler
        self._seen: dict[str, tuple[int, int] | None] = {}
        self._lock = Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hand it over, unless it is known, or about a file of an editor's own."""
        if event.is_directory:
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        with self._lock:
            news = [path for path in paths if not _is_an_editors(path) and self._is_new(path)]
        if news:
            self._handler.on_any_event(event)

    def _is_new(self, path: str) -> bool:
        now = None
        with suppress(OSError):
            status = Path(path).stat()
            now = (status.st_size, status.st_mtime_ns)
        if path in self._seen and self._seen[path] == now:
            return False
        self._seen[path] = now
        return True


def _is_an_editors(path: str) -> bool:
    """Whether a file is a copy that an editor keeps while somebody writes; no such file is part of a newspaper."""
    name = Path(path).name
    return name.startswith(".") or name.endswith("~")
