"""The preview: an edit shows, a mistake is reported and costs only its own briefing. The server runs as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Files, briefing, run_broadsheet

pytestmark = pytest.mark.slow

Make = Callable[[Files], Path]
ONE, TWO = "briefings/2026/04/24/one.yml", "briefings/2026/04/24/two.yml"
PATIENCE = 20.0  # how long a test waits for what it expects; nothing is asserted about how long it took


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Preview:
    root: Path
    port: int
    log: Path

    def get(self, address: str) -> str:
        """Return a page, or an empty text where there is none (yet)."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        return ""

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def soon(self, seen: Callable[[], bool]) -> bool:
        """Wait until something is so, but not for ever."""
        end = time.monotonic() + PATIENCE
        while not (done := seen()) and time.monotonic() < end:
            time.sleep(0.1)
        return done


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    port, log = free_port(), root.parent / "serve.log"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "broadsheet", "serve", "--root", str(root), "--addr", f"127.0.0.1:{port}"],
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        try:
            preview = Preview(root=root, port=port, log=log)
            assert preview.soon(lambda: process.poll() is not None or bool(preview.get(""))), preview.said()
            assert process.poll() is None, preview.said()
            yield preview
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def test_an_edited_briefing_a_new_one_and_a_removed_one_show(project: Make) -> None:
    with serving(project({ONE: briefing(), TWO: briefing()})) as preview:
        assert "A title" in preview.get("2026/04/24/one/")
        preview.write(ONE, briefing(title="Another title"))
        assert preview.soon(lambda: "Another title" in preview.get("2026/04/24/one/")), preview.said()
        assert "Another title" in preview.get("")
        preview.write("briefings/2026/05/01/later.yml", briefing(title="The first of May"))
        assert preview.soon(lambda: "The first of May" in preview.get("")), preview.said()
        (preview.root / TWO).unlink()
        assert preview.soon(lambda: "2026/04/24/two" not in preview.get("2026/04/24/")), preview.said()


def test_a_broken_briefing_is_reported_and_left_out_until_it_is_mended(project: Make) -> None:
    with serving(project({ONE: briefing(), TWO: briefing(title="The other one")})) as preview:
        preview.write(ONE, briefing(title="A: title"))
        assert preview.soon(lambda: f"{ONE}:1:9: error: " in preview.said()), preview.said()
        assert preview.soon(lambda: "2026/04/24/one" not in preview.get("")), preview.said()
        assert "left out until it is fixed" in preview.said()
        assert preview.get("2026/04/24/one/") == ""
        assert "The other one" in preview.get("2026/04/24/two/")
        preview.write(ONE, briefing(title="Mended"))
        assert preview.soon(lambda: "Mended" in preview.get("2026/04/24/one/")), preview.said()
        assert "Traceback" not in preview.said()


def test_it_starts_although_a_briefing_is_broken(project: Make) -> None:
    with serving(project({ONE: briefing(summary=None), TWO: briefing(title="The other one")})) as preview:
        assert "The other one" in preview.get("")
        assert f"{ONE}:1:1: error: the required key “summary” is missing" in preview.said()


@pytest.mark.parametrize("files", [{}, {"briefings/.gitkeep": ""}], ids=["no folder", "empty folder"])
def test_it_starts_without_any_briefing_and_shows_the_first(project: Make, files: Files) -> None:
    with serving(project(files)) as preview:
        assert "No edition yet" in preview.get("")
        preview.write(ONE, briefing())
        assert preview.soon(lambda: "A title" in preview.get("")), preview.said()


def test_an_edited_template_and_an_edited_registry_show(project: Make) -> None:
    with serving(
        project({ONE: briefing(category="models"), "briefings/categories.yml": "models: Models\n"})
    ) as preview:
        template = (preview.root / "overrides" / "base.html").read_text("utf-8")
        preview.write("overrides/base.html", template.replace("<body>", '<body data-edited="yes">'))
        assert preview.soon(lambda: 'data-edited="yes"' in preview.get("")), preview.said()
        preview.write("briefings/categories.yml", "models: Machines and models\n")
        assert preview.soon(lambda: "Machines and models" in preview.get("topics/")), preview.said()


def test_a_page_reloads_itself(project: Make) -> None:
    with serving(project({ONE: briefing()})) as preview:
        html = preview.get("2026/04/24/one/")
        assert "livereload(" in html
        assert "Content-Security-Policy" not in html  # it would keep the reloading script from running


def test_an_address_in_use_is_said_in_words(project: Make) -> None:
    root = project({ONE: briefing()})
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = run_broadsheet("serve", "--root", root, "--addr", address)
    assert done.returncode == 1
    assert f"cannot serve on {address}: Address already in use; try --addr" in done.stderr
    assert "Traceback" not in done.stderr
