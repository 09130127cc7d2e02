"""The watcher of a preview: every edit is told of, and none twice, whoever saw it first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver

from broadsheet.mkdocs_adapter import watching
from broadsheet.mkdocs_adapter.watching import Watcher

LOOK_EVERY = 0.2


class Told(FileSystemEventHandler):
    def __init__(self) -> None:
        self.names: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.names.append(Path(str(event.dest_path or event.src_path)).name)

    def soon(self, *names: str) -> bool:
        end = time.monotonic() + 10
        while time.monotonic() < end and not set(names) <= set(self.names):
            time.sleep(0.02)
        return set(names) <= set(self.names)


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Told]]:
    monkeypatch.setattr(watching, "LOOK_EVERY", LOOK_EVERY)
    begun: list[BaseObserver] = []

    def watch() -> Told:
        told, watcher = Told(), Watcher()
        watcher.schedule(told, tmp_path, recursive=True)
        watcher.start()
        begun.append(watcher)
        return told

    yield watch
    for watcher in begun:
        watcher.stop()
        watcher.join()


def test_every_edit_is_told_of_and_none_twice(watched: Callable[[], Told], tmp_path: Path) -> None:
    told = watched()
    (tmp_path / "one.yml").write_text("1")
    assert told.soon("one.yml")
    time.sleep(LOOK_EVERY * 3)
    told.names.clear()
    (tmp_path / "one.yml").write_text("12")
    assert told.soon("one.yml")
    time.sleep(LOOK_EVERY * 3)  # the other one has seen it too by now
    assert len(told.names) <= 2  # the system may tell of emptying a file and of writing it
    (tmp_path / "one.yml").rename(tmp_path / "two.yml")
    assert told.soon("two.yml")
    told.names.clear()
    (tmp_path / "two.yml").unlink()
    assert told.soon("two.yml")


def test_reading_a_file_and_what_an_editor_keeps_are_no_edits(watched: Callable[[], Told], tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("1")
    told = watched()
    (tmp_path / "one.yml").read_text()
    (tmp_path / ".one.yml.swp").write_text("1")
    (tmp_path / "one.yml~").write_text("1")
    (tmp_path / "two.yml").write_text("1")
    assert told.soon("two.yml")
    time.sleep(LOOK_EVERY * 3)
    assert set(told.names) == {"two.yml"}


def test_where_the_system_tells_nothing_edits_are_seen_all_the_same(
    watched: Callable[[], Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.inotify.InotifyEmitter.on_thread_start", refused, raising=False)
    told = watched()
    (tmp_path / "one.yml").write_text("1")
    assert told.soon("one.yml")
